//! Checks the numbers of an RSA private key against each other, by multiplication and division only:
//! no secret is inverted, and nothing random is drawn.
//!
//! For a good key that states all of them, the time tells of the numbers only how many leading zero octets they and their differences have,
//! and which prime is the larger.
//!
//! A composite `p` passes; the verification of every signature catches it at the first one.

use super::number::{self, CheckedNumbers, CrtNumbers, StatedNumbers};
use super::{recover, roca};
use crate::error::{Error, Result};
use core::mem;
use private_key_jwt_arithmetic::remainders;

const MIN_BITS: usize = 2048;
const MAX_BITS: usize = 8192;

/// Public exponents are below this.
const EXPONENTS_END: u64 = 1 << 33;

/// Checks all that is stated and recovers what is not.
pub(super) fn complete(stated: &mut StatedNumbers) -> Result<CheckedNumbers> {
    let StatedNumbers { n, e, d, crt } = stated;
    let bits = check_public(n, e)?;
    check_range(d, n, "d")?;
    let crt = match crt.take() {
        Some(crt) => crt,
        None => recover::crt(n, e, d)?,
    };
    check_crt(n, e, d, &crt, bits)?;
    Ok(CheckedNumbers { n: mem::take(n), e: mem::take(e), crt })
}

/// Checks the public half; its length in bits.
pub(super) fn check_public(n: &[u8], e: &[u8]) -> Result<usize> {
    let bits = number::bits(n);
    if !(MIN_BITS..=MAX_BITS).contains(&bits) {
        return Err(wrong_size(bits));
    }
    if n.last().is_none_or(|octet| octet & 1 == 0) {
        return Err(Error::malformed("the RSA modulus \"n\" is even"));
    }
    let exponent = e.iter().fold(0, |value, octet| ((value << 8) | u64::from(*octet)).min(EXPONENTS_END));
    if exponent & 1 == 0 || !(3..EXPONENTS_END).contains(&exponent) {
        return Err(Error::malformed("the RSA exponent \"e\" must be odd, at least 3 and below 2^33"));
    }
    if roca::has_fingerprint(n) {
        return Err(Error::unsuitable(
            "this key was made by a faulty generator (ROCA, CVE-2017-15361) and can be factored: replace it",
        ));
    }
    Ok(bits)
}

#[cold]
#[inline(never)]
fn wrong_size(bits: usize) -> Error {
    if bits < MIN_BITS {
        return Error::unsuitable(format!(
            "the RSA modulus \"n\" has {bits} bits; RFC 7518 asks for 2048 or more: make a new key"
        ));
    }
    Error::unsupported(format!("the RSA modulus \"n\" has {bits} bits; 8192 is the most"))
}

#[inline(never)]
fn check_crt(n: &[u8], e: &[u8], d: &[u8], crt: &CrtNumbers, bits: usize) -> Result<()> {
    let CrtNumbers { p, q, qi, .. } = crt;
    check_prime(p, "p", bits)?;
    check_prime(q, "q", bits)?;
    if !is_product(n, p, q) {
        return Err(Error::malformed("the product of the RSA primes \"p\" and \"q\" is not the modulus \"n\""));
    }
    if distance(p, q) <= (bits / 2).saturating_sub(100) {
        return Err(Error::unsuitable("the RSA primes are so close that the key can be factored: replace it"));
    }
    check_exponents(e, d, crt)?;
    check_range(qi, p, "qi")?;
    if !are_inverse(qi, q, p) {
        return Err(Error::malformed("the RSA coefficient \"qi\" is not the inverse of \"q\" modulo \"p\""));
    }
    Ok(())
}

fn check_prime(prime: &[u8], name: &str, bits: usize) -> Result<()> {
    if prime.last().is_none_or(|octet| octet & 1 == 0) {
        return Err(Error::malformed_by(&["the RSA prime \"", name, "\" is even"]));
    }
    let length = number::bits(prime);
    if length != bits / 2 && length != bits.div_ceil(2) {
        return Err(Error::malformed_by(&["the RSA prime \"", name, "\" is not half as long as the modulus"]));
    }
    Ok(())
}

// Apart, so that what is wiped is wiped in one place and not wherever something is refused.

fn is_product(n: &[u8], p: &[u8], q: &[u8]) -> bool {
    *number::product(p, q) == *n
}

/// The bits of `|p - q|`.
fn distance(p: &[u8], q: &[u8]) -> usize {
    let [(above, negative), (below, _)] = [number::subtract(p, q), number::subtract(q, p)];
    number::bits(if negative { &below } else { &above })
}

fn are_inverse(left: &[u8], right: &[u8], modulus: &[u8]) -> bool {
    let [product, _] = remainders([&number::product(left, right), &[]], [modulus, modulus]);
    number::equal(&product, &[1])
}

/// `dp = d mod (p - 1)` and `dp * e = 1 mod (p - 1)`, and for `q` as well.
fn check_exponents(e: &[u8], d: &[u8], crt: &CrtNumbers) -> Result<()> {
    let orders = [number::minus_one(&crt.p), number::minus_one(&crt.q)];
    let orders = [&*orders[0], &*orders[1]];
    let [reduced_p, reduced_q] = remainders([d, d], orders);
    let [product_p, product_q] = remainders([&number::product(&crt.dp, e), &number::product(&crt.dq, e)], orders);
    check_exponent("dp", &crt.dp, &reduced_p, &product_p)?;
    check_exponent("dq", &crt.dq, &reduced_q, &product_q)
}

fn check_exponent(name: &str, stated: &[u8], reduced: &[u8], product: &[u8]) -> Result<()> {
    if !number::equal(reduced, stated) {
        return Err(Error::malformed_by(&[
            "the RSA exponent \"",
            name,
            "\" does not follow from \"d\" and the prime: one of them is damaged",
        ]));
    }
    if !number::equal(product, &[1]) {
        return Err(Error::malformed("the RSA exponents \"d\" and \"e\" do not belong together"));
    }
    Ok(())
}

fn check_range(number: &[u8], limit: &[u8], name: &str) -> Result<()> {
    let (_, below) = number::subtract(number, limit);
    if !below {
        return Err(Error::malformed_by(&["the RSA number \"", name, "\" is too large"]));
    }
    Ok(())
}
