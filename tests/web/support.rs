//! What the tests share: keys, stubs of fetch, and looking into JavaScript values.

use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use private_key_jwt::bindings::{SigningKey, TokenClient};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

pub(crate) const KEY: &str = include_str!("../keys/rsa-2048.json");
pub(crate) const TOKEN_URL: &str = "https://op.example/token";
pub(crate) const UNDEFINED: &JsValue = &JsValue::UNDEFINED;

/// A stub of fetch that keeps what it was called with in `globalThis.seen`, and answers with a token.
pub(crate) const GOOD: &str = "
    globalThis.seen = { url, init, self: this };
    return { status: 200, text: async () => '{\"access_token\":\"token\",\"token_type\":\"Bearer\",\"expires_in\":60}' };";

/// The JavaScript value of a JSON text.
pub(crate) fn json(text: &str) -> JsValue {
    JSON::parse(text).unwrap()
}

/// A function of these parameters, in strict mode.
pub(crate) fn function(parameters: &str, body: &str) -> Function {
    Function::new_with_args(parameters, &format!("'use strict'; {body}"))
}

/// What the body of a function without parameters returns.
pub(crate) fn run(body: &str) -> JsValue {
    function("", body).call0(UNDEFINED).unwrap()
}

/// What the promise returned by a function of one parameter resolves to.
pub(crate) async fn run_async(parameter: &str, argument: &JsValue, body: &str) -> JsValue {
    let body = format!("return (async () => {{ {body} }})();");
    let promise: Promise = function(parameter, &body).call1(UNDEFINED, argument).unwrap().unchecked_into();
    JsFuture::from(promise).await.unwrap()
}

/// What a method that starts an exchange leads to.
pub(crate) async fn settled(started: Result<Promise, JsValue>) -> Result<JsValue, JsValue> {
    JsFuture::from(started?).await
}

pub(crate) fn get(value: &JsValue, name: &str) -> JsValue {
    Reflect::get(value, &name.into()).unwrap()
}

pub(crate) fn text(value: &JsValue, name: &str) -> String {
    get(value, name).as_string().unwrap_or_default()
}

pub(crate) fn with(object: &JsValue, name: &str, value: &JsValue) -> JsValue {
    let copy = Object::assign(&Object::new(), object.unchecked_ref());
    Reflect::set(&copy, &name.into(), value).unwrap();
    copy.into()
}

pub(crate) fn key() -> SigningKey {
    SigningKey::from(&json(KEY), UNDEFINED).unwrap()
}

/// Options of a client whose fetch has this body.
pub(crate) fn options(fetch: &str) -> JsValue {
    let options =
        json(&format!(r#"{{"clientId":"client","issuer":"https://op.example","tokenEndpoint":"{TOKEN_URL}"}}"#));
    with(&options, "fetch", &function("url, init", fetch).into())
}

pub(crate) fn client(fetch: &str) -> TokenClient {
    TokenClient::new(&options(fetch)).unwrap()
}

/// A key as the JavaScript class hands it over, for a few requests.
pub(crate) fn keys(key: &SigningKey) -> Function {
    let mut shares: Vec<JsValue> = (0..12).map(|_| key.share().into()).collect();
    let next = move |_now: f64| shares.pop().unwrap_or_default();
    Closure::<dyn FnMut(f64) -> JsValue>::new(next).into_js_value().unchecked_into()
}

/// Asks for a token; what the promise is rejected with when it is.
pub(crate) async fn ask(client: &TokenClient) -> Result<JsValue, JsValue> {
    let key = key();
    settled(client.call("clientCredentials", UNDEFINED, UNDEFINED, keys(&key), None, None)).await
}

/// The form that the stub [`GOOD`] has seen, as `[name, value]` pairs.
pub(crate) fn seen_form() -> Vec<(String, String)> {
    let pairs: Array = run("return [...new URLSearchParams(globalThis.seen.init.body)];").unchecked_into();
    let pair = |pair: JsValue| {
        let pair = Array::from(&pair);
        (pair.get(0).as_string().unwrap(), pair.get(1).as_string().unwrap())
    };
    pairs.iter().map(pair).collect()
}

/// The claims of the assertion that the stub has seen.
pub(crate) fn seen_claims() -> JsValue {
    let (_, assertion) = seen_form().into_iter().find(|(name, _)| name == "client_assertion").unwrap();
    claims(&assertion)
}

pub(crate) fn claims(assertion: &str) -> JsValue {
    let octets = private_key_jwt::base64url::decode(assertion.split('.').nth(1).unwrap()).unwrap();
    json(core::str::from_utf8(&octets).unwrap())
}

/// Fails unless `error` is of our own kind and has this code.
pub(crate) fn assert_code<T: core::fmt::Debug>(result: Result<T, JsValue>, code: &str) -> JsValue {
    let error = result.unwrap_err();
    assert!(error.is_instance_of::<js_sys::Error>());
    assert_eq!((text(&error, "name").as_str(), text(&error, "code").as_str()), ("PrivateKeyJwtError", code));
    error
}

pub(crate) fn assert_type_error<T: core::fmt::Debug>(result: Result<T, JsValue>) {
    let error = result.unwrap_err();
    assert!(error.is_instance_of::<js_sys::TypeError>(), "{error:?}");
    assert!(get(&error, "code").is_undefined());
}
