//! Numbers modulo both primes at once: what the private operation starts from, and what its result is verified by.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "operators of `Pair` are f64 arithmetic; the rest is on lengths of at most 1024 octets"
)]

use crate::digits::{Digits, carry, from_octets, resized, unit};
use crate::faults::{self, Place};
use crate::lanes::{Pair, to_integer};
use crate::montgomery::Modulus;
use crate::public::Public;
use crate::secret::Secret;

/// `p` and `q`.
pub(crate) struct Primes {
    pub modulus: Modulus,
    /// `R^3`, for the upper half of a number.
    pub cubed_radix: Digits,
    /// The octets that each has.
    pub lengths: [usize; 2],
    /// `q`, big-endian.
    pub second: Secret<u8>,
}

impl Primes {
    /// As [`Modulus::new`].
    pub(crate) fn new(p: &[u8], q: &[u8], length: usize, bits: usize) -> Self {
        let mut modulus = Modulus::new([p, q], length, bits);
        faults::modulus(Place::Primes, &mut modulus);
        let mut cubed_radix = resized(&modulus.squared_radix, length);
        modulus.square(&mut cubed_radix, &mut modulus.scratch());
        faults::digits(Place::CubedRadix, &mut cubed_radix);
        let mut second = Secret::new(q.to_vec());
        faults::octets(Place::SecondPrime, &mut second);
        Self { modulus, cubed_radix, lengths: [p.len(), q.len()], second }
    }

    /// The residues of a number below `n` modulo `p` and `q`, in Montgomery form, times the factor in the constants, which are that times `R^2`
    /// and `R^3`.
    #[inline(never)]
    pub(crate) fn residues(&self, number: &[u8], [squared, cubed]: [&[Pair]; 2], scratch: &mut [Pair]) -> Digits {
        let narrow = self.modulus.length();
        let number = from_octets(number, &[], 2 * narrow);
        let (low, high) = number.split_at_checked(narrow).unwrap_or((&number, &[]));
        let [mut low, mut high] = [low, high].map(firsts);
        self.modulus.multiply(&mut low, squared, scratch);
        self.modulus.multiply(&mut high, cubed, scratch);
        for (sum, digit) in low.iter_mut().zip(high.iter()) {
            *sum = *sum + *digit;
        }
        carry(&mut low);
        low
    }

    /// `R^2` and `R^3`.
    pub(crate) fn constants(&self) -> [&[Pair]; 2] {
        [&self.modulus.squared_radix, &self.cubed_radix]
    }

    /// Whether `signature^e = encoded` modulo `n`, and the signature is below `n`; all of them big-endian. What makes this as good as a
    /// calculation modulo `n` is said in the crate's documentation, under "Faults".
    #[inline(never)]
    pub(crate) fn verify(&self, public: &Public, signature: &[u8], encoded: &[u8]) -> bool {
        if signature.len() != public.octets.len() || signature >= &*public.octets {
            return false;
        }
        let mut scratch = self.modulus.scratch();
        let [mut product, mut expected, base] = [
            (&*public.octets, Place::ProductResidues),
            (encoded, Place::EncodedResidues),
            (signature, Place::SignatureResidues),
        ]
        .map(|(number, place)| {
            let mut residues = self.residues(number, self.constants(), &mut scratch);
            faults::digits(place, &mut residues);
            residues
        });
        let mut difference = public.power(&self.modulus, &base, &mut scratch);
        faults::digits(Place::VerifiedPower, &mut difference);
        for (digit, expected) in difference.iter_mut().zip(expected.iter()) {
            *digit = *digit - *expected;
        }
        carry(&mut difference);
        let [of_product, of_expected, of_difference] =
            [&mut product, &mut expected, &mut difference].map(|value| self.zero_lanes(value));
        let mut unit = unit(self.modulus.length());
        let mut of_unit = resized(&self.modulus.squared_radix, unit.len());
        for _ in 0..2 {
            self.modulus.multiply(&mut of_unit, &unit, &mut scratch);
        }
        for (digit, of_unit) in unit.iter_mut().zip(of_unit.iter()) {
            *digit = *digit - *of_unit;
        }
        let of_unit = self.zero_lanes(&mut unit);
        let differ = |any, digit: &Pair| any | to_integer(digit.first() - digit.second());
        let alike = u32::from(self.modulus.digits().iter().fold(0, differ) == 0);
        // All at once: what of it is wrong is not to be seen.
        let wrong = (of_product ^ 2) | of_expected | (of_difference ^ 2) | (of_unit ^ 2) | alike;
        wrong == 0
    }

    /// In how many lanes a number is a multiple of the modulus: zero has one form in digits, and the reduced number that is one.
    #[inline(never)]
    fn zero_lanes(&self, value: &mut [Pair]) -> u32 {
        self.modulus.reduce(value);
        let any = |lane: fn(Pair) -> f64| value.iter().fold(0, |any, digit| any | to_integer(lane(*digit)));
        u32::from(any(Pair::first) == 0) + u32::from(any(Pair::second) == 0)
    }
}

/// The first lane in both.
#[inline(never)]
pub(crate) fn firsts(digits: &[Pair]) -> Digits {
    let mut copy = resized(digits, digits.len());
    for digit in copy.iter_mut() {
        *digit = digit.both_first();
    }
    copy
}
