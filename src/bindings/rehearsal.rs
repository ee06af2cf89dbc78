//! A first import and a first signature that nobody waits for: an engine compiles a function when it is first called.

use super::error::to_js;
use super::key::{SigningKey, assertion_options};
use crate::assertion;
use crate::error::Result;
use crate::random::RandomSource;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// In place of a random source, which a Worker does not have at module scope.
struct Fixed;

impl RandomSource for Fixed {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        bytes.fill(1);
        Ok(())
    }
}

/// Imports a key that everybody knows, makes an assertion with fixed octets in place of random ones, and drops both. Never for another
/// key: its blinding would be known.
///
/// # Errors
/// As [`SigningKey::from`] and [`SigningKey::assertion`].
#[wasm_bindgen]
pub fn rehearse(published: &JsValue, options: &JsValue) -> core::result::Result<(), JsValue> {
    let key = SigningKey::from(published, &JsValue::UNDEFINED)?;
    let options = assertion_options(options)?;
    key.with(|key| assertion::sign(key, &options, &mut Fixed).map_err(|error| to_js(&error)))?;
    Ok(())
}
