//! Whatever is done to the text of a good JWK: no panic, and what is accepted signs rightly or not at all.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::random::Xorshift;
use common::secrets::Secrets;
use common::vectors::{key, rfc7515_key};
use common::{node, random};
use private_key_jwt::error::ErrorCode;
use private_key_jwt::key::{KeyOptions, SigningKey};
use serde_json::Value;

const ROUNDS: usize = 5000;

/// Letters that mean something in JSON, base64url or UTF-8.
const LETTERS: &[u8] = b"\"{}[],:\\/+-_=AQBgw09eun\0\n \x7f\xc3\xa9\xff";

fn mutate(text: &str, random: &mut Xorshift) -> String {
    let mut jwk: Value = serde_json::from_str(text).unwrap();
    let names: Vec<_> = jwk.as_object().unwrap().keys().cloned().collect();
    let mut pick = || names[random.below(names.len())].clone();
    let (one, other) = (pick(), pick());
    match random.below(6) {
        0 => {
            let (first, second) = (jwk[&one].take(), jwk[&other].take());
            jwk[&one] = second;
            jwk[&other] = first;
            jwk.to_string()
        }
        1 => {
            jwk.as_object_mut().unwrap().remove(&one);
            jwk.to_string()
        }
        2 => text[..random.below(text.len())].to_owned(),
        3 => {
            let value = jwk[&one].as_str().unwrap().to_owned();
            let middle = random.below(value.len());
            jwk[&one] = format!("{}{}", &value[middle..], &value[..middle]).into();
            jwk.to_string()
        }
        _ => {
            let mut octets = text.as_bytes().to_vec();
            for _ in 0..=random.below(3) {
                let at = random.below(octets.len());
                match random.below(3) {
                    0 => octets[at] = LETTERS[random.below(LETTERS.len())],
                    1 => octets.insert(at, LETTERS[random.below(LETTERS.len())]),
                    _ => drop(octets.remove(at)),
                }
            }
            String::from_utf8_lossy(&octets).into_owned()
        }
    }
}

#[test]
fn no_import_panics_and_no_signature_is_wrong() {
    let originals = [rfc7515_key(), common::jwk::without(&key("rsa-2048"), &["p", "q", "dp", "dq", "qi"])];
    let secrets = originals.each_ref().map(Secrets::of_key);
    let mut random = Xorshift::new(0x2545_f491_4f6c_dd1d);
    let mut checks = Vec::new();
    let mut refused = 0;
    for round in 0..ROUNDS {
        // Most of them from the full key: the primes of the other take time to recover.
        let which = usize::from(round % 250 == 0);
        let text = mutate(&originals[which].to_string(), &mut random);
        match SigningKey::from_jwk(&text, &KeyOptions::default()) {
            Err(error) => {
                secrets[which].assert_absent(&format!("{error} {error:?}"));
                refused += 1;
            }
            Ok(key) => match key.sign(b"data", &mut random::any()) {
                Ok(signature) => {
                    let public = serde_json::to_value(key.public_jwk()).unwrap();
                    checks.push(node::check(&public, key.algorithm().name(), b"data", &signature));
                }
                Err(error) => assert_eq!(error.code(), ErrorCode::SigningFailed),
            },
        }
    }
    assert!(refused > ROUNDS / 2 && !checks.is_empty(), "{refused} refused, {} accepted", checks.len());
    node::assert_all_verify(checks);
}
