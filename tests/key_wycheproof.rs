//! Project Wycheproof: signature generation, and the private keys of its JWK and JWS files.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::vectors::{hex, json, str};
use common::{jwk, node, random};
use private_key_jwt::base64url;
use private_key_jwt::error::ErrorCode;
use private_key_jwt::key::{KeyOptions, SigningKey};
use serde_json::Value;

const SIGNATURES: &str = "tests/vectors/wycheproof/rsa_pkcs1_2048_sig_gen_test.json";

fn array<'a>(value: &'a Value, name: &str) -> &'a [Value] {
    value[name].as_array().unwrap()
}

#[test]
fn generates_the_signatures_of_rsa_pkcs1_2048_sig_gen() {
    let (mut signed, mut refused) = (0, 0);
    for group in array(&json(SIGNATURES), "testGroups") {
        let jwk = &group["privateKeyJwk"];
        if jwk.is_null() {
            // SHA-1 and SHA-224, which have no JWS algorithm.
            assert!(["SHA-1", "SHA-224"].contains(&str(group, "sha")));
            continue;
        }
        let key = match jwk::import(jwk) {
            Ok(key) => key,
            Err(error) => {
                // The keys whose signatures are "acceptable": e = 3, and primes of 1364 and 684 bits.
                assert_eq!(error.code(), ErrorCode::KeyMalformed);
                assert!(array(group, "tests").iter().all(|test| test["result"] == "acceptable"));
                refused += 1;
                continue;
            }
        };
        assert_eq!(key.algorithm().name(), str(jwk, "alg"));
        for test in array(group, "tests") {
            let signature = key.sign(&hex(str(test, "msg")), &mut random::any()).unwrap();
            assert_eq!(signature, hex(str(test, "sig")), "tcId {}", test["tcId"]);
            signed += 1;
        }
    }
    assert_eq!((signed, refused), (24, 3));
}

#[test]
fn offers_no_algorithm_with_sha_1_or_sha_224() {
    let groups = json(SIGNATURES);
    let jwk =
        &array(&groups, "testGroups").iter().find(|group| !group["privateKeyJwk"].is_null()).unwrap()["privateKeyJwk"];
    for alg in ["RS1", "RS224", "PS1", "PS224", "RS", "rs256", "HS256", "ES256", "RSA-OAEP"] {
        let error = jwk::import_as(&jwk::without(jwk, &["alg"]), alg).unwrap_err();
        assert_eq!(error.code(), ErrorCode::KeyUnsuitable, "{alg}");
    }
}

#[test]
fn signs_again_what_json_web_signature_test_holds_as_valid() {
    let mut checks = Vec::new();
    let mut equal = 0;
    for group in array(&json("tests/vectors/wycheproof/json_web_signature_test.json"), "testGroups") {
        let jwk = &group["private"];
        if jwk["kty"] != "RSA" || jwk["use"] == "enc" || !jwk["key_ops"].is_null() {
            continue;
        }
        let key = jwk::import(jwk).unwrap();
        let alg = key.algorithm().name();
        assert_eq!(alg, str(jwk, "alg"));
        for test in array(group, "tests").iter().filter(|test| test["result"] == "valid") {
            let (input, theirs) = str(test, "jws").rsplit_once('.').unwrap();
            let ours = key.sign(input.as_bytes(), &mut random::any()).unwrap();
            if alg.starts_with("RS") {
                assert_eq!(base64url::encode(&ours), theirs, "tcId {}", test["tcId"]);
                equal += 1;
            }
            checks.push(node::check(jwk, alg, input.as_bytes(), &ours));
        }
    }
    assert_eq!((equal, checks.len()), (9, 16));
    node::assert_all_verify(checks);
}

#[test]
fn refuses_the_keys_of_json_web_signature_test_that_are_not_for_signing() {
    let mut refused = 0;
    for group in array(&json("tests/vectors/wycheproof/json_web_signature_test.json"), "testGroups") {
        let jwk = &group["private"];
        if jwk["kty"] == "RSA" && (jwk["use"] == "enc" || !jwk["key_ops"].is_null()) {
            // One of them has the key_ops ["sign, verify"], one string by mistake.
            assert_eq!(jwk::import(jwk).unwrap_err().code(), ErrorCode::KeyUnsuitable);
            refused += 1;
        }
    }
    assert_eq!(refused, 3);
}

#[test]
fn signs_with_the_curves_of_json_web_signature_test() {
    let mut checks = Vec::new();
    let mut misnamed = 0;
    for group in array(&json("tests/vectors/wycheproof/json_web_signature_test.json"), "testGroups") {
        let jwk = &group["private"];
        if jwk["kty"] != "EC" {
            continue;
        }
        if jwk["alg"] == "ES521" {
            // RFC 7520's key of P-521 under a name that no algorithm has.
            assert_eq!(jwk::import(jwk).unwrap_err().code(), ErrorCode::KeyUnsuitable);
            misnamed += 1;
        }
        let jwk = jwk::without(jwk, &["alg"]);
        let key = jwk::import(&jwk).unwrap();
        for test in array(group, "tests") {
            let input = str(test, "jws").as_bytes();
            let signature = key.sign(input, &mut random::any()).unwrap();
            checks.push(node::check(&jwk, key.algorithm().name(), input, &signature));
        }
    }
    assert_eq!((misnamed, checks.len()), (2, 21));
    node::assert_all_verify(checks);
}

#[test]
fn judges_the_key_sets_of_json_web_key_test() {
    use ErrorCode::{KeyMalformed, KeyUnsuitable};
    let file = json("tests/vectors/wycheproof/json_web_key_test.json");
    let mut verdicts = Vec::new();
    for group in array(&file, "testGroups") {
        let name = str(group, "comment");
        match SigningKey::from_jwk(&group["private"].to_string(), &KeyOptions::default()) {
            Ok(key) => {
                let (input, theirs) = str(&group["tests"][0], "jws").rsplit_once('.').unwrap();
                let ours = key.sign(input.as_bytes(), &mut random::any()).unwrap();
                assert_eq!(base64url::encode(ours), theirs);
                verdicts.push((name, None));
            }
            Err(error) => verdicts.push((name, Some(error.code()))),
        }
    }
    let expected = [
        ("jws_mixedSymmetryKeyset", Some(KeyUnsuitable)),
        ("jws_keyset", Some(KeyUnsuitable)),
        ("rs256", None),
        ("jws_rsa_roca_key", Some(KeyUnsuitable)),
        ("exponentOne", Some(KeyMalformed)),
        ("HS384", Some(KeyUnsuitable)),
        ("HS256", Some(KeyUnsuitable)),
        ("HS512", Some(KeyUnsuitable)),
        ("HS384", Some(KeyUnsuitable)),
        ("wrong_algorithm", Some(KeyUnsuitable)),
        ("invalid_use", Some(KeyUnsuitable)),
        ("wrong_curve", Some(KeyMalformed)),
        ("invalid_aes_gcm_key", Some(KeyUnsuitable)),
    ];
    assert_eq!(verdicts, expected);
}
