//! Keys, repeatable random numbers, and the reference arithmetic, crypto-bigint's.

use crate::crt::{CrtKey, CrtNumbers};
use crate::lanes::{Pair, to_integer};
use crypto_bigint::modular::{BoxedMontyForm, BoxedMontyParams};
use crypto_bigint::{BoxedUint, NonZero, Odd};

#[cfg(not(target_family = "wasm"))]
pub(crate) use core::prelude::v1::test;
#[cfg(target_family = "wasm")]
pub(crate) use wasm_bindgen_test::wasm_bindgen_test as test;

/// A number's octets from hexadecimal digits.
pub(crate) fn hex(digits: &str) -> Vec<u8> {
    let octet = |at: usize| u8::from_str_radix(&digits[at.saturating_sub(2)..at], 16).unwrap();
    let mut octets: Vec<u8> = (1..=digits.len()).rev().step_by(2).map(octet).collect();
    octets.reverse();
    octets
}

/// A line of tests/keys/arithmetic.txt.
pub(crate) struct Key {
    pub(crate) name: String,
    pub(crate) n: Vec<u8>,
    pub(crate) e: Vec<u8>,
    pub(crate) d: Vec<u8>,
    pub(crate) p: Vec<u8>,
    pub(crate) q: Vec<u8>,
    pub(crate) dp: Vec<u8>,
    pub(crate) dq: Vec<u8>,
    pub(crate) qi: Vec<u8>,
}

pub(crate) fn keys() -> Vec<Key> {
    let key = |line: &str| {
        let (name, numbers) = line.split_once(' ').unwrap();
        let mut numbers = numbers.split(' ').map(hex);
        let mut next = || numbers.next().unwrap();
        let (n, e, d, p) = (next(), next(), next(), next());
        Key { name: name.to_owned(), n, e, d, p, q: next(), dp: next(), dq: next(), qi: next() }
    };
    include_str!("../../../tests/keys/arithmetic.txt").lines().map(key).collect()
}

impl Key {
    pub(crate) fn kernel(&self) -> CrtKey {
        CrtKey::new(&self.numbers()).unwrap()
    }
    pub(crate) fn numbers(&self) -> CrtNumbers<'_> {
        CrtNumbers {
            modulus: &self.n,
            exponent: &self.e,
            p: &self.p,
            q: &self.q,
            dp: &self.dp,
            dq: &self.dq,
            qi: &self.qi,
        }
    }
    /// `base^d mod n` by the kernel, as octets.
    pub(crate) fn private(&self, kernel: &CrtKey, base: &[u8], random: &mut Random) -> Vec<u8> {
        let mut source = |octets: &mut [u8]| {
            random.fill(octets);
            Ok::<(), ()>(())
        };
        kernel.exponentiate(base, &mut source).unwrap().to_vec()
    }
}

/// xorshift64*: repeatable.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn word(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_F491_4F6C_DD1D)
    }
    pub(crate) fn fill(&mut self, octets: &mut [u8]) {
        for chunk in octets.chunks_mut(8) {
            chunk.copy_from_slice(&self.word().to_be_bytes()[..chunk.len()]);
        }
    }
    pub(crate) fn octets(&mut self, length: usize) -> Vec<u8> {
        let mut octets = vec![0; length];
        self.fill(&mut octets);
        octets
    }
    /// An odd number of exactly so many bits.
    pub(crate) fn odd(&mut self, bits: usize) -> Vec<u8> {
        let mut octets = self.octets(bits.div_ceil(8));
        let top = (bits - 1) % 8;
        octets[0] = octets[0] & ((1 << top) - 1) | 1 << top;
        *octets.last_mut().unwrap() |= 1;
        octets
    }
}

/// Arithmetic modulo an odd number, by crypto-bigint.
pub(crate) struct Reference {
    modulus: NonZero<BoxedUint>,
    params: BoxedMontyParams,
}

impl Reference {
    pub(crate) fn new(modulus: &[u8]) -> Self {
        let modulus = BoxedUint::from_be_slice_vartime(modulus);
        let params = BoxedMontyParams::new_vartime(Odd::new(modulus.clone()).unwrap());
        Self { modulus: NonZero::new(modulus).unwrap(), params }
    }
    /// A number of any size.
    pub(crate) fn number(&self, octets: &[u8]) -> BoxedMontyForm {
        let number = BoxedUint::from_be_slice_vartime(octets).rem_vartime(&self.modulus);
        BoxedMontyForm::new(number, &self.params)
    }
    /// `2^exponent`.
    pub(crate) fn power_of_two(&self, exponent: usize) -> BoxedMontyForm {
        let mut octets = vec![0; exponent / 8 + 1];
        octets[0] = 1 << (exponent % 8);
        self.number(&octets)
    }
    /// What one lane of digits is worth, whatever their signs: no digit, one or the other, needs a carry.
    pub(crate) fn value(&self, digits: &[Pair], lane: usize) -> BoxedMontyForm {
        let digit = |pair: &Pair| to_integer([pair.first(), pair.second()][lane]);
        let octets = |sign: i64| {
            let octets = digits.iter().rev().flat_map(|pair| {
                let size = (sign * digit(pair)).max(0);
                assert!(size < 1 << 24, "{size}");
                size.to_be_bytes().into_iter().skip(5)
            });
            self.number(&octets.collect::<Vec<u8>>())
        };
        octets(1).sub(&octets(-1))
    }
}

/// One lane of digits over 2^(24 (length - 1)), to 50 bits.
pub(crate) fn magnitude(digits: &[Pair], lane: usize) -> f64 {
    digits.iter().fold(0.0, |below, pair| below / 16_777_216.0 + [pair.first(), pair.second()][lane])
}
