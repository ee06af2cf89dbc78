//! Signatures of keys on elliptic curves, against OpenSSL and the crates p256, p384 and p521.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::jwk::{import, import_as};
use common::vectors::curve_key;
use common::{node, random};
use p256::ecdsa::signature::Signer;
use private_key_jwt::base64url::encode;
use private_key_jwt::error::Error;
use private_key_jwt::error::ErrorCode;
use private_key_jwt::random::RandomSource;
use serde_json::json;

const ALGORITHMS: [&str; 4] = ["ES256", "ES384", "ES512", "EdDSA"];

/// Random keys, of which every 16th is one of P-384 and of P-521 too.
const ROUNDS: u64 = 1000;

/// A random key, with its public half by the crate, makes the same signature in both.
macro_rules! signs_alike {
    ($crv:literal, $krate:ident, $octets:literal, $random:expr, $data:expr) => {{
        let mut d = vec![0; $octets];
        RandomSource::fill($random, &mut d).unwrap();
        // Below the order of P-521, and nearly always below the others.
        d[0] = if $octets == 66 { d[0] & 1 } else { d[0] & 0x7f };
        let theirs = $krate::ecdsa::SigningKey::from_slice(&d).unwrap();
        let point = theirs.verifying_key().to_sec1_point(false);
        let (x, y) = point.as_bytes()[1..].split_at($octets);
        let jwk = json!({ "kty": "EC", "crv": $crv, "d": encode(&d), "x": encode(x), "y": encode(y) });
        let expected: $krate::ecdsa::Signature = theirs.sign($data);
        assert_eq!(import(&jwk).unwrap().sign($data, $random).unwrap(), expected.to_bytes().to_vec());
    }};
}

#[test]
fn openssl_verifies_signatures_of_every_curve() {
    let lengths = [0, 1, 63, 64, 65, 127, 128, 129, 400, 100_000];
    let sign = |alg: &str, length: usize| {
        let (jwk, data) = (curve_key(alg), vec![7; length]);
        let signature = import_as(&jwk, alg).unwrap().sign(&data, &mut random::any()).unwrap();
        node::check(&jwk, alg, &data, &signature)
    };
    let algorithms = ALGORITHMS.iter().chain(&["Ed25519"]);
    node::assert_all_verify(algorithms.flat_map(|alg| lengths.map(|length| sign(alg, length))).collect());
}

#[test]
fn a_signature_is_as_long_as_rfc_7518_says_and_the_same_each_time() {
    for (alg, length) in ALGORITHMS.iter().zip([64, 96, 132, 64]) {
        let key = import(&curve_key(alg)).unwrap();
        let sign = |data: &[u8]| key.sign(data, &mut random::any()).unwrap();
        assert_eq!(sign(b"data").len(), length, "{alg}");
        assert_eq!(sign(b"data"), sign(b"data"));
        assert_ne!(sign(b"data"), sign(b"date"));
    }
}

#[test]
fn what_is_random_blinds_and_does_not_change_the_signature() {
    for alg in ALGORITHMS {
        let key = import(&curve_key(alg)).unwrap();
        let sign = |seed: u64| key.sign(b"data", &mut random::Xorshift::new(seed)).unwrap();
        assert_eq!(sign(1), sign(2), "{alg}");
    }
}

#[test]
fn ecdsa_signs_nothing_without_random_numbers() {
    for alg in ALGORITHMS {
        let signature = import(&curve_key(alg)).unwrap().sign(b"", &mut random::Dry::after(0));
        if alg == "EdDSA" {
            assert!(signature.is_ok());
        } else {
            assert_eq!(signature.unwrap_err().code(), ErrorCode::RandomUnavailable, "{alg}");
        }
    }
}

/// A host whose source gives nothing but zeros, or ones, is no reason for a wrong signature.
#[test]
fn a_constant_random_source_changes_nothing() {
    struct Constant(u8);
    impl RandomSource for Constant {
        fn fill(&mut self, bytes: &mut [u8]) -> Result<(), Error> {
            bytes.fill(self.0);
            Ok(())
        }
    }
    for alg in ALGORITHMS {
        let key = import(&curve_key(alg)).unwrap();
        let expected = key.sign(b"data", &mut random::any()).unwrap();
        for octet in [0, 0xff] {
            assert_eq!(key.sign(b"data", &mut Constant(octet)).unwrap(), expected, "{alg}");
        }
    }
}

#[test]
fn signs_as_the_crates_p256_p384_and_p521_do() {
    for seed in 1..=ROUNDS {
        let mut random = random::Xorshift::new(seed);
        let data: Vec<u8> = (0..random.below(300)).map(|_| random.next().to_le_bytes()[3]).collect();
        signs_alike!("P-256", p256, 32, &mut random, &data);
        if seed % 16 == 0 {
            signs_alike!("P-384", p384, 48, &mut random, &data);
            signs_alike!("P-521", p521, 66, &mut random, &data);
        }
    }
}
