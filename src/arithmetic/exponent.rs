//! Fixed-window exponentiation, two exponents in lockstep.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "operators of `Pair` are f64 arithmetic; the rest is on lengths, and on limbs within the bounds that are given"
)]

use crate::digits::{resized, zeros};
use crate::faults::{self, Place};
use crate::lanes::{Mask, Packed, Pair};
use crate::montgomery::Modulus;
use crate::secret::Secret;

/// Bits of the exponent a multiplication.
const WINDOW: usize = 5;
const ENTRIES: usize = 1 << WINDOW;
/// Entries that are read in one pass over the chosen one.
const TOGETHER: usize = 4;

/// base^0, base^1, ..., one after the other.
type Table = Secret<Packed>;

/// Little-endian 32-bit limbs of a secret number.
pub(crate) type Limbs = Secret<u32>;

/// A big-endian number as `length` limbs.
#[inline(never)]
pub(crate) fn limbs(octets: &[u8], length: usize) -> Limbs {
    let mut octets = octets.iter().rev().copied();
    let mut octet = || u32::from(octets.next().unwrap_or(0));
    let limb = |_| octet() | (octet() << 8) | (octet() << 16) | (octet() << 24);
    Secret::new((0..length).map(limb).collect())
}

/// `exponent + factor * order`, which is below 2^64 times an exponent's bound and fits the limbs of `order` and two more.
#[inline(never)]
pub(crate) fn blinded(exponent: &[u32], order: &[u32], factor: u64) -> Limbs {
    let mut sum = Secret::new(vec![0; order.len() + 2]);
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

/// The low 32 bits.
pub(crate) fn low(value: u64) -> u32 {
    let [a, b, c, d, ..] = value.to_le_bytes();
    u32::from_le_bytes([a, b, c, d])
}

/// The window at `position`.
fn window(limbs: &[u32], position: usize) -> u32 {
    let limb = |index| u64::from(limbs.get(index).copied().unwrap_or(0));
    let both = limb(position / 32) | (limb(position / 32 + 1) << 32);
    low(both >> (position % 32)) & ((1 << WINDOW) - 1)
}

/// `base = base^exponents`, base in Montgomery form; every step is done whatever the exponents' bits, of which there are `bits`.
#[inline(never)]
pub(crate) fn power(modulus: &Modulus, base: &mut [Pair], exponents: [&[u32]; 2], bits: usize, scratch: &mut [Pair]) {
    let table = table(modulus, base, scratch);
    let mut chosen = packed_zeros(base.len() / 2);
    let mut factor = zeros(base.len());
    let windows = bits.div_ceil(WINDOW);
    for index in (0..windows).rev() {
        select(&mut chosen, &table, exponents.map(|limbs| window(limbs, index * WINDOW)));
        unpack(&mut factor, &chosen);
        faults::digits(Place::Entry, &mut factor);
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

#[inline(never)]
fn table(modulus: &Modulus, base: &[Pair], scratch: &mut [Pair]) -> Table {
    let half = base.len() / 2;
    let mut table = packed_zeros(ENTRIES * half);
    let mut power = resized(&modulus.one, base.len());
    for (index, entry) in table.chunks_exact_mut(half).enumerate() {
        if index > 0 {
            modulus.multiply(&mut power, base, scratch);
        }
        for (packed, digits) in entry.iter_mut().zip(power.as_chunks().0) {
            *packed = Packed::new(*digits);
        }
    }
    table
}

#[inline(never)]
pub(crate) fn packed_zeros(length: usize) -> Secret<Packed> {
    Secret::new(vec![Packed::ZERO; length])
}

fn unpack(digits: &mut [Pair], packed: &[Packed]) {
    for (digits, packed) in digits.as_chunks_mut().0.iter_mut().zip(packed) {
        *digits = packed.pairs();
    }
}

/// The entry at each number's index. Every entry is read.
#[inline(never)]
pub(crate) fn select(chosen: &mut [Packed], table: &[Packed], indices: [u32; 2]) {
    chosen.fill(Packed::ZERO);
    let half = chosen.len();
    for (entries, index) in table.chunks_exact(TOGETHER * half).zip((0..).step_by(TOGETHER)) {
        let [m0, m1, m2, m3] = [0, 1, 2, 3].map(|next| Mask::equal(indices, index + next));
        let (low, high) = entries.split_at(2 * half);
        let ((e0, e1), (e2, e3)) = (low.split_at(half), high.split_at(half));
        for ((((to, e0), e1), e2), e3) in chosen.iter_mut().zip(e0).zip(e1).zip(e2).zip(e3) {
            *to = to.or_masked(*e0, m0).or_masked(*e1, m1).or_masked(*e2, m2).or_masked(*e3, m3);
        }
    }
}
