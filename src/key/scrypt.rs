//! scrypt ([RFC 7914](https://www.rfc-editor.org/rfc/rfc7914)).
//!
//! Our own, since the crate brings another PBKDF2 along: 3 kB, of which this is a third.

use super::hashing::SHA256;
use super::pbkdf2;
use private_key_jwt_arithmetic::Secret;

/// Words of what Salsa20 takes in and gives.
const WORDS: usize = 16;

/// The cost: `n`, a power of two above 1, and `r` and `p` above 0.
pub(super) struct Parameters {
    pub(super) n: usize,
    pub(super) r: usize,
    pub(super) p: usize,
}

impl Parameters {
    /// Fills `key`. It takes 128 r (n + p) octets of memory.
    pub(super) fn derive(&self, passphrase: &[u8], salt: &[u8], key: &mut [u8]) {
        let length = self.r.saturating_mul(2 * WORDS);
        let mut lanes = Secret::new(vec![0; length.saturating_mul(self.p).saturating_mul(4)]);
        pbkdf2::derive(&SHA256, passphrase, salt, 1, &mut lanes);
        let mut table = Secret::new(vec![0; length.saturating_mul(self.n)]);
        for lane in lanes.as_chunks_mut::<4>().0.chunks_mut(length) {
            self.mix(lane, &mut table);
        }
        drop(table);
        pbkdf2::derive(&SHA256, passphrase, &lanes, 1, key);
    }

    /// `scryptROMix` (section 5): fills the table, then reads it in an order that its content tells.
    fn mix(&self, lane: &mut [[u8; 4]], table: &mut [u32]) {
        let length = lane.len();
        let mut words = Secret::new(lane.iter().map(|octets| u32::from_le_bytes(*octets)).collect());
        let mut mixed = Secret::new(vec![0; length]);
        for row in table.chunks_mut(length) {
            row.copy_from_slice(&words);
            mix_blocks(&words, &mut mixed);
            core::mem::swap(&mut words, &mut mixed);
        }
        for _ in 0..self.n {
            let index = words.iter().rev().nth(WORDS.saturating_sub(1)).copied().unwrap_or_default();
            let index = usize::try_from(index).unwrap_or_default() & self.n.saturating_sub(1);
            let row = table.chunks(length).nth(index).unwrap_or_default();
            words.iter_mut().zip(row).for_each(|(word, other)| *word ^= other);
            mix_blocks(&words, &mut mixed);
            core::mem::swap(&mut words, &mut mixed);
        }
        lane.iter_mut().zip(words.iter()).for_each(|(octets, word)| *octets = word.to_le_bytes());
    }
}

/// `scryptBlockMix` (section 4): blocks with even numbers go into the first half, those with odd ones into the second.
fn mix_blocks(from: &[u32], to: &mut [u32]) {
    let (blocks, _) = from.as_chunks::<WORDS>();
    let mut state = blocks.last().copied().unwrap_or_default();
    let (even, odd) = to.split_at_mut(from.len() / 2);
    let targets = even.as_chunks_mut().0.iter_mut().zip(odd.as_chunks_mut().0);
    for (pair, (even, odd)) in blocks.as_chunks::<2>().0.iter().zip(targets) {
        for (block, target) in pair.iter().zip([even, odd]) {
            state.iter_mut().zip(block).for_each(|(word, other)| *word ^= other);
            salsa(&mut state);
            *target = state;
        }
    }
}

/// Salsa20/8 (section 3).
fn salsa(state: &mut [u32; WORDS]) {
    let mut words = *state;
    for _ in 0..4 {
        quarter(&mut words, [0, 4, 8, 12]);
        quarter(&mut words, [5, 9, 13, 1]);
        quarter(&mut words, [10, 14, 2, 6]);
        quarter(&mut words, [15, 3, 7, 11]);
        quarter(&mut words, [0, 1, 2, 3]);
        quarter(&mut words, [5, 6, 7, 4]);
        quarter(&mut words, [10, 11, 8, 9]);
        quarter(&mut words, [15, 12, 13, 14]);
    }
    state.iter_mut().zip(words).for_each(|(word, other)| *word = word.wrapping_add(other));
}

#[inline(always)]
#[expect(clippy::inline_always, reason = "the places are then known, and the words in registers: three times as fast")]
#[expect(clippy::indexing_slicing, reason = "numbers below 16")]
fn quarter(words: &mut [u32; WORDS], [a, b, c, d]: [usize; 4]) {
    words[b] ^= words[a].wrapping_add(words[d]).rotate_left(7);
    words[c] ^= words[b].wrapping_add(words[a]).rotate_left(9);
    words[d] ^= words[c].wrapping_add(words[b]).rotate_left(13);
    words[a] ^= words[d].wrapping_add(words[c]).rotate_left(18);
}
