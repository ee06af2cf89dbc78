//! Base blinding: a pair of factors for each private operation.
#![expect(clippy::arithmetic_side_effects, reason = "counts of signatures and lengths of at most 1024 octets")]

use crate::crt::Failure;
use crate::digits::{Digits, resized};
use crate::faults::{self, Place};
use crate::inverse::inverse;
use crate::lanes::Pair;
use crate::public::Public;
use crate::residues::Primes;
use crate::secret::Secret;

/// Signatures from one pair of factors, which is squared between them.
const USES: u32 = 32;

/// `r^e` and `r^-1` modulo both primes, in Montgomery form.
pub(crate) type Factors = [Digits; 2];

/// The pair in use, if one was drawn.
#[derive(Default)]
pub(crate) struct Blinding {
    /// The factors, and how often they were used.
    present: Option<(Factors, u32)>,
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
        primes: &Primes,
        scratch: &mut [Pair],
        random: &mut dyn FnMut(&mut [u8]) -> Result<(), E>,
    ) -> Result<Factors, Failure<E>> {
        let (mut next, uses) = match self.present.take() {
            Some((mut factors, uses)) if uses < USES => {
                for factor in &mut factors {
                    primes.modulus.square(factor, scratch);
                }
                (factors, uses + 1)
            }
            _ => (draw(public, primes, scratch, random)?, 1),
        };
        let mut factors = next.each_ref().map(|factor| resized(factor, factor.len()));
        for (factor, place) in factors.iter_mut().zip([Place::Factor, Place::InverseFactor]) {
            faults::digits(place, factor);
        }
        for (factor, place) in next.iter_mut().zip([Place::KeptFactor, Place::KeptInverseFactor]) {
            faults::digits(place, factor);
        }
        self.present = Some((next, uses));
        Ok(factors)
    }
}

/// The factors for a random `r`: one for each prime, of an octet less, so that it is below. By the Chinese remainder theorem they are the
/// residues of one number.
fn draw<E>(
    public: &Public,
    primes: &Primes,
    scratch: &mut [Pair],
    random: &mut dyn FnMut(&mut [u8]) -> Result<(), E>,
) -> Result<Factors, Failure<E>> {
    let [p, q] = &primes.octets;
    let mut octets = Secret::new(vec![0; p.len() + q.len() - 2]);
    random(&mut octets).map_err(Failure::Random)?;
    Ok(factors(public, primes, octets.split_at(p.len() - 1), scratch))
}

#[inline(never)]
fn factors(public: &Public, primes: &Primes, (of_p, of_q): (&[u8], &[u8]), scratch: &mut [Pair]) -> Factors {
    let ([p, q], modulus) = (&primes.octets, &primes.modulus);
    let power = public.power(modulus, &modulus.residues(of_p, of_q), scratch);
    [power, modulus.residues(&inverse(of_p, p), &inverse(of_q, q))]
}
