//! Encoding of what RSA signs: EMSA-PKCS1-v1_5 and EMSA-PSS
//! ([RFC 8017 section 9](https://www.rfc-editor.org/rfc/rfc8017#section-9)).

use super::hashing::Hashing;
use crate::algorithm::Hash;

// DER of DigestInfo before the hash itself: RFC 8017 section 9.2, note 1.
const SHA256_PREFIX: [u8; 19] =
    [0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];
const SHA384_PREFIX: [u8; 19] =
    [0x30, 0x41, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00, 0x04, 0x30];
const SHA512_PREFIX: [u8; 19] =
    [0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40];

/// Hashes `data`.
pub(super) fn digest(hash: Hash, data: &[u8]) -> Vec<u8> {
    Hashing::of(hash).digest(data)
}

/// `00 01 ff .. ff 00 DigestInfo`, `len` octets long; `None` where it does not fit.
pub(super) fn pkcs1(hash: Hash, digest: &[u8], len: usize) -> Option<Vec<u8>> {
    let prefix = match hash {
        Hash::Sha256 => &SHA256_PREFIX,
        Hash::Sha384 => &SHA384_PREFIX,
        Hash::Sha512 => &SHA512_PREFIX,
    };
    let padding_end = len.checked_sub(prefix.len())?.checked_sub(digest.len())?.checked_sub(1)?;
    if padding_end < 10 {
        return None;
    }
    let mut encoded = Vec::with_capacity(len);
    encoded.extend_from_slice(&[0, 1]);
    encoded.resize(padding_end, 0xff);
    encoded.push(0);
    encoded.extend_from_slice(prefix);
    encoded.extend_from_slice(digest);
    Some(encoded)
}

/// EMSA-PSS for a modulus of `modulus_bits` bits, left-padded to the length of the modulus; `None`
/// where hash and salt do not fit.
#[inline(never)]
pub(super) fn pss(hash: Hash, digest: &[u8], salt: &[u8], modulus_bits: usize) -> Option<Vec<u8>> {
    let bits = modulus_bits.checked_sub(1)?;
    let seed = self::digest(hash, &[&[0; 8], digest, salt].concat());
    let tail = [seed.as_slice(), &[0xbc]].concat();
    let block_len = bits.div_ceil(8).checked_sub(tail.len())?;

    let mut block = vec![0; block_len.checked_sub(salt.len())?.checked_sub(1)?];
    block.push(1);
    block.extend_from_slice(salt);
    for (octet, mask) in block.iter_mut().zip(mgf1(hash, &seed, block_len)) {
        *octet ^= mask;
    }
    match (bits % 8, block.first_mut()) {
        (0, _) | (_, None) => {}
        (used @ 1.., Some(first)) => *first &= !(0xff << used),
    }

    // A modulus of 8k + 1 bits has one octet more than its encoded message.
    let mut encoded = if bits % 8 == 0 { vec![0] } else { Vec::new() };
    encoded.append(&mut block);
    encoded.extend_from_slice(&tail);
    Some(encoded)
}

/// MGF1 of RFC 8017 appendix B.2.1.
fn mgf1(hash: Hash, seed: &[u8], len: usize) -> impl Iterator<Item = u8> {
    (0_u32..).flat_map(move |counter| digest(hash, &[seed, &counter.to_be_bytes()].concat())).take(len)
}
