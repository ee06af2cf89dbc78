//! A fetch that fails, hangs, or is aborted.

use super::support::{UNDEFINED, ask, assert_code, function, get, json, key, keys, options, run, settled, text, with};
use private_key_jwt::bindings::TokenClient;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

const HANGS: &str = "globalThis.seen = { init }; return new Promise(() => {});";

/// The error of a request with this fetch and this limit in seconds.
async fn fails(fetch: &str, timeout: f64, code: &str) -> JsValue {
    let options = with(&options(fetch), "timeout", &timeout.into());
    assert_code(ask(&TokenClient::new(&options).unwrap()).await, code)
}

#[wasm_bindgen_test]
async fn a_fetch_that_fails_is_a_network_error_without_its_reason() {
    for fetch in [
        "throw new Error('reason ' + init.body)",
        "return Promise.reject(new TypeError('reason ' + init.body))",
        "return Promise.reject(undefined)",
        "return undefined",
        "return {}",
        "return { status: '200', text: async () => '' }",
        "return { status: 1.5, text: async () => '' }",
        "return { status: 200, text: async () => { throw new Error('reason ' + init.body) } }",
        "return { status: 200, text: () => { throw new Error('reason ' + init.body) } }",
        "return { status: 200, body: { getReader: () => ({ read: async () => { throw new Error('reason') } }) } }",
    ] {
        let error = fails(fetch, 5.0, "ERR_NETWORK").await;
        assert!(!text(&error, "message").contains("reason"), "{fetch}");
        assert!(get(&error, "cause").is_undefined(), "{fetch}");
    }
}

#[wasm_bindgen_test]
async fn a_fetch_that_hangs_ends_in_time() {
    let started = js_sys::Date::now();
    fails(HANGS, 0.05, "ERR_TIMEOUT").await;
    assert!(js_sys::Date::now() - started < 5000.0);
    assert!(run("return globalThis.seen.init.signal.aborted").is_truthy());
}

#[wasm_bindgen_test]
async fn a_body_that_hangs_ends_in_time() {
    for response in
        ["{ status: 200, text: () => new Promise(() => {}) }", "new Response(new ReadableStream({}), { status: 200 })"]
    {
        fails(&format!("return {response};"), 0.05, "ERR_TIMEOUT").await;
    }
}

#[wasm_bindgen_test]
async fn a_fetch_that_honours_its_signal_ends_in_a_timeout_too() {
    let fetch =
        "return new Promise((_, reject) => init.signal.addEventListener('abort', () => reject(init.signal.reason)));";
    fails(fetch, 0.05, "ERR_TIMEOUT").await;
}

#[wasm_bindgen_test]
async fn an_aborted_signal_sends_nothing() {
    let key = key();
    let client = TokenClient::new(&options("throw globalThis.sent = true")).unwrap();
    let call = with(&json("{}"), "signal", &run("return AbortSignal.abort()"));
    assert_code(
        settled(client.call("clientCredentials", UNDEFINED, &call, keys(&key), None, None)).await,
        "ERR_ABORTED",
    );
    assert!(run("return globalThis.sent").is_undefined());
}

#[wasm_bindgen_test]
async fn an_abort_ends_the_request_and_reaches_the_fetch() {
    let key = key();
    let client = TokenClient::new(&options(HANGS)).unwrap();
    let controller =
        run("const c = new AbortController(); setTimeout(() => c.abort(new Error('reason')), 20); return c;");
    let call = with(&json("{}"), "signal", &get(&controller, "signal"));
    let error = assert_code(
        settled(client.call("clientCredentials", UNDEFINED, &call, keys(&key), None, None)).await,
        "ERR_ABORTED",
    );
    assert!(!text(&error, "message").contains("reason"));
    assert!(run("return globalThis.seen.init.signal.aborted").is_truthy());
}

#[wasm_bindgen_test]
async fn a_signal_may_serve_several_requests() {
    let key = key();
    let client = TokenClient::new(&options(super::support::GOOD)).unwrap();
    let controller = run("return new AbortController()");
    let call = with(&json("{}"), "signal", &get(&controller, "signal"));
    for _ in 0..2 {
        settled(client.call("clientCredentials", UNDEFINED, &call, keys(&key), None, None)).await.unwrap();
    }
    function("c", "c.abort()").call1(UNDEFINED, &controller).unwrap();
    assert_code(
        settled(client.call("clientCredentials", UNDEFINED, &call, keys(&key), None, None)).await,
        "ERR_ABORTED",
    );
    let null = with(&json("{}"), "signal", &JsValue::NULL);
    assert!(settled(client.call("clientCredentials", UNDEFINED, &null, keys(&key), None, None)).await.is_ok());
}

#[wasm_bindgen_test]
async fn without_any_fetch_the_error_says_so() {
    let client = TokenClient::new(&with(&options(HANGS), "fetch", UNDEFINED)).unwrap();
    let original = get(&js_sys::global(), "fetch");
    js_sys::Reflect::set(&js_sys::global(), &"fetch".into(), UNDEFINED).unwrap();
    let result = ask(&client).await;
    js_sys::Reflect::set(&js_sys::global(), &"fetch".into(), &original).unwrap();
    assert_code(result, "ERR_NETWORK");
}
