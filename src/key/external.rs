//! Signatures of keys that stay with their host.

use super::element::{Element, sequence};
use crate::algorithm::{self, Algorithm, KeyType};
use crate::error::{Error, ErrorCode, Result};

/// Octets of an RSA modulus, and thereby of a signature, of 2048 to 8192 bits.
const RSA: core::ops::RangeInclusive<usize> = 256..=1024;

/// The row of `alg`.
///
/// # Errors
/// `ERR_KEY_UNSUPPORTED` where there is none.
pub fn algorithm(alg: &str) -> Result<&'static Algorithm> {
    Algorithm::named(alg).ok_or_else(|| {
        let names: Vec<_> = algorithm::ALL.into_iter().map(Algorithm::name).collect();
        Error::unsupported(format!("alg must be one of {}", names.join(", ")))
    })
}

/// Turns what a host's key made of some data into the signature octets of a JWS
/// ([RFC 7518 section 3](https://www.rfc-editor.org/rfc/rfc7518#section-3)). ECDSA may also come as the DER that key
/// management services give ([RFC 3279 section 2.2.3](https://www.rfc-editor.org/rfc/rfc3279#section-2.2.3)).
///
/// # Errors
/// `ERR_SIGNING_FAILED` when it can be no signature of `algorithm`.
pub fn signature(algorithm: &Algorithm, octets: Vec<u8>) -> Result<Vec<u8>> {
    let (raw, length) = match algorithm.key_type() {
        KeyType::Rsa => (RSA.contains(&octets.len()).then_some(octets), "256 to 1024, as many as the modulus has"),
        KeyType::P256 => (ecdsa(octets, 32), "64, or DER of r and s"),
        KeyType::P384 => (ecdsa(octets, 48), "96, or DER of r and s"),
        KeyType::P521 => (ecdsa(octets, 66), "132, or DER of r and s"),
        KeyType::Ed25519 => (Some(octets).filter(|octets| octets.len() == 64), "64"),
    };
    raw.ok_or_else(|| {
        let name = algorithm.name();
        let message = format!("what the key's sign gave is no signature of {name}, which has these octets: {length}");
        Error::new(ErrorCode::SigningFailed, message)
    })
}

/// Two numbers of `half` octets each.
fn ecdsa(octets: Vec<u8>, half: usize) -> Option<Vec<u8>> {
    if octets.chunks(half).map(<[u8]>::len).eq([half, half]) { Some(octets) } else { from_der(&octets, half) }
}

/// Two positive numbers, each put into `half` octets.
fn from_der(der: &[u8], half: usize) -> Option<Vec<u8>> {
    let [r, s] = sequence(der).ok()?.try_into().ok()?;
    let mut raw = Vec::with_capacity(der.len());
    for magnitude in [r, s].map(Element::magnitude) {
        let magnitude = magnitude.filter(|magnitude| !magnitude.is_empty())?;
        raw.resize(raw.len().checked_add(half.checked_sub(magnitude.len())?)?, 0);
        raw.extend_from_slice(magnitude);
    }
    Some(raw)
}
