//! When a key may sign.

use crate::error::{Error, ErrorCode, Result};
use crate::time::UnixSeconds;

/// Before, between and after the two instants.
const BEFORE: [&str; 3] =
    ["this key may not sign before ", " (now it is ", "): sign with the key that it follows until then"];
const AFTER: [&str; 3] =
    ["this key expired at ", " (now it is ", "): make a new one and register it with the provider"];

#[cold]
#[inline(never)]
fn never(first: UnixSeconds, last: UnixSeconds) -> Error {
    let (first, last) = (first.to_string(), last.to_string());
    Error::unsuitable(
        ["the key would never be valid: notAfter (", &last, ") lies before notBefore (", &first, ")"].concat(),
    )
}

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
            return Err(never(first, last));
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
        let expired = |parts: [&str; 3], instant: UnixSeconds| {
            let [what, is, advice] = parts;
            let message = [what, &instant.to_string(), is, &now.to_string(), advice].concat();
            Error::new(ErrorCode::KeyExpired, message)
        };
        match (self.not_before, self.not_after) {
            (Some(first), _) if now < first => Err(expired(BEFORE, first)),
            (_, Some(last)) if last < now => Err(expired(AFTER, last)),
            _ => Ok(()),
        }
    }
}
