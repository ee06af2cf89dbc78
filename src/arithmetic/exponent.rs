//! Fixed-window exponentiation, two exponents in lockstep.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "operators of `Pair` are f64 arithmetic; the rest is on lengths, and on limbs within the bounds that are given"
)]

use crate::digits::{Digits, resized, zeros};
use crate::lanes::{Mask, Pair};
use crate::montgomery::Modulus;
use zeroize::Zeroizing;

/// Bits of the exponent a multiplication.
const WINDOW: usize = 4;
const ENTRIES: usize = 1 << WINDOW;
/// Digits gathered at a time, in registers.
const GATHER: usize = 4;

/// Little-endian 32-bit limbs of a secret number.
pub(crate) type Limbs = Zeroizing<Vec<u32>>;

/// A big-endian number as `length` limbs.
#[inline(never)]
pub(crate) fn limbs(octets: &[u8], length: usize) -> Limbs {
    let mut octets = octets.iter().rev().copied();
    let mut octet = || u32::from(octets.next().unwrap_or(0));
    let limb = |_| octet() | (octet() << 8) | (octet() << 16) | (octet() << 24);
    Zeroizing::new((0..length).map(limb).collect())
}

/// `exponent + factor * order`, which is below 2^64 times an exponent's bound and fits the limbs of `order` and two more.
#[inline(never)]
pub(crate) fn blinded(exponent: &[u32], order: &[u32], factor: u64) -> Limbs {
    let mut sum = Zeroizing::new(vec![0; order.len() + 2]);
    for (to, from) in sum.iter_mut().zip(exponent) {
        *to = *from;
    }
    let halves = [factor & 0xFFFF_FFFF, factor >> 32];
    for (shift, half) in halves.into_iter().enumerate() {
        let mut carry = 0_u64;
        let zeros = [0; 2];
        for (to, from) in sum.iter_mut().skip(shift).zip(order.iter().chain(&zeros)) {
            // At most (2^32 - 1)^2 + 2 (2^32 - 1) = 2^64 - 1.
            carry += u64::from(*to) + half * u64::from(*from);
            *to = low(carry);
            carry >>= 32;
        }
    }
    sum
}

/// `larger - smaller`, of the same length.
#[inline(never)]
pub(crate) fn difference(larger: &[u32], smaller: &[u32]) -> Limbs {
    let mut borrow = 0_i64;
    let limb = |(larger, smaller): (&u32, &u32)| {
        borrow += i64::from(*larger) - i64::from(*smaller);
        let limb = low(borrow.cast_unsigned());
        borrow >>= 32;
        limb
    };
    Zeroizing::new(larger.iter().zip(smaller).map(limb).collect())
}

/// The low 32 bits.
fn low(value: u64) -> u32 {
    let [a, b, c, d, ..] = value.to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// The window at `position`, a multiple of [`WINDOW`], which divides 32.
fn window(limbs: &[u32], position: usize) -> u64 {
    let limb = limbs.get(position / 32).copied().unwrap_or(0);
    u64::from((limb >> (position % 32)) & 0xF)
}

/// `base = base^exponents`, base in Montgomery form; every step is done whatever the exponents' bits, of which there are `bits`.
#[inline(never)]
pub(crate) fn power(modulus: &Modulus, base: &mut [Pair], exponents: [&[u32]; 2], bits: usize, scratch: &mut [Pair]) {
    let length = base.len();
    let table = table(modulus, base, scratch);
    let mut factor = zeros(length);
    let windows = bits.div_ceil(WINDOW);
    for index in (0..windows).rev() {
        let indices = exponents.map(|limbs| window(limbs, index * WINDOW));
        select(&mut factor, &table, indices);
        if index + 1 == windows {
            base.copy_from_slice(&factor);
            continue;
        }
        for _ in 0..WINDOW {
            modulus.square(base, scratch);
        }
        modulus.multiply(base, &factor, scratch);
    }
}

/// base^0, base^1, ..., one after the other.
#[inline(never)]
fn table(modulus: &Modulus, base: &[Pair], scratch: &mut [Pair]) -> Digits {
    let length = base.len();
    let mut table = zeros(ENTRIES * length);
    let mut power = resized(&modulus.one, length);
    for entry in table.chunks_exact_mut(length) {
        entry.copy_from_slice(&power);
        modulus.multiply(&mut power, base, scratch);
    }
    table
}

/// The entry at each lane's index. Every entry is read.
#[inline(never)]
fn select(into: &mut [Pair], table: &[Pair], indices: [u64; 2]) {
    let length = into.len();
    let mut masks = [Mask::equal(indices, 0); ENTRIES];
    for (mask, entry) in masks.iter_mut().zip(0..) {
        *mask = Mask::equal(indices, entry);
    }
    for (chunk, into) in into.chunks_exact_mut(GATHER).enumerate() {
        let mut gathered = [Pair::ZERO; GATHER];
        for (entry, mask) in table.chunks_exact(length).zip(masks) {
            let digits = entry.get(chunk * GATHER..).unwrap_or(&[]);
            for (to, from) in gathered.iter_mut().zip(digits) {
                *to = to.or_masked(*from, mask);
            }
        }
        into.copy_from_slice(&gathered);
    }
}
