//! The error codes: each has a bad input, a stable string, and a place in the documentation.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::openssl::{pem, pkcs8_of};
use common::random::{Dry, any};
use common::vectors::{json, rfc7515_key, str, text};
use common::{client, jwk};
use private_key_jwt::claims::Audiences;
use private_key_jwt::endpoint::{Endpoint, UrlParts};
use private_key_jwt::error::ErrorCode::{
    self, Aborted, ClaimInvalid, Discovery, EndpointInvalid, KeyDisposed, KeyExpired, KeyMalformed, KeyPassphrase,
    KeyUnsuitable, KeyUnsupported, Network, NotInitialized, RandomUnavailable, ResponseMalformed, SigningFailed,
    Timeout, TokenEndpoint, WasmBlocked,
};
use private_key_jwt::key::{KeyOptions, SigningKey, Validity};
use private_key_jwt::metadata::{self, Metadata};
use private_key_jwt::profile::Profile;
use private_key_jwt::request::Grant;
use private_key_jwt::time::{Lifetime, UnixSeconds};

/// Every code as it is written outside of this crate.
const CODES: [(ErrorCode, &str); 19] = [
    (KeyMalformed, "ERR_KEY_MALFORMED"),
    (KeyUnsupported, "ERR_KEY_UNSUPPORTED"),
    (KeyUnsuitable, "ERR_KEY_UNSUITABLE"),
    (KeyPassphrase, "ERR_KEY_PASSPHRASE"),
    (KeyExpired, "ERR_KEY_EXPIRED"),
    (KeyDisposed, "ERR_KEY_DISPOSED"),
    (WasmBlocked, "ERR_WASM_BLOCKED"),
    (NotInitialized, "ERR_NOT_INITIALIZED"),
    (ClaimInvalid, "ERR_CLAIM_INVALID"),
    (ErrorCode::Profile, "ERR_PROFILE"),
    (RandomUnavailable, "ERR_RANDOM_UNAVAILABLE"),
    (SigningFailed, "ERR_SIGNING_FAILED"),
    (EndpointInvalid, "ERR_ENDPOINT_INVALID"),
    (Discovery, "ERR_DISCOVERY"),
    (Network, "ERR_NETWORK"),
    (Timeout, "ERR_TIMEOUT"),
    (Aborted, "ERR_ABORTED"),
    (ResponseMalformed, "ERR_RESPONSE_MALFORMED"),
    (TokenEndpoint, "ERR_TOKEN_ENDPOINT"),
];

/// Codes of the bindings and loaders, and those of what is not there yet.
const ELSEWHERE: [ErrorCode; 6] = [KeyDisposed, WasmBlocked, NotInitialized, Network, Timeout, Aborted];

#[test]
fn the_list_of_codes_is_complete_and_in_order() {
    assert_eq!(ErrorCode::ALL.map(|code| (code, code.as_str())), CODES);
}

#[test]
fn every_code_stands_in_the_types_and_no_other() {
    let types = text("pkg-config/errors.d.ts");
    for (_, name) in CODES {
        assert!(types.contains(&format!("'{name}'")), "pkg-config/errors.d.ts lacks {name}");
    }
    let (_, rest) = types.split_once("export type ErrorCode =").unwrap();
    assert_eq!(rest.split_once(';').unwrap().0.matches("'ERR_").count(), CODES.len());
}

#[test]
fn every_code_stands_in_the_readme() {
    let readme = text("README.md");
    for (_, name) in CODES {
        assert!(readme.contains(name), "README.md lacks {name}");
    }
}

#[test]
fn every_code_of_the_core_has_a_bad_input() {
    let import = |text: &str| SigningKey::from_text(text, &KeyOptions::default()).unwrap_err().code();
    let composite = json("tests/vectors/derived/bad_rsa_jwk.json");
    let composite = composite["cases"].as_array().unwrap().iter().find(|case| case["id"] == "p-composite-consistent");
    let composite = SigningKey::from_jwk(str(composite.unwrap(), "jwk"), &KeyOptions::default());
    let now = UnixSeconds::new(0).unwrap();
    let good = jwk::import(&rfc7515_key()).unwrap();
    let encrypted = pem("pkcs8 -topk8 -iter 1 -passout pass:secret", pkcs8_of(&rfc7515_key()));
    let found = [
        import("{}"),
        import(r#"{"kty":"XYZ"}"#),
        import(&jwk::public(&rfc7515_key()).to_string()),
        import(&encrypted),
        Validity::new(None, Some(now)).and_then(|validity| validity.check(UnixSeconds::new(1)?)).unwrap_err().code(),
        Audiences::new(Vec::new()).unwrap_err().code(),
        Profile::named(Some("none")).unwrap_err().code(),
        good.sign(b"data", &mut Dry::after(0)).unwrap_err().code(),
        composite.and_then(|key| key.sign(b"data", &mut any())).unwrap_err().code(),
        Endpoint::new("tokenEndpoint", UrlParts::new("ftp://op.example/", "ftp:", "op.example", false), true)
            .unwrap_err()
            .code(),
        metadata::locations("https://op.example", client::parse, false)
            .and_then(|_| Metadata::parse("https://op.example", b"{}"))
            .unwrap_err()
            .code(),
        answer(200, "<html>"),
        answer(401, r#"{"error":"invalid_client"}"#),
    ];
    let core: Vec<_> = ErrorCode::ALL.into_iter().filter(|code| !ELSEWHERE.contains(code)).collect();
    assert_eq!(found.as_slice(), core);
}

fn answer(status: u16, body: &str) -> ErrorCode {
    client::accept(Grant::new("client_credentials"), status, body).unwrap_err().code()
}

#[test]
fn an_error_shows_its_code_and_says_what_to_do() {
    let error = Audiences::new(Vec::new()).unwrap_err();
    assert_eq!(error.to_string(), format!("ERR_CLAIM_INVALID: {}", error.message()));
    assert!(error.message().len() > 20);
}

#[test]
fn numbers_out_of_range_are_errors() {
    for seconds in [0, 31_536_001, u32::MAX] {
        assert_eq!(Lifetime::new(seconds).unwrap_err().code(), ClaimInvalid);
    }
    for seconds in [253_402_300_800, 1_700_000_000_000, u64::MAX] {
        assert_eq!(UnixSeconds::new(seconds).unwrap_err().code(), ClaimInvalid);
    }
    assert!(Lifetime::new(31_536_000).is_ok() && UnixSeconds::new(253_402_300_799).is_ok());
}
