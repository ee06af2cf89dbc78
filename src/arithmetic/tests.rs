#![allow(clippy::all, clippy::pedantic, clippy::restriction, reason = "tests")]
use crate::columns::{NARROW, RUN};
use crate::crt::{CrtKey, CrtNumbers, FAULTS, Failure, length};
use crate::digits::{from_octets, resized, to_octets, zeros};
use crate::lanes::{Pair, to_integer};
use crate::montgomery::Modulus;
use num_bigint::{BigInt, BigUint};

pub(crate) struct Key {
    pub(crate) name: String,
    pub(crate) numbers: [Vec<u8>; 8],
}

pub(crate) fn keys() -> Vec<Key> {
    include_str!("../../tests/keys/arithmetic.txt")
        .lines()
        .map(|line| {
            let mut fields = line.split(' ');
            let name = fields.next().unwrap().to_owned();
            let numbers = core::array::from_fn(|_| {
                BigUint::parse_bytes(fields.next().unwrap().as_bytes(), 16).unwrap().to_bytes_be()
            });
            Key { name, numbers }
        })
        .collect()
}

impl Key {
    pub(crate) fn numbers(&self) -> CrtNumbers<'_> {
        let [modulus, exponent, _, p, q, dp, dq, qi] = &self.numbers;
        CrtNumbers { modulus, exponent, p, q, dp, dq, qi }
    }
    pub(crate) fn number(&self, index: usize) -> BigUint {
        BigUint::from_bytes_be(&self.numbers[index])
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
        for octet in octets {
            *octet = (self.word() >> 56) as u8;
        }
    }
    pub(crate) fn octets(&mut self, length: usize) -> Vec<u8> {
        let mut octets = vec![0; length];
        self.fill(&mut octets);
        octets
    }
    pub(crate) fn below(&mut self, bound: &BigUint) -> BigUint {
        BigUint::from_bytes_be(&self.octets(bound.to_bytes_be().len() + 8)) % bound
    }
}

#[test]
fn private_operation_agrees_with_num_bigint() {
    let mut random = Random(7);
    for key in keys() {
        let (n, e, d) = (key.number(0), key.number(1), key.number(2));
        let mut kernel = CrtKey::new(&key.numbers()).unwrap();
        let one = BigUint::from(1_u32);
        let edge = [&n - &one, key.number(3), key.number(4), one.clone(), BigUint::ZERO, key.number(3) * 3_u32 % &n];
        for round in 0..12 {
            let base = edge.get(round).cloned().unwrap_or_else(|| random.below(&n));
            let result = kernel
                .exponentiate::<()>(&base.to_bytes_be(), &mut |buffer| {
                    random.fill(buffer);
                    Ok(())
                })
                .unwrap();
            let result_number = BigUint::from_bytes_be(&result);
            assert_eq!(result.len(), key.numbers[0].len());
            assert_eq!(result_number.modpow(&e, &n), base, "{} {round}", key.name);
            if round == 6 {
                assert_eq!(base.modpow(&d, &n), result_number);
            }
        }
    }
}

#[test]
fn a_failing_random_source_gives_no_result() {
    let key = &keys()[0];
    for allowed in 0..2 {
        let mut kernel = CrtKey::new(&key.numbers()).unwrap();
        let mut calls = 0;
        let result = kernel.exponentiate(&[2], &mut |buffer| {
            buffer.fill(3);
            calls += 1;
            if calls > allowed { Err("dry") } else { Ok(()) }
        });
        assert_eq!(result, Err(Failure::Random("dry")));
    }
}

/// The numbers below zero too: what `lanes` holds, without the octets' canonical form.
fn value(digits: &[Pair]) -> [BigInt; 2] {
    let lane = |pick: fn(Pair) -> f64| {
        digits.iter().rev().fold(BigInt::ZERO, |sum, digit| (sum << 24) + BigInt::from(to_integer(pick(*digit))))
    };
    [lane(Pair::first), lane(Pair::second)]
}

fn euclid(value: &BigInt, modulus: &BigInt) -> BigInt {
    ((value % modulus) + modulus) % modulus
}

/// Both lanes of multiply and square against num-bigint, congruence and bounds.
fn check(modulus: &Modulus, moduli: [&BigUint; 2], a: &[Pair], b: &[Pair]) {
    let mut scratch = modulus.scratch();
    let mut product = resized(a, a.len());
    modulus.multiply(&mut product, b, &mut scratch);
    let mut squared = resized(a, a.len());
    modulus.square(&mut squared, &mut scratch);
    for digit in product.iter().chain(squared.iter()).flat_map(|pair| [pair.first(), pair.second()]) {
        assert!(digit.fract() == 0.0 && digit.abs() <= 8_388_608.0 + 256.0, "{digit}");
    }
    let (a, b, product, squared) = (value(a), value(b), value(&product), value(&squared));
    for lane in 0..2 {
        let m = BigInt::from(moduli[lane].clone());
        let radix = BigInt::from(1) << (24 * modulus.length());
        assert_eq!(euclid(&(&product[lane] * &radix), &m), euclid(&(&a[lane] * &b[lane]), &m));
        assert_eq!(euclid(&(&squared[lane] * &radix), &m), euclid(&(&a[lane] * &a[lane]), &m));
        // |result| <= |a b| / R + 0.501 M.
        for (result, factor) in [(&product[lane], &b[lane]), (&squared[lane], &a[lane])] {
            let bound = (&a[lane] * factor).magnitude() * 1000_u32 / radix.magnitude() + moduli[lane] * 501_u32;
            assert!(result.magnitude() * 1000_u32 <= bound);
        }
    }
}

#[test]
fn multiply_and_square_agree_with_num_bigint_at_every_size() {
    let mut random = Random(11);
    let rounds: usize = std::env::var("ROUNDS").ok().and_then(|text| text.parse().ok()).unwrap_or(200);
    for bits in [1024, 1025, 1031, 1053, 1054, 1536, 2048, 2049, 3072, 4096, 8192] {
        let length = length(bits);
        for round in 0..rounds * 1024 / bits {
            let mut modulus = || {
                let top = BigUint::from(1_u32) << (bits - 1);
                match round {
                    0 => &top + 1_u32,
                    1 => (&top << 1) - 1_u32,
                    _ => random.below(&top) | BigUint::from(1_u32) | &top,
                }
            };
            let (first, second) = (modulus(), modulus());
            let kernel = Modulus::new(&first.to_bytes_be(), &second.to_bytes_be(), length, bits);
            let edge = |n: &BigUint, which: usize| match which {
                0 => BigUint::ZERO,
                1 => BigUint::from(1_u32),
                2 => n - 1_u32,
                3 => n >> 1,
                _ => n.clone(),
            };
            for (i, j) in (0..5).flat_map(|i| (0..5).map(move |j| (i, j))).skip(if round < 3 { 0 } else { 25 }) {
                let a = from_octets(&edge(&first, i).to_bytes_be(), &edge(&second, j).to_bytes_be(), length);
                let b = from_octets(&edge(&first, j).to_bytes_be(), &edge(&second, i).to_bytes_be(), length);
                check(&kernel, [&first, &second], &a, &b);
            }
            let numbers: Vec<Vec<u8>> =
                (0..4).map(|i| random.below(if i % 2 == 0 { &first } else { &second }).to_bytes_be()).collect();
            let (a, b) = (from_octets(&numbers[0], &numbers[1], length), from_octets(&numbers[2], &numbers[3], length));
            check(&kernel, [&first, &second], &a, &b);
            // Every digit at a bound that `multiply` itself may leave, the top one such that |value| <= R/2 still holds.
            for digit in [8_388_608.0 + 256.0, -8_388_608.0 - 256.0] {
                let mut full = zeros(length);
                full.fill(Pair::new(digit, -digit));
                if let Some(top) = full.last_mut() {
                    *top = Pair::new(digit.signum() * 4_194_304.0, -digit.signum() * 4_194_304.0);
                }
                check(&kernel, [&first, &second], &full, &full);
                check(&kernel, [&first, &second], &full, &b);
            }
        }
    }
}

/// The worst case of every sum, in integers: no sum may pass 2^53, and digits must stay within their bound.
#[test]
fn sums_are_exact_at_the_worst_case_of_every_length() {
    let (radix, limit) = (1_i128 << 24, 1_i128 << 53);
    let half = radix / 2;
    for length in (44..=344).step_by(4) {
        let n = i128::try_from(length).unwrap();
        // Bounds that hold before and have to hold after.
        let digit = half + 256;
        let product = digit * digit;
        // Products in one column: at most n of one multiplication, twice that when it is added to another unspilled.
        let worst = if length <= NARROW {
            2 * n * product
        } else {
            // A run of 4 * RUN between two spills on top of a spilled rest, the edges and the middle (doubled after) not spilled.
            let run = 4 * i128::try_from(RUN).unwrap();
            let after_middle = 2 * (half + 4 * product) + product;
            let of_square = after_middle.max(half + run * product);
            of_square.max(half + (run + 10) * product)
        };
        // `settle` adds what was spilled, over the radix: below n products a column, twice.
        let settled = worst + 2 * n * product / radix;
        assert!(settled <= limit, "{length}");
        // Rounding is exact up to 2^54, and what was spilled is a multiple of 2^24 with far fewer than 53 bits.
        assert!(2 * n * product / radix < limit);
        // First step: the rest, and the neighbour's carry; into a block also what was spilled below and the quotient's carry.
        let carry = settled / radix + 1 + 2 * n * product / radix + (n + 1);
        let first = half + carry;
        assert!(first <= limit);
        // Second step.
        let second = half + first / radix + 1;
        if length <= 344 {
            assert!(second <= digit, "{length} {}", second - half);
        }
    }
}

#[test]
fn a_changed_digit_or_exponent_never_verifies() {
    let key = &keys()[0];
    let (n, e) = (key.number(0), key.number(1));
    let base = BigUint::from(0x1234_5678_u32);
    let mut random = Random(5);
    for fault in 1..=FAULTS {
        for _ in 0..4 {
            let mut kernel = CrtKey::new(&key.numbers()).unwrap();
            kernel.fault = fault;
            let result = kernel
                .exponentiate::<()>(&base.to_bytes_be(), &mut |buffer| {
                    random.fill(buffer);
                    Ok(())
                })
                .unwrap();
            assert_ne!(BigUint::from_bytes_be(&result).modpow(&e, &n), base, "fault {fault}");
        }
    }
    let mut dp = key.numbers[5].clone();
    dp[100] ^= 4;
    let mut kernel = CrtKey::new(&CrtNumbers { dp: &dp, ..key.numbers() }).unwrap();
    let result = kernel
        .exponentiate::<()>(&base.to_bytes_be(), &mut |buffer| {
            random.fill(buffer);
            Ok(())
        })
        .unwrap();
    assert_ne!(BigUint::from_bytes_be(&result).modpow(&e, &n), base);
}

#[test]
fn blinding_factors_are_squared_and_renewed_after_32_uses() {
    let key = &keys()[0];
    let mut random = Random(5);
    let mut kernel = CrtKey::new(&key.numbers()).unwrap();
    for signature in 0..100 {
        let mut drawn = 0;
        kernel
            .exponentiate::<()>(&[2], &mut |buffer| {
                drawn += buffer.len();
                random.fill(buffer);
                Ok(())
            })
            .unwrap();
        assert_eq!(drawn, if signature % 32 == 0 { 255 + 16 } else { 16 });
    }
}

#[test]
fn vectors_of_ring_squared() {
    let text = include_str!("../../tests/vectors/ring/bigint_elem_squared_tests.txt");
    let mut fields = std::collections::HashMap::new();
    let mut count = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some((name, number)) = line.split_once(" = ") {
            fields.insert(name, BigUint::parse_bytes(number.as_bytes(), 16).unwrap());
        }
        if let (Some(result), Some(a), Some(m)) = (fields.get("ModSquare"), fields.get("A"), fields.get("M")) {
            let bits = usize::try_from(m.bits()).unwrap();
            let length = length(bits).max(8);
            let kernel = Modulus::new(&m.to_bytes_be(), &m.to_bytes_be(), length, bits);
            let mut scratch = kernel.scratch();
            let mut number = from_octets(&a.to_bytes_be(), &a.to_bytes_be(), length);
            kernel.multiply(&mut number, &kernel.squared_radix, &mut scratch);
            kernel.square(&mut number, &mut scratch);
            let mut one = zeros(length);
            one[0] = Pair::splat(1.0);
            kernel.multiply(&mut number, &one, &mut scratch);
            kernel.reduce(&mut number);
            assert_eq!(BigUint::from_bytes_be(&to_octets(&number, kernel.digits(), bits.div_ceil(8))), *result);
            count += 1;
            fields.clear();
        }
    }
    assert!(count > 0);
}

#[test]
fn inverses_agree_with_num_bigint() {
    let mut random = Random(11);
    for key in keys() {
        let n = key.number(0);
        let length = key.numbers[0].len();
        let edge = [BigUint::from(1_u32), BigUint::from(2_u32), &n - 1_u32, &n - 2_u32, &n >> 1, key.number(3) + 2_u32];
        for round in 0..40 {
            let value = edge.get(round).cloned().unwrap_or_else(|| random.below(&n));
            let inverse = crate::inverse::inverse(&value.to_bytes_be(), &key.numbers[0]);
            assert_eq!(inverse.len(), length);
            assert_eq!(Some(BigUint::from_bytes_be(&inverse)), value.modinv(&n), "{} {round}", key.name);
        }
    }
}
