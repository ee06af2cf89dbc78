//! Keys on elliptic curves: what is refused, and which algorithm a key signs with.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::jwk::{import, import_as, with, without};
use common::vectors::{curve_key, json, str};
use common::{node, random};
use private_key_jwt::base64url::{decode, encode};
use private_key_jwt::error::ErrorCode::{self, KeyMalformed, KeyUnsuitable, KeyUnsupported};
use private_key_jwt::key::{KeyOptions, SigningKey};
use serde_json::{Value, json};

const ALGORITHMS: [&str; 4] = ["ES256", "ES384", "ES512", "EdDSA"];

/// The orders of the groups of P-256, P-384 and P-521 (NIST SP 800-186).
const ORDERS: [&str; 3] = [
    "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551",
    "ffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973",
    "01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409",
];

fn refusal(jwk: &Value) -> ErrorCode {
    import(jwk).unwrap_err().code()
}

#[test]
fn gives_the_expected_verdict_on_every_derived_key() {
    let file = json("tests/vectors/derived/bad_ec_okp_jwk.json");
    let (mut checks, mut refused) = (Vec::new(), 0);
    for case in file["cases"].as_array().unwrap() {
        let (id, jwk, alg) = (str(case, "id"), str(case, "jwk"), str(case, "alg"));
        match SigningKey::from_jwk(jwk, &common::jwk::options(Some(alg), None)) {
            Ok(key) => {
                assert_eq!(case["expect"], "accept", "{id}");
                let signature = key.sign(id.as_bytes(), &mut random::any()).unwrap();
                let jwk = serde_json::from_str(jwk).unwrap();
                checks.push(node::check(&jwk, alg, id.as_bytes(), &signature));
            }
            Err(error) => {
                assert_eq!(case["expect"], "reject", "{id}: {error}");
                assert!([KeyMalformed, KeyUnsuitable, KeyUnsupported].contains(&error.code()), "{id}: {error}");
                refused += 1;
            }
        }
    }
    assert_eq!((checks.len(), refused), (4, 14));
    node::assert_all_verify(checks);
}

#[test]
fn the_curve_chooses_the_algorithm() {
    for alg in ALGORITHMS {
        let jwk = curve_key(alg);
        assert_eq!(import(&jwk).unwrap().algorithm().name(), alg);
        for other in ["RS256", "ES256", "ES384", "ES512", "EdDSA", "Ed448", "es256", "ES256K", "HS256", "none"] {
            let expected = if other == alg { Ok(alg) } else { Err(KeyUnsuitable) };
            for key in [import_as(&jwk, other), import(&with(&jwk, "alg", other))] {
                assert_eq!(
                    key.map(|key| key.algorithm().name()).map_err(|error| error.code()),
                    expected,
                    "{alg} {other}"
                );
            }
        }
    }
    let error = import_as(&curve_key("ES384"), "ES256").unwrap_err();
    assert_eq!(error.message(), "alg must be one that a P-384 key can sign with: ES384");
}

#[test]
fn an_ed25519_key_signs_by_either_name() {
    let jwk = curve_key("EdDSA");
    let named = import_as(&jwk, "Ed25519").unwrap();
    assert_eq!(named.algorithm().name(), "Ed25519");
    assert_eq!(serde_json::to_value(named.public_jwk()).unwrap()["alg"], "Ed25519");
    let sign = |key: &SigningKey| key.sign(b"data", &mut random::any()).unwrap();
    assert_eq!(sign(&named), sign(&import(&jwk).unwrap()));
    assert_eq!(import_as(&with(&jwk, "alg", "EdDSA"), "Ed25519").unwrap_err().code(), KeyUnsuitable);
}

#[test]
fn the_secret_is_from_1_to_one_less_than_the_order() {
    for (alg, order) in ALGORITHMS.iter().zip(ORDERS) {
        let (jwk, order) = (curve_key(alg), common::vectors::hex(order));
        let mut past = vec![order.clone(), vec![0; order.len()], vec![0xff; order.len()]];
        let mut greater = order.clone();
        *greater.last_mut().unwrap() += 1;
        past.push(greater);
        for secret in past {
            let error = import(&with(&jwk, "d", encode(secret))).unwrap_err();
            assert!(error.code() == KeyMalformed && error.message().contains("zero or too large"), "{error}");
        }
        // The least and the greatest secret have points of their own, so what is said is about those.
        let mut greatest = order.clone();
        *greatest.last_mut().unwrap() -= 1;
        let mut least = vec![0; order.len()];
        *least.last_mut().unwrap() = 1;
        for secret in [least, greatest] {
            let error = import(&with(&jwk, "d", encode(secret))).unwrap_err();
            assert!(error.code() == KeyMalformed && error.message().contains("does not follow"), "{error}");
        }
    }
}

#[test]
fn every_member_has_exactly_the_length_of_the_field() {
    for alg in ALGORITHMS {
        let jwk = curve_key(alg);
        for name in ["d", "x", "y"] {
            let Some(good) = jwk[name].as_str() else { continue };
            let octets = decode(good).unwrap();
            let forms = [
                encode(&octets[1..]),
                encode(&octets[..octets.len() - 1]),
                encode([&[0], octets.as_slice()].concat()),
                encode([octets.as_slice(), &[0]].concat()),
                format!("{good}="),
                format!(" {good}"),
                String::new(),
            ];
            for form in forms {
                assert_eq!(refusal(&with(&jwk, name, form)), KeyMalformed, "{alg} {name}");
            }
            for value in [json!(null), json!(7), json!([good])] {
                assert_eq!(refusal(&with(&jwk, name, value)), KeyMalformed, "{alg} {name}");
            }
        }
        // An octet moved from one coordinate to the other leaves the two in a row as they were.
        if let (Some(x), Some(y)) = (jwk["x"].as_str(), jwk["y"].as_str()) {
            let (x, y) = (decode(x).unwrap(), decode(y).unwrap());
            let (shorter, last) = x.split_at(x.len() - 1);
            let moved = with(&with(&jwk, "x", encode(shorter)), "y", encode([last, &y].concat()));
            assert_eq!(refusal(&moved), KeyMalformed, "{alg}");
        }
    }
}

#[test]
fn the_public_half_follows_from_the_secret() {
    for alg in ALGORITHMS {
        let jwk = curve_key(alg);
        for name in ["x", "y"] {
            let Some(good) = jwk[name].as_str() else { continue };
            let octets = decode(good).unwrap();
            for place in 0..octets.len() {
                let mut changed = octets.clone();
                changed[place] ^= 1;
                assert_eq!(refusal(&with(&jwk, name, encode(changed))), KeyMalformed, "{alg} {name}[{place}]");
            }
            assert_eq!(refusal(&without(&jwk, &[name])), KeyMalformed, "{alg} without {name}");
        }
    }
}

#[test]
fn names_the_curves_that_are_supported() {
    let curve = |jwk: &Value, crv: &str| import(&with(jwk, "crv", crv)).unwrap_err();
    for crv in ["secp256k1", "p-256", "P-192", "P-224", "Ed25519", "X25519", "brainpoolP256r1", ""] {
        let error = curve(&curve_key("ES256"), crv);
        assert!(error.code() == KeyUnsupported && error.message().contains("\"P-384\""), "{error}");
    }
    for crv in ["X25519", "Ed448", "X448", "ed25519", "P-256", ""] {
        let error = curve(&curve_key("EdDSA"), crv);
        assert!(error.code() == KeyUnsupported && error.message().contains("\"Ed25519\""), "{error}");
    }
    for alg in ALGORITHMS {
        let jwk = curve_key(alg);
        assert_eq!(refusal(&without(&jwk, &["crv"])), KeyMalformed);
        assert_eq!(refusal(&with(&jwk, "crv", 256)), KeyMalformed);
        assert_eq!(refusal(&without(&jwk, &["kty"])), KeyMalformed);
    }
    assert_eq!(refusal(&with(&curve_key("ES256"), "crv", "P-384")), KeyMalformed);
}

#[test]
fn a_public_key_is_no_private_one() {
    for alg in ALGORITHMS {
        let error = import(&without(&curve_key(alg), &["d"])).unwrap_err();
        assert!(error.code() == KeyUnsuitable && error.message().contains("public key"), "{error}");
    }
}

#[test]
fn publishes_only_the_public_members() {
    for alg in ALGORITHMS {
        let jwk = curve_key(alg);
        let key = import(&with(&jwk, "extra", "more")).unwrap();
        let mut expected = common::jwk::public(&jwk);
        for (name, value) in [("kid", key.thumbprint()), ("alg", alg), ("use", "sig")] {
            expected = with(&expected, name, value);
        }
        assert_eq!(serde_json::to_value(key.public_jwk()).unwrap(), expected);
        assert!(!format!("{key:?}").contains(&str(&jwk, "d")[..8]));
    }
}

#[test]
fn a_set_may_mix_kinds() {
    let keys: Vec<_> = ALGORITHMS.iter().map(|alg| with(&curve_key(alg), "kid", *alg)).collect();
    let set = json!({ "keys": keys }).to_string();
    for alg in ALGORITHMS {
        let key = SigningKey::from_jwk(&set, &common::jwk::options(None, Some(alg))).unwrap();
        assert_eq!((key.kid(), key.algorithm().name()), (alg, alg));
    }
    assert_eq!(SigningKey::from_jwk(&set, &KeyOptions::default()).unwrap_err().code(), KeyUnsuitable);
}
