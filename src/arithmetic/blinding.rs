//! What one private operation is blinded by.
#![expect(clippy::arithmetic_side_effects, reason = "lengths of at most 1024 octets")]

use crate::digits::Digits;
use crate::faults::{self, Place};
use crate::lanes::Pair;
use crate::public::Public;
use crate::residues::Primes;
use crate::secret::Secret;

/// Octets of a multiple.
const MULTIPLE: usize = 8;

/// Random numbers for both primes, drawn anew for each operation.
pub(crate) struct Blinding {
    /// `r`, in Montgomery form.
    pub factor: Digits,
    /// `r^(e - 1)`, in Montgomery form.
    pub power: Digits,
    drawn: Secret<u8>,
}

impl Blinding {
    /// Bits of a multiple.
    pub(crate) const MULTIPLE_BITS: usize = 8 * MULTIPLE;

    /// `r` for each prime is an octet shorter, so that it is below. By the Chinese remainder theorem the two are the residues of one number.
    #[inline(never)]
    pub(crate) fn draw<E>(
        public: &Public,
        primes: &Primes,
        scratch: &mut [Pair],
        random: &mut dyn FnMut(&mut [u8]) -> Result<(), E>,
    ) -> Result<Self, E> {
        let [p, q] = primes.lengths.map(|length| length - 1);
        let mut drawn = Secret::new(vec![0; 2 * MULTIPLE + p + q]);
        random(&mut drawn)?;
        let (of_p, of_q) = drawn.split_at(2 * MULTIPLE).1.split_at(p);
        let mut factor = primes.modulus.residues(of_p, of_q);
        let mut power = public.power_less_one(&primes.modulus, &factor, scratch);
        faults::digits(Place::Factor, &mut factor);
        faults::digits(Place::FactorPower, &mut power);
        Ok(Self { factor, power, drawn })
    }

    /// How many times `p - 1` and `q - 1` are added to the exponents.
    pub(crate) fn multiples(&self) -> [u64; 2] {
        let multiple = |index| {
            let octets = self.drawn.as_chunks().0.get(index);
            u64::from_le_bytes(octets.copied().unwrap_or_default())
        };
        [multiple(0), multiple(1)]
    }
}
