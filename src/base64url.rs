//! base64url without padding ([RFC 7515 section 2](https://www.rfc-editor.org/rfc/rfc7515#section-2)).
//!
//! Private keys are read and written with it, so it has no table and no branch on a letter. The crate base64 has both, and seven times the
//! code, which an engine compiles for the first key.

/// Runs of letters with consecutive values: the first letter, the last one, and letter less value.
const RUNS: [(i32, i32, i32); 5] = [(65, 90, 65), (97, 122, 71), (48, 57, -4), (45, 45, -17), (95, 95, 32)];

/// Encodes without padding.
pub fn encode(bytes: impl AsRef<[u8]>) -> String {
    encode_octets(bytes.as_ref())
}

fn encode_octets(octets: &[u8]) -> String {
    let mut text = String::with_capacity(octets.len().div_ceil(3).saturating_mul(4));
    // The lowest `held` of the bits are not written yet.
    let (mut bits, mut held) = (0_u32, 0_u32);
    for octet in octets {
        bits = (bits << 8) | u32::from(*octet);
        held = held.wrapping_add(8);
        while held >= 6 {
            held = held.wrapping_sub(6);
            text.push(letter(bits.wrapping_shr(held)));
        }
        bits &= 1_u32.wrapping_shl(held).wrapping_sub(1);
    }
    if held > 0 {
        text.push(letter(bits << 6_u32.wrapping_sub(held)));
    }
    text
}

/// Decodes strictly: `None` for padding, `+`, `/`, white space and non-zero trailing bits.
pub fn decode(text: &str) -> Option<Vec<u8>> {
    let mut octets = Vec::with_capacity(text.len());
    let (mut bits, mut held, mut wrong) = (0_i32, 0_u32, 0);
    for letter in text.as_bytes() {
        let value = value(*letter);
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

/// The letter for the lowest six bits.
fn letter(bits: u32) -> char {
    let value = i32::try_from(bits & 0x3f).unwrap_or_default();
    // A letter of each run, if the value is within it.
    let sum = RUNS.iter().fold(0, |sum, (first, last, less)| {
        let letter = value.wrapping_add(*less);
        let is_within = !((letter.wrapping_sub(*first) | last.wrapping_sub(letter)) >> 31_u32);
        sum | (is_within & letter)
    });
    let [letter, ..] = sum.to_le_bytes();
    // No change, but `String::push` then need not ask whether it is ASCII.
    char::from(letter & 0x7f)
}
