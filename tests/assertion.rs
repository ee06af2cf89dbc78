//! Client assertions: header, claims, profiles, and signatures that OpenSSL verifies.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::vectors::key;
use common::{jwk, node, random};
use private_key_jwt::algorithm::{self, Algorithm, KeyType};
use private_key_jwt::assertion::{self, AssertionOptions, Typ};
use private_key_jwt::base64url;
use private_key_jwt::claims::{Additions, Audiences};
use private_key_jwt::error::ErrorCode::{self, ClaimInvalid};
use private_key_jwt::profile::Profile;
use private_key_jwt::time::{Lifetime, UnixSeconds};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const NOW: u64 = 1_700_000_000;
const ISSUER: &str = "https://op.example";

fn options(profile: &str, audiences: &[&str]) -> AssertionOptions {
    let audience = Audiences::new(audiences.iter().map(ToString::to_string).collect()).unwrap();
    let profile = Profile::named(Some(profile)).unwrap();
    AssertionOptions::new("client".to_owned(), audience, profile, UnixSeconds::new(NOW).unwrap())
}

fn default() -> AssertionOptions {
    options("rfc7523bis", &[ISSUER])
}

fn sign(options: &AssertionOptions, alg: &str) -> Result<String, ErrorCode> {
    let key = jwk::import_as(&key("rsa-2048"), alg).unwrap();
    assertion::sign(&key, options, &mut random::any()).map_err(|error| error.code())
}

/// Header and claims.
fn decode(assertion: &str) -> (Value, Value) {
    let part = |text: &str| serde_json::from_slice(&base64url::decode(text).unwrap()).unwrap();
    let parts: Vec<_> = assertion.split('.').collect();
    assert_eq!(parts.len(), 3);
    (part(parts[0]), part(parts[1]))
}

fn signed(options: &AssertionOptions) -> (Value, Value) {
    decode(&sign(options, "RS256").unwrap())
}

#[test]
fn the_default_is_that_of_rfc_7523_bis() {
    let (header, claims) = signed(&default());
    let kid = jwk::import(&key("rsa-2048")).unwrap().thumbprint().to_owned();
    assert_eq!(header, json!({ "alg": "RS256", "kid": kid, "typ": "client-authentication+jwt" }));
    let jti = claims["jti"].as_str().unwrap();
    let expected = json!({
        "iss": "client", "sub": "client", "aud": ISSUER, "jti": jti, "iat": NOW, "exp": NOW + 60,
    });
    assert_eq!(claims, expected);
}

fn rsa_rows() -> impl Iterator<Item = &'static Algorithm> {
    algorithm::ALL.into_iter().filter(|row| row.key_type() == KeyType::Rsa)
}

#[test]
fn openssl_verifies_an_assertion_of_each_algorithm() {
    let jwk = key("rsa-2048");
    let check = |alg: &str| {
        let assertion = sign(&default(), alg).unwrap();
        let (input, signature) = assertion.rsplit_once('.').unwrap();
        assert_eq!(decode(&assertion).0["alg"], alg);
        node::check(&jwk, alg, input.as_bytes(), &base64url::decode(signature).unwrap())
    };
    node::assert_all_verify(rsa_rows().map(|row| check(row.name())).collect());
}

#[test]
fn lives_from_1_second_to_the_6000_of_the_signicat_example() {
    for seconds in [1, 60, 6000, 31_536_000] {
        let mut options = options("signicat", &["https://op.example/auth/open/connect/token"]);
        options.lifetime = Lifetime::new(seconds).unwrap();
        let (_, claims) = signed(&options);
        assert_eq!(claims["exp"].as_u64().unwrap() - claims["iat"].as_u64().unwrap(), u64::from(seconds));
    }
}

#[test]
fn several_audiences_are_an_array_where_the_profile_allows_them() {
    let two = ["https://op.example", "https://op.example/token"];
    assert_eq!(sign(&options("rfc7523bis", &two), "RS256"), Err(ErrorCode::Profile));
    assert_eq!(signed(&options("signicat", &two)).1["aud"], json!(two));
}

#[test]
fn a_jti_has_128_random_bits_and_is_new_each_time() {
    let key = jwk::import(&key("rsa-2048")).unwrap();
    let mut random = random::any();
    let mut jti =
        || decode(&assertion::sign(&key, &default(), &mut random).unwrap()).1["jti"].as_str().unwrap().to_owned();
    let all: BTreeSet<_> = (0..50).map(|_| jti()).collect();
    assert_eq!(all.len(), 50);
    assert!(all.iter().all(|jti| base64url::decode(jti).unwrap().len() >= 16));
}

#[test]
fn the_options_find_their_way_into_the_assertion() {
    let mut options = default();
    options.jti = Some("mine".to_owned());
    options.not_before = true;
    options.typ = Typ::Value("JWT".to_owned());
    options.claims = Additions::parse(r#" { "scope": "a \"b\"", "deep": { "list": [1, 2.5, null, "é"] } } "#).unwrap();
    options.header = Additions::parse(r#"{"x5t#S256":"abc"}"#).unwrap();
    let (header, claims) = signed(&options);
    assert_eq!((&header["typ"], &header["x5t#S256"]), (&json!("JWT"), &json!("abc")));
    assert_eq!((&claims["jti"], &claims["nbf"]), (&json!("mine"), &json!(NOW)));
    assert_eq!(claims["scope"], "a \"b\"");
    assert_eq!(claims["deep"], json!({ "list": [1, 2.5, null, "é"] }));

    options.typ = Typ::Absent;
    options.claims = Additions::parse("{ }").unwrap();
    let (header, claims) = signed(&options);
    assert_eq!(header.get("typ"), None);
    assert_eq!(claims.as_object().unwrap().len(), 7);
}

#[test]
fn texts_and_numbers_are_written_as_json() {
    let texts =
        (0..0x80).filter_map(char::from_u32).map(|letter| format!("a{letter}")).chain(["é\u{2028}😀\u{7f}".to_owned()]);
    for text in texts {
        let mut options = options("oidc-core", &[&text, "b"]);
        options.client_id.clone_from(&text);
        let (_, claims) = signed(&options);
        assert_eq!((&claims["sub"], &claims["aud"]), (&json!(text), &json!([text, "b"])));
    }
    for now in [0, 9, 10, 1_000_000_007, 253_402_300_799] {
        let options = AssertionOptions { now: UnixSeconds::new(now).unwrap(), ..default() };
        assert_eq!(signed(&options).1["iat"], now);
    }
}

#[test]
fn protected_names_are_refused() {
    for name in ["iss", "sub", "aud", "jti", "iat", "exp", "nbf", "\\u0069ss"] {
        let mut options = default();
        options.claims = Additions::parse(&format!(r#"{{"{name}":1}}"#)).unwrap();
        assert_eq!(sign(&options, "RS256"), Err(ClaimInvalid), "{name}");
    }
    for name in ["alg", "kid", "typ", "crit", "b64", "\\u0061lg"] {
        let mut options = default();
        options.header = Additions::parse(&format!(r#"{{"{name}":1}}"#)).unwrap();
        assert_eq!(sign(&options, "RS256"), Err(ClaimInvalid), "{name}");
    }
    for text in ["", "[]", "1", r#"{"a":1,"a":2}"#, r#"{"a":1"#, r#"{"a":1}}"#] {
        assert_eq!(Additions::parse(text).unwrap_err().code(), ClaimInvalid, "{text}");
    }
}

#[test]
fn empty_identifiers_are_refused() {
    let change = |change: fn(&mut AssertionOptions)| {
        let mut options = default();
        change(&mut options);
        sign(&options, "RS256")
    };
    assert_eq!(change(|options| options.client_id.clear()), Err(ClaimInvalid));
    assert_eq!(change(|options| options.jti = Some(String::new())), Err(ClaimInvalid));
    for audience in [vec![], vec![""], vec![ISSUER, ""]] {
        let audience = audience.into_iter().map(ToOwned::to_owned).collect();
        assert_eq!(Audiences::new(audience).unwrap_err().code(), ClaimInvalid);
    }
}

#[test]
fn the_header_has_no_private_key() {
    let header = |text: &str| {
        let mut options = default();
        options.header = Additions::parse(text).unwrap();
        sign(&options, "RS256").map(|assertion| decode(&assertion).0)
    };
    for name in ["d", "p", "q", "dp", "dq", "qi", "oth", "k"] {
        let text = format!(r#"{{"a":1,"jwk":{{"kty":"RSA","n":"AQ","{name}":"AQ"}}}}"#);
        assert_eq!(header(&text), Err(ClaimInvalid), "{name}");
    }
    for text in [r#"{"jwk":{"kty":"EC","x":"AQ"}}"#, r#"{"jwk":"d"}"#, r#"{"jwk":[{"d":1}]}"#, r#"{"other":{"d":1}}"#] {
        assert!(header(text).is_ok(), "{text}");
    }
    let mut options = default();
    options.claims = Additions::parse(r#"{"jwk":{"d":"a claim of that name is no key"}}"#).unwrap();
    assert!(sign(&options, "RS256").is_ok());
}
