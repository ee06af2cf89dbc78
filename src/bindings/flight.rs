//! One request for metadata at a time: calls that begin meanwhile wait for what comes of it.

use super::deadline::Deadline;
use js_sys::Date;
use std::cell::Cell;
use std::rc::Rc;
use wasm_bindgen::JsValue;

/// Seconds between two looks, the first and the longest. A promise of another visitor's request would do, were it not that some workers then
/// take whatever is done after it for a part of that request.
const PAUSES: (f64, f64) = (0.01, 0.2);

/// Whether a request is under way.
#[derive(Clone, Debug)]
pub(super) struct Flight {
    /// Milliseconds after which one that is not heard of is given up: a worker may have dropped it with the visitor that it was made for.
    lease: f64,
    /// Until then, by `Date.now()`.
    until: Rc<Cell<f64>>,
}

/// Ends the flight when it is dropped, whatever came of it.
pub(super) struct Landing(Flight);

impl Flight {
    /// `lease` in milliseconds.
    pub(super) fn new(lease: f64) -> Self {
        Self { lease, until: Rc::default() }
    }

    pub(super) fn begin(&self) -> Landing {
        self.until.set(Date::now() + self.lease);
        Landing(self.clone())
    }

    /// Waits until none is under way: whether there was one.
    pub(super) async fn landed(&self, deadline: &Deadline) -> Result<bool, JsValue> {
        let (mut pause, longest) = PAUSES;
        let mut waited = false;
        while Date::now() < self.until.get() {
            deadline.sleep(pause).await?;
            pause = (pause * 2.0).min(longest);
            waited = true;
        }
        Ok(waited)
    }
}

impl Drop for Landing {
    fn drop(&mut self) {
        self.0.until.set(0.0);
    }
}
