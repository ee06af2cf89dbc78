//! base64url without padding ([RFC 7515 section 2](https://www.rfc-editor.org/rfc/rfc7515#section-2)).

use base64::{Engine, engine::general_purpose::URL_SAFE_NO_PAD};

/// Letters that follow each other: the first, the last, and what is to be taken from a letter for its value.
const RUNS: [(i32, i32, i32); 5] = [(65, 90, 65), (97, 122, 71), (48, 57, -4), (45, 45, -17), (95, 95, 32)];

/// Encodes without padding.
pub fn encode(bytes: impl AsRef<[u8]>) -> String {
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Decodes strictly: `None` for padding, `+`, `/`, white space and non-zero trailing bits.
///
/// Private keys are read with it, so it has no table and no branch on a letter. The crate base64 has both, and seven times the code,
/// which an engine compiles for the first key.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut octets = Vec::with_capacity(text.len());
    let (mut bits, mut held, mut wrong) = (0_i32, 0_u32, 0);
    for letter in text.bytes() {
        let value = value(letter);
        wrong |= value;
        bits = (bits << 6) | (value & 0x3f);
        held = held.wrapping_add(6);
        if held >= 8 {
            held = held.wrapping_sub(8);
            let [octet, ..] = bits.wrapping_shr(held).to_le_bytes();
            octets.push(octet);
            bits &= 1_i32.wrapping_shl(held).wrapping_sub(1);
        }
    }
    (wrong >= 0 && held < 6 && bits == 0).then_some(octets)
}

/// What a letter stands for; below zero for what is no letter.
fn value(letter: u8) -> i32 {
    let letter = i32::from(letter);
    // One more than the value, so that nothing is zero.
    let sum = RUNS.iter().fold(0, |sum, (first, last, less)| {
        let is_within = !((letter.wrapping_sub(*first) | last.wrapping_sub(letter)) >> 31_u32);
        sum | (is_within & letter.wrapping_sub(*less).wrapping_add(1))
    });
    sum.wrapping_sub(1)
}
