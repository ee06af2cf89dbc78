//! When a key may sign.

use crate::error::{Error, ErrorCode, Result};
use crate::time::UnixSeconds;

/// A window of time, open at either end where nothing is said. Both of its ends belong to it, as those of a
/// certificate do ([RFC 5280 section 4.1.2.5](https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5)).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Validity {
    not_before: Option<UnixSeconds>,
    not_after: Option<UnixSeconds>,
}

impl Validity {
    /// From its ends.
    ///
    /// # Errors
    /// `ERR_KEY_UNSUITABLE` for an end before the beginning.
    pub fn new(not_before: Option<UnixSeconds>, not_after: Option<UnixSeconds>) -> Result<Self> {
        if let (Some(first), Some(last)) = (not_before, not_after)
            && last < first
        {
            return Err(Error::unsuitable(format!(
                "the key would never be valid: notAfter ({last}) lies before notBefore ({first})"
            )));
        }
        Ok(Self { not_before, not_after })
    }

    /// The first instant.
    pub fn not_before(&self) -> Option<UnixSeconds> {
        self.not_before
    }

    /// The last instant.
    pub fn not_after(&self) -> Option<UnixSeconds> {
        self.not_after
    }

    /// Whether the key may sign at `now`.
    ///
    /// # Errors
    /// `ERR_KEY_EXPIRED`, saying when it begins or expired.
    pub fn check(&self, now: UnixSeconds) -> Result<()> {
        if let Some(first) = self.not_before.filter(|first| now < *first) {
            return Err(expired(format!(
                "this key may not sign before {first} (now it is {now}): sign with the key that it follows until then"
            )));
        }
        if let Some(last) = self.not_after.filter(|last| *last < now) {
            return Err(expired(format!(
                "this key expired at {last} (now it is {now}): make a new one and register it with the provider"
            )));
        }
        Ok(())
    }
}

fn expired(message: String) -> Error {
    Error::new(ErrorCode::KeyExpired, message)
}
