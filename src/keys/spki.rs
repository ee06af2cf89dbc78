//! Public keys as `SubjectPublicKeyInfo` ([RFC 5280 section 4.1.2.7](https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.7)).

use super::der::{self, NULL, OBJECT_IDENTIFIER, Reader};
use crate::algorithm::KeyType;
use crate::error::{Error, Result};
use crate::key::{Curve, PublicKey};

/// rsaEncryption ([RFC 8017 appendix A.1](https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1))
const RSA_ENCRYPTION: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];

/// id-RSASSA-PSS ([RFC 4055 section 3.1](https://www.rfc-editor.org/rfc/rfc4055#section-3.1))
pub(super) const RSASSA_PSS: [u8; 9] = [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x0a];

/// id-ecPublicKey ([RFC 5480 section 2.1.1](https://www.rfc-editor.org/rfc/rfc5480#section-2.1.1))
const EC_PUBLIC_KEY: [u8; 7] = [0x2a, 0x86, 0x48, 0xce, 0x3d, 0x02, 0x01];

/// The named curves (RFC 5480 section 2.1.1.1).
const CURVES: [(Curve, &[u8]); 3] = [
    (Curve::P256, &[0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07]),
    (Curve::P384, &[0x2b, 0x81, 0x04, 0x00, 0x22]),
    (Curve::P521, &[0x2b, 0x81, 0x04, 0x00, 0x23]),
];

/// id-Ed25519 ([RFC 8410 section 3](https://www.rfc-editor.org/rfc/rfc8410#section-3))
pub(super) const ED25519: [u8; 3] = [0x2b, 0x65, 0x70];

/// The `AlgorithmIdentifier` of a key, the same for its public and its private form.
pub(super) fn algorithm(key_type: KeyType) -> Vec<u8> {
    match key_type {
        KeyType::Rsa => identifier(&RSA_ENCRYPTION, &NULL),
        KeyType::P256 | KeyType::P384 | KeyType::P521 => {
            let oid = CURVES.iter().find(|(curve, _)| curve.key_type() == key_type).map(|(_, oid)| *oid);
            identifier(&EC_PUBLIC_KEY, &der::element(OBJECT_IDENTIFIER, &[oid.unwrap_or_default()]))
        }
        KeyType::Ed25519 => identifier(&ED25519, &[]),
    }
}

/// An `AlgorithmIdentifier`; the parameters are DER, or nothing.
pub(super) fn identifier(oid: &[u8], parameters: &[u8]) -> Vec<u8> {
    der::sequence(&[&der::element(OBJECT_IDENTIFIER, &[oid]), parameters])
}

/// DER of the key.
pub(super) fn encode(key: &PublicKey) -> Vec<u8> {
    let bits = match key {
        PublicKey::Rsa { n, e } => der::sequence(&[&der::unsigned(n), &der::unsigned(e)]),
        PublicKey::Ec { x, y, .. } => point(x, y),
        PublicKey::Ed25519 { x } => x.clone(),
    };
    der::sequence(&[&algorithm(key.key_type()), &der::bit_string(&bits)])
}

/// Reads DER; `None` where it is no `SubjectPublicKeyInfo` at all.
pub(super) fn decode(octets: &[u8]) -> Option<Result<PublicKey>> {
    let mut info = Reader::new(octets).only_sequence()?;
    let mut algorithm = info.sequence()?;
    let oid = algorithm.take(OBJECT_IDENTIFIER)?;
    let bits = info.bit_string().filter(|_| info.is_empty())?;
    if oid == RSA_ENCRYPTION || oid == RSASSA_PSS {
        let key = rsa(bits).ok_or_else(|| Error::malformed("the RSA public key inside is damaged"));
        return Some(key);
    }
    if oid == EC_PUBLIC_KEY {
        return algorithm.take(OBJECT_IDENTIFIER).map(|oid| ec(oid, bits));
    }
    if oid == ED25519 {
        return Some(Ok(PublicKey::Ed25519 { x: bits.to_vec() }));
    }
    Some(Err(Error::unsupported("this public key is of a kind that no JWS algorithm here signs with")))
}

/// `RSAPublicKey` ([RFC 8017 appendix A.1.1](https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.1)), the content of
/// `RSA PUBLIC KEY`.
pub(super) fn rsa(octets: &[u8]) -> Option<PublicKey> {
    let mut numbers = Reader::new(octets).only_sequence()?;
    let (n, e) = (numbers.unsigned()?.to_vec(), numbers.unsigned()?.to_vec());
    numbers.is_empty().then_some(PublicKey::Rsa { n, e })
}

/// An uncompressed point ([SEC 1 section 2.3.3](https://www.secg.org/sec1-v2.pdf)).
pub(super) fn point(x: &[u8], y: &[u8]) -> Vec<u8> {
    [&[4], x, y].concat()
}

fn ec(oid: &[u8], bits: &[u8]) -> Result<PublicKey> {
    let (curve, _) = CURVES.into_iter().find(|(_, known)| *known == oid).ok_or_else(|| {
        Error::unsupported("the curve of this EC key must be P-256, P-384 or P-521: make a key on one of them")
    })?;
    match bits.split_first() {
        Some((4, coordinates)) if Some(coordinates.len()) == curve.octets().checked_mul(2) => {
            let (x, y) = coordinates.split_at_checked(curve.octets()).unwrap_or_default();
            Ok(PublicKey::Ec { curve, x: x.to_vec(), y: y.to_vec() })
        }
        Some((2 | 3, _)) => Err(Error::unsupported(
            "the point of this EC key is compressed: have it written uncompressed, as with openssl's -conv_form uncompressed",
        )),
        Some(_) | None => Err(Error::malformed("the EC public key inside is damaged")),
    }
}
