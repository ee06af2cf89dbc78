//! Octets are the text of a JWK or a JWKS: imported or refused, without a panic.
#![no_main]

use libfuzzer_sys::fuzz_target;
use private_key_jwt::key::{KeyOptions, SigningKey};

fuzz_target!(|octets: &[u8]| {
    let _ = SigningKey::from_jwk(&String::from_utf8_lossy(octets), &KeyOptions::default());
});
