//! Instants and durations with their units in the type.

mod calendar;
mod http_date;

use crate::error::{Error, Result};
use core::fmt;

/// Last second of the year 9999; what lies beyond it is milliseconds by mistake.
const LAST: u64 = 253_402_300_799;

/// An instant, in whole seconds since 1970-01-01T00:00:00Z (`NumericDate` of RFC 7519 section 2).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct UnixSeconds(u64);

impl UnixSeconds {
    /// Range: 0 to 253402300799.
    ///
    /// # Errors
    /// `ERR_CLAIM_INVALID` outside the range.
    pub fn new(seconds: u64) -> Result<Self> {
        if seconds > LAST {
            return Err(Error::claim(
                "an instant must be a number of seconds from 0 (1970) to 253402300799 (the year 9999); milliseconds must be \
                 divided by 1000",
            ));
        }
        Ok(Self(seconds))
    }

    /// From a year, month and day, and an hour, minute and second of UTC; `None` where one is out of its range.
    pub(crate) fn of_date([year, month, day]: [u64; 3], [hour, minute, second]: [u64; 3]) -> Option<Self> {
        let in_range = (1970..=9999).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        let in_range = in_range && hour < 24 && minute < 60 && second < 60;
        in_range.then(|| Self(calendar::seconds([year, month, day], [hour, minute, second])))
    }

    /// From a date of HTTP such as `Sun, 06 Nov 1994 08:49:37 GMT`.
    pub fn of_http_date(text: &str) -> Option<Self> {
        http_date::parse(text)
    }

    /// Seconds since 1970.
    pub fn seconds(self) -> u64 {
        self.0
    }

    /// The instant so many seconds later, or earlier where they are negative; from 1970 to the year 9999.
    #[must_use]
    pub fn shifted(self, seconds: i64) -> Self {
        Self(self.0.saturating_add_signed(seconds).min(LAST))
    }

    /// How many seconds `self` is after `other`; negative where it is before.
    pub fn since(self, other: Self) -> i64 {
        // Both are below 2^38.
        i64::try_from(self.0).unwrap_or(i64::MAX).saturating_sub(i64::try_from(other.0).unwrap_or(i64::MAX))
    }

    /// The instant `lifetime` later.
    #[must_use]
    pub fn after(self, lifetime: Lifetime) -> Self {
        Self(self.0.saturating_add(u64::from(lifetime.0)))
    }
}

/// As RFC 3339 writes it: `2026-11-25T10:47:22Z`.
impl fmt::Display for UnixSeconds {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&calendar::text(self.0))
    }
}

/// How long an assertion lives, in seconds: 1 to 31536000 (365 days).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Lifetime(u32);

impl Lifetime {
    /// 60 seconds: what every provider surveyed accepts.
    pub const DEFAULT: Self = Self(60);

    /// Range: 1 to 31536000.
    ///
    /// # Errors
    /// `ERR_CLAIM_INVALID` outside the range.
    pub fn new(seconds: u32) -> Result<Self> {
        if !(1..=31_536_000).contains(&seconds) {
            return Err(Error::claim(
                "lifetime must be 1 to 31536000 seconds; 60 is enough, since every request signs anew",
            ));
        }
        Ok(Self(seconds))
    }

    /// Length in seconds.
    pub fn seconds(self) -> u32 {
        self.0
    }
}
