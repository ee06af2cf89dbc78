//! Requests as a stubbed fetch sees them.

use super::support::{
    GOOD, TOKEN_URL, UNDEFINED, ask, get, json, key, keys, options, run, run_async, seen_claims, seen_form, settled,
    text, with,
};
use js_sys::Reflect;
use private_key_jwt::bindings::TokenClient;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

/// The grant's part of the form.
fn grant() -> Vec<(String, String)> {
    seen_form().split_off(3)
}

fn owned(pairs: &[(&str, &str)]) -> Vec<(String, String)> {
    pairs.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

#[wasm_bindgen_test]
async fn a_request_is_a_form_that_is_not_redirected() {
    let token = ask(&TokenClient::new(&options(GOOD)).unwrap()).await.unwrap();
    assert_eq!((text(&token, "access_token"), get(&token, "expires_in").as_f64()), ("token".to_owned(), Some(60.0)));
    let seen = run("return globalThis.seen");
    let init = get(&seen, "init");
    assert_eq!((text(&seen, "url").as_str(), text(&init, "method").as_str()), (TOKEN_URL, "POST"));
    assert_eq!(text(&init, "redirect"), "manual");
    assert!(get(&seen, "self").is_undefined(), "fetch is called unbound");
    assert!(!get(&get(&init, "signal"), "aborted").is_truthy());
    let headers = get(&init, "headers");
    assert_eq!(text(&headers, "content-type"), "application/x-www-form-urlencoded");
    assert_eq!(text(&headers, "accept"), "application/json");
    let names: Vec<_> = seen_form().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, ["client_id", "client_assertion_type", "client_assertion", "grant_type"]);
    assert_eq!(text(&seen_claims(), "aud"), "https://op.example");
}

#[wasm_bindgen_test]
async fn each_grant_sends_its_parameters() {
    let key = key();
    let client = TokenClient::new(&options(GOOD)).unwrap();

    let code =
        json(r#"{"code":"c&d","redirectUri":"https://app.example/cb","codeVerifier":"v","parameters":{"a":"b"}}"#);
    settled(client.call("authorizationCode", &code, UNDEFINED, keys(&key), None, None)).await.unwrap();
    let redirect = ("redirect_uri", "https://app.example/cb");
    let expected =
        [("grant_type", "authorization_code"), ("code", "c&d"), redirect, ("code_verifier", "v"), ("a", "b")];
    assert_eq!(grant(), owned(&expected));

    settled(client.call(
        "clientCredentials",
        &json(r#"{"scope":"a b","resource":["urn:a","urn:b"]}"#),
        UNDEFINED,
        keys(&key),
        None,
        None,
    ))
    .await
    .unwrap();
    let resources = [("resource", "urn:a"), ("resource", "urn:b")];
    assert_eq!(
        grant(),
        owned(&[&[("grant_type", "client_credentials"), ("scope", "a b")], resources.as_slice()].concat())
    );

    settled(client.call("refreshToken", &json(r#"{"refreshToken":"r"}"#), UNDEFINED, keys(&key), None, None))
        .await
        .unwrap();
    assert_eq!(grant(), owned(&[("grant_type", "refresh_token"), ("refresh_token", "r")]));

    settled(client.call(
        "request",
        &json(r#"{"grant_type":"urn:x","subject_token":"é"}"#),
        UNDEFINED,
        keys(&key),
        None,
        None,
    ))
    .await
    .unwrap();
    assert_eq!(grant(), owned(&[("grant_type", "urn:x"), ("subject_token", "é")]));
}

#[wasm_bindgen_test]
async fn each_request_has_a_new_jti() {
    let client = TokenClient::new(&options(GOOD)).unwrap();
    ask(&client).await.unwrap();
    let first = text(&seen_claims(), "jti");
    ask(&client).await.unwrap();
    assert_ne!(first, text(&seen_claims(), "jti"));
}

#[wasm_bindgen_test]
async fn the_global_fetch_is_looked_up_at_call_time() {
    let client = TokenClient::new(&with(&options(GOOD), "fetch", &JsValue::UNDEFINED)).unwrap();
    let global = js_sys::global();
    let fetch =
        super::support::function("url, init", &format!("globalThis.calls = (globalThis.calls ?? 0) + 1; {GOOD}"));
    let original = get(&global, "fetch");
    Reflect::set(&global, &"fetch".into(), &fetch).unwrap();
    let result = ask(&client).await;
    Reflect::set(&global, &"fetch".into(), &original).unwrap();
    assert_eq!(text(&result.unwrap(), "access_token"), "token");
    assert_eq!(run("return globalThis.calls").as_f64(), Some(1.0));
    assert!(get(&run("return globalThis.seen"), "self").is_undefined());
}

#[wasm_bindgen_test]
async fn concurrent_requests_do_not_disturb_each_other() {
    let key = key();
    let body = "const text = new URLSearchParams(init.body).get('scope');
        return new Promise((resolve) => setTimeout(() => resolve(
            { status: 200, text: async () => JSON.stringify({ access_token: text, token_type: 'Bearer' }) }), Number(text)));";
    let client = TokenClient::new(&options(body)).unwrap();
    let ask = |scope: &str| {
        settled(client.call(
            "clientCredentials",
            &json(&format!(r#"{{"scope":"{scope}"}}"#)),
            UNDEFINED,
            keys(&key),
            None,
            None,
        ))
    };
    let mut slow = Box::pin(ask("60"));
    // Start the slow one, then let the fast one pass it.
    let waker = core::task::Waker::noop();
    assert!(slow.as_mut().poll(&mut core::task::Context::from_waker(waker)).is_pending());
    assert_eq!(text(&ask("10").await.unwrap(), "access_token"), "10");
    assert_eq!(text(&slow.await.unwrap(), "access_token"), "60");
    run_async("_", &JsValue::UNDEFINED, "delete globalThis.seen;").await;
}
