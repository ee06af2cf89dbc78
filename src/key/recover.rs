//! The primes of an RSA key from `n`, `e` and `d`
//! ([NIST SP 800-56B Revision 2](https://doi.org/10.6028/NIST.SP.800-56Br2), appendix C.1).

use super::number::{self, CrtNumbers, Number};
use crate::error::{Error, Result};
use private_key_jwt_arithmetic::{common_divisor, inverse, power_modulo, remainders};

// Each base fails with a probability of at most one half for matching numbers.
const BASES: u8 = 30;

/// Recovers what RFC 8017 calls the second representation of the key.
#[cold]
#[inline(never)]
#[expect(clippy::many_single_char_names, reason = "the names of RFC 8017")]
pub(super) fn crt(n: &[u8], e: &[u8], d: &[u8]) -> Result<Box<CrtNumbers>> {
    let [p, q] = factors(n, &number::product(d, e))
        .ok_or_else(|| Error::malformed("the RSA exponents \"d\" and \"e\" do not belong to the modulus \"n\""))?;
    // The larger prime is p.
    Ok(Box::new(crt_of_primes(p, q, d)))
}

/// The second representation of a key of which the primes and the private exponent are known; `p` is the larger prime.
pub(crate) fn crt_of_primes(p: Number, q: Number, d: &[u8]) -> CrtNumbers {
    let [dp, dq] = remainders([d, d], [&number::minus_one(&p), &number::minus_one(&q)]);
    let qi = inverse(&q, &p);
    CrtNumbers { dp: number::minimal(&dp), dq: number::minimal(&dq), qi: number::minimal(&qi), p, q }
}

/// Two factors of `n`, neither of them one, the larger first: some base has a square root of one that is neither 1 nor -1 among its
/// powers with the exponents `(d e - 1) / 2^i`; they divide what is one less and one more than that.
fn factors(n: &[u8], product: &[u8]) -> Option<[Number; 2]> {
    let mut exponent = number::minus_one(product);
    if *exponent == *product || exponent.iter().all(|octet| *octet == 0) {
        return None;
    }
    let mut twos = 0_u32;
    while exponent.last().is_some_and(|octet| octet & 1 == 0) {
        exponent = half(&exponent);
        twos = twos.saturating_add(1);
    }
    for base in 2..BASES {
        let mut power = number::minimal(&power_modulo(&[base], &exponent, n));
        let root = (0..twos).find_map(|_| {
            let square = number::product(&power, &power);
            let [square, _] = remainders([&square, &[]], [n, n]);
            let root = core::mem::replace(&mut power, number::minimal(&square));
            (*power == [1]).then_some(root)
        });
        // No power is one: then the exponent is no multiple of the order, and no other base will do.
        let root = root?;
        let negative = number::subtract(n, &root).0;
        let [first, second] =
            [root, negative].map(|root| number::minimal(&common_divisor(&number::subtract(&root, &[1]).0, n)));
        if *first != [1] && *second != [1] {
            let larger_first = number::subtract(&second, &first).1;
            let [p, q] = if larger_first { [first, second] } else { [second, first] };
            return (number::bits(&p) <= number::bits(n).div_ceil(2)).then_some([p, q]);
        }
    }
    None
}

/// Half of an even number.
fn half(number: &[u8]) -> Number {
    let mut carry = 0;
    let halves = number.iter().map(|octet| {
        let half = (octet >> 1) | carry;
        carry = octet << 7;
        half
    });
    number::minimal(&Number::new(halves.collect()))
}
