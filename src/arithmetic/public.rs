//! The public half of a key.

use crate::digits::{Digits, resized};
use crate::lanes::Pair;
use crate::montgomery::Modulus;

/// `n` and `e`.
pub(crate) struct Public {
    /// `n`, big-endian.
    pub octets: Vec<u8>,
    /// `e`, odd and above one.
    pub exponent: u64,
}

impl Public {
    /// `base^e`, in Montgomery form as the base is, modulo any two numbers.
    pub(crate) fn power(&self, modulus: &Modulus, base: &[Pair], scratch: &mut [Pair]) -> Digits {
        power(modulus, base, self.exponent, scratch)
    }

    /// `base^(e - 1)`.
    pub(crate) fn power_less_one(&self, modulus: &Modulus, base: &[Pair], scratch: &mut [Pair]) -> Digits {
        power(modulus, base, self.exponent & !1, scratch)
    }
}

#[inline(never)]
fn power(modulus: &Modulus, base: &[Pair], exponent: u64, scratch: &mut [Pair]) -> Digits {
    let mut power = resized(base, base.len());
    for bit in (0..exponent.checked_ilog2().unwrap_or(0)).rev() {
        modulus.square(&mut power, scratch);
        // The exponent is public.
        if (exponent >> bit) & 1 == 1 {
            modulus.multiply(&mut power, base, scratch);
        }
    }
    power
}
