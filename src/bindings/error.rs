//! [`Error`] -> a JavaScript error with a `code`; misuse -> `TypeError`.

use super::host::number;
use crate::client::Refusal;
use crate::error::{Error, ErrorCode};
use js_sys::{JsString, Reflect};
use wasm_bindgen::JsValue;

/// An `Error` named `PrivateKeyJwtError`, with `code` and what the server answered as properties.
pub(super) fn to_js(error: &Error) -> JsValue {
    let target = js_sys::Error::new(error.message());
    target.set_name("PrivateKeyJwtError");
    set(&target, "code", &error.code().as_str().into());
    if let Some(answer) = error.answer() {
        set(&target, "status", &answer.status.into());
        if let Some(seconds) = answer.retry_after {
            set(&target, "retryAfter", &seconds.into());
        }
        let texts = [
            ("error", &answer.error),
            ("error_description", &answer.error_description),
            ("error_uri", &answer.error_uri),
        ];
        for (name, text) in texts {
            if let Some(text) = text {
                set(&target, name, &text.as_str().into());
            }
        }
    }
    target.into()
}

/// The same, with the facts of the refusal, which a typed error does not take over.
pub(super) fn refused(error: &Error, refusal: Option<&Refusal>) -> JsValue {
    let target = to_js(error);
    if let Some(refusal) = refusal {
        set(&target, "url", &refusal.url.as_str().into());
        set(&target, "signingInput", &refusal.signing_input.text().into());
        if let Some(date) = refusal.date {
            set(&target, "date", &number(date).into());
        }
    }
    target
}

/// The same for a code and a message.
pub(super) fn coded(code: ErrorCode, message: &'static str) -> JsValue {
    to_js(&Error::new(code, message))
}

/// A `TypeError`: the caller broke the contract of types.
pub(super) fn type_error(message: &str) -> JsValue {
    js_sys::TypeError::new(message).into()
}

/// The same of a message in parts.
#[cold]
#[inline(never)]
pub(super) fn type_error_by(parts: &[&str]) -> JsValue {
    type_error(&parts.concat())
}

fn set(target: &JsValue, name: &str, value: &JsValue) {
    // Defining a property on a fresh, extensible object cannot fail.
    let _defined = Reflect::set(target, &JsString::from(name), value);
}
