//! Remainders of two numbers at once, for the checks of a key. The moduli may be even.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "operators of `Pair` are f64 arithmetic; the rest is on lengths of at most 1024 octets"
)]

use crate::crt::{length, trimmed};
use crate::digits::{from_octets, reciprocal, reduce, shift, to_octets, zeros};
use crate::residues::firsts;
use crate::secret::Secret;

/// `values mod moduli`, big-endian and as long as the larger modulus, in constant time for the lengths that are given. The moduli have at least
/// 1024 bits, and differ by at most 200 in that.
#[inline(never)]
pub fn remainders(values: [&[u8]; 2], moduli: [&[u8]; 2]) -> [Secret<u8>; 2] {
    let moduli = moduli.map(trimmed);
    let bits = moduli[0].1.max(moduli[1].1);
    let modulus = from_octets(moduli[0].0, moduli[1].0, length(bits));
    let reciprocal = reciprocal(&modulus);
    let octets = values[0].len().max(values[1].len());
    let value = from_octets(values[0], values[1], length(8 * octets));
    // What is this far above the lowest digit is below both moduli.
    let above = value.len().saturating_sub(moduli[0].1.min(moduli[1].1) / 24 - 1);
    let (below, high) = value.split_at_checked(above).unwrap_or_default();
    let mut rest = zeros(modulus.len());
    for (to, from) in rest.iter_mut().zip(high) {
        *to = *from;
    }
    for digit in below.iter().rev() {
        shift(&mut rest, &modulus, reciprocal);
        if let Some(lowest) = rest.first_mut() {
            *lowest = *lowest + *digit;
        }
    }
    reduce(&mut rest, &modulus, reciprocal);
    let octets = bits.div_ceil(8);
    let second = to_octets(&rest, &modulus, octets);
    [to_octets(&firsts(&rest), &firsts(&modulus), octets), second].map(Secret::new)
}
