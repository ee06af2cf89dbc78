//! The primes of an RSA key from `n`, `e` and `d`
//! ([NIST SP 800-56B Revision 2](https://doi.org/10.6028/NIST.SP.800-56Br2), appendix C.1).

use super::check::{minus_one, remainder, uint};
use super::number::{self, CrtNumbers, Number};
use crate::error::{Error, Result};
use crypto_bigint::{BoxedUint, NonZero, Resize};
use private_key_jwt_arithmetic::{inverse, power_modulo};

// Each base fails with a probability of at most one half for matching numbers.
const BASES: u8 = 30;

/// Recovers what RFC 8017 calls the second representation of the key.
#[expect(clippy::many_single_char_names, reason = "the names of RFC 8017")]
pub(super) fn crt(n: &[u8], e: &[u8], d: &[u8]) -> Result<CrtNumbers> {
    let n = uint(n);
    let p = factor(&n, &uint(&number::product(d, e)))
        .ok_or_else(|| Error::malformed("the RSA exponents \"d\" and \"e\" do not belong to the modulus \"n\""))?;
    let divisor = NonZero::new(p.clone()).into_option().ok_or_else(no_inverse)?;
    let q = n.div_rem(&divisor).0.resize_unchecked(p.bits_precision());
    // The larger prime is p.
    crt_of_primes(&p, &q, &uint(d))
}

/// The second representation of a key of which the primes and the private exponent are known; `p` is the larger prime.
pub(crate) fn crt_of_primes(p: &BoxedUint, q: &BoxedUint, d: &BoxedUint) -> Result<CrtNumbers> {
    let (p_octets, q_octets) = (octets(p), octets(q));
    Ok(CrtNumbers {
        dp: octets(&remainder(d, minus_one(p))?),
        dq: octets(&remainder(d, minus_one(q))?),
        qi: number::minimal(&inverse(&q_octets, &p_octets)),
        p: p_octets,
        q: q_octets,
    })
}

/// The larger factor of `n`: some base has a square root of one that is neither 1 nor -1 among its
/// powers with the exponents `(d e - 1) / 2^i`.
fn factor(n: &BoxedUint, product: &BoxedUint) -> Option<BoxedUint> {
    let multiple = minus_one(product);
    let twos = multiple.trailing_zeros();
    if twos == 0 || multiple.is_zero().to_bool() {
        return None;
    }
    let odd_part = multiple.shr_vartime(twos)?;
    let modulus = octets(n);
    for base in 2..BASES {
        let mut power = number::minimal(&power_modulo(&[base], &octets(&odd_part), &modulus));
        let root = (0..twos).find_map(|_| {
            let square = octets(&remainder(&uint(&number::product(&power, &power)), n.clone()).ok()?);
            let root = core::mem::replace(&mut power, square);
            (*power == [1]).then_some(root)
        });
        // No power is one: then the exponent is no multiple of the order, and no other base will do.
        let candidate = common_divisor(minus_one(&uint(&root?)).resize_unchecked(n.bits_precision()), n.clone());
        if candidate.bit_width() > 1 && candidate != *n {
            let other = n.div_rem(&NonZero::new(candidate.clone()).into_option()?).0;
            let larger = if other > candidate { other } else { candidate };
            let bits = n.bit_width().div_ceil(2);
            return (larger.bit_width() <= bits).then(|| larger.resize_unchecked(bits));
        }
    }
    None
}

/// Euclid's algorithm, with the divisions that the checks use anyway.
fn common_divisor(mut left: BoxedUint, mut right: BoxedUint) -> BoxedUint {
    while let Some(divisor) = NonZero::new(right.clone()).into_option() {
        (left, right) = (right, left.rem(&divisor).resize_unchecked(left.bits_precision()));
    }
    left
}

/// Minimal big-endian octets.
pub(crate) fn octets(value: &BoxedUint) -> Number {
    Number::new(value.to_be_bytes_trimmed_vartime().into_vec())
}

fn no_inverse() -> Error {
    Error::malformed("the RSA primes have no inverse of each other")
}
