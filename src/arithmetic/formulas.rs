//! Points on curves: what is added and multiplied, as data, and what does it.
//!
//! A formula is a list of steps on registers, of which each holds two numbers in lockstep: the two lanes work on two points. There is no
//! step that depends on a number, and none for a special case: the formulas are complete (J. Renes, C. Costello and L. Batina, *Complete
//! addition formulas for prime order elliptic curves*, 2016, algorithms 4 and 6, for `a = -3`), so they hold for every pair of points of
//! the curve, equal ones and the identity `(0 : 1 : 0)` included.
//!
//! # Bounds
//! Every step leaves digits of at most 2^23 + 2^8, as a multiplication does: a sum gives what is above 24 bits of each digit to the next
//! one. Its factors sum to at most 15, so no sum exceeds 2^28 and 2^5 is carried. Values: `R` is at least 2^32 M here, so a product of
//! two numbers within 16 M is within 0.502 M, coordinates are within 4.1 M, and all sums within 16 M; the highest digit is far from its bound.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "operators of `Pair` are f64 arithmetic; indices are products of a register and a length"
)]

use super::columns::{INVERSE_RADIX, RADIX, round};
use super::digits::{Digits, zeros};
use super::lanes::Pair;
use super::montgomery::Modulus;
use core::ops::Range;

/// A register's number.
type Register = u8;

/// One step. The register on the right is never the one that the result goes to.
#[derive(Clone, Copy)]
pub(crate) enum Step {
    /// `to = left * right`
    Product(Register, Register, Register),
    /// `to = left^2`
    Square(Register, Register),
    /// `to = factor * left + factor * right`
    Sum(Register, (i8, Register), (i8, Register)),
}

/// How points of a kind of curve are added.
pub(crate) struct Formulas {
    /// What a point consists of.
    pub coordinates: u8,
    /// Registers 0.. = point of registers 0.. + point of the registers that follow.
    pub addition: &'static [Step],
    /// Registers 0.. = point of registers 0.. twice.
    pub doubling: &'static [Step],
    /// Which of the identity's coordinates are one; the others are zero.
    pub identity: &'static [bool],
    /// The register of the curve's constant.
    pub constant: Register,
    /// How many registers there are.
    pub registers: u8,
}

// A point, another one, `b`, and what is computed on the way.
const X: Register = 0;
const Y: Register = 1;
const Z: Register = 2;
const U: Register = 3;
const V: Register = 4;
const W: Register = 5;
const B: Register = 6;
const XX: Register = 7;
const YY: Register = 8;
const ZZ: Register = 9;
const XY: Register = 10;
const YZ: Register = 11;
const XZ: Register = 12;

use Step::{Product, Square, Sum};

/// `y^2 = x^3 - 3 x + b` in homogeneous coordinates `(X : Y : Z)`.
pub(crate) const WEIERSTRASS: Formulas = Formulas {
    coordinates: 3,
    addition: &[
        Product(XX, X, U),
        Product(YY, Y, V),
        Product(ZZ, Z, W),
        // X V + Y U, and so on for the other two mixed sums.
        Sum(XY, (1, X), (1, Y)),
        Sum(XZ, (1, U), (1, V)),
        Product(XY, XY, XZ),
        Sum(XY, (1, XY), (-1, XX)),
        Sum(XY, (1, XY), (-1, YY)),
        Sum(YZ, (1, Y), (1, Z)),
        Sum(XZ, (1, V), (1, W)),
        Product(YZ, YZ, XZ),
        Sum(YZ, (1, YZ), (-1, YY)),
        Sum(YZ, (1, YZ), (-1, ZZ)),
        Sum(XZ, (1, X), (1, Z)),
        Sum(X, (1, U), (1, W)),
        Product(XZ, XZ, X),
        Sum(XZ, (1, XZ), (-1, XX)),
        Sum(XZ, (1, XZ), (-1, ZZ)),
        // 3 (XZ - b ZZ), and YY less and more that.
        Product(X, B, ZZ),
        Sum(X, (-3, X), (3, XZ)),
        Sum(Z, (1, YY), (-1, X)),
        Sum(X, (1, X), (1, YY)),
        // 3 (b XZ - 3 ZZ - XX) and 3 (XX - ZZ).
        Product(Y, B, XZ),
        Sum(Y, (3, Y), (-9, ZZ)),
        Sum(Y, (1, Y), (-3, XX)),
        Sum(XX, (3, XX), (-3, ZZ)),
        Product(YY, YZ, Y),
        Product(ZZ, XX, Y),
        Product(Y, Z, X),
        Sum(Y, (1, Y), (1, ZZ)),
        Product(X, X, XY),
        Sum(X, (1, X), (-1, YY)),
        Product(Z, Z, YZ),
        Product(XX, XX, XY),
        Sum(Z, (1, Z), (1, XX)),
    ],
    doubling: &[
        Square(XX, X),
        Square(YY, Y),
        Square(ZZ, Z),
        Product(XY, X, Y),
        Product(XZ, X, Z),
        Product(YZ, Y, Z),
        // 3 (b ZZ - 2 XZ), and YY less and more that.
        Product(Y, B, ZZ),
        Sum(Y, (3, Y), (-6, XZ)),
        Sum(X, (1, YY), (-1, Y)),
        Sum(Y, (1, Y), (1, YY)),
        // 3 (2 b XZ - 3 ZZ - XX) and 3 (XX - ZZ).
        Product(Z, B, XZ),
        Sum(Z, (6, Z), (-9, ZZ)),
        Sum(Z, (1, Z), (-3, XX)),
        Sum(XX, (3, XX), (-3, ZZ)),
        Product(Y, Y, X),
        Product(X, X, XY),
        Product(XX, XX, Z),
        Sum(Y, (1, Y), (1, XX)),
        Product(Z, Z, YZ),
        Sum(X, (2, X), (-2, Z)),
        Product(ZZ, YZ, YY),
        Sum(Z, (4, ZZ), (4, ZZ)),
    ],
    identity: &[false, true, false],
    constant: B,
    registers: 13,
};

impl Formulas {
    /// The neutral point, in Montgomery form.
    #[inline(never)]
    pub(crate) fn identity(&self, field: &Modulus) -> Digits {
        let length = field.length();
        let mut point = zeros(self.identity.len() * length);
        for (to, is_one) in point.chunks_exact_mut(length).zip(self.identity) {
            if *is_one {
                to.copy_from_slice(&field.one);
            }
        }
        point
    }
}

/// The registers of one calculation.
pub(crate) struct Registers {
    digits: Digits,
    scratch: Digits,
    length: usize,
}

impl Registers {
    pub(crate) fn new(formulas: &Formulas, field: &Modulus) -> Self {
        let length = field.length();
        Self { digits: zeros(usize::from(formulas.registers) * length), scratch: field.scratch(), length }
    }

    fn range(&self, register: Register) -> Range<usize> {
        let start = usize::from(register) * self.length;
        start..start + self.length
    }

    /// From the first register of these on.
    #[inline(never)]
    pub(crate) fn get(&self, first: Register, count: u8) -> &[Pair] {
        self.digits.get(self.range(first).start..self.range(first + count).start).unwrap_or(&[])
    }

    /// As [`Self::get`], to write.
    #[inline(never)]
    pub(crate) fn get_mut(&mut self, first: Register, count: u8) -> &mut [Pair] {
        let range = self.range(first).start..self.range(first + count).start;
        self.digits.get_mut(range).unwrap_or_default()
    }

    #[inline(never)]
    pub(crate) fn run(&mut self, steps: &[Step], field: &Modulus) {
        for step in steps {
            match *step {
                Step::Product(to, left, right) => self.on(to, left, right, |to, right, scratch| {
                    field.multiply(to, right, scratch);
                }),
                Step::Square(to, from) => self.on(to, from, from, |to, _, scratch| field.square(to, scratch)),
                Step::Sum(to, (left_factor, left), (right_factor, right)) => {
                    let factors = [left_factor, right_factor].map(|factor| Pair::splat(f64::from(factor)));
                    self.on(to, left, right, |to, right, _| sum(to, right, factors));
                }
            }
        }
    }

    /// Copies `left` and hands out the copy, and `right`.
    #[inline(always)]
    fn on(
        &mut self,
        to: Register,
        left: Register,
        right: Register,
        work: impl FnOnce(&mut [Pair], &[Pair], &mut [Pair]),
    ) {
        let [to, left, right] = [to, left, right].map(|register| self.range(register));
        if to != left
            && let Ok([to, left]) = self.digits.get_disjoint_mut([to.clone(), left])
        {
            to.copy_from_slice(left);
        }
        if let Ok([to, right]) = self.digits.get_disjoint_mut([to, right]) {
            work(to, right, &mut self.scratch);
        }
    }
}

/// `value = value * factors[0] + other * factors[1]`, whose digits then give what is above 24 bits to the next one.
#[inline(never)]
fn sum(value: &mut [Pair], other: &[Pair], [of_value, of_other]: [Pair; 2]) {
    let mut carry = Pair::ZERO;
    for (digit, other) in value.iter_mut().zip(other) {
        let sum = *digit * of_value + *other * of_other;
        let high = round(sum);
        *digit = (sum - high) + carry;
        carry = high * Pair::splat(INVERSE_RADIX);
    }
    if let Some(highest) = value.last_mut() {
        *highest = *highest + carry * Pair::splat(RADIX);
    }
}
