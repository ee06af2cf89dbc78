//! The nonce of deterministic ECDSA: `HMAC_DRBG` over the secret and the digest
//! ([RFC 6979 section 3.2](https://www.rfc-editor.org/rfc/rfc6979#section-3.2)).

use super::emsa::digest;
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
    let length = digest(hash, &[]).len();
    let mut key: Octets = vec![0; length].into();
    let mut value: Octets = vec![1; length].into();
    for separator in [0, 1] {
        key = authenticate(hash, &key, &[&value, &[separator], secret, reduced]);
        value = authenticate(hash, &key, &[&value]);
    }
    loop {
        let mut candidate: Octets = Vec::with_capacity(secret.len().saturating_add(length)).into();
        while candidate.len() < secret.len() {
            value = authenticate(hash, &key, &[&value]);
            candidate.extend_from_slice(&value);
        }
        candidate.truncate(secret.len());
        shift_right(&mut candidate, spare);
        if is_accepted(&candidate) {
            return candidate;
        }
        key = authenticate(hash, &key, &[&value, &[0]]);
        value = authenticate(hash, &key, &[&value]);
    }
}

/// HMAC ([RFC 2104](https://www.rfc-editor.org/rfc/rfc2104)), with a key of no more octets than a block of the hash.
fn authenticate(hash: Hash, key: &[u8], parts: &[&[u8]]) -> Octets {
    let block = match hash {
        Hash::Sha256 => 64,
        Hash::Sha384 | Hash::Sha512 => 128,
    };
    let padded = |padding: u8| {
        let mut padded: Octets = vec![padding; block].into();
        for (to, from) in padded.iter_mut().zip(key) {
            *to ^= from;
        }
        padded
    };
    let (inner, outer) = (padded(0x36), padded(0x5c));
    let mut all = vec![inner.as_slice()];
    all.extend_from_slice(parts);
    let inner: Octets = digest(hash, &all).into();
    digest(hash, &[&outer, &inner]).into()
}

/// By fewer than eight bits.
fn shift_right(number: &mut [u8], bits: u32) {
    let mut above = 0;
    for octet in number {
        let [shifted, _] = (u16::from_be_bytes([above, *octet]) >> bits).to_le_bytes();
        above = core::mem::replace(octet, shifted);
    }
}
