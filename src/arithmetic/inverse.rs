//! The inverse modulo an odd number, and the greatest common divisor with it, in constant time.
//!
//! Division steps (D. Bernstein and B.-Y. Yang, *Fast constant-time gcd computation and modular inversion*, 2019), counted from one half
//! (P. Wuille 2021), 30 at a time on the lowest limbs alone: what they do to `f` and `g` is a matrix, which is then applied to the whole
//! numbers. Numbers are limbs of 30 bits, lowest first, in `[0, 2^30)` but for the highest, which has the sign.
//!
//! Bounds: the entries of a row of the matrix sum to at most 2^30 in size, so its two products with limbs sum to at most 2^60; the multiple of
//! the modulus is at most 2^31, and its product with a limb 2^61. Together with a carry that stays below 2^62.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "limbs and the matrix are bounded as the module says; the rest is on lengths of at most 1024 octets"
)]

use crate::secret::Secret;

const BITS: usize = 30;
const MASK: i64 = (1 << BITS) - 1;

type Limbs = Secret<i64>;

/// A row of the matrix: factors of `f` and `g`.
type Row = [i64; 2];

/// Division steps after which `g` is zero, for numbers below 2^bits (Wuille's bound, from the convex hull of all that can be left).
const fn steps(bits: usize) -> usize {
    (45_907 * bits + 26_313) / 19_929
}

/// `value^-1 mod modulus`, big-endian, for an odd modulus and a smaller value. Where there is no inverse the result is some other number.
pub fn inverse(value: &[u8], modulus: &[u8]) -> Secret<u8> {
    let [_, inverse] = euclid(value, modulus);
    inverse
}

/// The greatest common divisor of an odd modulus and a smaller value, big-endian.
pub fn common_divisor(value: &[u8], modulus: &[u8]) -> Secret<u8> {
    let [divisor, _] = euclid(value, modulus);
    divisor
}

/// The common divisor, and the inverse if that is one.
#[inline(never)]
fn euclid(value: &[u8], modulus: &[u8]) -> [Secret<u8>; 2] {
    let bits = 8 * modulus.len();
    // Room for 2 * modulus and a sign.
    let length = bits / BITS + 1 + usize::from(bits % BITS > BITS - 3);
    let modulus_limbs = from_octets(modulus, length);
    let inverse = negated_inverse(lowest(&modulus_limbs));
    let [mut f, mut g] = [from_octets(modulus, length), from_octets(value, length)];
    let [mut d, mut e] = [from_octets(&[], length), from_octets(&[1], length)];
    let [mut first, mut second] = [from_octets(&[], length), from_octets(&[], length)];
    let mut delta = 1;
    for _ in 0..steps(bits).div_ceil(BITS) {
        let rows;
        (delta, rows) = batch(delta, lowest(&f), lowest(&g));
        let multiples = multiples(rows, &d, &e, inverse);
        for (left, right, multiples) in [(&mut f, &mut g, [0, 0]), (&mut d, &mut e, multiples)] {
            combine(rows[0], [left, right], (multiples[0], &modulus_limbs), &mut first);
            combine(rows[1], [left, right], (multiples[1], &modulus_limbs), &mut second);
            core::mem::swap(left, &mut first);
            core::mem::swap(right, &mut second);
        }
    }
    // Now f is the divisor or that times -1, and d * value = f mod modulus, with d in (-2 modulus, modulus).
    let negative = sign(&d);
    add_masked(&mut d, &modulus_limbs, negative);
    let negative = sign(&f);
    negate_masked(&mut d, negative);
    negate_masked(&mut f, negative);
    let negative = sign(&d);
    add_masked(&mut d, &modulus_limbs, negative);
    [f, d].map(|limbs| to_octets(&limbs, modulus.len()))
}

/// Thirty steps: the new `delta`, twice as large as in the paper, and what makes `2^30 f` and `2^30 g` of the old `f` and `g`.
#[inline(never)]
fn batch(mut delta: i64, mut f: i64, mut g: i64) -> (i64, [Row; 2]) {
    let ([mut f0, mut f1], [mut g0, mut g1]) = ([1, 0], [0, 1]);
    for _ in 0..BITS {
        let odd = -(g & 1);
        // All ones where g is odd and delta above zero: then (f, g) becomes (g, -f).
        let swap = odd & ((-delta) >> 63);
        delta = ((delta ^ swap) - swap) + 2;
        (f, g) = exchanged(f, g, swap);
        (f0, g0) = exchanged(f0, g0, swap);
        (f1, g1) = exchanged(f1, g1, swap);
        g = (g + (f & odd)) >> 1;
        g0 += f0 & odd;
        g1 += f1 & odd;
        f0 <<= 1;
        f1 <<= 1;
    }
    (delta, [[f0, f1], [g0, g1]])
}

fn exchanged(left: i64, right: i64, swap: i64) -> (i64, i64) {
    let change = (left ^ right) & swap;
    (left ^ change, ((right ^ change) ^ swap) - swap)
}

/// How many times the modulus has to be added to `rows * (d, e)`: it makes up for negative numbers, so that those in (-2 modulus, modulus)
/// stay there, and makes the lowest limb zero.
#[inline(never)]
fn multiples(rows: [Row; 2], d: &[i64], e: &[i64], inverse: i64) -> [i64; 2] {
    rows.map(|[of_d, of_e]| {
        let positive = (sign(d) & of_d) + (sign(e) & of_e);
        let sum = of_d * lowest(d) + of_e * lowest(e);
        positive - ((positive - (sum & MASK) * inverse) & MASK)
    })
}

/// `(row * (left, right) + multiple * modulus) / 2^30`, which is exact.
#[inline(never)]
fn combine(row: Row, [left, right]: [&[i64]; 2], (multiple, modulus): (i64, &[i64]), result: &mut [i64]) {
    let mut sums = left
        .iter()
        .zip(right)
        .zip(modulus)
        .map(|((left, right), of_modulus)| row[0] * left + row[1] * right + multiple * of_modulus);
    let mut sum = sums.next().unwrap_or(0) >> BITS;
    for (limb, next) in result.iter_mut().zip(sums) {
        sum += next;
        *limb = sum & MASK;
        sum >>= BITS;
    }
    if let Some(highest) = result.last_mut() {
        *highest = sum;
    }
}

/// `-odd^-1 mod 2^30`.
fn negated_inverse(odd: i64) -> i64 {
    // Newton's iteration: an odd number is its own inverse modulo 8, and each step doubles the bits.
    let mut inverse = odd;
    for _ in 0..4 {
        inverse = (inverse * (2 - ((odd * inverse) & MASK))) & MASK;
    }
    -inverse & MASK
}

/// -1 for a number below zero, else 0.
fn sign(limbs: &[i64]) -> i64 {
    limbs.last().map_or(0, |highest| highest >> 63)
}

fn lowest(limbs: &[i64]) -> i64 {
    limbs.first().copied().unwrap_or(0)
}

#[inline(never)]
fn add_masked(limbs: &mut [i64], modulus: &[i64], mask: i64) {
    for (limb, of_modulus) in limbs.iter_mut().zip(modulus) {
        *limb += of_modulus & mask;
    }
    carry(limbs);
}

#[inline(never)]
fn negate_masked(limbs: &mut [i64], mask: i64) {
    for limb in limbs.iter_mut() {
        *limb = (*limb ^ mask) - mask;
    }
    carry(limbs);
}

#[inline(never)]
fn carry(limbs: &mut [i64]) {
    let mut carry = 0;
    if let Some((highest, lower)) = limbs.split_last_mut() {
        for limb in lower {
            carry += *limb;
            *limb = carry & MASK;
            carry >>= BITS;
        }
        *highest += carry;
    }
}

/// A big-endian number.
#[inline(never)]
fn from_octets(octets: &[u8], length: usize) -> Limbs {
    let mut octets = octets.iter().rev();
    let (mut bits, mut held) = (0, 0);
    let limb = |_| {
        while held < BITS {
            bits |= i64::from(octets.next().copied().unwrap_or(0)) << held;
            held += 8;
        }
        let limb = bits & MASK;
        bits >>= BITS;
        held -= BITS;
        limb
    };
    Secret::new((0..length).map(limb).collect())
}

#[inline(never)]
fn to_octets(limbs: &[i64], length: usize) -> Secret<u8> {
    let mut octets = Secret::new(vec![0; length]);
    let mut limbs = limbs.iter();
    let (mut bits, mut held) = (0, 0);
    for octet in octets.iter_mut().rev() {
        if held < 8 {
            bits |= limbs.next().copied().unwrap_or(0) << held;
            held += BITS;
        }
        *octet = bits.to_le_bytes()[0];
        bits >>= 8;
        held -= 8;
    }
    octets
}
