//! Elliptic curves against the worked examples and vectors of others, byte for byte.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::vectors::{blocks, hex, json, rfc7515_case, str, text};
use common::{der, jwk, node, random};
use private_key_jwt::base64url::{decode, encode};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// The private keys of RFC 6979 appendix A.2.5 to A.2.7, which the vectors hold as PKCS#8 with SEC1 inside.
fn rfc6979_key(name: &str) -> Value {
    let file = text("tests/vectors/nist-cavp/evppkey_ecdsa_rfc6979.txt");
    let pem = |label: &str| {
        let (_, pem) = file.split_once(&format!("{label}\n")).unwrap();
        der::from_pem(pem.split_once("\n\n").unwrap().0)
    };
    let octets = match name {
        "P-256" => 32,
        "P-384" => 48,
        _ => 66,
    };
    let public = pem(&format!("PublicKey={name}_PUB"));
    let (x, y) = public[public.len() - 2 * octets..].split_at(octets);
    let private = pem(&format!("PrivateKey={name}_PRIV"));
    let d = der::sec1_secret(&private).unwrap();
    json!({ "kty": "EC", "crv": name, "d": encode(d), "x": encode(x), "y": encode(y) })
}

#[test]
fn generates_the_signatures_of_rfc_6979() {
    let cases = blocks("tests/vectors/nist-cavp/evppkey_ecdsa_rfc6979.txt");
    let mut signed = 0;
    for (curve, hash) in [("P-256", "SHA256"), ("P-384", "SHA384"), ("P-521", "SHA512")] {
        let key = jwk::import(&rfc6979_key(curve)).unwrap();
        let named = |case: &&BTreeMap<String, String>| {
            let is = |name: &str, value: &str| case.get(name).is_some_and(|stated| stated == value);
            is("DigestSign", hash) && is("Key", &format!("{curve}_PRIV")) && is("NonceType", "deterministic")
        };
        for case in cases.iter().filter(named) {
            let input = case["Input"].trim_matches('"').as_bytes();
            let signature = key.sign(input, &mut random::any()).unwrap();
            let expected = der::ecdsa_signature(&hex(&case["Output"]), signature.len() / 2).unwrap();
            assert_eq!(signature, expected, "{curve} {}", case["Input"]);
            signed += 1;
        }
    }
    assert_eq!(signed, 6);
}

#[test]
fn generates_all_512_signatures_of_ed25519_sign_input() {
    let mut signed = 0;
    for line in text("tests/vectors/nist-cavp/ed25519_sign.input").lines() {
        let [secret, public, message, signature, ..] = line.split(':').collect::<Vec<_>>()[..] else { panic!() };
        let jwk = json!({ "kty": "OKP", "crv": "Ed25519", "d": encode(hex(&secret[..64])), "x": encode(hex(public)) });
        let ours = jwk::import(&jwk).unwrap().sign(&hex(message), &mut random::any()).unwrap();
        assert_eq!([ours, hex(message)].concat(), hex(signature));
        signed += 1;
    }
    assert_eq!(signed, 512);
}

#[test]
fn signs_rfc_8037_appendix_a_4_byte_for_byte() {
    let example = json("tests/vectors/ietf-jose-cookbook/curve25519_jws.json");
    let key = jwk::import(&example["input"]["key"]).unwrap();
    assert_eq!(key.algorithm().name(), str(&example["input"], "alg"));
    let signature = key.sign(str(&example["signing"], "sig-input").as_bytes(), &mut random::any()).unwrap();
    assert_eq!(encode(signature), str(&example["signing"], "sig"));
}

/// Their signatures are not deterministic, so OpenSSL judges ours beside theirs.
#[test]
fn signs_rfc_7515_appendix_a_3_and_a_4_and_rfc_7520_section_4_3_so_that_openssl_verifies() {
    let mut checks = Vec::new();
    let mut check = |jwk: &Value, alg: &str, input: &str, theirs: &str| {
        let key = jwk::import(jwk).unwrap();
        assert_eq!(key.algorithm().name(), alg);
        let ours = key.sign(input.as_bytes(), &mut random::any()).unwrap();
        checks.extend(
            [&ours, &decode(theirs).unwrap()].map(|signature| node::check(jwk, alg, input.as_bytes(), signature)),
        );
    };
    for (section, alg) in [("A.3", "ES256"), ("A.4", "ES512")] {
        let case = rfc7515_case(section);
        check(&case["jwk"], alg, str(&case, "signing_input"), str(&case, "signature"));
    }
    let example = json("tests/vectors/ietf-jose-cookbook/jws_4_3.ecdsa_signature.json");
    let signing = &example["signing"];
    check(&example["input"]["key"], "ES512", str(signing, "sig-input"), str(signing, "sig"));
    node::assert_all_verify(checks);
}

#[test]
fn has_the_thumbprints_of_rfc_7638_and_rfc_8037() {
    use rsa::sha2::{Digest, Sha256};
    let cases = json("tests/vectors/rfc/thumbprints.json");
    let published = |id: &str| cases["cases"].as_array().unwrap().iter().find(|case| case["id"] == id).unwrap().clone();
    // The examples of EC are public keys, so the text whose form they prove is made again for a key of ours.
    let of = |jwk: &Value| {
        let member = |name| str(jwk, name);
        encode(Sha256::digest(format!(
            r#"{{"crv":"{}","kty":"EC","x":"{}","y":"{}"}}"#,
            member("crv"),
            member("x"),
            member("y")
        )))
    };
    let example = published("ec");
    assert_eq!(of(&example["jwk"]), str(&example, "sha256"));
    for alg in ["ES256", "ES384", "ES512"] {
        let key = common::vectors::curve_key(alg);
        assert_eq!(jwk::import(&key).unwrap().thumbprint(), of(&key), "{alg}");
    }

    let example = published("rfc8037-A.3");
    let private = json("tests/vectors/ietf-jose-cookbook/curve25519_jws.json")["input"]["key"].clone();
    assert_eq!(private["x"], example["jwk"]["x"]);
    let key = jwk::import(&private).unwrap();
    assert_eq!((key.thumbprint(), key.kid()), (str(&example, "sha256"), str(&example, "sha256")));
}
