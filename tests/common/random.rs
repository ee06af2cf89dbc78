//! Random sources whose values or failures are known beforehand.

use private_key_jwt::error::Result;
use private_key_jwt::random::{RandomSource, unavailable};

/// Marsaglia's xorshift: repeatable, and good enough to blind a test.
pub(crate) struct Xorshift(u64);

impl Xorshift {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// A number below `limit`.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        usize::try_from(self.next() >> 1).unwrap() % limit
    }
}

impl RandomSource for Xorshift {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        for byte in bytes {
            *byte = self.next().to_le_bytes()[3];
        }
        Ok(())
    }
}

/// A source for tests that do not care.
pub(crate) fn any() -> Xorshift {
    Xorshift::new(0x9e37_79b9_7f4a_7c15)
}

/// Gives a number of times, then fails for good.
pub(crate) struct Dry {
    left: usize,
    source: Xorshift,
}

impl Dry {
    pub(crate) fn after(calls: usize) -> Self {
        Self { left: calls, source: any() }
    }
}

impl RandomSource for Dry {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        self.left = self.left.checked_sub(1).ok_or_else(unavailable)?;
        self.source.fill(bytes)
    }
}

/// Gives `salt` first, which is what PSS draws first.
pub(crate) struct Salt {
    salt: Option<Vec<u8>>,
    rest: Xorshift,
}

impl Salt {
    pub(crate) fn new(salt: Vec<u8>) -> Self {
        Self { salt: Some(salt), rest: any() }
    }
}

impl RandomSource for Salt {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        match self.salt.take() {
            Some(salt) => bytes.copy_from_slice(&salt),
            None => self.rest.fill(bytes)?,
        }
        Ok(())
    }
}
