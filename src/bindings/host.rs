//! The host's clock, random source and promises.

use crate::error::Result;
use crate::random::{self, RandomSource};
use crate::time::UnixSeconds;
use core::pin::Pin;
use js_sys::Promise;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::future_to_promise;

/// `crypto.getRandomValues`.
pub(super) struct HostRandom;

impl RandomSource for HostRandom {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        getrandom::fill(bytes).map_err(|_| random::unavailable())
    }
}

/// `Date.now()`, in whole seconds.
pub(super) fn now() -> Result<UnixSeconds> {
    instant(js_sys::Date::now() / 1000.0)
}

/// An instant from a JavaScript number of seconds; fractions are cut off.
pub(super) fn instant(seconds: f64) -> Result<UnixSeconds> {
    UnixSeconds::new(whole(seconds.floor()).unwrap_or(u64::MAX))
}

/// What an asynchronous function gives, behind one type: the machinery of promises is then there once.
pub(super) type Work<'a, T> = Pin<Box<dyn Future<Output = core::result::Result<T, JsValue>> + 'a>>;

/// The promise of some work, which is under way at once.
pub(super) fn promise(work: Work<'static, JsValue>) -> Promise {
    future_to_promise(work)
}

/// The number of seconds that JavaScript has for an instant.
pub(super) fn number(instant: UnixSeconds) -> f64 {
    #[expect(clippy::as_conversions, clippy::cast_precision_loss, reason = "instants end in the year 9999, below 2^53")]
    let seconds = instant.seconds() as f64;
    seconds
}

/// The integer that `number` is, if it is one between 0 and 2^53 - 1.
pub(super) fn whole(number: f64) -> Option<u64> {
    const MAX_SAFE: f64 = 9_007_199_254_740_991.0;
    if number.fract() == 0.0 && (0.0..=MAX_SAFE).contains(&number) {
        #[expect(
            clippy::as_conversions,
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked above to be a whole number within u64, for which there is no TryFrom<f64>"
        )]
        return Some(number as u64);
    }
    None
}
