//! One limit of time, and the caller's abort signal, over a whole exchange.

use super::error::{coded, to_js};
use crate::error::{Error, ErrorCode};
use js_sys::{Array, Date, Function, Promise};
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{AbortController, AbortSignal};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_name = setTimeout, catch)]
    fn set_timeout(callback: &Function, milliseconds: f64) -> Result<JsValue, JsValue>;
    #[wasm_bindgen(js_name = clearTimeout)]
    fn clear_timeout(timer: &JsValue);
}

/// Ends whatever waits on it when the time is up or the caller aborts, even where the host's fetch
/// ignores its signal.
pub(super) struct Deadline {
    controller: AbortController,
    ended: Rc<Cell<Option<End>>>,
    /// Resolves, to `undefined`, when `ended` is set.
    end: Promise,
    timer: JsValue,
    /// By `Date.now()`, in milliseconds.
    until: f64,
    caller: Option<AbortSignal>,
    on_abort: Closure<dyn FnMut()>,
    _on_timeout: Closure<dyn FnMut()>,
}

impl Deadline {
    /// Starts to count. `caller` must not be aborted yet.
    pub(super) fn start(milliseconds: f64, caller: Option<AbortSignal>) -> Result<Self, JsValue> {
        if caller.as_ref().is_some_and(AbortSignal::aborted) {
            return Err(End::Aborted.error());
        }
        let controller = AbortController::new()?;
        let ended = Rc::new(Cell::new(None));
        let mut resolve = None;
        let end = Promise::new(&mut |resolve_end, _| resolve = Some(resolve_end));
        let finish = |how: End| {
            let (controller, ended, resolve) = (controller.clone(), Rc::clone(&ended), resolve.clone());
            Closure::new(move || {
                ended.set(ended.get().or(Some(how)));
                if let Some(resolve) = &resolve {
                    // Resolving a promise does not throw.
                    let _resolved = resolve.call0(&JsValue::UNDEFINED);
                }
                controller.abort();
            })
        };
        let on_abort: Closure<dyn FnMut()> = finish(End::Aborted);
        let on_timeout: Closure<dyn FnMut()> = finish(End::TimedOut);
        let timer = set_timeout(on_timeout.as_ref().unchecked_ref(), milliseconds)?;
        let until = Date::now() + milliseconds;
        // From here on `drop` takes back what was set.
        let deadline = Self { controller, ended, end, timer, until, caller, on_abort, _on_timeout: on_timeout };
        if let Some(signal) = &deadline.caller {
            signal.add_event_listener_with_callback("abort", deadline.on_abort.as_ref().unchecked_ref())?;
        }
        Ok(deadline)
    }

    /// The signal to hand to the host's fetch.
    pub(super) fn signal(&self) -> AbortSignal {
        self.controller.signal()
    }

    /// Ends the exchange early, so that the host closes the connection.
    pub(super) fn abort(&self) {
        self.controller.abort();
    }

    /// Waits for `promise` or the end. A rejection becomes `otherwise`: the host's reason may hold
    /// the URL or more, and differs from host to host.
    pub(super) async fn wait(&self, promise: &Promise, otherwise: fn() -> Error) -> Result<JsValue, Failure> {
        self.race(promise).await.map_err(Failure::Ended)?.map_err(|_| Failure::Lost(otherwise()))
    }

    /// The same, with the rejection as it is: for promises whose errors are ours.
    pub(super) async fn wait_for_own(&self, promise: &Promise) -> Result<JsValue, JsValue> {
        self.race(promise).await?
    }

    /// Waits for so many seconds or the end.
    pub(super) async fn sleep(&self, seconds: f64) -> Result<(), JsValue> {
        let mut timer = Ok(JsValue::UNDEFINED);
        let passed = Promise::new(&mut |resolve, _| timer = set_timeout(&resolve, seconds * 1000.0));
        let timer = timer?;
        let ended = self.wait_for_own(&passed).await;
        clear_timeout(&timer);
        ended.map(|_| ())
    }

    /// Seconds until the end.
    pub(super) fn remaining(&self) -> f64 {
        (self.until - Date::now()) / 1000.0
    }

    async fn race(&self, promise: &Promise) -> Result<Result<JsValue, JsValue>, JsValue> {
        let result = JsFuture::from(Promise::race(&Array::of2(promise, &self.end))).await;
        self.failure().map_or(Ok(result), Err)
    }

    /// The error of the time being up or the caller having aborted.
    pub(super) fn failure(&self) -> Option<JsValue> {
        self.ended.get().map(End::error)
    }
}

/// Why a step did not come to its end.
pub(super) enum Failure {
    /// The network failed: the same may be tried again.
    Lost(Error),
    /// Anything else, as the caller sees it.
    Ended(JsValue),
}

impl Failure {
    pub(super) fn into_js(self) -> JsValue {
        match self {
            Self::Lost(error) => to_js(&error),
            Self::Ended(error) => error,
        }
    }
}

impl From<JsValue> for Failure {
    fn from(error: JsValue) -> Self {
        Self::Ended(error)
    }
}

impl Drop for Deadline {
    fn drop(&mut self) {
        clear_timeout(&self.timer);
        if let Some(signal) = &self.caller {
            // Removing a listener does not throw.
            let _removed = signal.remove_event_listener_with_callback("abort", self.on_abort.as_ref().unchecked_ref());
        }
    }
}

#[derive(Clone, Copy)]
enum End {
    Aborted,
    TimedOut,
}

impl End {
    fn error(self) -> JsValue {
        match self {
            Self::Aborted => {
                coded(ErrorCode::Aborted, "the request was aborted by its signal; the server may have processed it")
            }
            Self::TimedOut => coded(
                ErrorCode::Timeout,
                "the answer did not come in time; the server may have processed the request (see the option timeout)",
            ),
        }
    }
}
