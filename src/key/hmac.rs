//! HMAC ([RFC 2104](https://www.rfc-editor.org/rfc/rfc2104)).

use super::hashing::{Hashing, State};
use zeroize::Zeroizing;

/// HMAC under one key, whose two blocks are taken in once and for all.
pub(super) struct Mac<'a> {
    hashing: &'a Hashing,
    inner: State,
    outer: State,
    scratch: Zeroizing<Vec<u8>>,
}

impl<'a> Mac<'a> {
    /// Takes in the key.
    pub(super) fn new(hashing: &'a Hashing, key: &[u8]) -> Self {
        // More than enough for what is hashed: a block and a half, unless the salt is long.
        let mut scratch = Zeroizing::new(Vec::with_capacity(512));
        let mut block = Zeroizing::new(key.to_vec());
        if key.len() > hashing.block {
            let mut state = hashing.initial;
            hashing.finish(&mut state, 0, key, &mut scratch);
            block = Zeroizing::new(hashing.octets(&state).to_vec());
            block.truncate(hashing.output);
        }
        block.resize(hashing.block, 0);
        let [inner, outer] = [0x36, 0x36 ^ 0x5c].map(|mask| {
            block.iter_mut().for_each(|octet| *octet ^= mask);
            let mut state = hashing.initial;
            (hashing.compress)(&mut state, &block);
            state
        });
        Self { hashing, inner, outer, scratch }
    }

    /// The code of a message, at the start of an array.
    pub(super) fn of(&mut self, message: &[u8]) -> Zeroizing<[u8; 64]> {
        let hashing = self.hashing;
        let mut inner = self.inner;
        hashing.finish(&mut inner, hashing.block, message, &mut self.scratch);
        let digest = hashing.octets(&inner);
        let mut outer = self.outer;
        hashing.finish(&mut outer, hashing.block, digest.get(..hashing.output).unwrap_or_default(), &mut self.scratch);
        hashing.octets(&outer)
    }
}
