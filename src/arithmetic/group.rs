//! The points of a curve as octets: affine coordinates, one after the other.

use crate::comb::Comb;
use crate::curve::Curve;
use crate::digits::Digits;
use crate::formulas::{Registers, WEIERSTRASS};
use crate::inverse::inverse;
use crate::montgomery::Modulus;
use crate::secret::Secret;
use crate::single::combined;

/// The points of a curve.
pub(crate) struct Group {
    pub curve: &'static Curve,
    field: Modulus,
    coefficient: Digits,
}

impl Curve {
    /// Whether these are the coordinates of a point: as long as the field, below the prime, and `y^2 = x^3 - 3 x + b`. For public points only:
    /// the time tells what is wrong.
    pub fn has_point(&self, x: &[u8], y: &[u8]) -> bool {
        if [x, y].iter().any(|number| number.len() != self.octets() || *number >= self.prime) {
            return false;
        }
        let field = Modulus::twice(self.prime, self.bits);
        let [x, y, three, b] = [x, y, &[3], self.coefficient].map(|number| field.residue(number));
        // Each product is within 0.64 moduli of zero.
        let cubic = field.product(&combined(&field.product(&x, &x), &three, -1.0), &x);
        let difference = combined(&combined(&cubic, &b, 1.0), &field.product(&y, &y), -1.0);
        field.octets(&difference, self.octets()).iter().all(|octet| *octet == 0)
    }
}

impl Group {
    pub(crate) fn new(curve: &'static Curve) -> Self {
        let field = Modulus::twice(curve.prime, curve.bits);
        let coefficient = field.residue(curve.coefficient);
        Self { curve, field, coefficient }
    }

    fn registers(&self) -> Registers {
        let mut registers = Registers::new(&WEIERSTRASS, &self.field);
        registers.get_mut(WEIERSTRASS.constant, 1).copy_from_slice(&self.coefficient);
        registers
    }

    /// The table for two points, each of two coordinates one after the other.
    pub(crate) fn comb(&self, first: &[u8], second: &[u8]) -> Comb {
        let octets = self.curve.octets();
        let mut registers = self.registers();
        for (register, (first, second)) in (0..).zip(first.chunks(octets).zip(second.chunks(octets))) {
            registers.get_mut(register, 1).copy_from_slice(&self.field.residues(first, second));
        }
        registers.get_mut(2, 1).copy_from_slice(&self.field.one);
        Comb::new(&WEIERSTRASS, &self.field, &mut registers, octets)
    }

    /// The coordinates of a sum of multiples; zeros, or any numbers, for the identity.
    pub(crate) fn multiply(&self, comb: &Comb, scalars: [&[u8]; 2]) -> Secret<u8> {
        let (field, octets) = (&self.field, self.curve.octets());
        let mut registers = self.registers();
        comb.multiply(field, &mut registers, scalars);
        let inverse = field.residue(&inverse(&field.octets(registers.get(2, 1), octets), self.curve.prime));
        let [x, y] = [0, 1].map(|register| field.octets(&field.product(registers.get(register, 1), &inverse), octets));
        Secret::new([&*x, &*y].concat())
    }
}
