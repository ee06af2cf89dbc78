//! Checks the numbers of an RSA private key against each other, by multiplication and division only:
//! no secret is inverted, and nothing random is drawn.
//!
//! A composite `p` passes; the verification of every signature catches it at the first one.

use super::number::{self, CheckedNumbers, CrtNumbers, Number, StatedNumbers};
use super::{recover, roca};
use crate::error::{Error, Result};
use crypto_bigint::{BoxedUint, NonZero, Resize};

const MIN_BITS: u32 = 2048;
const MAX_BITS: u32 = 8192;

/// Checks all that is stated and recovers what is not.
pub(super) fn complete(stated: StatedNumbers) -> Result<CheckedNumbers> {
    let bits = check_public(&stated.n, &stated.e)?;
    check_range(&stated.d, &stated.n, "d")?;
    let crt = match stated.crt {
        Some(crt) => crt,
        None => recover::crt(&stated.n, &stated.e, &stated.d)?,
    };
    check_crt(&stated.n, &stated.e, &stated.d, &crt, bits)?;
    Ok(CheckedNumbers { n: stated.n, e: stated.e, crt })
}

/// The value of big-endian octets.
pub(super) fn uint(number: &[u8]) -> BoxedUint {
    BoxedUint::from_be_slice_vartime(number)
}

/// `value mod modulus`; an error where the modulus is zero.
pub(super) fn remainder(value: &BoxedUint, modulus: BoxedUint) -> Result<BoxedUint> {
    let modulus = NonZero::new(modulus).into_option().ok_or_else(inconsistent_primes)?;
    Ok(value.rem(&modulus))
}

/// `value - 1` for an odd value.
pub(super) fn minus_one(value: &BoxedUint) -> BoxedUint {
    value.wrapping_sub(BoxedUint::one())
}

/// Checks the public half; its length in bits.
pub(super) fn check_public(n: &[u8], e: &[u8]) -> Result<u32> {
    let modulus = uint(n);
    let bits = modulus.bit_width_vartime();
    if bits < MIN_BITS {
        return Err(Error::unsuitable(format!(
            "the RSA modulus \"n\" has {bits} bits; RFC 7518 asks for 2048 or more: make a new key"
        )));
    }
    if bits > MAX_BITS {
        return Err(Error::unsupported(format!("the RSA modulus \"n\" has {bits} bits; 8192 is the most")));
    }
    if n.last().is_none_or(|octet| octet & 1 == 0) {
        return Err(Error::malformed("the RSA modulus \"n\" is even"));
    }
    let exponent = e
        .iter()
        .try_fold(0_u64, |value, octet| value.checked_mul(256).and_then(|value| value.checked_add(u64::from(*octet))));
    match exponent {
        Some(value) if value & 1 == 1 && (3..1 << 33).contains(&value) => {}
        Some(_) | None => {
            return Err(Error::malformed("the RSA exponent \"e\" must be odd, at least 3 and below 2^33"));
        }
    }
    if roca::has_fingerprint(&modulus) {
        return Err(Error::unsuitable(
            "this key was made by a faulty generator (ROCA, CVE-2017-15361) and can be factored: replace it",
        ));
    }
    Ok(bits)
}

#[expect(clippy::many_single_char_names, reason = "the names of RFC 8017")]
fn check_crt(n: &[u8], e: &[u8], d: &[u8], crt: &CrtNumbers, bits: u32) -> Result<()> {
    let d = uint(d);
    let (p, q) = (uint(&crt.p), uint(&crt.q));
    for (name, octets, prime) in [("p", &crt.p, &p), ("q", &crt.q, &q)] {
        if octets.last().is_none_or(|octet| octet & 1 == 0) {
            return Err(Error::malformed(format!("the RSA prime \"{name}\" is even")));
        }
        if !(bits / 2..=bits.div_ceil(2)).contains(&prime.bit_width()) {
            return Err(Error::malformed(format!("the RSA prime \"{name}\" is not half as long as the modulus")));
        }
    }
    if *number::product(&crt.p, &crt.q) != *n {
        return Err(inconsistent_primes());
    }
    let difference = if p < q { q.wrapping_sub(&p) } else { p.wrapping_sub(&q) };
    if difference.bit_width() <= (bits / 2).saturating_sub(100) {
        return Err(Error::unsuitable("the RSA primes are so close that the key can be factored: replace it"));
    }
    check_exponent(&crt.dp, "dp", &d, e, &p)?;
    check_exponent(&crt.dq, "dq", &d, e, &q)?;
    check_range(&crt.qi, &crt.p, "qi")?;
    if !equal(&remainder(&uint(&number::product(&crt.qi, &crt.q)), p)?, &BoxedUint::one()) {
        return Err(Error::malformed("the JWK member \"qi\" is not the inverse of q modulo p"));
    }
    Ok(())
}

/// `stated = d mod (prime - 1)` and `stated * e = 1 mod (prime - 1)`.
fn check_exponent(stated: &Number, name: &str, d: &BoxedUint, e: &[u8], prime: &BoxedUint) -> Result<()> {
    let order = minus_one(prime);
    if !equal(&remainder(d, order.clone())?, &uint(stated)) {
        return Err(Error::malformed(format!(
            "the JWK member \"{name}\" does not follow from \"d\" and the prime: one of them is damaged"
        )));
    }
    if !equal(&remainder(&uint(&number::product(stated, e)), order)?, &BoxedUint::one()) {
        return Err(Error::malformed("the RSA exponents \"d\" and \"e\" do not belong together"));
    }
    Ok(())
}

fn check_range(number: &[u8], limit: &[u8], name: &str) -> Result<()> {
    if uint(number) >= uint(limit) {
        return Err(Error::malformed(format!("the JWK member \"{name}\" is too large")));
    }
    Ok(())
}

fn equal(left: &BoxedUint, right: &BoxedUint) -> bool {
    let bits = left.bits_precision().max(right.bits_precision());
    left.resize_unchecked(bits) == right.resize_unchecked(bits)
}

fn inconsistent_primes() -> Error {
    Error::malformed("the product of the RSA primes \"p\" and \"q\" is not the modulus \"n\"")
}
