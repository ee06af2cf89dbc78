//! Instants and durations with their units in the type.

use crate::error::{Error, Result};

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

    /// Seconds since 1970.
    pub fn seconds(self) -> u64 {
        self.0
    }

    /// The instant `seconds` earlier, but not before 1970.
    pub(crate) fn before(self, seconds: u32) -> Self {
        Self(self.0.saturating_sub(u64::from(seconds)))
    }

    /// The instant `lifetime` later.
    #[must_use]
    pub fn after(self, lifetime: Lifetime) -> Self {
        Self(self.0.saturating_add(u64::from(lifetime.0)))
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
