//! The nonce of deterministic ECDSA: `HMAC_DRBG` over the secret and the digest
//! ([RFC 6979 section 3.2](https://www.rfc-editor.org/rfc/rfc6979#section-3.2)).

use super::hashing::Hashing;
use super::hmac::Mac;
use crate::algorithm::Hash;
use zeroize::Zeroizing;

type Octets = Zeroizing<Vec<u8>>;

/// The first candidate that is accepted, as long as `secret` and with `spare` zero bits above, of which there are fewer than eight.
/// `reduced` is the digest modulo the order, as long as `secret` too.
pub(super) fn generate(
    hash: Hash,
    secret: &[u8],
    reduced: &[u8],
    spare: u32,
    is_accepted: impl Fn(&[u8]) -> bool,
) -> Octets {
    let hashing = Hashing::of(hash);
    let length = hashing.output;
    let mut key: Octets = vec![0; length].into();
    let mut value: Octets = vec![1; length].into();
    for separator in [0, 1] {
        key = authenticate(hashing, &key, &[&value, &[separator], secret, reduced]);
        value = authenticate(hashing, &key, &[&value]);
    }
    loop {
        let mut candidate: Octets = Vec::with_capacity(secret.len().saturating_add(length)).into();
        while candidate.len() < secret.len() {
            value = authenticate(hashing, &key, &[&value]);
            candidate.extend_from_slice(&value);
        }
        candidate.truncate(secret.len());
        shift_right(&mut candidate, spare);
        if is_accepted(&candidate) {
            return candidate;
        }
        key = authenticate(hashing, &key, &[&value, &[0]]);
        value = authenticate(hashing, &key, &[&value]);
    }
}

/// HMAC of the parts, one after the other.
fn authenticate(hashing: &Hashing, key: &[u8], parts: &[&[u8]]) -> Octets {
    let message: Octets = parts.concat().into();
    let mut code: Octets = Mac::new(hashing, key).of(&message).to_vec().into();
    code.truncate(hashing.output);
    code
}

/// By fewer than eight bits.
fn shift_right(number: &mut [u8], bits: u32) {
    let mut above = 0;
    for octet in number {
        let [shifted, _] = (u16::from_be_bytes([above, *octet]) >> bits).to_le_bytes();
        above = core::mem::replace(octet, shifted);
    }
}
