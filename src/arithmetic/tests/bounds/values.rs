//! How large the numbers of `crt` can be, in units of the modulus, and in those of the digits for constants.

use super::super::support::test;
use super::formulas::{Step, WEIERSTRASS};
use super::{DIGIT, lengths};

/// The largest quotient over R: all digits at their bound.
const QUOTIENT: f64 = DIGIT as f64 / 16_777_215.0;
/// R in units of the largest modulus for it.
const RADIX: f64 = 8.0;
/// Any number of that length whose digits are within bounds, over R.
const ANY: f64 = QUOTIENT * RADIX;
/// What `reduce` and `shift` leave.
const REDUCED: f64 = 0.5 + 1.0 / 1_048_576.0;

/// |a b + q M| / R.
fn product(a: f64, b: f64) -> f64 {
    a * b / RADIX + QUOTIENT
}

/// The highest digit of a number, in units of 2^24: the value is within that, and the digits below are half a unit.
fn highest(value: f64) -> f64 {
    value / RADIX * 16_777_216.0 + 1.0
}

/// Squares, and products with a number, of what is within `bound`, stay within it.
fn closed(bound: f64, factor: f64) -> bool {
    product(bound, bound).max(product(bound, factor)) <= bound
}

#[test]
fn every_number_of_the_private_operation_has_room() {
    assert!(QUOTIENT < 0.501);
    // Constants: `one` by `shift`; R^2 by squaring and shifting that; R^3, and Montgomery forms of octets below R / 4.
    let mut power = REDUCED;
    for _ in 0..20 {
        power = product(power, power).max(REDUCED);
    }
    let squared_radix = power;
    let cubed_radix = product(squared_radix, squared_radix);
    let constant = product(RADIX / 4.0, squared_radix);
    assert!(squared_radix < 0.55 && cubed_radix < 0.55 && constant < 1.14);

    // `Blinding`: r is below the primes; r^(e - 1).
    let drawn = product(1.0, squared_radix);
    let mut factor = drawn;
    for _ in 0..64 {
        factor = factor.max(product(factor, factor)).max(product(product(factor, factor), drawn));
    }
    // The constants by which the base is blinded as it is converted.
    let blinding = product(squared_radix, factor).max(product(cubed_radix, factor));
    assert!(factor < 1.14 && blinding <= squared_radix.max(cubed_radix) + 0.02, "{factor} {blinding}");

    // `residues`: both halves of a number modulo n, whose digits are within bounds.
    let residue = 2.0 * product(ANY, squared_radix.max(cubed_radix).max(blinding));
    assert!(residue <= 9.0 / 4.0, "{residue}");
    // `power`: the base; entries of the table, from one on; then squares and products of those; last the residues once more.
    let base = product(residue, drawn);
    let mut entry = REDUCED;
    for _ in 0..32 {
        entry = entry.max(product(entry, base));
    }
    let mut sum = entry;
    for _ in 0..200 {
        sum = sum.max(product(sum, sum)).max(product(sum, entry));
    }
    let result = product(sum, residue);
    assert!(sum < 1.14 && entry < 1.14 && result < 1.14, "{sum} {entry} {result}");
    assert!(closed(sum, entry));
    // `verify`: the public power of residues, and what it differs by from such residues, is within what `reduce` takes.
    let mut public = residue;
    for _ in 0..64 {
        public = product(public, public).max(product(product(public, public), residue));
    }
    assert!(public < 1.14 && highest(public + residue) < DIGIT as f64, "{public}");
    // `recombined`: out of Montgomery form; the difference is any number, as the other prime may be larger by 2^128.
    let out = product(result, 1e-300);
    let part = product(ANY, constant);
    assert!(out < 0.501 && part < 1.14);
    for value in [squared_radix, cubed_radix, constant, factor, blinding, base, entry, sum, result, out, part] {
        assert!(highest(value) < 4_194_304.0 + 1.0, "{value}");
    }
    assert!(highest(residue) < DIGIT as f64);
}

/// The least R of a curve, in units of the modulus.
const CURVE_RADIX: f64 = 4_294_967_296.0;

/// What a formula leaves of coordinates within so many moduli is within that again, so they may follow each other in any order.
const COORDINATE: f64 = 4.1;

#[test]
fn every_number_of_a_formula_has_room() {
    let product = |a: f64, b: f64| a * b / CURVE_RADIX + QUOTIENT;
    // Coordinates at import are any octets, up to 2^7 M, in Montgomery form, as is the constant; those of the identity are constants.
    let stated = product(128.0, REDUCED);
    assert!(stated < 0.502);
    for steps in [WEIERSTRASS.addition, WEIERSTRASS.doubling] {
        // So that nothing is read that was not written before.
        let mut values = vec![f64::INFINITY; usize::from(WEIERSTRASS.registers)];
        values[..2 * usize::from(WEIERSTRASS.coordinates)].fill(COORDINATE);
        values[usize::from(WEIERSTRASS.constant)] = stated;
        for step in steps {
            let at = |register: u8| values[usize::from(register)];
            let (to, value) = match *step {
                Step::Product(to, left, right) => (to, product(at(left), at(right))),
                Step::Square(to, from) => (to, product(at(from), at(from))),
                Step::Sum(to, (f, left), (g, right)) => {
                    let size = |factor: i8| f64::from(factor.unsigned_abs());
                    (to, size(f) * at(left) + size(g) * at(right))
                }
            };
            // The prime leaves 32 bits or more of R free, so the highest digit is nearly zero.
            assert!(value < 16.0, "{value}");
            values[usize::from(to)] = value;
        }
        for value in &values[..usize::from(WEIERSTRASS.coordinates)] {
            assert!(*value < COORDINATE, "{value}");
        }
    }
}

/// A copy of the left register must not spoil the right one.
#[test]
fn no_step_writes_to_its_right_register() {
    for step in WEIERSTRASS.addition.iter().chain(WEIERSTRASS.doubling) {
        let (Step::Product(to, _, right) | Step::Square(to, right) | Step::Sum(to, _, (_, right))) = *step;
        assert_ne!(to, right);
    }
}

/// `negated_inverse`: runs of 64 products on a rest and a carry.
#[test]
fn the_inverse_is_exact() {
    let limit = 1_u128 << 53;
    for length in lengths() {
        let columns = length as u128;
        // What a column gives to the next: of so many products, and of the last one, over the radix.
        let carry = (columns + 2) * DIGIT * DIGIT / (1 << 24) + 2;
        assert!(64 * DIGIT * DIGIT + (1 << 23) + carry <= limit);
        assert!((1 << 23) + DIGIT * DIGIT <= limit);
        // Above, the sum is a multiple of the radix, of far fewer than 53 bits.
        assert!((columns + 2) * DIGIT * DIGIT / (1 << 24) <= limit);
    }
}

/// `divide` looks at two columns; those below are worth less than 2^-17 of what it rounds.
#[test]
fn the_neglected_columns_are_small() {
    for length in lengths() {
        let below = (length as f64) * (DIGIT as f64) * (DIGIT as f64) * 1.000_001;
        assert!(below * 2_f64.powi(-24 * 3) < 2_f64.powi(-17));
    }
}
