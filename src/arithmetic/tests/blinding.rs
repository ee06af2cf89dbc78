//! What a private operation is blinded by.

use super::support::{Key, Random, Reference, keys, test};
use crate::blinding::Blinding;
use crate::crt::{length, trimmed};
use crate::digits::{resized, to_octets, unit};
use crate::public::Public;
use crate::residues::{Primes, firsts};
use crypto_bigint::BoxedUint;

/// What a key keeps of its primes and of `n` and `e`.
pub(super) fn kept(key: &Key) -> (Primes, Public) {
    let ((p, of_p), (q, of_q)) = (trimmed(&key.p), trimmed(&key.q));
    let exponent = key.e.iter().fold(0, |value, octet| value << 8 | u64::from(*octet));
    let public = Public { octets: key.n.clone(), exponent };
    (Primes::new(p, q, length(of_p.max(of_q)), of_p.min(of_q)), public)
}

/// Both lanes out of Montgomery form.
fn out(primes: &Primes, value: &[crate::lanes::Pair]) -> [Vec<u8>; 2] {
    let modulus = &primes.modulus;
    let mut plain = resized(value, value.len());
    modulus.multiply(&mut plain, &unit(value.len()), &mut modulus.scratch());
    let [p, q] = primes.lengths;
    [to_octets(&firsts(&plain), &firsts(modulus.digits()), p), to_octets(&plain, modulus.digits(), q)]
}

#[test]
fn a_factor_is_what_was_drawn_and_its_power_one_less_than_the_public_one() {
    let mut random = Random(41);
    for key in keys() {
        let (primes, public) = kept(&key);
        for _ in 0..3 {
            let mut drawn = Vec::new();
            let mut source = |octets: &mut [u8]| {
                random.fill(octets);
                drawn = octets.to_vec();
                Ok::<(), ()>(())
            };
            let blinding = Blinding::draw(&public, &primes, &mut primes.modulus.scratch(), &mut source).unwrap();
            let (multiples, factors) = drawn.split_at(16);
            assert_eq!(blinding.multiples().map(u64::to_le_bytes).as_flattened(), multiples);
            let (of_p, of_q) = factors.split_at(primes.lengths[0] - 1);
            assert_eq!(of_q.len(), primes.lengths[1] - 1);
            let e = BoxedUint::from_be_slice_vartime(&key.e);
            let [factor, power] = [&blinding.factor, &blinding.power].map(|factor| out(&primes, factor));
            for (lane, (prime, drawn)) in [(&key.p, of_p), (&key.q, of_q)].into_iter().enumerate() {
                let reference = Reference::new(prime);
                let number = reference.number(drawn);
                assert_eq!(reference.number(&factor[lane]), number, "{}", key.name);
                assert_eq!(reference.number(&power[lane]).mul(&number), number.pow(&e), "{}", key.name);
            }
        }
    }
}
