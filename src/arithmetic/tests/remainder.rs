//! Remainders and common divisors.

use super::support::{Random, Reference, keys, test};
use crate::inverse::common_divisor;
use crate::remainder::remainders;
use crypto_bigint::{BoxedUint, NonZero};

const ROUNDS: usize = if cfg!(target_family = "wasm") { 2 } else { 40 };

fn expected(value: &[u8], modulus: &[u8]) -> BoxedUint {
    let modulus = NonZero::new(BoxedUint::from_be_slice_vartime(modulus)).unwrap();
    BoxedUint::from_be_slice_vartime(value).rem_vartime(&modulus)
}

fn assert_right(values: [&[u8]; 2], moduli: [&[u8]; 2]) {
    let results = remainders(values, moduli);
    for ((value, modulus), result) in values.iter().zip(moduli).zip(&results) {
        assert_eq!(BoxedUint::from_be_slice_vartime(result), expected(value, modulus));
    }
}

#[test]
fn remainders_are_those_of_crypto_bigint_for_any_two_moduli() {
    let mut random = Random(21);
    for [first, second] in [[1024, 1024], [1025, 1031], [1437, 1438], [1536, 1400], [2048, 2049], [4096, 4095]] {
        for round in 0..ROUNDS {
            let mut moduli = [random.odd(first), random.odd(second)];
            // Even ones, those next to a power of two, and any.
            *moduli[0].last_mut().unwrap() ^= 1;
            match round % 4 {
                0 => moduli.iter_mut().for_each(|modulus| modulus[1..].fill(0)),
                1 => moduli.iter_mut().for_each(|modulus| modulus[1..].fill(255)),
                _ => {}
            }
            let [m0, m1] = moduli.each_ref().map(Vec::as_slice);
            for octets in [0, 1, 3, first / 8 - 4, first / 8, first / 8 + 1, first / 8 + 7, first / 4, first / 2] {
                let values = [random.octets(octets), vec![255; octets]];
                assert_right([&values[0], &values[1]], [m0, m1]);
                assert_right([&values[1], &[]], [m0, m1]);
            }
            assert_right([m0, m1], [m0, m1]);
            assert_right([m1, m0], [m0, m1]);
        }
    }
}

#[test]
fn the_exponents_of_a_key_are_remainders() {
    for key in keys() {
        let orders = [&key.p, &key.q].map(|prime| [&prime[..prime.len() - 1], &[prime[prime.len() - 1] - 1]].concat());
        let results = remainders([&key.d, &key.d], [&orders[0], &orders[1]]);
        for (result, exponent) in results.iter().zip([&key.dp, &key.dq]) {
            assert_eq!(BoxedUint::from_be_slice_vartime(result), BoxedUint::from_be_slice_vartime(exponent));
        }
    }
}

#[test]
fn a_prime_is_the_common_divisor_of_its_multiples_and_the_modulus() {
    let mut random = Random(22);
    for key in keys() {
        for prime in [&key.p, &key.q] {
            let reference = Reference::new(&key.n);
            for factor in [vec![1], vec![2], random.octets(key.n.len() / 2 - 20)] {
                let multiple = reference.number(prime).mul(&reference.number(&factor)).retrieve().to_be_bytes();
                let multiple = &multiple[multiple.len() - key.n.len()..];
                let divisor = common_divisor(multiple, &key.n);
                assert_eq!(BoxedUint::from_be_slice_vartime(&divisor), BoxedUint::from_be_slice_vartime(prime));
            }
        }
        assert_eq!(*common_divisor(&[], &key.n), *key.n);
        assert_eq!(BoxedUint::from_be_slice_vartime(&common_divisor(&[6], &key.n)), BoxedUint::one());
    }
}
