//! Token responses: what is accepted, what each refusal is, and what an error tells.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::client::{self, ISSUER, TOKEN_URL};
use common::server::{Run, answer};
use private_key_jwt::error::ErrorCode::{ResponseMalformed, TokenEndpoint};
use private_key_jwt::error::{Error, ErrorCode};
use private_key_jwt::request::Grant;

const CODE: &str = "SplxlOBeZQQYbYS6WxSbIA";
const GOOD: &str = r#"{"access_token":"a","token_type":"Bearer"}"#;

fn accept(status: u16, body: impl AsRef<[u8]>) -> Result<(), Error> {
    let grant =
        Grant::new("authorization_code").with("code", Some(CODE)).with("redirect_uri", Some("https://app.example/cb"));
    client::accept(grant, status, body)
}

fn code(status: u16, body: impl AsRef<[u8]>) -> ErrorCode {
    accept(status, body).unwrap_err().code()
}

#[test]
fn accepts_what_rfc_6749_section_5_1_describes() {
    let full = r#"{"access_token":"a","token_type":"bearer","expires_in":3600,"refresh_token":"r","scope":"",
        "id_token":"i.d.t","other":{"deep":[1,null]}}"#;
    let text = r#"{"access_token":"a","token_type":"Bearer","expires_in":"3600"}"#;
    for body in [GOOD, full, text, r#" {"access_token":"a","token_type":"DPoP","expires_in":0} "#] {
        assert_eq!(accept(200, body), Ok(()), "{body}");
    }
}

#[test]
fn null_is_as_good_as_absent() {
    for name in ["expires_in", "refresh_token", "scope", "id_token"] {
        assert_eq!(
            accept(200, format!(r#"{{"access_token":"a","token_type":"Bearer","{name}":null}}"#)),
            Ok(()),
            "{name}"
        );
    }
    assert_eq!(code(200, r#"{"access_token":"a","token_type":null}"#), ResponseMalformed);
}

/// Or every text with the word code would be left out where an authorization request is pushed.
#[test]
fn what_is_no_secret_of_a_pushed_request_may_be_quoted() {
    let pairs =
        [("response_type", "code"), ("code_challenge_method", "S256"), ("prompt", "login"), ("state", "a-state")];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let told = |text: &str| {
        let body = format!(r#"{{"error":"invalid_request","error_description":"{text}"}}"#);
        let grant = Grant::default().with_additional(pairs.clone()).unwrap();
        client::accept(grant, 400, body).unwrap_err().answer().unwrap().error_description.clone()
    };
    let text = "response_type code needs code_challenge_method S256, and no prompt login";
    assert_eq!(told(text).as_deref(), Some(text));
    assert_eq!(told("not a-state"), None);
}

#[test]
fn an_error_with_the_status_of_success_is_one() {
    let error = accept(200, r#"{"error":"bad_verification_code","error_description":"expired","error_uri":"urn:a"}"#);
    let error = error.unwrap_err();
    let answer = error.answer().unwrap();
    assert_eq!((error.code(), answer.status), (TokenEndpoint, 200));
    assert_eq!(answer.error.as_deref(), Some("bad_verification_code"));
    assert_eq!(answer.error_description.as_deref(), Some("expired"));
    assert_eq!(accept(200, r#"{"access_token":"a","token_type":"Bearer","error":"none"}"#), Ok(()));
    assert_eq!(code(200, r#"{"access_token":"a","error":"invalid_grant"}"#), TokenEndpoint);
    for body in [r#"{"error":null}"#, r#"{"error":7}"#, &format!(r#"{{"error":"{CODE}"}}"#)] {
        assert_eq!(code(200, body), ResponseMalformed, "{body}");
    }
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_answer() {
    assert_eq!(accept(200, format!("\u{feff}{GOOD}")), Ok(()));
    assert_eq!(code(401, "\u{feff}{\"error\":\"invalid_client\"}"), TokenEndpoint);
    assert_eq!(code(200, format!("\u{feff}\u{feff}{GOOD}")), ResponseMalformed);
}

#[test]
fn refuses_a_success_that_lacks_a_member_or_has_the_wrong_type() {
    let bodies = [
        "{}",
        r#"{"access_token":"a"}"#,
        r#"{"token_type":"Bearer"}"#,
        r#"{"access_token":"","token_type":"Bearer"}"#,
        r#"{"access_token":"a","token_type":""}"#,
        r#"{"access_token":1,"token_type":"Bearer"}"#,
        r#"{"access_token":null,"token_type":"Bearer"}"#,
        r#"{"access_token":"a","token_type":["Bearer"]}"#,
        r#"{"access_token":"a","token_type":"Bearer","expires_in":"+60"}"#,
        r#"{"access_token":"a","token_type":"Bearer","expires_in":"1e3"}"#,
        r#"{"access_token":"a","token_type":"Bearer","expires_in":""}"#,
        r#"{"access_token":"a","token_type":"Bearer","expires_in":"99999999999"}"#,
        r#"{"access_token":"a","token_type":"Bearer","expires_in":-1}"#,
        r#"{"access_token":"a","token_type":"Bearer","expires_in":true}"#,
        r#"{"access_token":"a","token_type":"Bearer","refresh_token":1}"#,
        r#"{"access_token":"a","token_type":"Bearer","scope":["a"]}"#,
        r#"{"access_token":"a","token_type":"Bearer","id_token":{}}"#,
        r#"{"access_token":"a","access_token":"b","token_type":"Bearer"}"#,
    ];
    for body in bodies {
        let error = accept(200, body).unwrap_err();
        assert_eq!(error.code(), ResponseMalformed, "{body}");
        assert_eq!(error.answer().unwrap().status, 200);
    }
}

#[test]
fn refuses_what_is_no_json_object() {
    let bodies: [&[u8]; 9] = [
        b"",
        b"null",
        b"[]",
        b"\"a\"",
        b"<html>",
        b"access_token=a&token_type=Bearer",
        b"{",
        b"{}x",
        b"{\"a\":\"\xff\"}",
    ];
    for body in bodies {
        for status in [200, 201, 204, 400, 401, 404, 429, 500, 503] {
            let error = accept(status, body).unwrap_err();
            assert_eq!(error.code(), ResponseMalformed, "{status}");
            assert_eq!(error.answer().unwrap().status, status);
        }
    }
}

#[test]
fn an_error_names_the_status_of_a_success_that_is_no_json() {
    let metadata = format!(
        r#"{{"issuer":"{ISSUER}","token_endpoint":"{TOKEN_URL}","pushed_authorization_request_endpoint":"{ISSUER}/par"}}"#
    );
    for status in [200, 201] {
        let error = Run::discovering(ISSUER).call("pushAuthorizationRequest", &mut |request| {
            Ok(if request.form.is_empty() { answer(200, &metadata) } else { answer(status, "<html>") })
        });
        let message = error.unwrap_err().message().to_owned();
        assert!(message.contains(&format!("answered {status} with something that is no JSON object")), "{message}");
    }
}

#[test]
fn follows_no_redirect() {
    for status in [300, 301, 302, 303, 307, 308, 399] {
        for body in ["", GOOD, r#"{"error":"invalid_client"}"#] {
            let error = accept(status, body).unwrap_err();
            assert_eq!(error.code(), ResponseMalformed);
            assert!(error.message().contains("redirect"), "{error}");
        }
    }
}

#[test]
fn only_200_is_a_success() {
    for status in [0, 100, 201, 202, 204, 206, 400, 500, u16::MAX] {
        assert!(accept(status, GOOD).is_err(), "{status}");
    }
}

#[test]
fn tells_what_the_server_said() {
    let body =
        r#"{"error":"invalid_client","error_description":"unknown kid","error_uri":"https://op.example/errors"}"#;
    let error = accept(401, body).unwrap_err();
    let answer = error.answer().unwrap();
    assert_eq!((error.code(), answer.status), (TokenEndpoint, 401));
    assert_eq!(answer.error.as_deref(), Some("invalid_client"));
    assert_eq!(answer.error_description.as_deref(), Some("unknown kid"));
    assert_eq!(answer.error_uri.as_deref(), Some("https://op.example/errors"));
    for status in [400, 403, 429, 500, 503] {
        assert_eq!(code(status, r#"{"error":"temporarily_unavailable"}"#), TokenEndpoint);
    }
}

#[test]
fn an_error_answer_needs_an_error_string() {
    for body in ["{}", r#"{"error":1}"#, r#"{"error":""}"#, r#"{"error":null}"#, r#"{"message":"no"}"#] {
        assert_eq!(code(400, body), ResponseMalformed, "{body}");
    }
    let error = accept(400, r#"{"error":"invalid_grant","error_description":7,"error_uri":[]}"#).unwrap_err();
    let answer = error.answer().unwrap();
    assert_eq!((&answer.error_description, &answer.error_uri), (&None, &None));
}

#[test]
fn drops_a_description_that_repeats_a_secret_of_the_request() {
    let answer = |text: &str| {
        let body = serde_json::json!({ "error": "invalid_grant", "error_description": text });
        accept(400, body.to_string()).unwrap_err().answer().unwrap().error_description.clone()
    };
    assert_eq!(answer(&format!("code {CODE} was used")), None);
    assert_eq!(
        answer("redirect_uri https://app.example/cb is unknown"),
        Some("redirect_uri https://app.example/cb is unknown".to_owned())
    );
}

#[test]
fn a_secret_in_error_leaves_no_oauth_error() {
    let error = accept(400, format!(r#"{{"error":"{CODE}"}}"#)).unwrap_err();
    assert_eq!(error.code(), ResponseMalformed);
    assert!(!format!("{error:?}").contains(CODE));
}

#[test]
fn texts_of_the_server_are_bounded_and_printable() {
    let body = serde_json::json!({ "error": "e", "error_description": format!("a\u{1b}[31m\r\n\0\u{202e}\u{2067}\u{200f}\u{61c}{}", "b".repeat(5000)) });
    let error = accept(400, body.to_string()).unwrap_err();
    let text = error.answer().unwrap().error_description.clone().unwrap();
    assert!(text.len() <= 1024 && text.starts_with("a[31mbb"));
}
