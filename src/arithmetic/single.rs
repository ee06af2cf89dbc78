//! Single numbers modulo one number, which both lanes have: what stands around a formula or is computed once for a signature.

#![expect(clippy::arithmetic_side_effects, reason = "operators of `Pair` are f64 arithmetic")]

use crate::digits::{Digits, carry, from_octets, resized, to_octets, unit};
use crate::lanes::Pair;
use crate::montgomery::Modulus;
use crate::secret::Secret;

impl Modulus {
    /// Twice the same modulus, of exactly so many bits.
    pub(crate) fn twice(octets: &[u8], bits: usize) -> Self {
        Self::new([octets, octets], crate::crt::length(bits), bits)
    }

    /// Two numbers of at most a few bits more than the modulus, in Montgomery form.
    #[inline(never)]
    pub(crate) fn residues(&self, first: &[u8], second: &[u8]) -> Digits {
        self.product(&from_octets(first, second, self.length()), &self.squared_radix)
    }

    /// The same number in both lanes.
    pub(crate) fn residue(&self, octets: &[u8]) -> Digits {
        self.residues(octets, octets)
    }

    #[inline(never)]
    pub(crate) fn product(&self, left: &[Pair], right: &[Pair]) -> Digits {
        let mut product = resized(left, left.len());
        self.multiply(&mut product, right, &mut self.scratch());
        product
    }

    /// The number from 0 to one less than the modulus, big-endian: that of the second lane, in Montgomery form and within 2^15 moduli of zero.
    #[inline(never)]
    pub(crate) fn octets(&self, residue: &[Pair], length: usize) -> Secret<u8> {
        // Within 0.502 moduli of zero, so that it needs no reduction.
        Secret::new(to_octets(&self.product(residue, &unit(residue.len())), self.digits(), length))
    }
}

/// `left + factor * right`, for a factor of 1 or -1.
pub(crate) fn combined(left: &[Pair], right: &[Pair], factor: f64) -> Digits {
    let mut sum = resized(left, left.len());
    for (digit, right) in sum.iter_mut().zip(right) {
        *digit = *digit + *right * Pair::splat(factor);
    }
    carry(&mut sum);
    sum
}
