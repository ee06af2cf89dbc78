//! A random source that fails, at any of its calls: an error, and no signature.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::jwk;
use common::random::{Dry, any};
use common::vectors::key;
use private_key_jwt::assertion::{self, AssertionOptions};
use private_key_jwt::claims::Audiences;
use private_key_jwt::error::{Error, ErrorCode};
use private_key_jwt::profile::Profile;
use private_key_jwt::random::{RandomSource, unavailable};
use private_key_jwt::time::UnixSeconds;

/// Lets `sign` run with sources that fail at their first, second, ... call, until one suffices.
fn calls_needed(sign: impl Fn(&mut dyn RandomSource) -> Result<(), Error>) -> usize {
    for left in 0..1000 {
        match sign(&mut Dry::after(left)) {
            Ok(()) => return left,
            Err(error) => assert_eq!(error, unavailable()),
        }
    }
    panic!("1000 calls were not enough");
}

#[test]
fn a_dry_source_is_an_error_with_its_own_code() {
    assert_eq!(unavailable().code(), ErrorCode::RandomUnavailable);
    assert_eq!(unavailable().answer(), None);
}

#[test]
fn no_signature_without_randomness_for_the_blinding() {
    for alg in ["RS256", "RS512"] {
        let key = jwk::import_as(&key("rsa-2048"), alg).unwrap();
        assert!(calls_needed(|random| key.sign(b"data", random).map(drop)) >= 1, "{alg} is unblinded");
    }
}

#[test]
fn no_signature_without_randomness_for_salt_and_blinding() {
    for alg in ["PS256", "PS384", "PS512"] {
        let key = jwk::import_as(&key("rsa-2048"), alg).unwrap();
        assert!(calls_needed(|random| key.sign(b"data", random).map(drop)) >= 2, "{alg} is unblinded or unsalted");
    }
}

#[test]
fn no_assertion_without_randomness_for_the_jti() {
    let key = jwk::import(&key("rsa-2048")).unwrap();
    let audience = Audiences::new(vec!["https://op.example".to_owned()]).unwrap();
    let now = UnixSeconds::new(1_700_000_000).unwrap();
    let mut options = AssertionOptions::new("client".to_owned(), audience, Profile::named(None).unwrap(), now);
    assert!(calls_needed(|random| assertion::sign(&key, &options, random).map(drop)) >= 2);
    options.jti = Some("given".to_owned());
    assert!(calls_needed(|random| assertion::sign(&key, &options, random).map(drop)) >= 1);
}

#[test]
fn a_key_signs_again_when_the_source_recovers() {
    let key = jwk::import(&key("rsa-2048")).unwrap();
    let before = key.sign(b"data", &mut any()).unwrap();
    assert!(key.sign(b"data", &mut Dry::after(0)).is_err());
    assert_eq!(key.sign(b"data", &mut any()).unwrap(), before);
}
