//! The numbers of an RSA key as minimal big-endian octets.

use zeroize::Zeroizing;

/// A number without leading zero octets; wiped when dropped.
pub(super) type Number = Zeroizing<Vec<u8>>;

/// What a private key states: all of it, or `n`, `e` and `d` alone.
pub(super) struct StatedNumbers {
    pub(super) n: Number,
    pub(super) e: Number,
    pub(super) d: Number,
    pub(super) crt: Option<CrtNumbers>,
}

/// The members that make the Chinese remainder theorem usable (RFC 8017 section 3.2).
pub(super) struct CrtNumbers {
    pub(super) p: Number,
    pub(super) q: Number,
    pub(super) dp: Number,
    pub(super) dq: Number,
    pub(super) qi: Number,
}

/// A private key whose numbers were checked against each other.
pub(super) struct CheckedNumbers {
    pub(super) n: Number,
    pub(super) e: Number,
    pub(super) crt: CrtNumbers,
}

/// The product, by the method of school: its few thousand steps cost less than the code of a faster one.
pub(super) fn product(left: &[u8], right: &[u8]) -> Number {
    let mut columns = Zeroizing::new(vec![0_u32; left.len().saturating_add(right.len())]);
    for (i, left) in left.iter().rev().enumerate() {
        // Octets stay below 2^8 between rows, so 255 * 255 + 255 + carry fits with room to spare.
        let mut carry = 0_u32;
        let factors = right.iter().rev().map(Some).chain(core::iter::repeat(None));
        for (column, right) in columns.iter_mut().skip(i).zip(factors) {
            let product = right.map_or(0, |right| u32::from(*left).wrapping_mul(u32::from(*right)));
            let sum = column.wrapping_add(product).wrapping_add(carry);
            *column = sum & 0xff;
            carry = sum >> 8;
        }
    }
    let octets = columns.iter().rev().map(|column| column.to_le_bytes()[0]);
    Zeroizing::new(octets.skip_while(|octet| *octet == 0).collect())
}
