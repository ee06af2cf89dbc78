//! New RSA keys, made in steps from a random source that may fail.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::jwk::options;
use common::node::{assert_all_verify, check};
use common::random::{Dry, any};
use common::secrets::Secrets;
use private_key_jwt::algorithm::KeyType;
use private_key_jwt::base64url;
use private_key_jwt::error::ErrorCode::{KeyMalformed, KeyUnsuitable, KeyUnsupported, RandomUnavailable};
use private_key_jwt::key::{KeyOptions, SigningKey, Validity};
use private_key_jwt::keys::RsaSearch;
use private_key_jwt::keys::forms::KeyForms;
use private_key_jwt::keys::generate::check_window;
use private_key_jwt::random::RandomSource;
use private_key_jwt::time::UnixSeconds;
use serde_json::{Value, json};

/// Steps to the end; how many there were, and every fraction of progress.
fn finish(search: &mut RsaSearch, random: &mut dyn RandomSource) -> Vec<f64> {
    let mut fractions = vec![search.progress()];
    while !search.step(random).unwrap() {
        fractions.push(search.progress());
        assert!(fractions.len() < 20_000, "the search does not end");
    }
    fractions
}

fn generate(alg: &str) -> KeyForms {
    let mut search = RsaSearch::new(2048).unwrap();
    finish(&mut search, &mut any());
    KeyForms::found(&search, &options(Some(alg), None)).unwrap()
}

fn private_jwk(key: &KeyForms) -> Value {
    let mut jwk = serde_json::to_value(&key.public_jwk).unwrap();
    for (name, value) in key.secret_members() {
        jwk[name] = value.into();
    }
    jwk
}

#[test]
fn a_new_key_passes_the_checks_of_an_import_and_signs() {
    let key = generate("PS256");
    let jwk = private_jwk(&key);
    assert_eq!(base64url::decode(jwk["n"].as_str().unwrap()).unwrap().len(), 256);
    assert_eq!(jwk["e"], "AQAB");
    let imported = SigningKey::from_jwk(&jwk.to_string(), &KeyOptions::default()).unwrap();
    assert_eq!(imported.kid(), imported.thumbprint());
    assert_eq!(imported.public_jwk(), key.public_jwk);
    let signature = imported.sign(b"data", &mut any()).unwrap();
    assert_all_verify(vec![check(&jwk, "PS256", b"data", &signature)]);
}

#[test]
fn the_modulus_has_exactly_the_bits_asked_for() {
    for (bits, octets) in [(3072, 384), (4096, 512)] {
        let mut search = RsaSearch::new(bits).unwrap();
        finish(&mut search, &mut any());
        let key = KeyForms::found(&search, &options(Some("RS256"), None)).unwrap();
        let n = base64url::decode(private_jwk(&key)["n"].as_str().unwrap()).unwrap();
        assert_eq!(n.len(), octets);
        assert!(n[0] >= 0x80);
    }
    for bits in [0, 1024, 2047, 2049, 8192, u32::MAX] {
        assert_eq!(RsaSearch::new(bits).unwrap_err().code(), KeyUnsupported);
    }
}

#[test]
fn a_key_must_not_end_before_it_begins_as_for_an_import() {
    let instants = [None, Some(5), Some(10)].map(|instant| instant.map(|seconds| UnixSeconds::new(seconds).unwrap()));
    for not_before in instants {
        for not_after in instants {
            let refusal = check_window(not_before, not_after).map_err(|error| error.code());
            assert_eq!(refusal, Validity::new(not_before, not_after).map(|_| ()).map_err(|error| error.code()));
            assert_eq!(refusal == Err(KeyUnsuitable), (not_before, not_after) == (instants[2], instants[1]));
        }
    }
}

#[test]
fn progress_grows_with_every_step_and_ends_with_one() {
    let mut search = RsaSearch::new(2048).unwrap();
    let fractions = finish(&mut search, &mut any());
    assert_eq!(fractions[0].to_bits(), 0.0_f64.to_bits());
    assert!(fractions.windows(2).all(|pair| pair[0] <= pair[1] && pair[1] < 1.0), "{fractions:?}");
    assert_eq!(search.progress().to_bits(), 1.0_f64.to_bits());
    assert!(search.step(&mut Dry::after(0)).unwrap(), "a finished search asks for nothing more");
}

#[test]
fn a_dry_random_source_makes_no_key() {
    let mut search = RsaSearch::new(2048).unwrap();
    assert_eq!(search.step(&mut Dry::after(0)).unwrap_err().code(), RandomUnavailable);
    let mut source = Dry::after(1);
    let failure = loop {
        match search.step(&mut source) {
            Ok(done) => assert!(!done, "two primes from one start"),
            Err(error) => break error,
        }
    };
    assert_eq!(failure.code(), RandomUnavailable);
    let unfinished = KeyForms::found(&search, &options(Some("RS256"), None));
    assert_eq!(unfinished.unwrap_err().code(), KeyMalformed);
}

#[test]
fn a_source_that_repeats_itself_gives_no_equal_primes() {
    struct Constant;
    impl RandomSource for Constant {
        fn fill(&mut self, bytes: &mut [u8]) -> private_key_jwt::error::Result<()> {
            bytes.fill(0x5a);
            Ok(())
        }
    }
    let mut search = RsaSearch::new(2048).unwrap();
    for _ in 0..400 {
        assert!(!search.step(&mut Constant).unwrap());
    }
}

#[test]
fn the_host_s_key_is_checked_and_named_anew() {
    let mut jwk = common::vectors::key("rsa-2048");
    for (name, value) in [("alg", json!("RS512")), ("key_ops", json!(["sign"])), ("ext", json!(true))] {
        jwk[name] = value;
    }
    let key = KeyForms::of_jwk(&jwk.to_string(), &options(Some("RS256"), Some("mine"))).unwrap();
    let made = private_jwk(&key);
    assert_eq!((&made["alg"], &made["kid"]), (&json!("RS256"), &json!("mine")));
    for name in common::jwk::NUMBERS {
        assert_eq!(made[name], jwk[name]);
    }
    assert!(made.get("ext").is_none() && made.get("key_ops").is_none());
    let refused = |jwk: &Value| KeyForms::of_jwk(&jwk.to_string(), &KeyOptions::default());
    assert_eq!(refused(&common::jwk::public(&jwk)).unwrap_err().code(), KeyUnsuitable);
    assert_eq!(refused(&common::jwk::with(&jwk, "p", jwk["q"].clone())).unwrap_err().code(), KeyMalformed);
}

/// The kinds of keys that are drawn, each with an algorithm.
const DRAWN: [(&str, KeyType); 4] =
    [("ES256", KeyType::P256), ("ES384", KeyType::P384), ("ES512", KeyType::P521), ("EdDSA", KeyType::Ed25519)];

#[test]
fn a_key_on_a_curve_is_drawn_and_passes_an_import() {
    for (alg, key_type) in DRAWN {
        let key = KeyForms::drawn(key_type, &options(Some(alg), None), &mut any()).unwrap();
        let imported = SigningKey::from_jwk(&private_jwk(&key).to_string(), &KeyOptions::default()).unwrap();
        assert_eq!(imported.public_jwk(), key.public_jwk);
        assert_eq!(imported.algorithm().name(), alg);
        let dry = KeyForms::drawn(key_type, &options(Some(alg), None), &mut Dry::after(0));
        assert_eq!(dry.unwrap_err().code(), RandomUnavailable);
    }
    let rsa = KeyForms::drawn(KeyType::Rsa, &options(Some("RS256"), None), &mut any());
    assert_eq!(rsa.unwrap_err().code(), KeyUnsuitable);
}

#[test]
fn a_drawn_number_out_of_range_is_drawn_again() {
    /// All bits set, above the order of every group of ours, then ordinary.
    struct TooLarge(usize);
    impl RandomSource for TooLarge {
        fn fill(&mut self, bytes: &mut [u8]) -> private_key_jwt::error::Result<()> {
            bytes.fill(if self.0 == 0 { 0x11 } else { 0xff });
            self.0 = self.0.saturating_sub(1);
            Ok(())
        }
    }
    for (alg, key_type) in DRAWN.into_iter().filter(|(alg, _)| *alg != "EdDSA") {
        let options = options(Some(alg), None);
        assert!(KeyForms::drawn(key_type, &options, &mut TooLarge(3)).is_ok(), "{alg}");
        assert_eq!(KeyForms::drawn(key_type, &options, &mut TooLarge(99)).unwrap_err().code(), KeyMalformed);
    }
}

#[test]
fn nothing_public_holds_a_secret() {
    let key = generate("RS256");
    let secrets = Secrets::of_key(&private_jwk(&key));
    secrets.assert_absent(&serde_json::to_string(&key.public_jwk).unwrap());
    secrets.assert_absent(&format!("{key:?}"));
    secrets.assert_absent(&key.public_pem);
    assert!(key.private_pem.starts_with("-----BEGIN PRIVATE KEY-----\n"));
}
