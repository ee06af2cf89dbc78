//! No secret in any Debug, Display or error, over known keys.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::random::Dry;
use common::secrets::Secrets;
use common::vectors::{json, rfc7515_key, str};
use common::{client, jwk};
use private_key_jwt::assertion::{self, AssertionOptions};
use private_key_jwt::claims::Audiences;
use private_key_jwt::key::{KeyOptions, SigningKey};
use private_key_jwt::profile::Profile;
use private_key_jwt::request::Grant;
use private_key_jwt::time::UnixSeconds;

const CODE: &str = "SplxlOBeZQQYbYS6WxSbIA";
const VERIFIER: &str = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

#[test]
fn the_search_finds_a_piece_in_each_form() {
    let secrets = Secrets::of_key(&rfc7515_key());
    let octets = private_key_jwt::base64url::decode(str(&rfc7515_key(), "d")).unwrap();
    let number = crypto_bigint::BoxedUint::from_be_slice_vartime(&octets);
    let forms = [
        str(&rfc7515_key(), "p")[20..28].to_owned(),
        format!("{octets:?}"),
        number.to_string(),
        format!("{number:?}"),
        number.to_string_radix_vartime(10),
    ];
    for form in forms {
        assert!(std::panic::catch_unwind(|| secrets.assert_absent(&form)).is_err(), "{form}");
    }
}

#[test]
fn no_refusal_of_a_derived_key_quotes_it() {
    for case in json("tests/vectors/derived/bad_rsa_jwk.json")["cases"].as_array().unwrap() {
        let text = str(case, "jwk");
        let mut secrets = Secrets::of_key(&rfc7515_key());
        if let Ok(jwk) = serde_json::from_str(text) {
            let Secrets(more) = Secrets::of_key(&jwk);
            secrets.0.extend(more);
        }
        match SigningKey::from_jwk(text, &KeyOptions::default()) {
            Ok(key) => secrets.assert_absent(&format!("{key:?} {key:#?}")),
            Err(error) => secrets.assert_absent(&format!("{error} {error:?} {error:#?}")),
        }
    }
}

#[test]
fn a_name_that_a_key_stands_in_is_not_quoted() {
    let jwk = rfc7515_key();
    let secrets = Secrets::of_key(&jwk);
    let d = str(&jwk, "d");
    for name in ["kty", "use", "alg", "key_ops", "oth", "keys"] {
        let error = jwk::import(&jwk::with(&jwk, name, d)).unwrap_err();
        secrets.assert_absent(&format!("{error} {error:?}"));
    }
    let error = jwk::import_as(&jwk, d).unwrap_err();
    secrets.assert_absent(&format!("{error} {error:?}"));
    let swapped = format!(r#"{{"{d}":1,"{d}":2}}"#);
    let error = SigningKey::from_jwk(&swapped, &KeyOptions::default()).unwrap_err();
    secrets.assert_absent(&format!("{error} {error:?}"));
}

#[test]
fn nothing_that_can_be_printed_shows_the_key_the_assertion_or_the_grant() {
    let key = jwk::import(&rfc7515_key()).unwrap();
    let now = UnixSeconds::new(1_700_000_000).unwrap();
    let profile = Profile::named(None).unwrap();
    let client = client::client();
    let audience = Audiences::new(vec!["https://op.example".to_owned()]).unwrap();
    let options = AssertionOptions::new("client".to_owned(), audience, profile, now);
    let grant = Grant::new("authorization_code").with("code", Some(CODE)).with("code_verifier", Some(VERIFIER));
    let mut exchange = client::exchange(grant.clone());
    let sent = client::post(&client, &mut exchange, &key).unwrap();
    let request = sent.request();

    let mut secrets = Secrets::of_key(&rfc7515_key());
    let assertion = request.secret_body().split('&').find_map(|pair| pair.strip_prefix("client_assertion=")).unwrap();
    assert_eq!(assertion.split('.').count(), 3);
    assertion.split('.').chain([CODE, VERIFIER]).for_each(|secret| secrets.add(secret));

    for text in [
        format!("{key:?} {key:#?}"),
        format!("{client:?} {client:#?}"),
        format!("{grant:?} {grant:#?}"),
        format!("{request:?} {request:#?}"),
        format!("{options:?} {options:#?}"),
        format!("{:?}", key.public_jwk()),
        format!("{sent:?} {sent:#?} {exchange:?}"),
        format!("{:?}", assertion::sign(&key, &options, &mut Dry::after(1)).unwrap_err()),
    ] {
        secrets.assert_absent(&text);
    }
    for status in [200, 302, 400, 401, 500] {
        for member in ["error", "error_description", "error_uri", "access_token"] {
            for secret in [assertion, CODE, VERIFIER] {
                let body = serde_json::json!({ "error": "invalid_client", member: format!("refused: {secret}!") });
                let error = client::accept(grant.clone(), status, body.to_string()).unwrap_err();
                secrets.assert_absent(&format!("{error} {error:?}"));
            }
        }
    }
}

/// What is left of a server's description of the error, where this was the refresh token.
fn shown(secret: &str, description: &str) -> Option<String> {
    let grant = Grant::new("refresh_token").with("refresh_token", Some(secret));
    let body = serde_json::json!({ "error": "invalid_grant", "error_description": description });
    let error = client::accept(grant, 400, body.to_string()).unwrap_err();
    error.answer().unwrap().error_description.clone()
}

/// Values are percent-encoded in the form, and that is how a server that quotes its input shows them; others have forms of their own.
#[test]
fn a_secret_that_comes_back_encoded_is_dropped_too() {
    let cases = [
        ("4/0AX4XfWh-secret", "bad body: code=4%2F0AX4XfWh-secret&"),
        ("4/0AX4XfWh-secret", "bad body: code=4%2f0AX4XfWh-secret&"),
        ("a b+c~(d)!", "a+b%2Bc%7E%28d%29%21"),
        ("a b+c~(d)!", "a%20b%2Bc~(d)!"),
        ("a b+c~(d)!", "a%20b+c~(d)!"),
        ("a b+c~(d)!", "got a b+c~(d)!"),
        ("pass wörd%", "pass%20w%C3%B6rd%25"),
        ("a\"b/c\\d", r#"{"token":"a\"b/c\\d"}"#),
        ("a\"b/c\\d", r#"{"token":"a\"b\/c\\d"}"#),
        ("pass wörd<1>", r"pass w\u00f6rd\u003C1\u003e"),
        ("a%41bc", "a%2541bc"),
        ("a%41bc", "a%41bc"),
    ];
    for (secret, text) in cases {
        assert_eq!(shown(secret, text), None, "{text}");
    }
    for text in ["100% of a b", "50%", "a%", "a%zz", "a%f", "%+f", "\\u12", "\\ud800", "%ff%fe", "a\\", "ü%é"] {
        assert_eq!(shown("not in there", text).as_deref(), Some(text));
    }
}

#[test]
fn a_secret_with_something_hidden_in_between_is_dropped_too() {
    for between in ['\0', '\u{1b}', '\u{7f}', '\u{85}', '\u{202e}', '\u{2066}', '\u{200e}', '\u{61c}'] {
        assert_eq!(shown("abcd1234", &format!("token abcd{between}1234")), None, "{between:?}");
        assert_eq!(shown(&format!("abcd{between}1234"), &format!("token abcd{between}1234")), None, "{between:?}");
    }
    assert_eq!(shown("abcd1234", r"token abcd\u00001234"), None);
    assert_eq!(shown("abcd1234", "token abcd%001234"), None);
}

#[test]
fn a_text_without_anything_to_see_is_none() {
    assert_eq!(shown("abcd1234", "\0\u{202e}"), None);
}

#[test]
fn what_is_shorter_than_4_characters_is_in_too_many_texts() {
    assert_eq!(shown("abc", "the alphabet begins with abc"), Some("the alphabet begins with abc".to_owned()));
    assert_eq!(shown("abcd", "the alphabet begins with abcd"), None);
}
