//! Public keys as `SubjectPublicKeyInfo` ([RFC 5280 section 4.1.2.7](https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.7)).

use super::der::{self, NULL};
use crate::algorithm::KeyType;
use crate::error::{Error, Result};
use crate::key::element::{Element, OBJECT_IDENTIFIER, sequence};
use crate::key::names::{EC, ED25519, RSA, RSA_PSS};
use crate::key::{Curve, PublicKey};

/// The `AlgorithmIdentifier` of a key, the same for its public and its private form.
pub(super) fn algorithm(key_type: KeyType) -> Vec<u8> {
    match key_type {
        KeyType::Rsa => identifier(RSA, &NULL),
        KeyType::P256 => on_curve(Curve::P256),
        KeyType::P384 => on_curve(Curve::P384),
        KeyType::P521 => on_curve(Curve::P521),
        KeyType::Ed25519 => identifier(ED25519, &[]),
    }
}

fn on_curve(curve: Curve) -> Vec<u8> {
    identifier(EC, &der::element(OBJECT_IDENTIFIER, &[curve.oid()]))
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
    read(&sequence(octets).ok()?)
}

/// The key of a `SubjectPublicKeyInfo` with these elements; `None` as by [`decode`].
pub(super) fn read(info: &[Element<'_>]) -> Option<Result<PublicKey>> {
    let [algorithm, bits] = info else { return None };
    let (algorithm, bits) = (algorithm.inner(), bits.bits()?);
    let (name, parameters) = algorithm.split_first()?;
    match identified(*name)? {
        name if name == RSA || name == RSA_PSS => {
            Some(rsa(bits).ok_or_else(|| Error::malformed("the RSA public key inside is damaged")))
        }
        name if name == EC => Some(ec(identified(*parameters.first()?)?, bits)),
        name if name == ED25519 => Some(Ok(PublicKey::Ed25519 { x: bits.to_vec() })),
        _ => Some(Err(Error::unsupported("this public key is of a kind that no JWS algorithm here signs with"))),
    }
}

/// The octets of an OBJECT IDENTIFIER.
fn identified(element: Element<'_>) -> Option<&[u8]> {
    (element.tag == OBJECT_IDENTIFIER).then_some(element.content)
}

/// `RSAPublicKey` ([RFC 8017 appendix A.1.1](https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.1)), the content of
/// `RSA PUBLIC KEY`.
pub(super) fn rsa(octets: &[u8]) -> Option<PublicKey> {
    let numbers: [Element<'_>; 2] = sequence(octets).ok()?.try_into().ok()?;
    let [n, e] = numbers.map(|number| number.magnitude().filter(|magnitude| !magnitude.is_empty()));
    Some(PublicKey::Rsa { n: n?.to_vec(), e: e?.to_vec() })
}

/// An uncompressed point ([SEC 1 section 2.3.3](https://www.secg.org/sec1-v2.pdf)).
pub(super) fn point(x: &[u8], y: &[u8]) -> Vec<u8> {
    [&[4], x, y].concat()
}

fn ec(oid: &[u8], bits: &[u8]) -> Result<PublicKey> {
    let curve = Curve::identified(oid).ok_or_else(|| {
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
