//! ring's vectors of tests/vectors/ring, through the kernel.

use super::support::{Random, Reference, hex, test};
use crate::crt::{CrtKey, CrtNumbers, length};
use crate::digits::{Digits, from_octets, reciprocal, reduce, resized, to_octets, zeros};
use crate::lanes::Pair;
use crate::montgomery::Modulus;
use crypto_bigint::BoxedUint;
use std::collections::HashMap;

/// Blocks of `name = hexadecimal digits`.
fn blocks(text: &str) -> Vec<HashMap<&str, Vec<u8>>> {
    let pair = |line: &'static str| line.split_once(" = ").map(|(name, digits)| (name, hex(digits)));
    let text: &'static str = Box::leak(text.replace("\r\n", "\n").into_boxed_str());
    let block = |block: &'static str| block.lines().filter(|line| !line.starts_with('#')).filter_map(pair).collect();
    text.split("\n\n").map(block).filter(|block: &HashMap<_, _>| !block.is_empty()).collect()
}

fn trimmed(octets: &[u8]) -> &[u8] {
    &octets[octets.iter().take_while(|octet| **octet == 0).count()..]
}

/// A modulus of any size for both lanes.
fn modulus(octets: &[u8]) -> Modulus {
    let octets = trimmed(octets);
    let bits = 8 * octets.len() - octets[0].leading_zeros() as usize;
    Modulus::new([octets, octets], length(bits), bits)
}

/// Both lanes out of Montgomery form.
fn out(modulus: &Modulus, value: &mut Digits, scratch: &mut [Pair]) -> Vec<u8> {
    let mut one = zeros(modulus.length());
    one[0] = Pair::splat(1.0);
    modulus.multiply(value, &one, scratch);
    modulus.reduce(value);
    to_octets(value, modulus.digits(), 3 * modulus.length())
}

#[test]
fn squares_as_in_bigint_elem_squared_tests() {
    let blocks = blocks(include_str!("../../../tests/vectors/ring/bigint_elem_squared_tests.txt"));
    assert_eq!(blocks.len(), 2);
    for block in blocks {
        let modulus = modulus(&block["M"]);
        let mut scratch = modulus.scratch();
        let mut number = from_octets(&block["A"], &block["A"], modulus.length());
        modulus.multiply(&mut number, &modulus.squared_radix, &mut scratch);
        modulus.square(&mut number, &mut scratch);
        assert_eq!(trimmed(&out(&modulus, &mut number, &mut scratch)), trimmed(&block["ModSquare"]));
    }
}

/// As `crt` does it: the lower half times R^2, the upper half times R^3.
#[test]
fn reduces_as_in_bigint_elem_reduced_tests() {
    let blocks = blocks(include_str!("../../../tests/vectors/ring/bigint_elem_reduced_tests.txt"));
    assert_eq!(blocks.len(), 17);
    for block in blocks {
        let modulus = modulus(&block["M"]);
        let (length, mut scratch) = (modulus.length(), modulus.scratch());
        let number = from_octets(&block["A"], &block["A"], 2 * length);
        let (mut low, mut high) = (resized(&number[..length], length), resized(&number[length..], length));
        let mut cubed = resized(&modulus.squared_radix, length);
        modulus.square(&mut cubed, &mut scratch);
        modulus.multiply(&mut low, &modulus.squared_radix, &mut scratch);
        modulus.multiply(&mut high, &cubed, &mut scratch);
        for (low, high) in low.iter_mut().zip(high.iter()) {
            *low = *low + *high;
        }
        crate::digits::carry(&mut low);
        assert_eq!(trimmed(&out(&modulus, &mut low, &mut scratch)), trimmed(&block["R"]));
    }
}

/// One of these moduli is even, so there is no Montgomery form: the reduction by an estimated quotient alone.
#[test]
fn reduces_as_in_bigint_elem_reduced_once_tests() {
    let blocks = blocks(include_str!("../../../tests/vectors/ring/bigint_elem_reduced_once_tests.txt"));
    assert_eq!(blocks.len(), 3);
    for block in blocks {
        let modulus = from_octets(&block["m"], &block["m"], length(8 * block["m"].len()));
        let mut number = from_octets(&block["a"], &block["a"], modulus.len());
        reduce(&mut number, &modulus, reciprocal(&modulus));
        let octets = to_octets(&number, &modulus, block["m"].len());
        assert_eq!(trimmed(&octets), trimmed(&block["r"]));
    }
}

/// Each of the file's numbers is exponentiated: multiples of a prime, and their neighbours.
#[test]
fn exponentiates_as_in_keypair_private_exponentiate_tests() {
    let mut random = Random(9);
    let mut count = 0;
    for mut block in blocks(include_str!("../../../tests/vectors/ring/keypair_private_exponentiate_tests.txt")) {
        let numbers = integers(&block.remove("Key").unwrap());
        let [modulus, exponent, _, p, q, dp, dq, qi] = numbers.each_ref().map(|number| number.as_slice());
        let kernel = CrtKey::new(&CrtNumbers { modulus, exponent, p, q, dp, dq, qi }).unwrap();
        let reference = Reference::new(modulus);
        for base in block.values() {
            let mut source = |octets: &mut [u8]| Ok::<(), ()>(random.fill(octets));
            let result = kernel.exponentiate(base, &mut source).unwrap();
            let e = BoxedUint::from_be_slice_vartime(exponent);
            assert_eq!(reference.number(&result).pow(&e).retrieve(), reference.number(base).retrieve());
            count += 1;
        }
    }
    assert_eq!(count, 6);
}

/// The eight numbers at the end of a PKCS#8 key: elements of DER with two-octet lengths, but for short numbers.
fn integers(key: &[u8]) -> [Vec<u8>; 8] {
    let start = key.windows(5).position(|window| window == [2, 1, 0, 2, 0x82] && window.len() == 5).unwrap();
    let mut rest = &key[start + 3..];
    core::array::from_fn(|_| {
        let (header, length) = match rest[1] {
            0x82 => (4, usize::from(rest[2]) << 8 | usize::from(rest[3])),
            0x81 => (3, usize::from(rest[2])),
            short => (2, usize::from(short)),
        };
        let number = rest[header..header + length].to_vec();
        rest = &rest[header + length..];
        number
    })
}
