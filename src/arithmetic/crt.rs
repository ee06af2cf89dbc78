//! The private operation by the Chinese remainder theorem, blinded.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "operators of `Pair` are f64 arithmetic; the rest is on lengths of at most 1024 octets"
)]

use crate::blinding::Blinding;
use crate::digits::{Digits, carry, from_octets, resized, to_octets, unit};
use crate::exponent::{Limbs, blinded, limbs, power};
use crate::faults::{self, Place};
use crate::lanes::Pair;
use crate::montgomery::Modulus;
use crate::product::product;
use crate::public::Public;
use crate::residues::{Primes, firsts};
use crate::secret::Secret;

/// A two-prime RSA key, big-endian.
#[derive(Clone, Copy)]
#[expect(missing_debug_implementations, reason = "it holds secrets")]
pub struct CrtNumbers<'a> {
    /// `n`
    pub modulus: &'a [u8],
    /// `e`, of 2 to 64 bits.
    pub exponent: &'a [u8],
    /// The first prime.
    pub p: &'a [u8],
    /// The second prime.
    pub q: &'a [u8],
    /// `d mod (p - 1)`
    pub dp: &'a [u8],
    /// `d mod (q - 1)`
    pub dq: &'a [u8],
    /// `q^-1 mod p`
    pub qi: &'a [u8],
}

/// Why there is no result.
#[derive(Debug, PartialEq, Eq)]
#[expect(clippy::exhaustive_enums, reason = "there is no third reason")]
pub enum Failure<E> {
    /// The random source failed.
    Random(E),
    /// The base is not below the modulus.
    Base,
}

/// A key ready for the private operation.
pub struct CrtKey {
    public: Public,
    primes: Primes,
    /// `q^-1 mod p` in Montgomery form, in the first lane.
    inverse: Digits,
    /// `dp - 1` and `dq - 1`.
    exponents: [Limbs; 2],
    /// `p - 1` and `q - 1`.
    orders: [Limbs; 2],
    bits: usize,
}

impl core::fmt::Debug for CrtKey {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.debug_struct("CrtKey").finish_non_exhaustive()
    }
}

/// The number without leading zeros, and its bits.
#[inline(never)]
pub(crate) fn trimmed(octets: &[u8]) -> (&[u8], usize) {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    let octets = octets.get(zeros..).unwrap_or(&[]);
    let first = octets.first().map_or(8, |octet| octet.leading_zeros());
    let first = usize::try_from(first).unwrap_or(8);
    (octets, (8 * octets.len()).saturating_sub(first))
}

/// Digits for a modulus of so many bits: 3 bits to spare, and a multiple of four.
pub(crate) const fn length(bits: usize) -> usize {
    (bits + 3).div_ceil(96) * 4
}

fn is_odd(octets: &[u8]) -> bool {
    octets.last().is_some_and(|octet| octet & 1 == 1)
}

/// An odd number without its lowest bit. Not only the primes are odd, `dp` and `dq` are too: they have inverses modulo even numbers.
fn less_one(odd: &[u8], length: usize) -> Limbs {
    let mut less = limbs(odd, length);
    if let Some(lowest) = less.first_mut() {
        *lowest &= !1;
    }
    less
}

/// `base^exponent mod modulus`, big-endian, in constant time for the lengths that are given; `base` is below the modulus, which is odd and of
/// at least 1024 bits.
pub fn power_modulo(base: &[u8], exponent: &[u8], modulus: &[u8]) -> Secret<u8> {
    let (octets, bits) = trimmed(modulus);
    let modulus = Modulus::new([octets, octets], length(bits), bits);
    let mut scratch = modulus.scratch();
    let mut result = from_octets(base, base, modulus.length());
    modulus.multiply(&mut result, &modulus.squared_radix, &mut scratch);
    let exponent_bits = 8 * exponent.len();
    let exponent = limbs(exponent, exponent_bits.div_ceil(32));
    power(&modulus, &mut result, [&exponent, &exponent], exponent_bits, &mut scratch);
    modulus.multiply(&mut result, &unit(modulus.length()), &mut scratch);
    modulus.reduce(&mut result);
    Secret::new(to_octets(&result, modulus.digits(), octets.len()))
}

impl CrtKey {
    /// `None` where the kernel does not cover the key: the modulus has to be of 2048 to 8192 bits, the primes of nearly half as many,
    /// `e` of 2 to 64 bits, and all but `qi` odd. Nothing random is drawn.
    pub fn new(numbers: &CrtNumbers<'_>) -> Option<Self> {
        let (octets, modulus_bits) = trimmed(numbers.modulus);
        let ((p, p_bits), (q, q_bits)) = (trimmed(numbers.p), trimmed(numbers.q));
        let (smaller, bits) = (p_bits.min(q_bits), p_bits.max(q_bits));
        let covered = (2048..=8192).contains(&modulus_bits)
            && bits - smaller <= 128
            && modulus_bits <= p_bits + q_bits
            && modulus_bits + 1 >= p_bits + q_bits
            && (2..=64).contains(&trimmed(numbers.exponent).1)
            && is_odd(numbers.exponent)
            && is_odd(octets)
            && is_odd(p)
            && is_odd(q)
            && is_odd(numbers.dp)
            && is_odd(numbers.dq)
            && trimmed(numbers.dp).1 <= p_bits
            && trimmed(numbers.dq).1 <= q_bits
            && trimmed(numbers.qi).1 <= p_bits;
        if !covered {
            return None;
        }
        let mut exponent = numbers.exponent.iter().fold(0, |value, octet| (value << 8) | u64::from(*octet));
        faults::exponent(Place::PublicExponent, &mut exponent);
        let mut public = Public { octets: octets.to_vec(), exponent };
        faults::octets(Place::Product, &mut public.octets);
        let primes = Primes::new(p, q, length(bits), smaller);
        let mut inverse = primes.modulus.residues(trimmed(numbers.qi).0, &[]);
        faults::digits(Place::Inverse, &mut inverse);

        let limb_count = bits.div_ceil(32);
        let mut exponents = [less_one(numbers.dp, limb_count), less_one(numbers.dq, limb_count)];
        faults::exponents(Place::KeptExponent, &mut exponents);
        let mut orders = [less_one(p, limb_count), less_one(q, limb_count)];
        faults::exponents(Place::KeptOrder, &mut orders);
        Some(Self { public, primes, inverse, exponents, orders, bits })
    }

    /// `base^d mod n` for a big-endian base below `n`, in as many octets as `n` has. `random` fills what it is given, or fails.
    ///
    /// # Errors
    /// [`Failure`]; there is no result then. The result itself is not verified here.
    pub fn exponentiate<E>(
        &self,
        base: &[u8],
        random: &mut dyn FnMut(&mut [u8]) -> Result<(), E>,
    ) -> Result<Secret<u8>, Failure<E>> {
        let base = trimmed(base).0;
        let padding = self.public.octets.len().checked_sub(base.len()).ok_or(Failure::Base)?;
        if padding == 0 && base >= &*self.public.octets {
            return Err(Failure::Base);
        }
        let mut scratch = self.primes.modulus.scratch();
        let blinding = Blinding::draw(&self.public, &self.primes, &mut scratch, random).map_err(Failure::Random)?;
        Ok(self.power(base, &blinding, &mut scratch))
    }

    /// Whether `result^e = base mod n`, for a result of as many octets as `n` has that is below `n`, and a base that has no factor in common
    /// with `n`.
    pub fn verify(&self, result: &[u8], base: &[u8]) -> bool {
        self.primes.verify(&self.public, result, base)
    }

    /// `base^d mod n`: `c = base r^(e - 1)` and `(c r)^(dp - 1) c`. The base meets its factor in the constants that convert it, so that not even
    /// this is done as for the verification.
    #[inline(never)]
    fn power(&self, base: &[u8], blinding: &Blinding, scratch: &mut [Pair]) -> Secret<u8> {
        let modulus = &self.primes.modulus;
        let [mut squared, mut cubed] = self.primes.constants().map(|constant| resized(constant, constant.len()));
        modulus.multiply(&mut squared, &blinding.power, scratch);
        modulus.multiply(&mut cubed, &blinding.power, scratch);
        let mut last = self.primes.residues(base, [&squared, &cubed], scratch);
        faults::digits(Place::Residues, &mut last);
        let mut powers = resized(&last, last.len());
        modulus.multiply(&mut powers, &blinding.factor, scratch);
        faults::digits(Place::Base, &mut powers);
        let ([dp, dq], [p, q]) = (&self.exponents, &self.orders);
        let [for_p, for_q] = blinding.multiples();
        let mut exponents = [blinded(dp, p, for_p), blinded(dq, q, for_q)];
        faults::exponents(Place::Exponent, &mut exponents);
        let [first, second] = &exponents;
        power(modulus, &mut powers, [first, second], self.bits + Blinding::MULTIPLE_BITS, scratch);
        faults::digits(Place::Powers, &mut powers);
        modulus.multiply(&mut powers, &last, scratch);
        faults::digits(Place::Result, &mut powers);
        self.recombined(&mut powers, scratch)
    }

    /// Garner: `m = mq + q (qi (mp - mq) mod p)`, which is below `n`.
    #[inline(never)]
    fn recombined(&self, powers: &mut [Pair], scratch: &mut [Pair]) -> Secret<u8> {
        let (narrow, modulus) = (powers.len(), &self.primes.modulus);
        modulus.multiply(powers, &unit(narrow), scratch);
        let ([of_p, of_q], q) = (self.primes.lengths, &self.primes.second);
        // `mq` has to be from 0 to q - 1 in both of its places.
        let second = Secret::new(to_octets(powers, modulus.digits(), of_q));
        let mut difference = from_octets(&second, &[], narrow);
        for (digit, power) in difference.iter_mut().zip(powers.iter()) {
            *digit = *power - *digit;
        }
        carry(&mut difference);
        modulus.multiply(&mut difference, &self.inverse, scratch);
        modulus.reduce(&mut difference);
        faults::digits(Place::Difference, &mut difference);
        let [difference, primes] = [&difference, modulus.digits()].map(firsts);
        let part = Secret::new(to_octets(&difference, &primes, of_p));
        let product = product(&part, q, &second);
        // The limbs may have room for more.
        let zeros = product.len().saturating_sub(self.public.octets.len());
        Secret::new(product.get(zeros..).unwrap_or_default().to_vec())
    }
}
