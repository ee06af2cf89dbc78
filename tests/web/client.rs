//! The options of a client and of its calls.

use super::support::{
    GOOD, UNDEFINED, assert_code, assert_type_error, client, function, json, key, keys, options, run, seen_claims,
    settled, with,
};
use private_key_jwt::bindings::TokenClient;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

fn made(name: &str, value: &JsValue) -> Result<TokenClient, JsValue> {
    TokenClient::new(&with(&options(GOOD), name, value))
}

#[wasm_bindgen_test]
fn misuse_of_the_constructor_is_a_type_error() {
    for (name, value) in [
        ("tokenEndPoint", "\"https://op.example\""),
        ("clientId", "null"),
        ("clientId", "1"),
        ("timeout", "0"),
        ("timeout", "-1"),
        ("timeout", "3601"),
        ("timeout", "\"30\""),
        ("fetch", "{}"),
        ("now", "1"),
        ("allowHttp", "1"),
        ("lifetime", "\"60\""),
    ] {
        assert_type_error(made(name, &json(value)));
    }
    assert_type_error(made("timeout", &run("return NaN")));
    for options in ["null", "[]", "1"] {
        assert_type_error(TokenClient::new(&json(options)));
    }
}

#[wasm_bindgen_test]
fn an_endpoint_is_a_safe_url() {
    for url in [
        "",
        "token",
        "/token",
        "http://op.example/token",
        "ftp://op.example/",
        "https://op.example/#a",
        "https://a@op.example/",
        "https://:b@op.example/",
        "javascript:1",
    ] {
        assert_code(made("tokenEndpoint", &url.into()), "ERR_ENDPOINT_INVALID");
    }
    let nowhere = with(&with(&options(GOOD), "tokenEndpoint", UNDEFINED), "issuer", UNDEFINED);
    assert_code(TokenClient::new(&nowhere), "ERR_ENDPOINT_INVALID");
    assert!(made("tokenEndpoint", UNDEFINED).is_ok(), "the issuer is asked for it");
    let no_issuer = with(&with(&options(GOOD), "tokenEndpoint", UNDEFINED), "issuer", &"https://op.example/?a".into());
    assert_code(TokenClient::new(&no_issuer), "ERR_ENDPOINT_INVALID");
    for url in ["http://localhost:1/token", "http://127.0.0.1:1/", "http://[::1]:1/", "https://op.example/token?a=b"] {
        assert!(made("tokenEndpoint", &url.into()).is_ok(), "{url}");
    }
    assert!(made("tokenEndpoint", &run("return new URL('https://op.example/token')")).is_ok());
    let http = with(&options(GOOD), "tokenEndpoint", &"http://op.example/token".into());
    assert!(TokenClient::new(&with(&http, "allowHttp", &JsValue::TRUE)).is_ok());
}

#[wasm_bindgen_test]
fn values_out_of_range_have_a_code() {
    assert_code(made("lifetime", &0.into()), "ERR_CLAIM_INVALID");
    assert_code(made("clientId", &"".into()), "ERR_CLAIM_INVALID");
    assert_code(made("issuer", UNDEFINED), "ERR_CLAIM_INVALID");
    assert_code(made("profile", &"none".into()), "ERR_PROFILE");
}

#[wasm_bindgen_test]
async fn misuse_of_a_call_is_a_type_error() {
    let signing_key = key();
    let client = TokenClient::new(&options(GOOD)).unwrap();
    for grant in [r#"{"scopes":"a"}"#, r#"{"scope":1}"#, r#"{"parameters":[]}"#, r#"{"parameters":{"a":1}}"#, "1"] {
        assert_type_error(
            settled(client.call("clientCredentials", &json(grant), UNDEFINED, keys(&signing_key), None, None)).await,
        );
    }
    for call in [r#"{"timeout":1}"#, r#"{"signal":{}}"#, r#"{"signal":1}"#, "1"] {
        assert_type_error(
            settled(client.call("clientCredentials", UNDEFINED, &json(call), keys(&signing_key), None, None)).await,
        );
    }
    assert_type_error(
        settled(client.call("authorizationCode", &json(r#"{"code":"a"}"#), UNDEFINED, keys(&signing_key), None, None))
            .await,
    );
    assert_type_error(
        settled(client.call("refreshToken", &json("{}"), UNDEFINED, keys(&signing_key), None, None)).await,
    );
    for grant in ["null", "[]", "1", r#"{"grant_type":1}"#] {
        assert_type_error(
            settled(client.call("request", &json(grant), UNDEFINED, keys(&signing_key), None, None)).await,
        );
    }
    for grant in ["{}", r#"{"grant_type":"a","client_secret":"b"}"#] {
        assert_code(
            settled(client.call("request", &json(grant), UNDEFINED, keys(&signing_key), None, None)).await,
            "ERR_CLAIM_INVALID",
        );
    }
}

#[wasm_bindgen_test]
async fn the_clock_may_be_given() {
    let call = |body: &str| {
        let options = with(&options(GOOD), "now", &function("", body).into());
        TokenClient::new(&options).unwrap()
    };
    super::support::ask(&call("return 1700000000.5")).await.unwrap();
    assert_eq!(super::support::get(&seen_claims(), "iat").as_f64(), Some(1_700_000_000.0));
    assert_type_error(super::support::ask(&call("return '1'")).await);
    assert_code(super::support::ask(&call("return Date.now()")).await, "ERR_CLAIM_INVALID");
}

#[wasm_bindgen_test]
fn a_client_shows_no_secret() {
    let shown = format!("{:?} {:?}", key(), client(GOOD));
    let jwk = json(super::support::KEY);
    for name in ["d", "p", "q", "dp", "dq", "qi"] {
        assert!(!shown.contains(&super::support::text(&jwk, name)[..8]), "{name}");
    }
}
