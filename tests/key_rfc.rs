//! The worked examples of the RFCs, byte for byte.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::vectors::{json, rfc7515_case, rfc7515_key, str};
use common::{jwk, node, random};
use private_key_jwt::base64url;

#[test]
fn signs_rfc_7515_appendix_a_2_byte_for_byte() {
    let case = rfc7515_case("A.2");
    let key = jwk::import(&case["jwk"]).unwrap();
    let signature = key.sign(str(&case, "signing_input").as_bytes(), &mut random::any()).unwrap();
    assert_eq!(base64url::encode(signature), str(&case, "signature"));
}

#[test]
fn signs_rfc_7515_appendix_a_2_with_n_e_and_d_alone() {
    let case = rfc7515_case("A.2");
    let key = jwk::import(&jwk::without(&case["jwk"], &["p", "q", "dp", "dq", "qi"])).unwrap();
    let signature = key.sign(str(&case, "signing_input").as_bytes(), &mut random::any()).unwrap();
    assert_eq!(base64url::encode(signature), str(&case, "signature"));
}

#[test]
fn signs_rfc_7520_section_4_1_byte_for_byte() {
    let example = json("tests/vectors/ietf-jose-cookbook/jws_4_1.rsa_v15_signature.json");
    let key = jwk::import(&example["input"]["key"]).unwrap();
    assert_eq!(key.kid(), "bilbo.baggins@hobbiton.example");
    let input = str(&example["signing"], "sig-input");
    let payload = base64url::encode(str(&example["input"], "payload"));
    assert_eq!(input, format!("{}.{payload}", str(&example["signing"], "protected_b64u")));
    let signature = base64url::encode(key.sign(input.as_bytes(), &mut random::any()).unwrap());
    assert_eq!(signature, str(&example["signing"], "sig"));
    assert_eq!(format!("{input}.{signature}"), str(&example["output"], "compact"));
}

#[test]
fn signs_rfc_7520_section_4_2_so_that_openssl_verifies() {
    let example = json("tests/vectors/ietf-jose-cookbook/jws_4_2.rsa-pss_signature.json");
    let jwk = &example["input"]["key"];
    let input = str(&example["signing"], "sig-input").as_bytes();
    let key = jwk::import_as(jwk, "PS384").unwrap();
    let signature = key.sign(input, &mut random::any()).unwrap();
    let theirs = base64url::decode(str(&example["signing"], "sig")).unwrap();
    node::assert_all_verify(vec![
        node::check(jwk, "PS384", input, &signature),
        node::check(jwk, "PS384", input, &theirs),
    ]);
}

#[test]
fn never_signs_with_the_alg_of_appendix_a_5() {
    for none in ["none", "None", "NONE", ""] {
        assert!(jwk::import_as(&rfc7515_key(), none).is_err());
        assert!(jwk::import(&jwk::with(&rfc7515_key(), "alg", none)).is_err());
    }
}

#[test]
fn has_the_thumbprint_of_rfc_7638() {
    use rsa::sha2::{Digest, Sha256};
    // The RFC's example is a public key, so its thumbprint is recomputed here from a text whose form it proves.
    let text = |jwk: &serde_json::Value| format!(r#"{{"e":"{}","kty":"RSA","n":"{}"}}"#, str(jwk, "e"), str(jwk, "n"));
    let thumbprint = |jwk: &serde_json::Value| base64url::encode(Sha256::digest(text(jwk)));
    let cases = json("tests/vectors/rfc/thumbprints.json");
    let example = &cases["cases"][0];
    assert_eq!(example["id"], "rfc7638-3.1");
    assert_eq!(thumbprint(&example["jwk"]), str(example, "sha256"));

    for name in ["rsa-2048", "rsa-2055", "rsa-4096"] {
        let jwk = common::vectors::key(name);
        let key = jwk::import(&jwk).unwrap();
        assert_eq!(key.thumbprint(), thumbprint(&jwk));
        assert_eq!(key.kid(), key.thumbprint());
    }
}

#[test]
fn the_thumbprint_depends_on_the_public_numbers_alone() {
    let jwk = rfc7515_key();
    let key = jwk::import(&jwk).unwrap();
    let bare = jwk::without(&jwk, &["p", "q", "dp", "dq", "qi"]);
    let named = jwk::with(&jwk::with(&bare, "kid", "mine"), "alg", "PS512");
    assert_eq!(jwk::import(&named).unwrap().thumbprint(), key.thumbprint());
    assert_eq!(jwk::import(&named).unwrap().kid(), "mine");
}
