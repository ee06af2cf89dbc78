//! The public half of a key.

use crate::digits::{Digits, resized};
use crate::lanes::Pair;
use crate::montgomery::Modulus;
use core::num::NonZero;

/// `n` and `e`.
pub(crate) struct Public {
    /// `n`, big-endian.
    pub octets: Vec<u8>,
    /// `e`
    pub exponent: NonZero<u64>,
}

impl Public {
    /// `base^e`, in Montgomery form as the base is, modulo any two numbers.
    #[inline(never)]
    pub(crate) fn power(&self, modulus: &Modulus, base: &[Pair], scratch: &mut [Pair]) -> Digits {
        let mut power = resized(base, base.len());
        for bit in (0..self.exponent.ilog2()).rev() {
            modulus.square(&mut power, scratch);
            // The exponent is public.
            if (self.exponent.get() >> bit) & 1 == 1 {
                modulus.multiply(&mut power, base, scratch);
            }
        }
        power
    }
}
