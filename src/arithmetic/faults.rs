//! Deliberate faults, for the tests that a wrong result never leaves the signer.
//!
//! Under the feature `faults`, which only tests ask for, a test may have one digit or limb changed at a place of its choice.
//! Without it, and so in every package, nothing of this is compiled but empty functions.

use crate::exponent::Limbs;
use crate::lanes::Pair;
use crate::montgomery::Modulus;

/// Where a fault can strike.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(any(test, feature = "faults")), expect(unreachable_pub, reason = "it is public for tests only"))]
#[cfg_attr(any(test, feature = "faults"), expect(clippy::exhaustive_enums, reason = "tests name them all"))]
pub enum Place {
    /// The residues modulo both primes, times `r^(e - 1)`.
    Residues,
    /// These times `r`: what is raised to a power.
    Base,
    /// The chosen entry of the table.
    Entry,
    /// The powers modulo both primes.
    Powers,
    /// `qi (mp - mq) mod p`, before it becomes octets.
    Difference,
    /// The residues of the result.
    Result,
    /// The blinding factor `r`.
    Factor,
    /// `r^(e - 1)`
    FactorPower,
    /// `dp - 1` or `dq - 1` plus a multiple of `p - 1` or `q - 1`.
    Exponent,
    /// `dp - 1` or `dq - 1` as it is kept, at import.
    KeptExponent,
    /// `q^-1 mod p`, at import.
    Inverse,
    /// `q` as octets, at import: an octet from the highest on.
    SecondPrime,
    /// `p - 1` or `q - 1`, at import.
    KeptOrder,
    /// `n` as octets, at import.
    Product,
    /// `e`, at import.
    PublicExponent,
    /// A constant of `p` or `q`, at import, before `R^3` is made from it.
    Primes(Constant),
    /// `R^3` modulo both primes, at import.
    CubedRadix,
    /// The residues of `n`, in the verification.
    ProductResidues,
    /// The residues of what was signed, in the verification.
    EncodedResidues,
    /// The residues of the result, in the verification.
    SignatureResidues,
    /// The result to the power of `e`, in the verification.
    VerifiedPower,

    /// The point that is added, out of the table: the digits of all coordinates.
    Addend,
    /// The sum of two multiples.
    Point,
    /// `d` of ECDSA as it is kept, at import.
    KeptSecret,
    /// `d` times the blinding factor.
    BlindedSecret,
    /// The inverse of the nonce times the blinding factor.
    InverseNonce,
    /// The digest modulo the order.
    Digest,
    /// `s`
    Proof,
}

/// What is kept of a modulus `M`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(not(any(test, feature = "faults")), expect(unreachable_pub, reason = "it is public for tests only"))]
#[cfg_attr(any(test, feature = "faults"), expect(clippy::exhaustive_enums, reason = "tests name them all"))]
#[cfg_attr(not(any(test, feature = "faults")), expect(dead_code, reason = "only tests have one damaged"))]
pub enum Constant {
    /// `M` itself.
    Digits,
    /// `-M^-1 mod R`
    NegatedInverse,
    /// `R mod M`
    One,
    /// `R^2 mod M`
    SquaredRadix,
    /// 1 / leading digits of `M`.
    Reciprocal,
}

#[cfg(any(test, feature = "faults"))]
pub use chosen::{Fault, choose, has_struck};
#[cfg(any(test, feature = "faults"))]
pub(crate) use chosen::{digits, exponent, exponents, modulus, octets};

#[cfg(not(any(test, feature = "faults")))]
#[inline(always)]
pub(crate) fn digits(_: Place, _: &mut [Pair]) {}

#[cfg(not(any(test, feature = "faults")))]
#[inline(always)]
pub(crate) fn exponents(_: Place, _: &mut [Limbs; 2]) {}

#[cfg(not(any(test, feature = "faults")))]
#[inline(always)]
pub(crate) fn octets(_: Place, _: &mut [u8]) {}

#[cfg(not(any(test, feature = "faults")))]
#[inline(always)]
pub(crate) fn exponent(_: Place, _: &mut u64) {}

#[cfg(not(any(test, feature = "faults")))]
#[inline(always)]
pub(crate) fn modulus(_: fn(Constant) -> Place, _: &mut Modulus) {}

#[cfg(any(test, feature = "faults"))]
mod chosen {
    use super::{Constant, Limbs, Modulus, Pair, Place};
    use std::cell::Cell;

    /// One bit of a digit or limb.
    #[derive(Clone, Copy, Debug)]
    #[expect(clippy::exhaustive_structs, reason = "tests make them")]
    pub struct Fault {
        /// Where.
        pub place: Place,
        /// How often that place is passed unharmed first; the fault strikes once.
        pub after: u32,
        /// Which digit, or limb of the exponent.
        pub index: usize,
        /// Which bit.
        pub bit: u32,
        /// In the first lane (`p`) or the second (`q`).
        pub second: bool,
    }

    thread_local!(static CHOSEN: Cell<Option<Fault>> = const { Cell::new(None) });

    /// What strikes next in this thread.
    pub fn choose(fault: Fault) {
        CHOSEN.set(Some(fault));
    }

    /// Forgets what was chosen; whether it had struck.
    pub fn has_struck() -> bool {
        CHOSEN.take().is_none()
    }

    fn at(place: Place) -> Option<Fault> {
        let fault = CHOSEN.get().filter(|fault| fault.place == place)?;
        let left = fault.after.checked_sub(1);
        CHOSEN.set(left.map(|after| Fault { after, ..fault }));
        left.is_none().then_some(fault)
    }

    pub(crate) fn digits(place: Place, digits: &mut [Pair]) {
        if let Some(fault) = at(place)
            && let Some(digit) = digits.get_mut(fault.index)
        {
            let flip = |value: f64, chosen: bool| {
                let integer = crate::lanes::to_integer(value);
                let flipped = if chosen { integer ^ (1 << fault.bit) } else { integer };
                f64::from(i32::try_from(flipped).unwrap_or(0))
            };
            *digit = Pair::new(flip(digit.first(), !fault.second), flip(digit.second(), fault.second));
        }
    }

    pub(crate) fn modulus(place: fn(Constant) -> Place, modulus: &mut Modulus) {
        let constants = [Constant::Digits, Constant::NegatedInverse, Constant::One, Constant::SquaredRadix];
        for (constant, values) in constants.into_iter().zip(modulus.constants()) {
            digits(place(constant), values);
        }
        if let Some(fault) = at(place(Constant::Reciprocal)) {
            // Of the upper half of the encoding, so that the number is another one by a part in a million or more.
            let flip = |value: f64, chosen: bool| {
                f64::from_bits(value.to_bits() ^ if chosen { (1 << 32) << (fault.bit % 32) } else { 0 })
            };
            let reciprocal = modulus.reciprocal();
            *reciprocal = Pair::new(flip(reciprocal.first(), !fault.second), flip(reciprocal.second(), fault.second));
        }
    }

    pub(crate) fn exponents(place: Place, [first, second]: &mut [Limbs; 2]) {
        if let Some(fault) = at(place) {
            let chosen = if fault.second { second } else { first };
            if let Some(limb) = chosen.get_mut(fault.index) {
                *limb ^= 1 << (fault.bit % 32);
            }
        }
    }

    pub(crate) fn exponent(place: Place, exponent: &mut u64) {
        if let Some(fault) = at(place) {
            *exponent ^= 1 << fault.bit;
        }
    }

    pub(crate) fn octets(place: Place, octets: &mut [u8]) {
        if let Some(fault) = at(place)
            && let Some(octet) = octets.get_mut(fault.index)
        {
            *octet ^= 1 << (fault.bit % 8);
        }
    }
}
