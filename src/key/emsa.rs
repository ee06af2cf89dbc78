//! Encoding of what RSA signs: EMSA-PKCS1-v1_5 and EMSA-PSS
//! ([RFC 8017 section 9](https://www.rfc-editor.org/rfc/rfc8017#section-9)).

use crate::algorithm::Hash;
use rsa::sha2::{Digest, Sha256, Sha384, Sha512};

// DER of DigestInfo before the hash itself: RFC 8017 section 9.2, note 1.
const SHA256_PREFIX: [u8; 19] =
    [0x30, 0x31, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x01, 0x05, 0x00, 0x04, 0x20];
const SHA384_PREFIX: [u8; 19] =
    [0x30, 0x41, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x02, 0x05, 0x00, 0x04, 0x30];
const SHA512_PREFIX: [u8; 19] =
    [0x30, 0x51, 0x30, 0x0d, 0x06, 0x09, 0x60, 0x86, 0x48, 0x01, 0x65, 0x03, 0x04, 0x02, 0x03, 0x05, 0x00, 0x04, 0x40];

/// Hashes `parts`, one after the other.
pub(super) fn digest(hash: Hash, parts: &[&[u8]]) -> Vec<u8> {
    fn over<D: Digest>(parts: &[&[u8]]) -> Vec<u8> {
        let mut digest = D::new();
        for part in parts {
            digest.update(part);
        }
        digest.finalize().to_vec()
    }
    match hash {
        Hash::Sha256 => over::<Sha256>(parts),
        Hash::Sha384 => over::<Sha384>(parts),
        Hash::Sha512 => over::<Sha512>(parts),
    }
}

/// Length of a digest in octets; a PSS salt is as long (RFC 7518 section 3.5).
pub(super) fn digest_len(hash: Hash) -> usize {
    match hash {
        Hash::Sha256 => 32,
        Hash::Sha384 => 48,
        Hash::Sha512 => 64,
    }
}

/// `00 01 ff .. ff 00 DigestInfo`, `len` octets long; `None` where it does not fit.
pub(super) fn pkcs1(hash: Hash, digest: &[u8], len: usize) -> Option<Vec<u8>> {
    let prefix = match hash {
        Hash::Sha256 => &SHA256_PREFIX,
        Hash::Sha384 => &SHA384_PREFIX,
        Hash::Sha512 => &SHA512_PREFIX,
    };
    let padding = len.checked_sub(prefix.len() + digest.len() + 3).filter(|padding| *padding >= 8)?;
    let mut encoded = Vec::with_capacity(len);
    encoded.extend_from_slice(&[0, 1]);
    encoded.resize(padding + 2, 0xff);
    encoded.push(0);
    encoded.extend_from_slice(prefix);
    encoded.extend_from_slice(digest);
    Some(encoded)
}

/// EMSA-PSS for a modulus of `modulus_bits` bits, left-padded to the length of the modulus; `None`
/// where hash and salt do not fit.
pub(super) fn pss(hash: Hash, digest: &[u8], salt: &[u8], modulus_bits: usize) -> Option<Vec<u8>> {
    let bits = modulus_bits.checked_sub(1)?;
    let len = bits.div_ceil(8);
    let masked_len = len.checked_sub(digest.len() + 1)?;
    let padding = masked_len.checked_sub(salt.len() + 1)?;

    let seed = self::digest(hash, &[&[0; 8], digest, salt]);
    let mut block = vec![0; padding];
    block.push(1);
    block.extend_from_slice(salt);
    for (octet, mask) in block.iter_mut().zip(mgf1(hash, &seed, masked_len)) {
        *octet ^= mask;
    }
    if let Some(first) = block.first_mut() {
        *first &= 0xff >> (8 * len - bits);
    }

    let mut encoded = vec![0; modulus_bits.div_ceil(8) - len];
    encoded.append(&mut block);
    encoded.extend_from_slice(&seed);
    encoded.push(0xbc);
    Some(encoded)
}

/// MGF1 of RFC 8017 appendix B.2.1.
fn mgf1(hash: Hash, seed: &[u8], len: usize) -> impl Iterator<Item = u8> {
    (0_u32..).flat_map(move |counter| digest(hash, &[seed, &counter.to_be_bytes()])).take(len)
}
