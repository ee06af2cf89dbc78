//! Operands at the edges: small and large values, digits at their bounds, carries out of the highest digit.

use super::differential::Both;
use super::support::{Random, test};
use crate::digits::{Digits, from_octets, zeros};
use crate::lanes::Pair;

/// Sizes just below and above a step of the length, the last without spills (1437) and the first with (1438), and odd ones.
const SIZES: [usize; 16] =
    [1024, 1025, 1031, 1053, 1054, 1055, 1437, 1438, 1536, 2048, 2049, 2109, 2110, 3072, 4096, 8192];
/// The largest digit that a multiplication leaves.
const DIGIT: f64 = 8_388_608.0 + 256.0;

/// 2^(bits - 1) + 1, 2^bits - 1, alternating octets, and any.
fn moduli(bits: usize, round: usize, random: &mut Random) -> Vec<u8> {
    let mut modulus = random.odd(bits);
    let top = (bits - 1) % 8;
    let last = modulus.len() - 1;
    match round {
        0 => (modulus.fill(0), modulus[0] = 1 << top, modulus[last] |= 1).0,
        1 => (modulus.fill(255), modulus[0] = ((2_u16 << top) - 1) as u8).0,
        2 => {
            modulus[1..last].iter_mut().zip([0x7F, 0xFF, 0x80, 0].into_iter().cycle()).for_each(|(to, from)| *to = from)
        }
        _ => {}
    }
    modulus
}

/// 0, 1, (m - 1) / 2, m - 1, m.
fn edge(modulus: &[u8], which: usize) -> Vec<u8> {
    let mut number = modulus.to_vec();
    match which {
        0 => number.fill(0),
        1 => (number.fill(0), *number.last_mut().unwrap() = 1).0,
        2 => {
            let halves = modulus.windows(2).map(|pair| pair[0] << 7 | pair[1] >> 1);
            number = [modulus[0] >> 1].into_iter().chain(halves).collect();
        }
        3 => *number.last_mut().unwrap() -= 1,
        _ => {}
    }
    number
}

#[test]
fn agrees_at_zero_one_and_around_the_modulus() {
    let mut random = Random(11);
    for (bits, round) in SIZES.into_iter().flat_map(|bits| (0..4).map(move |round| (bits, round))) {
        let [first, second] = [round, round ^ 1].map(|round| moduli(bits, round, &mut random));
        let both = Both::new([&first, &second], bits);
        let mut scratch = both.kernel.scratch();
        for (i, j) in (0..5).flat_map(|i| (0..5).map(move |j| (i, j))) {
            let a = from_octets(&edge(&first, i), &edge(&second, j), both.kernel.length());
            let b = from_octets(&edge(&first, j), &edge(&second, i), both.kernel.length());
            both.check(&a, &b, &mut scratch);
        }
    }
}

/// All digits at a bound, the highest such that the value is half of R, in one order of signs for each bit of `signs`.
fn full(length: usize, signs: u32) -> Digits {
    let mut digits = zeros(length);
    let last = length - 1;
    for (index, digit) in digits.iter_mut().enumerate() {
        let size = if index == last { DIGIT - 256.0 } else { DIGIT };
        let sign = |shift: usize| if signs >> ((index + shift) % 4) & 1 == 0 { size } else { -size };
        *digit = Pair::new(sign(0), -sign(1));
    }
    digits
}

#[test]
fn agrees_with_all_digits_at_their_bounds() {
    let mut random = Random(12);
    for (bits, round) in SIZES.into_iter().flat_map(|bits| (0..3).map(move |round| (bits, round))) {
        let [first, second] = [round, round ^ 1].map(|round| moduli(bits, round, &mut random));
        let both = Both::new([&first, &second], bits);
        let mut scratch = both.kernel.scratch();
        let (length, octets) = (both.kernel.length(), bits / 8);
        // One factor within 0.51 R, the other within M; `check` squares the first, so that is at most 1.14 M there.
        let small = from_octets(&random.octets(octets), &random.octets(octets), length);
        for signs in 0..16 {
            let mut product = full(length, signs);
            both.check_product(&product, &small, &mut scratch);
            both.kernel.multiply(&mut product, &small, &mut scratch);
            both.check(&product, &small, &mut scratch);
        }
    }
}

/// Digits that leave the most for the highest one to take: its own bound, and below it all that carry.
#[test]
fn agrees_with_carries_into_the_highest_digit() {
    let mut random = Random(13);
    for bits in SIZES {
        let [first, second] = [moduli(bits, 1, &mut random), moduli(bits, 0, &mut random)];
        let both = Both::new([&first, &second], bits);
        let mut scratch = both.kernel.scratch();
        let length = both.kernel.length();
        for (below, sign) in [(1, 1.0), (1, -1.0), (4, 1.0), (4, -1.0), (length - 1, 1.0), (length - 1, -1.0)] {
            // The modulus is an eighth of R or less, so a highest digit of 2^18 keeps the value within it in most sizes.
            let mut a = zeros(length);
            a[length - 1] = Pair::new(sign * 262_143.0, -sign * 262_143.0);
            for digit in a[..length - 1].iter_mut().rev().take(below) {
                *digit = Pair::new(sign * DIGIT, sign * DIGIT);
            }
            let b = from_octets(&first, &second, length);
            both.check_product(&a, &b, &mut scratch);
        }
    }
}
