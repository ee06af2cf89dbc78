//! The factors of the base.

use super::support::{Key, Random, Reference, keys, test};
use crate::blinding::{Blinding, Factors};
use crate::crt::{length, trimmed};
use crate::digits::{resized, to_octets, unit};
use crate::public::Public;
use crate::residues::{Primes, firsts};
use crypto_bigint::modular::BoxedMontyForm;

/// What a key keeps of its primes and of `n` and `e`.
pub(super) fn kept(key: &Key) -> (Primes, Public) {
    let ((p, of_p), (q, of_q)) = (trimmed(&key.p), trimmed(&key.q));
    let exponent = key.e.iter().fold(0, |value, octet| value << 8 | u64::from(*octet));
    let public = Public { octets: key.n.clone(), exponent: exponent.try_into().unwrap() };
    (Primes::new(p, q, length(of_p.max(of_q)), of_p.min(of_q)), public)
}

/// Both lanes out of Montgomery form.
fn out(primes: &Primes, value: &[crate::lanes::Pair]) -> [Vec<u8>; 2] {
    let modulus = &primes.modulus;
    let mut plain = resized(value, value.len());
    modulus.multiply(&mut plain, &unit(value.len()), &mut modulus.scratch());
    let [p, q] = primes.octets.each_ref().map(|prime| prime.len());
    [to_octets(&firsts(&plain), &firsts(modulus.digits()), p), to_octets(&plain, modulus.digits(), q)]
}

/// `r^e` and `r^-1` modulo each prime, by crypto-bigint.
fn residues(key: &Key, primes: &Primes, factors: &Factors) -> [[BoxedMontyForm; 2]; 2] {
    let references = [&key.p, &key.q].map(|prime| Reference::new(prime));
    let [power, inverse] = factors.each_ref().map(|factor| out(primes, factor));
    [0, 1].map(|lane| [&power, &inverse].map(|factor| references[lane].number(&factor[lane])))
}

#[test]
fn one_factor_is_the_inverse_of_what_the_other_is_a_power_of_and_no_two_are_alike() {
    for key in keys() {
        let (primes, public) = kept(&key);
        let (mut blinding, mut random, mut drawn) = (Blinding::default(), Random(41), Vec::new());
        let mut source = |octets: &mut [u8]| {
            random.fill(octets);
            drawn = octets.to_vec();
            Ok::<(), ()>(())
        };
        let mut next = || blinding.factors(&public, &primes, &mut primes.modulus.scratch(), &mut source).unwrap();
        let all: Vec<_> = (0..33).map(|_| residues(&key, &primes, &next())).collect();
        let e = crypto_bigint::BoxedUint::from_be_slice_vartime(&key.e);
        for (at, factors) in all.iter().enumerate() {
            for (lane, [power, inverse]) in factors.iter().enumerate() {
                let one = Reference::new([&key.p, &key.q][lane]).number(&[1]);
                assert_eq!(inverse.pow(&e).mul(power), one, "{} {at}", key.name);
                assert_ne!(*power, one);
                assert!(all[..at].iter().all(|other| other[lane][0] != *power && other[lane][1] != *inverse));
                if at % 32 > 0 {
                    assert_eq!(
                        all[at - 1][lane].each_ref().map(BoxedMontyForm::square),
                        [power.clone(), inverse.clone()]
                    );
                }
            }
        }
        // The last pair is that of what was drawn last.
        let (of_p, of_q) = drawn.split_at(primes.octets[0].len() - 1);
        for ((prime, drawn), [_, inverse]) in [&key.p, &key.q].into_iter().zip([of_p, of_q]).zip(&all[32]) {
            let reference = Reference::new(prime);
            assert_eq!(reference.number(drawn).mul(inverse), reference.number(&[1]), "{}", key.name);
        }
    }
}
