//! PBKDF2 ([RFC 8018 section 5.2](https://www.rfc-editor.org/rfc/rfc8018#section-5.2)) with HMAC.

use super::hashing::Hashing;
use super::hmac::Mac;

/// Fills `key`.
pub(super) fn derive(hashing: &Hashing, passphrase: &[u8], salt: &[u8], iterations: u32, key: &mut [u8]) {
    let mut mac = Mac::new(hashing, passphrase);
    for (number, target) in (1_u32..).zip(key.chunks_mut(hashing.output)) {
        let mut block = mac.of(&[salt, &number.to_be_bytes()].concat());
        target.iter_mut().zip(block.iter()).for_each(|(octet, other)| *octet = *other);
        for _ in 1..iterations {
            block = mac.of(block.get(..hashing.output).unwrap_or_default());
            target.iter_mut().zip(block.iter()).for_each(|(octet, other)| *octet ^= *other);
        }
    }
}
