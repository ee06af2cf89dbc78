//! Products of plain numbers against crypto-bigint.

use super::support::{Random, test};
use crate::product::product;
use crypto_bigint::{BoxedUint, ConcatenatingMul};

const ROUNDS: usize = if cfg!(target_family = "wasm") { 2 } else { 20 };

fn assert_right(left: &[u8], right: &[u8], addend: &[u8]) {
    let result = product(left, right, addend);
    assert_eq!(result.len(), 4 * (left.len().div_ceil(4) + right.len().div_ceil(4)));
    let number = |octets: &[u8]| BoxedUint::from_be_slice_vartime(&[&[0], octets].concat());
    let expected = number(left).concatenating_mul(&number(right)).concatenating_add(number(addend));
    assert_eq!(number(&result), expected, "{} {} {}", left.len(), right.len(), addend.len());
}

#[test]
fn products_and_sums_are_those_of_crypto_bigint_at_every_length() {
    let mut random = Random(31);
    for left in (0..=13).chain([127, 128, 129, 130, 256, 1024]) {
        for right in [0, 1, 3, 4, 5, 8, 128, 131, 512] {
            for _ in 0..ROUNDS {
                let (left, right) = (random.octets(left), random.octets(right));
                for addend in [0, right.len() / 2, right.len()] {
                    assert_right(&left, &right, &random.octets(addend));
                }
            }
        }
    }
}

/// Each carry is the largest there is: `(2^a - 1) (2^b - 1) + 2^b - 1 = 2^a (2^b - 1)`.
#[test]
fn carries_go_through_all_limbs() {
    for left in [1, 4, 7, 128, 133] {
        for right in [1, 4, 6, 128, 135] {
            let (left, right) = (vec![255; left], vec![255; right]);
            assert_right(&left, &right, &right);
            assert_right(&left, &right, &[]);
            let mut power = vec![0; right.len()];
            power[0] = 128;
            assert_right(&left, &power, &right);
            assert_right(&power, &left, &[]);
        }
    }
}
