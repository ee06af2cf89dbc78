//! Products of plain numbers, for the checks of a key and the last step of the private operation.

use crate::exponent::{limbs, low};
use crate::secret::Secret;

/// `left * right + addend`, big-endian and in as many octets as the factors have limbs for, in constant time for the lengths that are given;
/// the addend is as long as `right` at most. The method of school: its few thousand steps cost less than the code of a faster one.
#[inline(never)]
pub fn product(left: &[u8], right: &[u8], addend: &[u8]) -> Secret<u8> {
    let (left, right) = (limbs(left, left.len().div_ceil(4)), limbs(right, right.len().div_ceil(4)));
    let mut columns = limbs(addend, left.len().saturating_add(right.len()));
    for (i, left) in left.iter().enumerate() {
        let mut carry = 0_u64;
        let factors = right.iter().chain(&[0]);
        for (column, right) in columns.iter_mut().skip(i).zip(factors) {
            // At most (2^32 - 1)^2 + 2 (2^32 - 1) = 2^64 - 1.
            let product = u64::from(*left).wrapping_mul(u64::from(*right));
            carry = product.wrapping_add(u64::from(*column)).wrapping_add(carry);
            *column = low(carry);
            carry >>= 32;
        }
    }
    let mut octets = Secret::new(vec![0; columns.len().saturating_mul(4)]);
    for (octets, column) in octets.rchunks_mut(4).zip(columns.iter()) {
        octets.copy_from_slice(&column.to_be_bytes());
    }
    octets
}
