//! The private operation as a whole.

use super::blinding::kept;
use super::support::{Random, Reference, keys, test};
use crate::crt::{Failure, trimmed};
use crate::lanes::Pair;
use crypto_bigint::BoxedUint;

/// Random bases of each key, beside the edges.
const ROUNDS: usize = if cfg!(target_family = "wasm") { 2 } else { 12 };

#[test]
fn the_public_operation_of_crypto_bigint_undoes_it() {
    let mut random = Random(7);
    for key in keys() {
        let reference = Reference::new(&key.n);
        let kernel = key.kernel();
        let mut less = key.n.clone();
        *less.last_mut().unwrap() -= 1;
        let edges = [less, key.p.clone(), key.q.clone(), vec![1], vec![], vec![0, 0, 2]];
        let mut some = (0..ROUNDS).map(|_| {
            let number = reference.number(&random.octets(key.n.len() + 8));
            number.retrieve().to_be_bytes().to_vec()
        });
        let bases: Vec<_> = edges.into_iter().chain(&mut some).collect();
        for base in bases {
            let result = key.private(&kernel, &base, &mut random);
            let e = BoxedUint::from_be_slice_vartime(&key.e);
            assert_eq!(result.len(), key.n.len());
            assert_eq!(
                reference.number(&result).pow(&e).retrieve(),
                reference.number(&base).retrieve(),
                "{}",
                key.name
            );
        }
    }
}

#[test]
fn the_private_operation_of_crypto_bigint_gives_the_same() {
    let mut random = Random(8);
    for key in keys() {
        let reference = Reference::new(&key.n);
        let base = random.octets(key.n.len() - 1);
        let result = key.private(&key.kernel(), &base, &mut random);
        let expected = reference.number(&base).pow(&BoxedUint::from_be_slice_vartime(&key.d));
        assert_eq!(reference.number(&result).retrieve(), expected.retrieve(), "{}", key.name);
    }
}

/// So the recombination is met where `mp`, `mq`, or `mp - mq` is at an end of its range or `q` is above `p`, and `n` is never reached.
#[test]
fn a_number_comes_back_from_its_power_wherever_it_lies() {
    let mut random = Random(9);
    for key in keys() {
        let kernel = key.kernel();
        let reference = Reference::new(&key.n);
        let e = BoxedUint::from_be_slice_vartime(&key.e);
        let [n, p, q] = [&key.n, &key.p, &key.q].map(|octets| reference.number(octets));
        let [one, two, some] =
            [vec![1], vec![2], random.octets(key.p.len() / 2)].map(|octets| reference.number(&octets));
        let (zero, multiples) = (n.clone(), [p.mul(&some), q.mul(&some), p.mul(&p), q.mul(&q)]);
        let near = [zero, p, q].into_iter().chain(multiples).flat_map(|number| {
            [number.sub(&two), number.sub(&one), number.clone(), number.add(&one), number.neg(), number.add(&some)]
        });
        for number in near {
            let base = number.pow(&e).retrieve().to_be_bytes();
            let result = key.private(&kernel, &base, &mut random);
            let expected = number.retrieve().to_be_bytes();
            assert_eq!(result, expected[expected.len() - key.n.len()..], "{}", key.name);
        }
    }
}

/// All numbers times -1 fit each other as well as all numbers do: it is the constant by itself that tells.
#[test]
fn constants_that_are_wrong_in_the_same_way_verify_nothing() {
    for key in keys() {
        let (mut primes, public) = kept(&key);
        let base = [2];
        let result = key.private(&key.kernel(), &base, &mut Random(3));
        assert!(primes.verify(&public, &result, &base), "{}", key.name);
        for constant in [&mut primes.modulus.squared_radix, &mut primes.cubed_radix] {
            for digit in constant.iter_mut() {
                *digit = Pair::ZERO - *digit;
            }
        }
        assert!(!primes.verify(&public, &result, &base), "{}", key.name);
    }
}

#[test]
fn the_blinding_does_not_show_in_the_result() {
    let keys = keys();
    // The last has a modulus of 2109 bits, which fill all digits that it has.
    for key in [&keys[1], keys.last().unwrap()] {
        let sources: [fn(&mut [u8]); 4] = [
            |octets| octets.fill(1),
            |octets| octets.fill(0xFF),
            |octets| octets.fill(0x80),
            |octets| octets.iter_mut().zip((1..=255).cycle()).for_each(|(to, from)| *to = from),
        ];
        let results = sources.map(|source| {
            let mut random = |octets: &mut [u8]| Ok::<(), ()>(source(octets));
            let kernel = key.kernel();
            (0..3).map(|_| kernel.exponentiate(&[5], &mut random).unwrap().to_vec()).collect::<Vec<_>>()
        });
        assert!(results.iter().flatten().all(|result| *result == results[0][0]));
    }
}

#[test]
fn a_failing_random_source_gives_no_result() {
    let key = &keys()[0];
    let result = key.kernel().exponentiate(&[2], &mut |octets| {
        octets.fill(3);
        Err("dry")
    });
    assert_eq!(result.map(|_| ()), Err(Failure::Random("dry")));
}

#[test]
fn refuses_a_base_that_is_not_below_the_modulus() {
    let key = &keys()[0];
    let kernel = key.kernel();
    for base in [key.n.clone(), [&[1][..], &key.n].concat(), vec![0xFF; key.n.len()]] {
        assert_eq!(kernel.exponentiate(&base, &mut |_| Err("not asked")).map(|_| ()), Err(Failure::Base));
    }
}

#[test]
fn every_operation_is_blinded_anew() {
    let mut random = Random(5);
    for key in keys() {
        let kernel = key.kernel();
        for _ in 0..3 {
            let mut drawn = 0;
            let mut source = |octets: &mut [u8]| {
                drawn += octets.len();
                random.fill(octets);
                Ok::<(), ()>(())
            };
            kernel.exponentiate(&[2], &mut source).unwrap();
            assert_eq!(drawn, trimmed(&key.p).0.len() + trimmed(&key.q).0.len() - 2 + 16);
        }
    }
}

#[test]
fn a_result_is_verified_and_nothing_else() {
    let mut random = Random(10);
    for key in keys() {
        let kernel = key.kernel();
        let reference = Reference::new(&key.n);
        for _ in 0..ROUNDS {
            let base = reference.number(&random.octets(key.n.len() + 8)).retrieve().to_be_bytes().to_vec();
            let base = &base[base.len() - key.n.len()..];
            let result = key.private(&kernel, base, &mut random);
            assert!(kernel.verify(&result, base), "{}", key.name);
            let number = BoxedUint::from_be_slice_vartime(&result);
            let modulus = BoxedUint::from_be_slice_vartime(&key.n);
            // What is right modulo one prime only is what tells the primes.
            for prime in [&key.p, &key.q] {
                let other = number.wrapping_add(&BoxedUint::from_be_slice_vartime(prime));
                let other = other.rem_vartime(&modulus.to_nz().unwrap()).to_be_bytes();
                assert!(!kernel.verify(&other[other.len() - key.n.len()..], base), "{}", key.name);
            }
            for octet in [0, result.len() / 2, result.len() - 1] {
                let [mut wrong, mut other] = [result.clone(), base.to_vec()];
                wrong[octet] ^= 1;
                other[octet] ^= 1;
                assert!(!kernel.verify(&wrong, base) && !kernel.verify(&result, &other));
            }
        }
    }
}

/// One has the power one; so do `n + 1` and one with an octet more.
#[test]
fn a_result_is_below_the_modulus_and_as_long() {
    for key in keys() {
        let kernel = key.kernel();
        let mut one = vec![0; key.n.len()];
        *one.last_mut().unwrap() = 1;
        let more = BoxedUint::from_be_slice_vartime(&key.n).wrapping_add(BoxedUint::one()).to_be_bytes();
        assert!(kernel.verify(&one, &[1]) && kernel.verify(&one, &one));
        assert!(!kernel.verify(&more[more.len() - key.n.len()..], &[1]));
        assert!(!kernel.verify(&[&[0], &one[..]].concat(), &[1]));
        assert!(!kernel.verify(&[1], &[1]) && !kernel.verify(&[], &[1]));
    }
}

/// Else a verification of which nothing is left but zeros would hold.
#[test]
fn what_has_a_factor_in_common_with_the_modulus_is_not_verified() {
    for key in keys() {
        let kernel = key.kernel();
        let nothing = vec![0; key.n.len()];
        assert!(!kernel.verify(&nothing, &nothing) && !kernel.verify(&nothing, &[]));
        for prime in [&key.p, &key.q] {
            let result = key.private(&kernel, prime, &mut Random(4));
            assert!(!kernel.verify(&result, prime));
        }
    }
}
