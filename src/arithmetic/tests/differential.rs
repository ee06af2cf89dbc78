//! Multiplication, squaring and reduction against crypto-bigint.

use super::support::{Random, Reference, magnitude, test};
use crate::columns::RADIX;
use crate::crt::length;
use crate::digits::{from_octets, resized, to_octets};
use crate::lanes::Pair;
use crate::montgomery::Modulus;
use crypto_bigint::modular::BoxedMontyForm;

/// Random operands of each size.
const OPERANDS: usize = if cfg!(target_family = "wasm") { 1_000 } else { 100_000 };
/// Operands modulo one pair of random moduli.
const SHARED: usize = 250;

/// Two moduli for the kernel and for the reference.
pub(super) struct Both {
    pub(super) kernel: Modulus,
    references: [Reference; 2],
    radix: [BoxedMontyForm; 2],
}

impl Both {
    pub(super) fn new(moduli: [&[u8]; 2], bits: usize) -> Self {
        let length = length(bits);
        let kernel = Modulus::new(moduli, length, bits);
        let references = moduli.map(Reference::new);
        let radix = references.each_ref().map(|reference| reference.power_of_two(24 * length));
        Self { kernel, references, radix }
    }

    /// `a b / R` and `a^2 / R`.
    pub(super) fn check(&self, a: &[Pair], b: &[Pair], scratch: &mut [Pair]) {
        self.check_product(a, b, scratch);
        let mut square = resized(a, a.len());
        self.kernel.square(&mut square, scratch);
        self.check_result(a, a, &square);
    }

    /// `a b / R`, and that as octets.
    pub(super) fn check_product(&self, a: &[Pair], b: &[Pair], scratch: &mut [Pair]) {
        let mut product = resized(a, a.len());
        self.kernel.multiply(&mut product, b, scratch);
        self.check_result(a, b, &product);
        self.check_reduction(&product);
    }

    /// Both lanes are right, and as small as they have to be.
    fn check_result(&self, a: &[Pair], b: &[Pair], result: &[Pair]) {
        for digit in result.iter().flat_map(|pair| [pair.first(), pair.second()]) {
            assert!(digit.fract() == 0.0 && digit.abs() <= 8_388_608.0 + 256.0, "{digit}");
        }
        for (lane, reference) in self.references.iter().enumerate() {
            let expected = reference.value(a, lane).mul(&reference.value(b, lane));
            assert_eq!(reference.value(result, lane).mul(&self.radix[lane]).retrieve(), expected.retrieve());
            let [a, b, result, modulus] =
                [a, b, result, self.kernel.digits()].map(|digits| magnitude(digits, lane).abs());
            assert!(result <= (a * b / RADIX + 0.501 * modulus) * (1.0 + 1e-12), "{result}");
        }
    }

    /// The second lane, out of Montgomery form or not, in octets.
    fn check_reduction(&self, value: &[Pair]) {
        let mut reduced = resized(value, value.len());
        self.kernel.reduce(&mut reduced);
        let octets = to_octets(&reduced, self.kernel.digits(), 3 * value.len());
        let [_, reference] = &self.references;
        let expected = reference.value(value, 1).retrieve();
        assert_eq!(octets, padded(&expected.to_be_bytes(), octets.len()));
    }
}

fn padded(octets: &[u8], length: usize) -> Vec<u8> {
    let octets: Vec<u8> = octets.iter().copied().skip_while(|octet| *octet == 0).collect();
    [vec![0; length - octets.len()], octets].concat()
}

/// Each call has two lanes, which are two random pairs of operands.
fn agree_at(bits: usize) {
    let mut random = Random(bits as u64);
    let mut left = OPERANDS;
    while left > 0 {
        let moduli = [random.odd(bits), random.odd(bits)];
        let both = Both::new([&moduli[0], &moduli[1]], bits);
        let (length, octets) = (both.kernel.length(), bits.div_ceil(8));
        let mut scratch = both.kernel.scratch();
        for _ in 0..SHARED / 2 {
            // At most 2 M, where the modulus has eight bits in its highest octet.
            let mut number = || from_octets(&random.octets(octets), &random.octets(octets), length);
            let (a, b) = (number(), number());
            both.check(&a, &b, &mut scratch);
        }
        left = left.saturating_sub(SHARED);
    }
}

#[test]
fn agrees_with_crypto_bigint_at_1024_bits() {
    agree_at(1024);
}

#[test]
fn agrees_with_crypto_bigint_at_1536_bits() {
    agree_at(1536);
}

#[test]
fn agrees_with_crypto_bigint_at_2048_bits() {
    agree_at(2048);
}

#[test]
fn agrees_with_crypto_bigint_at_3072_bits() {
    agree_at(3072);
}

#[test]
fn agrees_with_crypto_bigint_at_4096_bits() {
    agree_at(4096);
}
