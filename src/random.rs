//! The random source, handed in by the caller.

use crate::error::{Error, ErrorCode, Result};

/// A cryptographically secure source of random bytes that may fail.
pub trait RandomSource {
    /// Fills `bytes` with random values.
    ///
    /// # Errors
    /// `ERR_RANDOM_UNAVAILABLE`: nothing that depends on the bytes may be used then.
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()>;
}

/// The error of a source that ran dry.
#[cold]
#[inline(never)]
pub fn unavailable() -> Error {
    Error::new(
        ErrorCode::RandomUnavailable,
        "the host's random source failed, so nothing was signed: call from a request handler \
         (Workers forbid random values at module scope) and check that crypto.getRandomValues exists",
    )
}
