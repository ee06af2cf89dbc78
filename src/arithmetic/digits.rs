//! Numbers as digits: conversion from and to octets, carries, and the one place where a number is reduced by an estimated quotient.
//!
//! A number is a slice of digits, lowest first, `value = sum of digit[i] * 2^(24 i)`. Each digit is a pair of integers held in `f64`,
//! one for each of the two numbers in lockstep, and *balanced*: in [-2^23, 2^23], both ends included. A value has more than one such
//! form and may be negative; only [`to_octets`] makes it unique.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "operators of `Pair` are f64 arithmetic; integers are bounded as each function says"
)]

use super::columns::{BITS, INVERSE_RADIX, RADIX, round};
use super::lanes::{Pair, to_integer};
use crate::secret::Secret;

/// Digits of a secret number.
pub(crate) type Digits = Secret<Pair>;

/// The digits looked at to estimate a quotient. The numbers end at most this many digits, less three, below the top.
pub(crate) const LEADING: usize = 16;

#[inline(never)]
pub(crate) fn zeros(length: usize) -> Digits {
    Digits::new(vec![Pair::ZERO; length])
}

/// The number one in both lanes.
#[inline(never)]
pub(crate) fn unit(length: usize) -> Digits {
    let mut unit = zeros(length);
    if let Some(lowest) = unit.first_mut() {
        *lowest = Pair::splat(1.0);
    }
    unit
}

/// `digits` with zeros above, or without its highest digits, which the caller knows to be zero.
#[inline(never)]
pub(crate) fn resized(digits: &[Pair], length: usize) -> Digits {
    let mut copy = zeros(length);
    for (to, from) in copy.iter_mut().zip(digits) {
        *to = *from;
    }
    copy
}

/// The 24-bit digit at `index` of a big-endian number.
fn octets_at(octets: &[u8], index: usize) -> f64 {
    let mut reversed = octets.iter().rev().skip(3 * index);
    let mut octet = || f64::from(reversed.next().copied().unwrap_or(0));
    let (low, middle, high) = (octet(), octet(), octet());
    low + 256.0 * (middle + 256.0 * high)
}

/// Two big-endian numbers, below a quarter of 2^(24 length).
#[inline(never)]
pub(crate) fn from_octets(first: &[u8], second: &[u8], length: usize) -> Digits {
    let mut digits = zeros(length);
    for (index, digit) in digits.iter_mut().enumerate() {
        *digit = Pair::new(octets_at(first, index), octets_at(second, index));
    }
    carry(&mut digits);
    digits
}

/// Balances digits of at most 2^52 in size. The highest takes what is left, so the value has to fit.
#[inline(never)]
pub(crate) fn carry(digits: &mut [Pair]) {
    let mut carry = Pair::ZERO;
    if let Some((highest, lower)) = digits.split_last_mut() {
        for digit in lower {
            let sum = *digit + carry;
            let high = round(sum);
            *digit = sum - high;
            carry = high * Pair::splat(INVERSE_RADIX);
        }
        *highest = *highest + carry;
    }
}

/// The value in units of the lowest of the [`LEADING`] digits, to 50 bits or so.
#[inline(never)]
fn leading(digits: &[Pair]) -> Pair {
    let count = digits.len().min(LEADING);
    digits.iter().rev().take(count).fold(Pair::ZERO, |sum, digit| sum * Pair::splat(RADIX) + *digit)
}

/// The integer nearest to `value`, |value| < 2^51.
pub(crate) fn nearest(value: Pair) -> Pair {
    let rounder = Pair::splat(1.5 * 4_503_599_627_370_496.0);
    (value + rounder) - rounder
}

/// 1 / leading(modulus), for a positive modulus.
///
/// Newton's iteration, not a division: the time of a division may depend on its operands. Subtracting the encoding from that of a
/// constant negates the exponent and is within 13% (Lomont 2003, for the reciprocal); each step squares the error: 2^-2.9 .. 2^-47.
#[inline(never)]
pub(crate) fn reciprocal(modulus: &[Pair]) -> Pair {
    let value = leading(modulus);
    let guess = |value: f64| f64::from_bits(0x7FDE_6238_22FC_16E6_u64.wrapping_sub(value.to_bits()));
    let mut inverse = Pair::new(guess(value.first()), guess(value.second()));
    for _ in 0..6 {
        inverse = inverse * (Pair::splat(2.0) - value * inverse);
    }
    inverse
}

/// `value mod modulus`, within half the modulus of zero (and a 2^-20th of it), for |value| < 2^26 modulus.
#[inline(never)]
pub(crate) fn reduce(value: &mut [Pair], modulus: &[Pair], reciprocal: Pair) {
    let quotient = nearest(leading(value) * reciprocal);
    for (digit, of_modulus) in value.iter_mut().zip(modulus) {
        *digit = *digit - quotient * *of_modulus;
    }
    carry(value);
}

/// `value * 2^24 mod modulus`, for |value| <= 3 modulus; the result is as near to zero as with [`reduce`].
#[inline(never)]
pub(crate) fn shift(value: &mut [Pair], modulus: &[Pair], reciprocal: Pair) {
    let quotient = nearest(leading(value) * Pair::splat(RADIX) * reciprocal);
    let highest = value.last().copied().unwrap_or_default();
    let mut below = Pair::ZERO;
    for (digit, of_modulus) in value.iter_mut().zip(modulus) {
        let moved = below - quotient * *of_modulus;
        below = *digit;
        *digit = moved;
    }
    // What went over the top comes back: |highest| < 2^23, and the sum of everything fits again.
    if let Some(digit) = value.last_mut() {
        *digit = *digit + highest * Pair::splat(RADIX);
    }
    carry(value);
}

/// The second lane of `value`, plus `modulus` if that is negative, as `length` big-endian octets. |value| <= modulus.
#[inline(never)]
pub(crate) fn to_octets(value: &[Pair], modulus: &[Pair], length: usize) -> Vec<u8> {
    let sign = value.iter().fold(0_i64, |carry, digit| (to_integer(digit.second()) + carry) >> BITS);
    let mut octets = vec![0; length];
    let mut places = octets.iter_mut().rev();
    let mut carry = 0_i64;
    for (digit, of_modulus) in value.iter().zip(modulus) {
        // At most 2^24 in size, so the shift is exact and the carry -1, 0 or 1.
        let sum = to_integer(digit.second()) + (to_integer(of_modulus.second()) & sign) + carry;
        carry = sum >> BITS;
        for (place, octet) in places.by_ref().take(3).zip(sum.to_le_bytes()) {
            *place = octet;
        }
    }
    octets
}
