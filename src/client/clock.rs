//! The server's clock, as far as the host's own was seen to be wrong.

use super::answer::Answer;
use crate::error::Error;
use crate::time::UnixSeconds;

/// Seconds that clocks may differ without anybody minding.
const TOLERANCE: u64 = 5;

/// The claims that a server may name when it refuses an assertion for its clock.
const CLAIMS: [&str; 5] = ["iat", "exp", "nbf", "expired", "clock"];

/// A correction, kept from one call to the next.
#[derive(Debug)]
pub(super) struct Clock {
    may_correct: bool,
    correction: i64,
}

impl Clock {
    pub(super) fn new(may_correct: bool) -> Self {
        Self { may_correct, correction: 0 }
    }

    pub(super) fn correct(&self, now: UnixSeconds) -> UnixSeconds {
        now.shifted(self.correction)
    }

    pub(super) fn correction(&self) -> i64 {
        self.correction
    }

    pub(super) fn may_correct(&self) -> bool {
        self.may_correct
    }

    pub(super) fn set(&mut self, correction: i64) {
        self.correction = correction;
    }
}

/// The correction that an answer asks for, which refused an assertion made with the correction `used`.
pub(super) fn asked_for(answer: &Answer, error: &Error, now: UnixSeconds, used: i64) -> Option<i64> {
    let wanted = answer.date()?.since(now);
    (is_about_clock(error) && wanted.abs_diff(used) > TOLERANCE).then_some(wanted)
}

/// Most servers say `invalid_client` and no more.
fn is_about_clock(error: &Error) -> bool {
    let Some(answer) = error.answer() else { return false };
    let words = answer.error_description.as_deref().unwrap_or_default().split(|letter: char| !letter.is_alphanumeric());
    match answer.error.as_deref() {
        Some("invalid_client") => true,
        // The code or the token that a grant is about has expired.
        None | Some("invalid_grant" | "expired_token") => false,
        Some(_) => words.into_iter().any(|word| CLAIMS.contains(&word)),
    }
}

/// What the caller of a client whose clock is its own is told.
pub(super) fn note(correction: i64) -> String {
    let (seconds, direction) = (correction.unsigned_abs(), if correction < 0 { "behind" } else { "ahead of" });
    format!("; its clock is {seconds} seconds {direction} what the option now says, which is not corrected")
}
