//! New RSA keys, made one candidate at a time so that a caller stays in charge between them.

use super::sieve::Sieve;
use crate::error::{Error, Result};
use crate::key::{Material, Number, StatedNumbers, crt_of_primes, product};
use crate::random::RandomSource;
use crate::time::UnixSeconds;
use core::fmt;
use core::num::NonZeroU32;
use crypto_bigint::{BoxedUint, Limb, NonZero};
use crypto_primes::{Flavor, is_prime};
use zeroize::Zeroizing;

/// The public exponent of every new key; a prime, which makes its inverse easy.
const EXPONENT: u32 = 65_537;

/// The search for the two primes of an RSA key
/// ([FIPS 186-5 appendix A.1.3](https://doi.org/10.6028/NIST.FIPS.186-5)).
pub struct RsaSearch {
    /// Of each prime.
    bits: NonZeroU32,
    /// Candidates from a random start upwards, without multiples of small primes.
    sieve: Option<Sieve>,
    tested: u32,
    found: Vec<BoxedUint>,
}

/// The sizes of a new key's modulus, in bits.
pub const MODULUS_LENGTHS: [u32; 3] = [2048, 3072, 4096];

/// Whether a new key may note that it is valid from the one instant to the other, as
/// [`Validity::new`](crate::key::Validity::new) has it. The caller knows both, and the module needs no calendar to tell them.
///
/// # Errors
/// `ERR_KEY_UNSUITABLE` for an end before the beginning.
pub fn check_window(not_before: Option<UnixSeconds>, not_after: Option<UnixSeconds>) -> Result<()> {
    match (not_before, not_after) {
        (Some(first), Some(last)) if last < first => {
            Err(Error::unsuitable("the key would never be valid: notAfter lies before notBefore"))
        }
        _ => Ok(()),
    }
}

impl RsaSearch {
    /// Begins the search for a key whose modulus has exactly that many bits: 2048, 3072 or 4096.
    ///
    /// # Errors
    /// `ERR_KEY_UNSUPPORTED` for any other size.
    pub fn new(modulus_length: u32) -> Result<Self> {
        let bits = NonZeroU32::new(modulus_length / 2).filter(|_| MODULUS_LENGTHS.contains(&modulus_length));
        let bits = bits.ok_or_else(|| Error::unsupported("modulusLength must be 2048, 3072 or 4096"))?;
        Ok(Self { bits, sieve: None, tested: 0, found: Vec::new() })
    }

    /// Tests one candidate, which takes some milliseconds; returns whether both primes are found.
    ///
    /// # Errors
    /// `ERR_RANDOM_UNAVAILABLE`
    pub fn step(&mut self, random: &mut dyn RandomSource) -> Result<bool> {
        if self.is_done() {
            return Ok(true);
        }
        let Some(candidate) = self.candidate(random)? else { return Ok(false) };
        self.tested = self.tested.saturating_add(1);
        if is_prime(Flavor::Any, &candidate) && self.fits(&candidate) {
            self.found.push(candidate);
            self.sieve = None;
            self.tested = 0;
        }
        Ok(self.is_done())
    }

    /// How far the search is, from 0 to 1; it grows with every step. Primes come at random, so it is an estimate: the
    /// probability with which one would have been found by now.
    pub fn progress(&self) -> f64 {
        // One number in bits * ln 2 is prime; the sieve passes one in 17.3.
        let expected = f64::from(self.bits.get()) * core::f64::consts::LN_2 / 17.3;
        let current = 1.0 - (-f64::from(self.tested) / expected).exp();
        match self.found.len() {
            0 => current / 2.0,
            1 => f64::midpoint(1.0, current),
            _ => 1.0,
        }
    }

    /// The numbers of the key; `None` before both primes are found.
    pub(super) fn material(&self) -> Option<Material> {
        let [first, second] = self.found.as_slice() else { return None };
        let (p, q) = if first > second { (first, second) } else { (second, first) };
        let totient = product(&octets(&minus_one(p)), &octets(&minus_one(q)));
        let d = octets(&inverse_of_exponent(&totient)?);
        Some(Material::Rsa(Box::new(StatedNumbers {
            n: product(&octets(p), &octets(q)),
            e: octets(&BoxedUint::from(EXPONENT)),
            crt: Some(Box::new(crt_of_primes(octets(p), octets(q), &d))),
            d,
        })))
    }

    fn is_done(&self) -> bool {
        self.found.len() == 2
    }

    fn candidate(&mut self, random: &mut dyn RandomSource) -> Result<Option<BoxedUint>> {
        if let Some(sieve) = &mut self.sieve
            && let Some(candidate) = sieve.next()
        {
            return Ok(Some(candidate));
        }
        // The first time, or the numbers of this length have come to their end.
        let bytes = usize::try_from(self.bits.get() / 8).unwrap_or_default();
        let mut start = Zeroizing::new(vec![0; bytes]);
        random.fill(&mut start)?;
        if let Some(first) = start.first_mut() {
            // With the two highest bits set, the product has all its bits.
            *first |= 0xc0;
        }
        self.sieve = Some(Sieve::new(&start));
        Ok(None)
    }

    /// Whether the exponent has an inverse modulo `prime - 1`, and the other prime is far enough away
    /// (FIPS 186-5 appendix A.1.3, steps 4.5 and 5.4 to 5.6).
    fn fits(&self, prime: &BoxedUint) -> bool {
        let coprime = remainder(&octets(prime)) != 1;
        let distant = self.found.iter().all(|other| {
            let difference = if other < prime { prime.wrapping_sub(other) } else { other.wrapping_sub(prime) };
            difference.bit_width() > self.bits.get().saturating_sub(100)
        });
        coprime && distant
    }
}

impl fmt::Debug for RsaSearch {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("RsaSearch").field("bits", &self.bits).finish_non_exhaustive()
    }
}

/// Minimal big-endian octets.
fn octets(value: &BoxedUint) -> Number {
    Number::new(value.to_be_bytes_trimmed_vartime().into_vec())
}

fn minus_one(value: &BoxedUint) -> BoxedUint {
    value.wrapping_sub(BoxedUint::one())
}

/// `value mod EXPONENT`, of big-endian octets.
fn remainder(value: &[u8]) -> u64 {
    let shift = |remainder: u64, octet: &u8| (remainder << 8 | u64::from(*octet)).checked_rem(EXPONENT.into());
    value.iter().fold(0, |remainder, octet| shift(remainder, octet).unwrap_or_default())
}

/// The inverse of the exponent modulo `order`: `(1 + k order) / EXPONENT`, where k makes the division exact. With an
/// exponent of one limb, no inversion of large numbers is needed.
fn inverse_of_exponent(order: &[u8]) -> Option<BoxedUint> {
    let exponent = u64::from(EXPONENT);
    let residue = remainder(order);
    // k = -1 / order mod EXPONENT, by Fermat: the exponent is prime. All products are below 2^34.
    let power = (0..EXPONENT - 2)
        .fold(1, |power: u64, _| power.wrapping_mul(residue).checked_rem(exponent).unwrap_or_default());
    let factor = exponent.checked_sub(power)?;
    let multiple = product(order, &factor.to_be_bytes());
    let multiple = BoxedUint::from_be_slice_vartime(&multiple).wrapping_add(BoxedUint::one());
    let divisor = NonZero::new(Limb::from_u32(EXPONENT)).into_option()?;
    Some(multiple.div_rem_limb(divisor).0)
}
