//! The inverse by division steps.

use super::support::{Random, Reference, keys, test};
use crate::inverse::inverse;

const ROUNDS: usize = if cfg!(target_family = "wasm") { 5 } else { 200 };

/// 1, 2, (n - 1) / 2, n - 2, n - 1, a power of two, all ones below n, and any.
fn values(n: &[u8], random: &mut Random) -> Vec<Vec<u8>> {
    let less = |by: u8| [&n[..n.len() - 1], &[n[n.len() - 1] - by]].concat();
    let half = [n[0] >> 1].into_iter().chain(n.windows(2).map(|pair| pair[0] << 7 | pair[1] >> 1)).collect();
    let ones = vec![0xFF; n.len() - 1];
    let mut power = vec![0; n.len() - 1];
    power[0] = 0x80;
    let edges = [vec![1], vec![2], half, less(1), ones, power];
    let last = (n[n.len() - 1] > 1).then(|| less(2));
    edges.into_iter().chain(last).chain((0..ROUNDS).map(|_| random.octets(n.len() - 1))).collect()
}

#[test]
fn a_number_times_its_inverse_is_one() {
    let mut random = Random(11);
    for key in keys() {
        let reference = Reference::new(&key.n);
        for value in values(&key.n, &mut random) {
            let inverse = inverse(&value, &key.n);
            assert_eq!(inverse.len(), key.n.len());
            assert!(inverse[..] < key.n[..]);
            let product = reference.number(&value).mul(&reference.number(&inverse));
            assert_eq!(product.retrieve(), reference.number(&[1]).retrieve(), "{}", key.name);
        }
    }
}

#[test]
fn every_number_of_a_small_modulus_has_its_inverse_or_no_panic() {
    for modulus in (3..=255_u8).step_by(2) {
        for value in 0..modulus {
            let inverse = inverse(&[value], &[modulus]);
            let product = u16::from(value) * u16::from(inverse[0]) % u16::from(modulus);
            let is_unit = (2..=value).all(|factor| value % factor != 0 || modulus % factor != 0) && value != 0;
            assert_eq!(product == 1, is_unit, "{value} {modulus}");
        }
    }
}
