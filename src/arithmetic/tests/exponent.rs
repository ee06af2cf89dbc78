//! Exponents in limbs, and the packed table.

use super::support::{Random, Reference, test};
use crate::crt::{length, power_modulo};
use crate::digits::{resized, zeros};
use crate::exponent::{blinded, limbs, power};
use crate::lanes::{Mask, Packed, Pair};
use crate::montgomery::Modulus;
use crypto_bigint::BoxedUint;

/// In 1280 bits, which no sum here fills.
fn number(limbs: &[u32]) -> BoxedUint {
    let octets: Vec<u8> = limbs.iter().rev().flat_map(|limb| limb.to_be_bytes()).collect();
    BoxedUint::from_be_slice(&octets, 1280).unwrap()
}

fn assert_blinded(exponent: &[u32], order: &[u32], factor: u64) {
    let factors = [factor & 0xFFFF_FFFF, factor >> 32].map(|half| half as u32);
    let expected = number(order).wrapping_mul(&number(&factors)).wrapping_add(&number(exponent));
    assert_eq!(number(&blinded(exponent, order, factor)), expected);
}

#[test]
fn blinds_exponents_without_losing_a_carry() {
    let (ones, zero) = (vec![u32::MAX; 32], vec![0; 32]);
    for exponent in [&ones, &zero] {
        for order in [&ones, &zero] {
            for factor in [0, 1, u64::from(u32::MAX), 1 << 32, u64::MAX] {
                assert_blinded(exponent, order, factor);
            }
        }
    }
    let mut random = Random(3);
    for _ in 0..1000 {
        let [exponent, order] = [0; 2].map(|_| limbs(&random.octets(127), 32));
        assert_blinded(&exponent, &order, random.word());
    }
}

#[test]
fn packs_every_digit_and_gives_it_back() {
    let bound = 8_388_608.0 + 256.0;
    for digit in [0.0, 1.0, 8_388_607.0, 8_388_608.0, bound, 16_777_216.0, 2_147_483_646.0] {
        for sign in [1.0, -1.0] {
            let pairs = [Pair::new(sign * digit, -digit), Pair::new(digit, 1.0 - sign * digit)];
            let back = Packed::new(pairs).pairs();
            for (pair, back) in pairs.iter().zip(back) {
                assert_eq!([pair.first(), pair.second()], [back.first(), back.second()]);
            }
        }
    }
}

#[test]
fn a_mask_lets_through_the_entry_of_its_index_alone() {
    let entry = Packed::new([Pair::new(-1.0, -1.0); 2]);
    for (first, second, index) in (0..32 * 32 * 32).map(|all| (all % 32, all / 32 % 32, all / 1024)) {
        let [low, high] = Packed::ZERO.or_masked(entry, Mask::equal([first, second], index)).pairs();
        let expected = [first, second].map(|chosen| if chosen == index { -1.0 } else { 0.0 });
        assert_eq!([[low.first(), low.second()], [high.first(), high.second()]], [expected; 2]);
    }
}

#[test]
fn small_powers_are_right_whatever_the_window() {
    let mut random = Random(5);
    let moduli = [random.odd(1024), random.odd(1024)];
    let kernel = Modulus::new([&moduli[0], &moduli[1]], length(1024), 1024);
    let mut scratch = kernel.scratch();
    let references = [0, 1].map(|lane: usize| Reference::new(&moduli[lane]));
    for exponent in (0..1056).step_by(7) {
        let mut base = resized(&kernel.one, kernel.length());
        for digit in base.iter_mut() {
            *digit = *digit + *digit;
        }
        // Every bit of a window, at the places where it crosses limbs.
        let set =
            |bit: usize| (0..34).map(|limb| if bit / 32 == limb { 1 << (bit % 32) } else { 0 }).collect::<Vec<u32>>();
        let exponents = [set(exponent), set(1055 - exponent)];
        power(&kernel, &mut base, [&exponents[0], &exponents[1]], 1056, &mut scratch);
        let mut one = zeros(kernel.length());
        one[0] = Pair::splat(1.0);
        kernel.multiply(&mut base, &one, &mut scratch);
        for (lane, bit) in [exponent, 1055 - exponent].into_iter().enumerate() {
            let expected = (0..bit).fold(references[lane].power_of_two(1), |power, _| power.square());
            assert_eq!(references[lane].value(&base, lane).retrieve(), expected.retrieve(), "{bit}");
        }
    }
}

#[test]
fn powers_modulo_a_number_are_those_of_crypto_bigint() {
    let mut random = Random(6);
    for bits in [1024, 1031, 2048] {
        for octets in [1, 4, 127, 130] {
            let (modulus, base, exponent) = (random.odd(bits), random.octets(bits / 8 - 1), random.octets(octets));
            let reference = Reference::new(&modulus);
            let expected = reference.number(&base).pow(&BoxedUint::from_be_slice_vartime(&exponent));
            let result = power_modulo(&base, &exponent, &modulus);
            assert_eq!(reference.number(&result).retrieve(), expected.retrieve());
        }
    }
}
