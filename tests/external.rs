//! Keys that stay with their host: which octets pass for a signature, and what an assertion says of such a key.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::random;
use private_key_jwt::assertion::{AssertionOptions, SigningInput};
use private_key_jwt::base64url;
use private_key_jwt::claims::{Additions, Audiences};
use private_key_jwt::error::{ErrorCode, Result};
use private_key_jwt::key::{Identity, KeyOptions, external};
use private_key_jwt::profile::Profile;
use private_key_jwt::time::UnixSeconds;
use serde_json::{Value, json};

fn signature(alg: &str, octets: &[u8]) -> Option<Vec<u8>> {
    match external::signature(external::algorithm(alg).unwrap(), octets.to_vec()) {
        Ok(signature) => Some(signature),
        Err(error) => {
            assert_eq!(error.code(), ErrorCode::SigningFailed);
            None
        }
    }
}

/// A SEQUENCE of two INTEGERs with these contents.
fn der(r: &[u8], s: &[u8]) -> Vec<u8> {
    let integer = |content: &[u8]| [&[2, u8::try_from(content.len()).unwrap()], content].concat();
    let content = [integer(r), integer(s)].concat();
    let length = u8::try_from(content.len()).unwrap();
    let head = if length < 0x80 { vec![0x30, length] } else { vec![0x30, 0x81, length] };
    [head, content].concat()
}

#[test]
fn raw_signatures_pass_as_they_are() {
    for (alg, length) in [
        ("RS256", 256),
        ("PS512", 257),
        ("RS384", 1024),
        ("ES256", 64),
        ("ES384", 96),
        ("ES512", 132),
        ("EdDSA", 64),
        ("Ed25519", 64),
    ] {
        let octets = vec![7; length];
        assert_eq!(signature(alg, &octets), Some(octets), "{alg}");
    }
}

#[test]
fn other_lengths_are_refused() {
    for (alg, lengths) in [
        ("RS256", [0, 255, 1025]),
        ("ES256", [0, 63, 65]),
        ("ES384", [64, 95, 97]),
        ("ES512", [131, 133, 64]),
        ("EdDSA", [0, 63, 65]),
    ] {
        for length in lengths {
            assert_eq!(signature(alg, &vec![0x30; length]), None, "{alg} {length}");
        }
    }
}

#[test]
fn der_of_ecdsa_becomes_two_numbers_of_fixed_length() {
    let long = [&[0], [0xff; 32].as_slice()].concat();
    assert_eq!(signature("ES256", &der(&long, &long)), Some(vec![0xff; 64]));
    let mut short = vec![0; 64];
    (short[31], short[63]) = (1, 0x7f);
    assert_eq!(signature("ES256", &der(&[1], &[0x7f])), Some(short));
    let mut es512 = vec![0; 132];
    es512[..66].fill(0x01);
    es512[131] = 2;
    assert_eq!(signature("ES512", &der(&[1; 66], &[2])), Some(es512));
}

#[test]
fn der_that_is_no_ecdsa_signature_is_refused() {
    let good = der(&[1; 32], &[2; 32]);
    assert!(signature("ES256", &good).is_some());
    let too_long = [&[1], [0; 32].as_slice()].concat();
    for bad in [
        der(&[0], &[1]),
        der(&[1], &[0]),
        der(&[], &[1]),
        der(&[0xff], &[1]),
        der(&[0, 1], &[1]),
        der(&too_long, &[1]),
        [good.as_slice(), &[0]].concat(),
        good[..good.len() - 1].to_vec(),
        vec![0x30, 0],
    ] {
        assert_eq!(signature("ES256", &bad), None, "{bad:?}");
    }
    assert_eq!(signature("EdDSA", &good), None);
    for cut in 0..good.len() {
        assert_eq!(signature("ES256", &good[..cut]).is_some(), cut == 64, "{cut}");
    }
}

fn header(alg: &str, kid: Option<&str>, change: impl FnOnce(&mut AssertionOptions)) -> Result<Value> {
    let mut key = KeyOptions::default();
    key.kid = kid.map(ToOwned::to_owned);
    key.not_after = Some(UnixSeconds::new(2_000)?);
    let audience = Audiences::new(vec!["https://op.example".to_owned()])?;
    let mut options =
        AssertionOptions::new("client".to_owned(), audience, Profile::named(None)?, UnixSeconds::new(2_000)?);
    change(&mut options);
    let input = SigningInput::new(&Identity::external(alg, &key)?, &options, &mut random::any())?;
    let text = input.into_assertion(b"signature");
    let parts: Vec<_> = text.split('.').collect();
    assert_eq!((parts.len(), parts[2]), (3, base64url::encode("signature").as_str()));
    Ok(serde_json::from_slice(&base64url::decode(parts[0]).unwrap()).unwrap())
}

#[test]
fn a_key_without_kid_sends_none() {
    let typ = "client-authentication+jwt";
    assert_eq!(header("ES256", None, |_| {}), Ok(json!({ "alg": "ES256", "typ": typ })));
    assert_eq!(header("EdDSA", Some("a"), |_| {}), Ok(json!({ "alg": "EdDSA", "kid": "a", "typ": typ })));
}

#[test]
fn the_rules_are_those_of_every_key() {
    let code = |alg: &str, change: fn(&mut AssertionOptions)| header(alg, None, change).unwrap_err().code();
    assert_eq!(code("HS256", |_| {}), ErrorCode::KeyUnsupported);
    assert_eq!(
        code("ES256", |options| options.profile = Profile::named(Some("signicat")).unwrap()),
        ErrorCode::Profile
    );
    assert_eq!(code("PS256", |options| options.profile = Profile::named(Some("entra")).unwrap()), ErrorCode::Profile);
    assert_eq!(code("ES256", |options| options.now = UnixSeconds::new(2_001).unwrap()), ErrorCode::KeyExpired);
    let kid = |options: &mut AssertionOptions| options.header = Additions::parse(r#"{"kid":"a"}"#).unwrap();
    assert_eq!(code("ES256", kid), ErrorCode::ClaimInvalid);
}
