//! What an authorization request needs of the random source.

use super::error::to_js;
use super::host::HostRandom;
use crate::authorization::Secrets;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// Code verifier, code challenge, state and nonce with dots between them; none of them has one.
///
/// # Errors
/// `ERR_RANDOM_UNAVAILABLE`
#[wasm_bindgen(js_name = authorizationSecrets)]
pub fn authorization_secrets() -> Result<String, JsValue> {
    let secrets = Secrets::new(&mut HostRandom).map_err(|error| to_js(&error))?;
    Ok([secrets.code_verifier(), &secrets.code_challenge(), secrets.state(), secrets.nonce()].join("."))
}
