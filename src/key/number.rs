//! The numbers of an RSA key as minimal big-endian octets.

use private_key_jwt_arithmetic::Secret;

/// A number without leading zero octets; wiped when dropped.
pub(crate) type Number = Secret<u8>;

/// What a private key states: all of it, or `n`, `e` and `d` alone.
pub(crate) struct StatedNumbers {
    pub(crate) n: Number,
    pub(crate) e: Number,
    pub(crate) d: Number,
    pub(crate) crt: Option<CrtNumbers>,
}

/// The members that make the Chinese remainder theorem usable (RFC 8017 section 3.2).
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
    pub(super) crt: CrtNumbers,
}

/// The product, by the method of school: its few thousand steps cost less than the code of a faster one.
pub(crate) fn product(left: &[u8], right: &[u8]) -> Number {
    let (left, right) = (limbs(left), limbs(right));
    let mut columns = Secret::new(vec![0_u32; left.len().saturating_add(right.len())]);
    for (i, left) in left.iter().enumerate() {
        let mut carry = 0_u64;
        let factors = right.iter().chain(&[0]);
        for (column, right) in columns.iter_mut().skip(i).zip(factors) {
            // At most (2^32 - 1)^2 + 2 (2^32 - 1) = 2^64 - 1.
            let product = u64::from(*left).wrapping_mul(u64::from(*right));
            let sum = product.wrapping_add(u64::from(*column)).wrapping_add(carry);
            let [a, b, c, d, ..] = sum.to_le_bytes();
            *column = u32::from_le_bytes([a, b, c, d]);
            carry = sum >> 32;
        }
    }
    let mut octets = Secret::new(vec![0; columns.len().saturating_mul(4)]);
    for (octets, column) in octets.rchunks_mut(4).zip(columns.iter()) {
        octets.copy_from_slice(&column.to_be_bytes());
    }
    minimal(&octets)
}

/// Without leading zero octets.
pub(super) fn minimal(octets: &[u8]) -> Number {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    Number::new(octets.get(zeros..).unwrap_or_default().to_vec())
}

/// The lowest first.
fn limbs(octets: &[u8]) -> Secret<u32> {
    let limb = |octets: &[u8]| octets.iter().fold(0, |limb, octet| (limb << 8) | u32::from(*octet));
    Secret::new(octets.rchunks(4).map(limb).collect())
}
