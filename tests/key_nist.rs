//! NIST CAVP vectors, whose keys are n, e and d alone: the primes are recovered.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::vectors::{blocks, hex};
use common::{jwk, node, random};
use private_key_jwt::key::SigningKey;
use serde_json::Value;
use std::collections::BTreeMap;

/// The key and the cases of a file that has one key.
fn read(path: &str) -> (Value, Vec<BTreeMap<String, String>>) {
    let (cases, keys): (Vec<_>, Vec<_>) = blocks(path).into_iter().partition(|block| block.contains_key("Msg"));
    let numbers: BTreeMap<_, _> = keys.into_iter().flatten().collect();
    (jwk::from_numbers(&["n", "e", "d"].map(|name| hex(&numbers[name]))), cases)
}

/// The same key for each of the three hash functions.
fn keys(jwk: &Value, scheme: &str) -> BTreeMap<String, SigningKey> {
    let key = |bits: &str| (format!("SHA{bits}"), jwk::import_as(jwk, &format!("{scheme}{bits}")).unwrap());
    ["256", "384", "512"].map(key).into()
}

#[test]
fn generates_all_30_signatures_of_sig_gen_15() {
    let (jwk, cases) = read("tests/vectors/nist-cavp/SigGen15_186-2_mod2048.txt");
    assert_eq!(cases.len(), 30);
    let keys = keys(&jwk, "RS");
    for case in cases {
        let signature = keys[&case["SHAAlg"]].sign(&hex(&case["Msg"]), &mut random::any()).unwrap();
        assert_eq!(signature, hex(&case["S"]));
    }
}

/// The file's own signatures have a salt of 20 octets, while JWS wants one as long as the hash:
/// they cannot come from here. What is signed here with that key is verified by OpenSSL.
#[test]
fn signs_the_messages_of_sig_gen_pss_with_a_salt_as_long_as_the_hash() {
    let (jwk, cases) = read("tests/vectors/nist-cavp/SigGenPSS_186-2_mod2048.txt");
    assert_eq!(cases.len(), 30);
    let keys = keys(&jwk, "PS");
    let check = |case: &BTreeMap<String, String>| {
        let (key, message) = (&keys[&case["SHAAlg"]], hex(&case["Msg"]));
        let signature = key.sign(&message, &mut random::any()).unwrap();
        node::check(&jwk, key.algorithm().name(), &message, &signature)
    };
    node::assert_all_verify(cases.iter().map(check).collect());
}
