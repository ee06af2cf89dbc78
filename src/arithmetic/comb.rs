//! Two multiples of two fixed points, in lockstep, and their sum.
//!
//! The comb of C. Lim and P. Lee (*More flexible exponentiation with precomputation*, 1994): a scalar of `TEETH * columns` bits is read
//! as that many columns of bits that stand `columns` apart, so that there is a doubling and an addition for each column, of an entry of a
//! table of all sums of the points `2^(columns i) P`. Every entry is read and masked, every step is done whatever the bits.
#![expect(
    clippy::arithmetic_side_effects,
    reason = "the arithmetic is on lengths of at most 1024 octets and on positions of bits in them"
)]

use crate::exponent::{packed_zeros, select};
use crate::faults::{self, Place};
use crate::formulas::{Formulas, Registers};
use crate::lanes::{Packed, Pair};
use crate::montgomery::Modulus;
use crate::secret::Secret;

/// Bits that a column has.
const TEETH: usize = 5;
const ENTRIES: usize = 1 << TEETH;

/// All sums of some multiples of two points.
pub(crate) struct Comb {
    formulas: &'static Formulas,
    entries: Secret<Packed>,
    columns: usize,
}

impl Comb {
    /// For scalars of at most `octets`. The registers hold a point in each lane, and nothing else but the curve's constant.
    #[inline(never)]
    pub(crate) fn new(formulas: &'static Formulas, field: &Modulus, registers: &mut Registers, octets: usize) -> Self {
        let columns = (8 * octets).div_ceil(TEETH);
        let count = formulas.coordinates;
        let size = usize::from(count) * field.length() / 2;
        let mut entries = packed_zeros(ENTRIES * size);
        let mut multiple = Secret::new(registers.get(0, count).to_vec());
        pack(&mut entries, &formulas.identity(field));
        for tooth in 0..TEETH {
            if tooth > 0 {
                registers.get_mut(0, count).copy_from_slice(&multiple);
                for _ in 0..columns {
                    registers.run(formulas.doubling, field);
                }
                multiple.copy_from_slice(registers.get(0, count));
            }
            // Each sum of the teeth before, and this one.
            for (from, entry) in (0..1 << tooth).zip(1 << tooth..) {
                unpack(registers.get_mut(0, count), entries.get(from * size..).unwrap_or(&[]));
                registers.get_mut(count, count).copy_from_slice(&multiple);
                registers.run(formulas.addition, field);
                pack(entries.get_mut(entry * size..).unwrap_or_default(), registers.get(0, count));
            }
        }
        Self { formulas, entries, columns }
    }

    /// The sum of the first scalar times the first point and of the second times the second one, in the first registers, both lanes.
    #[inline(never)]
    pub(crate) fn multiply(&self, field: &Modulus, registers: &mut Registers, scalars: [&[u8]; 2]) {
        let (formulas, count) = (self.formulas, self.formulas.coordinates);
        let mut chosen = packed_zeros(self.entries.len() / ENTRIES);
        registers.get_mut(0, count).copy_from_slice(&formulas.identity(field));
        for column in (0..self.columns).rev() {
            registers.run(formulas.doubling, field);
            select(&mut chosen, &self.entries, scalars.map(|scalar| self.index(scalar, column)));
            unpack(registers.get_mut(count, count), &chosen);
            faults::digits(Place::Addend, registers.get_mut(count, count));
            registers.run(formulas.addition, field);
        }
        let mut second = Secret::new(registers.get(0, count).to_vec());
        for digit in second.iter_mut() {
            *digit = digit.both_second();
        }
        registers.get_mut(count, count).copy_from_slice(&second);
        for digit in registers.get_mut(0, count) {
            *digit = digit.both_first();
        }
        registers.run(formulas.addition, field);
        faults::digits(Place::Point, registers.get_mut(0, count));
    }

    /// The bits of a column.
    #[inline(never)]
    fn index(&self, scalar: &[u8], column: usize) -> u32 {
        let bit = |position: usize| {
            let octet = scalar.iter().rev().nth(position / 8).copied().unwrap_or(0);
            u32::from((octet >> (position % 8)) & 1)
        };
        (0..TEETH).rev().fold(0, |index, tooth| (index << 1) | bit(tooth * self.columns + column))
    }
}

#[inline(never)]
fn pack(packed: &mut [Packed], digits: &[Pair]) {
    for (packed, digits) in packed.iter_mut().zip(digits.as_chunks().0) {
        *packed = Packed::new(*digits);
    }
}

#[inline(never)]
fn unpack(digits: &mut [Pair], packed: &[Packed]) {
    for (digits, packed) in digits.as_chunks_mut().0.iter_mut().zip(packed) {
        *digits = packed.pairs();
    }
}
