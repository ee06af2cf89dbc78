//! Base blinding: a pair of factors for each private operation.
#![expect(clippy::arithmetic_side_effects, reason = "counts of signatures and lengths of at most 1024 octets")]

use crate::crt::Failure;
use crate::digits::{Digits, from_octets, resized};
use crate::faults::{self, Place};
use crate::inverse::inverse;
use crate::lanes::Pair;
use crate::public::Public;
use crate::secret::Secret;

/// Signatures from one pair of factors, which is squared between them.
const USES: u32 = 32;

/// The pair in use, if one was drawn.
#[derive(Default)]
pub(crate) struct Blinding {
    /// `r^e` in the first lane and `r^-1` in the second, modulo `n`, in Montgomery form; and how often they were used.
    present: Option<(Digits, u32)>,
}

impl Blinding {
    /// The next operation draws a new pair.
    pub(crate) fn renew(&mut self) {
        self.present = None;
    }

    /// The pair for this operation: the last one squared, or a new one.
    pub(crate) fn factors<E>(
        &mut self,
        public: &Public,
        scratch: &mut [Pair],
        random: &mut dyn FnMut(&mut [u8]) -> Result<(), E>,
    ) -> Result<Digits, Failure<E>> {
        let (mut next, uses) = match self.present.take() {
            Some((mut factors, uses)) if uses < USES => {
                public.modulus.square(&mut factors, scratch);
                (factors, uses + 1)
            }
            _ => (draw(public, scratch, random)?, 1),
        };
        let mut factors = resized(&next, next.len());
        faults::digits(Place::Factor, &mut factors);
        faults::digits(Place::KeptFactors, &mut next);
        self.present = Some((next, uses));
        Ok(factors)
    }
}

/// `r^e` and `r^-1` for a random `r`.
#[inline(never)]
fn draw<E>(
    public: &Public,
    scratch: &mut [Pair],
    random: &mut dyn FnMut(&mut [u8]) -> Result<(), E>,
) -> Result<Digits, Failure<E>> {
    let modulus = &public.modulus;
    // An octet less than n has, so that r is below n.
    let mut octets = Secret::new(vec![0; public.octets.len() - 1]);
    random(&mut octets).map_err(Failure::Random)?;
    let mut factors = from_octets(&octets, &inverse(&octets, &public.octets), modulus.length());
    modulus.multiply(&mut factors, &modulus.squared_radix, scratch);
    let power = public.power(modulus, &factors, scratch);
    for (factor, power) in factors.iter_mut().zip(power.iter()) {
        *factor = Pair::new(power.first(), factor.second());
    }
    Ok(factors)
}
