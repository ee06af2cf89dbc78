//! Montgomery multiplication and squaring of two numbers in lockstep.
//!
//! For `R = 2^(24 length) >= 8 M`: `q = (a b mod R) * (-1/M mod R) mod R` makes `a b + q M` a multiple of R, and the result is that over
//! R. Three passes over columns, all of them free of dependence between columns: the lower half of `a b`; the lower half of that times
//! `-1/M`, which is q; the upper halves of `a b` and `q M`, summed together. What the lower halves of `a b` and `q M` carry into the upper
//! is an integer, so its two highest columns are enough to know it (`divide`).
//!
//! Digits that come out are at most 2^23 + 2^8 in size, the highest at most 2^22 + 1; values are bounded as `arithmetic` says.
//! Up to 60 digits (primes of 1437 bits) the two products fit a sum as they are; wider numbers are spilled (`columns`).
#![expect(
    clippy::arithmetic_side_effects,
    reason = "operators of `Pair` are f64 arithmetic; indices are sums of lengths of slices"
)]

use super::columns::{ALL, Block, Carries, Columns, Constants, INVERSE_RADIX, NARROW, UPPER, round};
use super::digits::{Digits, from_octets, nearest, reciprocal, reduce, resized, shift, zeros};
use super::lanes::{Pair, to_integer};

/// Two odd moduli `M` in lockstep, with `R = 2^(24 length)`.
pub(crate) struct Modulus {
    digits: Digits,
    /// `-M^-1 mod R`.
    negated_inverse: Digits,
    /// 1 / leading digits of `M`.
    reciprocal: Pair,
    /// `R mod M`: one in Montgomery form.
    pub one: Digits,
    /// `R^2 mod M`: multiplying by it converts to Montgomery form.
    pub squared_radix: Digits,
}

impl Modulus {
    /// Two odd big-endian numbers, the smaller of `bits` bits and the larger of at most 200 more; `length` is a multiple of four, with
    /// 24 * length at least the bits of the larger and 3.
    #[inline(never)]
    pub(crate) fn new([first, second]: [&[u8]; 2], length: usize, bits: usize) -> Self {
        let digits = from_octets(first, second, length);
        let reciprocal = reciprocal(&digits);
        // 2^(24 top) is below half the smaller modulus, and a few shifts take it to R.
        let top = bits.saturating_sub(2) / 24;
        let mut one = zeros(length);
        if let Some(digit) = one.get_mut(top) {
            *digit = Pair::splat(1.0);
        }
        for _ in top..length {
            shift(&mut one, &digits, reciprocal);
        }
        let negated_inverse = negated_inverse(&digits);
        let mut power = resized(&one, length);
        let mut modulus = Self { digits, negated_inverse, reciprocal, one, squared_radix: zeros(0) };
        // 2^(24 length) by squaring, in Montgomery form: R^2.
        let mut scratch = modulus.scratch();
        for bit in (0..usize::BITS - length.leading_zeros()).rev() {
            modulus.square(&mut power, &mut scratch);
            if (length >> bit) & 1 == 1 {
                shift(&mut power, &modulus.digits, reciprocal);
            }
        }
        modulus.squared_radix = power;
        modulus
    }

    /// Of digits that need not belong together.
    #[cfg(test)]
    #[allow(dead_code, reason = "the tests use it where they compile this file over bounds")]
    pub(crate) fn of_digits(digits: Digits, negated_inverse: Digits) -> Self {
        Self { digits, negated_inverse, reciprocal: Pair::ZERO, one: zeros(0), squared_radix: zeros(0) }
    }

    pub(crate) fn digits(&self) -> &[Pair] {
        &self.digits
    }

    pub(crate) fn length(&self) -> usize {
        self.digits.len()
    }

    /// Digits, `-M^-1`, one and R^2.
    #[cfg(any(test, feature = "faults"))]
    #[allow(dead_code, reason = "the tests do not use it where they compile this file over bounds")]
    pub(crate) fn constants(&mut self) -> [&mut Digits; 4] {
        [&mut self.digits, &mut self.negated_inverse, &mut self.one, &mut self.squared_radix]
    }

    #[cfg(any(test, feature = "faults"))]
    #[allow(dead_code, reason = "the tests do not use it where they compile this file over bounds")]
    pub(crate) fn reciprocal(&mut self) -> &mut Pair {
        &mut self.reciprocal
    }

    /// What `multiply` and `square` need to work in, and more will do.
    pub(crate) fn scratch(&self) -> Digits {
        zeros(2 * self.length())
    }

    /// `value = value * by / R mod M`, in place.
    #[inline(never)]
    pub(crate) fn multiply(&self, value: &mut [Pair], by: &[Pair], scratch: &mut [Pair]) {
        if self.length() > NARROW {
            multiply::<true>(value, by, self, scratch);
        } else {
            multiply::<false>(value, by, self, scratch);
        }
    }

    /// `value = value^2 / R mod M`, in place.
    #[inline(never)]
    pub(crate) fn square(&self, value: &mut [Pair], scratch: &mut [Pair]) {
        if self.length() > NARROW {
            square::<true>(value, self, scratch);
        } else {
            square::<false>(value, self, scratch);
        }
    }

    /// `value mod M`, at most little more than half of `M` from zero.
    pub(crate) fn reduce(&self, value: &mut [Pair]) {
        reduce(value, &self.digits, self.reciprocal);
    }
}

/// `-M^-1 mod R`, digit by digit: each makes one more column of `M * inverse + 1` zero.
#[inline(never)]
fn negated_inverse(modulus: &[Pair]) -> Digits {
    let lowest = modulus.first().copied().unwrap_or_default();
    let inverse = |lowest: f64| {
        // Newton's iteration: an odd number is its own inverse modulo 8, and each step doubles the bits.
        let lowest = to_integer(lowest);
        let mut inverse = lowest;
        for _ in 0..3 {
            inverse = inverse.wrapping_mul(2_i64.wrapping_sub(lowest.wrapping_mul(inverse)));
        }
        let [a, b, c, ..] = inverse.wrapping_neg().to_le_bytes();
        f64::from(u32::from_le_bytes([a, b, c, 0]))
    };
    let balanced = |value: Pair| value - round(value);
    let factor = balanced(Pair::new(inverse(lowest.first()), inverse(lowest.second())));
    let mut digits = zeros(modulus.len());
    let mut carry = Pair::splat(1.0);
    for column in 0..modulus.len() {
        let (known, _) = digits.split_at_checked(column).unwrap_or((&digits, &[]));
        let (mut sum, mut high) = (carry, Pair::ZERO);
        let of_modulus = modulus.get(1..=column).unwrap_or(&[]);
        for (known, of_modulus) in known.chunks(64).zip(of_modulus.rchunks(64)) {
            for (a, b) in known.iter().zip(of_modulus.iter().rev()) {
                sum = sum + *a * *b;
            }
            high = high + round(sum);
            sum = balanced(sum);
        }
        let digit = balanced(balanced(sum) * factor);
        carry = (sum + digit * lowest + high) * Pair::splat(INVERSE_RADIX);
        if let Some(to) = digits.get_mut(column) {
            *to = digit;
        }
    }
    digits
}

/// `value = value * by / R mod M`, in place.
#[inline(never)]
fn multiply<const WIDE: bool>(value: &mut [Pair], by: &[Pair], modulus: &Modulus, scratch: &mut [Pair]) {
    let constants = Constants::new();
    let (value, by, modulus, inverse) =
        (blocks_mut(value), blocks(by), blocks(&modulus.digits), blocks(&modulus.negated_inverse));
    let (low, quotient) = halves(scratch, value.len());
    let mut carries = Carries::new(constants);
    for (index, to) in low.iter_mut().enumerate() {
        let columns = Columns::low::<WIDE, ALL>(until(value, index), until(by, index), constants);
        *to = carries.digits::<WIDE>(columns);
    }
    carries.add(divide::<WIDE>(low, modulus, inverse, quotient, constants));
    for index in 0..value.len() {
        let mut columns = Columns::default();
        columns.add_high::<WIDE>(from(value, index), from(by, index), constants);
        columns.add_high::<WIDE>(from(quotient, index), from(modulus, index), constants);
        if let Some(to) = value.get_mut(index) {
            *to = carries.digits::<WIDE>(columns);
        }
    }
    carries.finish(value.as_flattened_mut());
}

/// `value = value^2 / R mod M`, in place.
#[inline(never)]
fn square<const WIDE: bool>(value: &mut [Pair], modulus: &Modulus, scratch: &mut [Pair]) {
    let constants = Constants::new();
    let (value, modulus, inverse) = (blocks_mut(value), blocks(&modulus.digits), blocks(&modulus.negated_inverse));
    let (low, quotient) = halves(scratch, value.len());
    let mut carries = Carries::new(constants);
    for (index, to) in low.iter_mut().enumerate() {
        let columns = Columns::square_low::<WIDE>(until(value, index), constants);
        *to = carries.digits::<WIDE>(columns);
    }
    carries.add(divide::<WIDE>(low, modulus, inverse, quotient, constants));
    for index in 0..value.len() {
        let mut columns = Columns::square_high::<WIDE>(from(value, index), constants);
        columns.add_high::<WIDE>(from(quotient, index), from(modulus, index), constants);
        if let Some(to) = value.get_mut(index) {
            *to = carries.digits::<WIDE>(columns);
        }
    }
    carries.finish(value.as_flattened_mut());
}

/// Sets `quotient = low * inverse mod R` and returns the low half of `quotient * modulus + low`, which is a multiple of `R`, over `R`.
#[inline(never)]
fn divide<const WIDE: bool>(
    low: &[Block],
    modulus: &[Block],
    inverse: &[Block],
    quotient: &mut [Block],
    constants: Constants,
) -> Pair {
    let mut carries = Carries::new(constants);
    for (index, to) in quotient.iter_mut().enumerate() {
        let columns = Columns::low::<WIDE, ALL>(until(low, index), until(inverse, index), constants);
        *to = carries.digits::<WIDE>(columns);
    }
    // An integer, so the two highest columns are enough to know it: those below add less than 2^-17, and rounding less than 2^-20.
    let mut columns = Columns::low::<WIDE, UPPER>(quotient, modulus, constants);
    let left = if WIDE { columns.settle(constants) } else { Pair::ZERO };
    let [_, _, s2, s3] = columns.sums;
    let [_, _, l2, l3] = low.last().copied().unwrap_or_default();
    let inverse = Pair::splat(INVERSE_RADIX);
    let sum = (s2 + l2) * inverse + (s3 + l3);
    nearest(sum * inverse + left)
}

fn blocks(digits: &[Pair]) -> &[Block] {
    digits.as_chunks().0
}

fn blocks_mut(digits: &mut [Pair]) -> &mut [Block] {
    digits.as_chunks_mut().0
}

/// The first blocks of `scratch` and the next ones, so many each.
fn halves(scratch: &mut [Pair], length: usize) -> (&mut [Block], &mut [Block]) {
    let (low, rest) = blocks_mut(scratch).split_at_mut_checked(length).unwrap_or_default();
    (low, rest.get_mut(..length).unwrap_or_default())
}

/// The blocks up to and with the one at `index`.
#[inline(always)]
fn until(blocks: &[Block], index: usize) -> &[Block] {
    blocks.get(..=index).unwrap_or(&[])
}

/// The blocks from the one at `index`.
#[inline(always)]
fn from(blocks: &[Block], index: usize) -> &[Block] {
    blocks.get(index..).unwrap_or(&[])
}
