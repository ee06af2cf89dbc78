//! Base blinding: a pair of factors for each private operation.
#![expect(clippy::arithmetic_side_effects, reason = "counts of signatures and lengths of at most 1024 octets")]

use crate::crt::Failure;
use crate::digits::{Digits, from_octets, resized};
use crate::faults::{self, Place};
use crate::inverse::inverse;
use crate::lanes::Pair;
use crate::montgomery::Modulus;
use crate::secret::Secret;
use core::num::NonZero;

/// Signatures from one pair of factors, which is squared between them.
const USES: u32 = 32;

/// The pair in use, if one was drawn.
pub(crate) struct Blinding {
    /// `n`, big-endian.
    modulus: Vec<u8>,
    /// `e`
    exponent: NonZero<u64>,
    /// `r^e` in the first lane and `r^-1` in the second, modulo `n`, in Montgomery form; and how often they were used.
    present: Option<(Digits, u32)>,
}

impl Blinding {
    pub(crate) fn new(modulus: &[u8], exponent: NonZero<u64>) -> Self {
        Self { modulus: modulus.to_vec(), exponent, present: None }
    }

    /// The next operation draws a new pair.
    pub(crate) fn renew(&mut self) {
        self.present = None;
    }

    /// The pair for this operation: the last one squared, or a new one.
    pub(crate) fn factors<E>(
        &mut self,
        modulus: &Modulus,
        scratch: &mut [Pair],
        random: &mut dyn FnMut(&mut [u8]) -> Result<(), E>,
    ) -> Result<Digits, Failure<E>> {
        let (mut next, uses) = match self.present.take() {
            Some((mut factors, uses)) if uses < USES => {
                modulus.square(&mut factors, scratch);
                (factors, uses + 1)
            }
            _ => (self.draw(modulus, scratch, random)?, 1),
        };
        let mut factors = resized(&next, next.len());
        faults::digits(Place::Factor, &mut factors);
        faults::digits(Place::KeptFactors, &mut next);
        self.present = Some((next, uses));
        Ok(factors)
    }

    /// `r^e` and `r^-1` for a random `r`.
    #[inline(never)]
    fn draw<E>(
        &self,
        modulus: &Modulus,
        scratch: &mut [Pair],
        random: &mut dyn FnMut(&mut [u8]) -> Result<(), E>,
    ) -> Result<Digits, Failure<E>> {
        // An octet less than n has, so that r is below n.
        let mut octets = Secret::new(vec![0; self.modulus.len() - 1]);
        random(&mut octets).map_err(Failure::Random)?;
        let mut factors = from_octets(&octets, &inverse(&octets, &self.modulus), modulus.length());
        modulus.multiply(&mut factors, &modulus.squared_radix, scratch);
        // The exponent is public.
        let mut power = resized(&factors, factors.len());
        for bit in (0..self.exponent.ilog2()).rev() {
            modulus.square(&mut power, scratch);
            if (self.exponent.get() >> bit) & 1 == 1 {
                modulus.multiply(&mut power, &factors, scratch);
            }
        }
        for (factor, power) in factors.iter_mut().zip(power.iter()) {
            *factor = Pair::new(power.first(), factor.second());
        }
        Ok(factors)
    }
}
