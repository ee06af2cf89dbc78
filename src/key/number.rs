//! The numbers of an RSA key as minimal big-endian octets.

use private_key_jwt_arithmetic::{self as arithmetic, Secret};

/// A number without leading zero octets; wiped when dropped.
pub(crate) type Number = Secret<u8>;

/// What a private key states: all of it, or `n`, `e` and `d` alone.
#[derive(Default)]
pub(crate) struct StatedNumbers {
    pub(crate) n: Number,
    pub(crate) e: Number,
    pub(crate) d: Number,
    pub(crate) crt: Option<Box<CrtNumbers>>,
}

/// The members that make the Chinese remainder theorem usable (RFC 8017 section 3.2).
#[derive(Default)]
pub(crate) struct CrtNumbers {
    pub(crate) p: Number,
    pub(crate) q: Number,
    pub(crate) dp: Number,
    pub(crate) dq: Number,
    pub(crate) qi: Number,
}

/// A private key whose numbers were checked against each other.
pub(super) struct CheckedNumbers {
    pub(super) n: Number,
    pub(super) e: Number,
    pub(super) crt: Box<CrtNumbers>,
}

/// The product.
pub(crate) fn product(left: &[u8], right: &[u8]) -> Number {
    minimal(&arithmetic::product(left, right, &[]))
}

/// `left - right` if that is not below zero, else what it is above -2^bits; and whether it is below zero.
pub(super) fn subtract(left: &[u8], right: &[u8]) -> (Number, bool) {
    // As long as the longer of the two; each octet is then replaced.
    let longer = if left.len() < right.len() { right } else { left };
    let mut difference = Secret::new(longer.to_vec());
    let zeros = core::iter::repeat(&0);
    let pairs = left.iter().rev().chain(zeros.clone()).zip(right.iter().rev().chain(zeros));
    let mut borrow = 0_i32;
    for (octet, (left, right)) in difference.iter_mut().rev().zip(pairs) {
        let [low, high, ..] = i32::from(*left).wrapping_sub(i32::from(*right)).wrapping_add(borrow).to_le_bytes();
        *octet = low;
        borrow = i32::from(high.cast_signed());
    }
    (minimal(&difference), borrow != 0)
}

/// Whether two numbers without leading zero octets are equal.
pub(super) fn equal(left: &[u8], right: &[u8]) -> bool {
    subtract(left, right).0.is_empty()
}

/// The number without its leading zero bits has so many.
pub(super) fn bits(number: &[u8]) -> usize {
    let zeros = number.first().map_or(0, |octet| octet.leading_zeros());
    number.len().saturating_mul(8).saturating_sub(usize::try_from(zeros).unwrap_or_default())
}

/// `number - 1` for an odd number.
pub(super) fn minus_one(number: &[u8]) -> Number {
    let mut even = Number::new(number.to_vec());
    if let Some(lowest) = even.last_mut() {
        *lowest &= !1;
    }
    even
}

/// Without leading zero octets.
pub(super) fn minimal(octets: &[u8]) -> Number {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    Number::new(octets.get(zeros..).unwrap_or_default().to_vec())
}
