//! The worst case of every sum and digit, computed and not sampled.
//!
//! The sources of `columns`, `digits` and `montgomery` are compiled here a second time, over a `Pair` that holds no number but what
//! is known of one: of which power of two it is a multiple and how large it can be. So what is bounded is the code, step by step, and
//! not a copy of its formulae. A sum that may pass 2^53 units is noted there as inexact, and rounding it, as every digit is, panics.
//!
//! What such bounds cannot know is that a number is small although its digits are large. That the highest digit has room therefore
//! follows from the values, which `values` bounds along the steps of `crt` and of the formulas.

#[path = "../columns.rs"]
#[allow(unused, reason = "the bounds need a part of it")]
mod columns;
#[path = "../digits.rs"]
#[allow(unused, reason = "the bounds need a part of it")]
mod digits;
#[path = "../formulas.rs"]
#[allow(unused, reason = "the bounds need a part of it")]
mod formulas;
mod lanes;
#[path = "../montgomery.rs"]
#[allow(unused, reason = "the bounds need a part of it")]
mod montgomery;
mod values;

use super::support::test;
use columns::{BITS, NARROW, RADIX};
use digits::{Digits, carry, zeros};
use formulas::{Registers, WEIERSTRASS};
use lanes::Pair;
use montgomery::Modulus;

/// Numbers of digits: those of the curves; primes of 1024 bits and the modulus of 8192, and all between.
pub(super) fn lengths() -> impl Iterator<Item = usize> {
    curves().into_iter().chain((crate::crt::length(1024)..=crate::crt::length(8192)).step_by(4))
}

fn curves() -> [usize; 3] {
    [256, 384, 521].map(crate::crt::length)
}

/// What a multiplication leaves, and takes.
const DIGIT: u128 = (1 << (BITS - 1)) + (1 << 8);

/// Any number whose digits are within bounds, the highest too.
fn any(length: usize) -> Digits {
    let mut digits = zeros(length);
    digits.fill(Pair::within(DIGIT));
    digits
}

/// All below the highest are exact and within the bound again.
fn assert_digits(digits: &[Pair]) {
    for digit in digits {
        assert!(digit.is_exact() && digit.size() <= DIGIT, "{digit:?}");
    }
}

#[test]
fn no_sum_of_a_multiplication_is_inexact_and_no_digit_too_large() {
    for length in lengths() {
        let modulus = Modulus::of_digits(any(length), any(length));
        let mut scratch = modulus.scratch();
        let (mut product, mut square) = (any(length), any(length));
        modulus.multiply(&mut product, &any(length), &mut scratch);
        assert_digits(&product[..length - 1]);
        assert_digits(&scratch);
        modulus.square(&mut square, &mut scratch);
        assert_digits(&square[..length - 1]);
        assert_digits(&scratch);
    }
}

/// After each step, whatever was in the registers; so the formulas may follow each other in any order.
#[test]
fn no_sum_of_a_formula_is_inexact_and_no_digit_too_large() {
    for length in curves() {
        let field = Modulus::of_digits(any(length), any(length));
        let mut registers = Registers::new(&WEIERSTRASS, &field);
        for steps in [WEIERSTRASS.addition, WEIERSTRASS.doubling] {
            for step in steps {
                registers.get_mut(0, WEIERSTRASS.registers).fill(Pair::within(DIGIT));
                registers.run(&[*step], &field);
                for register in 0..WEIERSTRASS.registers {
                    let (highest, lower) = registers.get(register, 1).split_last().unwrap();
                    assert_digits(lower);
                    assert!(highest.is_exact());
                }
            }
        }
    }
}

/// So that the tests above can fail.
#[cfg(not(target_family = "wasm"))]
#[test]
fn digits_of_one_more_bit_are_found_to_be_inexact() {
    for length in [44, NARROW, 88, 344] {
        let outcome = std::panic::catch_unwind(|| {
            let mut large = zeros(length);
            large.fill(Pair::within(2 * DIGIT));
            let modulus = Modulus::of_digits(any(length), any(length));
            let mut scratch = modulus.scratch();
            let by: Vec<Pair> = large.to_vec();
            modulus.multiply(&mut large, &by, &mut scratch);
            assert_digits(&large[..length - 1]);
        });
        assert!(outcome.is_err(), "{length}");
    }
}

/// `residues` and `recombined` of `crt` carry sums of two digits, `from_octets` plain ones, `reduce` and `shift` those of a
/// quotient below 2^26 times the modulus, to which `shift` adds a highest digit moved one place up.
#[test]
fn carrying_is_exact() {
    let quotient = Pair::within(1 << 26);
    let digit = Pair::within(DIGIT);
    for value in [digit + digit, Pair::within(1 << 24), digit - quotient * digit] {
        let mut digits = zeros(344);
        digits.fill(value);
        digits[343] = value + digit * Pair::splat(RADIX);
        carry(&mut digits);
        assert_digits(&digits[..343]);
        assert!(digits[343].is_exact());
    }
}
