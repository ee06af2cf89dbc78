//! What a JWK or JWKS may look like beyond its numbers, and what is taken from it.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::jwk::{NUMBERS, import, options, with, without};
use common::vectors::{key, rfc7515_key};
use private_key_jwt::error::ErrorCode::{self, KeyMalformed, KeyUnsuitable, KeyUnsupported};
use private_key_jwt::key::{KeyOptions, SigningKey};
use serde_json::{Value, json};

fn refusal(text: &str) -> ErrorCode {
    SigningKey::from_jwk(text, &KeyOptions::default()).unwrap_err().code()
}

fn refusal_of(jwk: &Value) -> ErrorCode {
    refusal(&jwk.to_string())
}

#[test]
fn rejects_text_of_more_than_64_kib() {
    let text = rfc7515_key().to_string();
    let padded = |length| format!("{text}{}", " ".repeat(length - text.len()));
    assert!(SigningKey::from_jwk(&padded(65_536), &KeyOptions::default()).is_ok());
    assert_eq!(refusal(&padded(65_537)), KeyMalformed);
}

#[test]
fn rejects_what_is_no_json_object() {
    for text in ["", "null", "[]", "\"RSA\"", "1", "{", "{}", "{\"kty\":\"RSA\"}x", "\u{feff}{}", "[[[[[[[[", "nul"] {
        assert_eq!(refusal(text), KeyMalformed, "{text:?}");
    }
    assert_eq!(refusal(&"{\"a\":".repeat(10_000)), KeyMalformed);
    assert_eq!(refusal(&format!("{{\"a\":{}", "[".repeat(60_000))), KeyMalformed);
}

#[test]
fn rejects_duplicate_members_of_any_name() {
    let text = rfc7515_key().to_string();
    for member in ["\"n\":\"AQAB\"", "\"kid\":\"a\",\"kid\":\"b\"", "\"kt\\u0079\":\"RSA\""] {
        assert_eq!(refusal(&text.replacen('{', &format!("{{{member},"), 1)), KeyMalformed, "{member}");
    }
}

#[test]
fn rejects_every_kind_of_sloppy_base64url() {
    let jwk = rfc7515_key();
    for name in NUMBERS {
        let good = jwk[name].as_str().unwrap();
        let forms = [
            format!("{good}="),
            format!("{good} "),
            format!("\n{good}"),
            format!("+{}", &good[1..]),
            format!("/{}", &good[1..]),
            format!("AAAA{good}"),
            format!("{good}\0"),
            format!("é{good}"),
            String::new(),
        ];
        for form in forms {
            assert_eq!(refusal_of(&with(&jwk, name, form.clone())), KeyMalformed, "{name}: {form}");
        }
        for value in [json!(null), json!(65537), json!([good]), json!({ "value": good }), json!(true)] {
            assert_eq!(refusal_of(&with(&jwk, name, value.clone())), KeyMalformed, "{name}: {value}");
        }
    }
    // 256 octets end in a letter of which two bits count.
    let n = jwk["n"].as_str().unwrap();
    assert_eq!(refusal_of(&with(&jwk, "n", format!("{}R", &n[..n.len() - 1]))), KeyMalformed);
}

#[test]
fn tells_apart_the_kinds_of_key() {
    let jwk = rfc7515_key();
    assert_eq!(refusal_of(&with(&jwk, "kty", "EC")), KeyMalformed);
    assert_eq!(refusal_of(&with(&jwk, "kty", "OKP")), KeyMalformed);
    assert_eq!(refusal_of(&with(&jwk, "kty", "rsa")), KeyUnsupported);
    assert_eq!(refusal_of(&with(&jwk, "kty", "oct")), KeyUnsuitable);
    assert_eq!(refusal_of(&without(&jwk, &["kty"])), KeyMalformed);
    assert_eq!(refusal_of(&without(&jwk, &["d", "p", "q", "dp", "dq", "qi"])), KeyUnsuitable);
    assert_eq!(refusal_of(&with(&jwk, "oth", json!([]))), KeyUnsupported);
    assert!(SigningKey::from_text(&jwk.to_string(), &KeyOptions::default()).is_ok());
}

#[test]
fn checks_use_and_key_ops() {
    let jwk = rfc7515_key();
    assert!(import(&with(&jwk, "use", "sig")).is_ok());
    assert!(import(&with(&jwk, "key_ops", json!(["verify", "sign"]))).is_ok());
    for (name, value) in
        [("use", json!("enc")), ("use", json!("")), ("key_ops", json!([])), ("key_ops", json!(["Sign"]))]
    {
        assert_eq!(refusal_of(&with(&jwk, name, value)), KeyUnsuitable, "{name}");
    }
    for (name, value) in [("use", json!(1)), ("key_ops", json!("sign")), ("kid", json!(7))] {
        assert_eq!(refusal_of(&with(&jwk, name, value)), KeyMalformed, "{name}");
    }
}

#[test]
fn a_public_exponent_is_odd_and_in_its_range() {
    let jwk = rfc7515_key();
    let with_exponent = |exponent: u128| {
        let octets = exponent.to_be_bytes().into_iter().skip_while(|octet| *octet == 0).collect::<Vec<_>>();
        let e = private_key_jwt::base64url::encode(octets);
        import(&with(&jwk, "e", e))
            .err()
            .map(|error| error.to_string().contains("must be odd, at least 3 and below 2^33"))
    };
    for exponent in [1, 2, 65_536, 1 << 33, (1 << 33) + 1, (1 << 34) + 1, (1 << 64) + 1, (1 << 64) + 65_537] {
        assert_eq!(with_exponent(exponent), Some(true), "{exponent}");
    }
    for exponent in [3, (1 << 33) - 1] {
        assert_eq!(with_exponent(exponent), Some(false), "{exponent}: only not the key's own");
    }
    assert_eq!(with_exponent(65_537), None);
}

#[test]
fn chooses_the_algorithm() {
    let (plain, own) = (rfc7515_key(), with(&rfc7515_key(), "alg", "PS384"));
    let name = |jwk: &Value, alg| {
        SigningKey::from_jwk(&jwk.to_string(), &options(alg, None)).map(|key| key.algorithm().name())
    };
    assert_eq!(name(&plain, None), Ok("RS256"));
    assert_eq!(name(&plain, Some("PS512")), Ok("PS512"));
    assert_eq!(name(&own, None), Ok("PS384"));
    assert_eq!(name(&own, Some("PS384")), Ok("PS384"));
    assert_eq!(name(&own, Some("RS256")).unwrap_err().code(), KeyUnsuitable);
    assert_eq!(name(&plain, Some("ES256")).unwrap_err().code(), KeyUnsuitable);
}

#[test]
fn shows_the_public_half_only_and_in_its_shortest_form() {
    let jwk = rfc7515_key();
    let n = jwk["n"].as_str().unwrap();
    let padded = private_key_jwt::base64url::encode([vec![0], private_key_jwt::base64url::decode(n).unwrap()].concat());
    let plain = import(&jwk).unwrap();
    let key = import(&with(&with(&jwk, "n", padded), "extra", json!({ "n": 1 }))).unwrap();
    let public = serde_json::to_value(key.public_jwk()).unwrap();
    let expected =
        json!({ "kty": "RSA", "n": n, "e": "AQAB", "kid": plain.thumbprint(), "alg": "RS256", "use": "sig" });
    assert_eq!(public, expected);
    assert_eq!(key.thumbprint(), plain.thumbprint());
}

#[test]
fn takes_the_right_key_of_a_jwks() {
    let named = |name, kid| with(&key(name), "kid", kid);
    let (first, second) = (named("rsa-2048", "first"), named("rsa-2055", "second"));
    let public = with(&common::jwk::public(&key("rsa-3072")), "kid", "public");
    let curve = json!({ "kty": "EC", "crv": "secp256k1", "kid": "curve" });
    let take = |keys: Value, kid| SigningKey::from_jwk(&json!({ "keys": keys }).to_string(), &options(None, kid));
    let code = |keys, kid| take(keys, kid).unwrap_err().code();

    assert_eq!(take(json!([public, first, curve]), None).unwrap().kid(), "first");
    assert_eq!(take(json!([first, second]), Some("second")).unwrap().kid(), "second");
    assert_eq!(code(json!([first, second]), None), KeyUnsuitable);
    assert_eq!(code(json!([first, first]), Some("first")), KeyUnsuitable);
    assert_eq!(code(json!([first, second]), Some("third")), KeyUnsuitable);
    assert_eq!(code(json!([first, public]), Some("public")), KeyUnsuitable);
    assert_eq!(code(json!([first, curve]), Some("curve")), KeyUnsupported);
    assert_eq!(code(json!([]), None), KeyUnsuitable);
    for keys in [json!({}), json!("x"), json!([1])] {
        assert_eq!(code(keys, None), KeyMalformed);
    }
    // RFC 7517 section 5: members of a set that are not understood are ignored.
    assert_eq!(take(json!([null, first]), None).unwrap().kid(), "first");
    assert_eq!(take(json!([key("rsa-2048")]), None).unwrap().kid(), import(&key("rsa-2048")).unwrap().thumbprint());
}

#[test]
fn a_given_kid_replaces_the_own_one_of_a_single_jwk() {
    let jwk = with(&rfc7515_key(), "kid", "own");
    let key = SigningKey::from_jwk(&jwk.to_string(), &options(None, Some("given"))).unwrap();
    assert_eq!(key.kid(), "given");
}
