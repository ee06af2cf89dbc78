//! Every algorithm with keys of every size, judged by OpenSSL.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::vectors::key;
use common::{jwk, node, random};
use private_key_jwt::algorithm::{self, KeyType};
use private_key_jwt::base64url;
use serde_json::Value;

const SIZES: [&str; 8] = [
    "rsa-2048",
    "rsa-2048-p-below-q",
    "rsa-2048-e-33-bits",
    "rsa-2049",
    "rsa-2055",
    "rsa-3072",
    "rsa-4096",
    "rsa-8192",
];

/// Signs with every algorithm; the signature is as long as the modulus.
fn sign_with_all(jwk: &Value) -> Vec<Value> {
    let length = base64url::decode(jwk["n"].as_str().unwrap()).unwrap().len();
    let sign = |alg: &str| {
        let signature = jwk::import_as(jwk, alg).unwrap().sign(alg.as_bytes(), &mut random::any()).unwrap();
        assert_eq!(signature.len(), length);
        node::check(jwk, alg, alg.as_bytes(), &signature)
    };
    let rows = algorithm::ALL.iter().filter(|row| row.key_type() == KeyType::Rsa);
    rows.map(|row| sign(row.name())).collect()
}

#[test]
fn signs_with_every_algorithm_and_every_size() {
    node::assert_all_verify(SIZES.iter().flat_map(|name| sign_with_all(&key(name))).collect());
}

#[test]
fn signs_with_every_size_when_only_n_e_and_d_are_given() {
    let sign = |name: &&str| {
        let jwk = jwk::without(&key(name), &["p", "q", "dp", "dq", "qi"]);
        let signature = jwk::import(&jwk).unwrap().sign(b"data", &mut random::any()).unwrap();
        node::check(&jwk, "RS256", b"data", &signature)
    };
    node::assert_all_verify(SIZES.iter().map(sign).collect());
}

#[test]
fn the_order_of_the_primes_does_not_change_a_signature() {
    let sign = |name| jwk::import(&key(name)).unwrap().sign(b"data", &mut random::any()).unwrap();
    assert_eq!(sign("rsa-2048"), sign("rsa-2048-p-below-q"));
}

#[test]
fn a_pkcs1_signature_does_not_depend_on_the_blinding() {
    let key = jwk::import(&key("rsa-2048")).unwrap();
    let sign = |seed| key.sign(b"data", &mut random::Xorshift::new(seed)).unwrap();
    assert_eq!(sign(1), sign(2));
}

#[test]
fn a_pss_signature_has_a_fresh_salt_each_time() {
    let key = jwk::import_as(&key("rsa-2048"), "PS256").unwrap();
    let mut random = random::any();
    let mut sign = || key.sign(b"data", &mut random).unwrap();
    assert_ne!(sign(), sign());
}

#[test]
fn signatures_with_leading_zero_octets_keep_their_length() {
    let jwk = key("rsa-2048");
    let key = jwk::import(&jwk).unwrap();
    let sign = |number: u32| (number, key.sign(&number.to_be_bytes(), &mut random::any()).unwrap());
    let (number, short) = (0..5000).map(sign).find(|(_, signature)| signature[0] == 0).unwrap();
    assert_eq!(short.len(), 256);
    node::assert_all_verify(vec![node::check(&jwk, "RS256", &number.to_be_bytes(), &short)]);
}

#[test]
fn the_judge_refuses_what_is_wrong() {
    let jwk = key("rsa-2048");
    let good = jwk::import_as(&jwk, "PS256").unwrap().sign(b"data", &mut random::any()).unwrap();
    let mut bad = good.clone();
    bad[100] ^= 1;
    let checks = vec![
        node::check(&jwk, "PS256", b"data", &good),
        node::check(&jwk, "PS256", b"data", &bad),
        node::check(&jwk, "PS256", b"date", &good),
        node::check(&jwk, "PS384", b"data", &good),
        node::check(&jwk, "RS256", b"data", &good),
        node::check(&key("rsa-3072"), "PS256", b"data", &good),
    ];
    assert_eq!(node::verdicts(checks), [true, false, false, false, false, false]);
}
