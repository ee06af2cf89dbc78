//! A first signature that nobody waits for: an engine compiles a function when it is first called.

use super::error::to_js;
use super::key::{SigningKey, assertion_options};
use crate::assertion;
use crate::error::Result;
use crate::random::RandomSource;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::wasm_bindgen;

/// In place of a random source, which a Worker does not have at module scope. What is computed from it does not leave.
struct Fixed;

impl RandomSource for Fixed {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        bytes.fill(1);
        Ok(())
    }
}

/// Makes an assertion with a published key and drops it.
///
/// # Errors
/// As [`SigningKey::assertion`]; `ERR_SIGNING_FAILED` where the engine computes wrongly.
#[wasm_bindgen]
pub fn rehearse(key: &SigningKey, options: &JsValue) -> core::result::Result<(), JsValue> {
    let options = assertion_options(options)?;
    key.with(|key| assertion::sign(key, &options, &mut Fixed).map_err(|error| to_js(&error)))?;
    Ok(())
}
