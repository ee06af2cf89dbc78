//! Asking until a person has decided ([RFC 8628 section 3.5](https://www.rfc-editor.org/rfc/rfc8628#section-3.5)).

use super::answer::Answer;
use super::retry;
use crate::error::{Error, ErrorCode, Result};
use crate::time::UnixSeconds;

/// Seconds added each time that the server finds it too fast.
const SLOWER: u32 = 5;

/// The longest time between two questions after failures, in seconds.
const SLOWEST: u32 = 60;

/// How often to ask, and for how long.
#[derive(Clone, Copy, Debug)]
pub struct Poll {
    /// Seconds between two questions.
    interval: u32,
    /// Seconds from the first question on.
    expires_in: u32,
    until: Option<UnixSeconds>,
}

impl Poll {
    /// By the `interval` and `expires_in` of the server's answer, in seconds. An interval of 0 is taken for 1: nobody decides faster, and the
    /// server would be asked without a pause.
    pub fn new(interval: u32, expires_in: u32) -> Self {
        Self { interval: interval.max(1), expires_in, until: None }
    }

    /// The seconds to wait after a refusal that is not the last word.
    pub(super) fn after(&mut self, error: &Error, answer: &Answer, now: UnixSeconds) -> Option<u32> {
        match error.answer()?.error.as_deref() {
            Some("authorization_pending") => {}
            Some("slow_down") => self.interval = self.interval.saturating_add(SLOWER),
            Some(_) | None if retry::is_temporary(answer.status) => self.slow_down(),
            Some(_) | None => return None,
        }
        Some(self.interval.max(answer.retry_after(now).unwrap_or_default()))
    }

    /// The seconds to wait after a failure of the network.
    pub(super) fn after_failure(&mut self) -> u32 {
        self.slow_down();
        self.interval
    }

    fn slow_down(&mut self) {
        self.interval = self.interval.saturating_mul(2).min(SLOWEST.max(self.interval));
    }

    /// Whether there is time for a question in so many seconds.
    pub(super) fn check(&mut self, now: UnixSeconds, seconds: u32) -> Result<()> {
        let until = *self.until.get_or_insert_with(|| now.shifted(i64::from(self.expires_in)));
        if now.shifted(i64::from(seconds)) > until {
            return Err(Error::new(
                ErrorCode::Timeout,
                "nobody decided before the request expired (see the parameter expiresIn): start anew",
            ));
        }
        Ok(())
    }
}
