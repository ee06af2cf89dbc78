//! Vectors of ring: FIPS 186-4 signatures with full private keys, and keys at the limits.
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
use common::{der, jwk, node, random};
use private_key_jwt::base64url;
use private_key_jwt::error::ErrorCode;
use private_key_jwt::key::{KeyOptions, SigningKey};

/// The thumbprint of a key in DER.
fn from_der(digits: &str) -> Result<String, ErrorCode> {
    let key = SigningKey::from_bytes(&hex(digits), &KeyOptions::default());
    key.map(|key| key.thumbprint().to_owned()).map_err(|error| error.code())
}

#[test]
fn generates_the_signatures_of_rsa_pkcs1_sign_tests() {
    let (mut signed, mut no_key) = (0, 0);
    for block in blocks("tests/vectors/ring/rsa_pkcs1_sign_tests.txt") {
        let Some(jwk) = der::rsa_private_key(&hex(&block["Key"])) else {
            // No version, a wrong version, a number cut off: no JWK can say this.
            assert_eq!(block["Result"], "Fail-Invalid-Key");
            assert!(matches!(from_der(&block["Key"]), Err(ErrorCode::KeyMalformed | ErrorCode::KeyUnsupported)));
            no_key += 1;
            continue;
        };
        let key = jwk::import_as(&jwk, &block["Digest"].replace("SHA", "RS")).unwrap();
        assert_eq!(from_der(&block["Key"]).unwrap(), key.thumbprint());
        let signature = key.sign(&hex(&block["Msg"]), &mut random::any()).unwrap();
        assert_eq!(signature, hex(&block["Sig"]));
        // ring stops at 4096 bits and refuses the one key of 4104, whose signature is right all the same.
        let bits = base64url::decode(jwk["n"].as_str().unwrap()).unwrap().len() * 8;
        assert_eq!(block["Result"], if bits == 4104 { "Fail-Invalid-Key" } else { "Pass" });
        signed += 1;
    }
    assert_eq!((signed, no_key), (34, 3));
}

#[test]
fn generates_the_signatures_of_rsa_pss_sign_tests() {
    let blocks = blocks("tests/vectors/ring/rsa_pss_sign_tests.txt");
    assert_eq!(blocks.len(), 10);
    for block in blocks {
        let jwk = der::rsa_private_key(&hex(&block["Key"])).unwrap();
        let key = jwk::import_as(&jwk, &block["Digest"].replace("SHA", "PS")).unwrap();
        let signature = key.sign(&hex(&block["Msg"]), &mut random::Salt::new(hex(&block["Salt"]))).unwrap();
        assert_eq!(signature, hex(&block["Sig"]));
    }
}

#[test]
fn accepts_and_refuses_the_keys_of_rsa_from_pkcs8_tests() {
    let (mut lengths, mut checks) = (Vec::new(), Vec::new());
    for block in blocks("tests/vectors/ring/rsa_from_pkcs8_tests.txt") {
        let Some(jwk) = der::pkcs8(&hex(&block["Input"])) else {
            assert_eq!(block["Error"], "WrongAlgorithm");
            assert!(from_der(&block["Input"]).is_err());
            continue;
        };
        let modulus = base64url::decode(jwk["n"].as_str().unwrap()).unwrap();
        let bits = modulus.len() * 8 - usize::try_from(modulus[0].leading_zeros()).unwrap();
        lengths.push(bits);
        let der = from_der(&block["Input"]);
        match jwk::import_as(&jwk, "PS256") {
            Ok(key) => {
                assert_eq!(der.unwrap(), key.thumbprint());
                let signature = key.sign(b"ring", &mut random::any()).unwrap();
                checks.push(node::check(&jwk, "PS256", b"ring", &signature));
                assert!(bits >= 2048);
            }
            Err(error) => {
                assert_eq!(error.code(), ErrorCode::KeyUnsuitable, "{error}");
                assert_eq!(der, Err(ErrorCode::KeyUnsuitable));
                assert!(bits < 2048);
            }
        }
    }
    assert_eq!(lengths, [2048, 3072, 3072, 2040, 2047, 2050, 2302, 2304]);
    assert_eq!(checks.len(), 6);
    node::assert_all_verify(checks);
}
