//! What a private key states, whatever form it came in; the numbers are not checked against each other yet.

use super::names;
use super::number::StatedNumbers;
use crate::algorithm::KeyType;
use crate::error::{Error, Result};
use zeroize::Zeroizing;

/// A private key as it was read.
pub(crate) struct Stated {
    pub(crate) material: Material,
    /// What the form itself says to sign with.
    pub(crate) alg: Option<String>,
    /// The name that the form itself gives the key.
    pub(crate) kid: Option<String>,
}

/// The numbers of a private key.
pub(crate) enum Material {
    Rsa(Box<StatedNumbers>),
    Ec(Curve, StatedPair),
    Ed25519(StatedPair),
}

/// A secret and, where the form states it, the public point that follows from it. Lengths are checked by the signer.
pub(crate) struct StatedPair {
    /// EC: `d`, big-endian, as long as the curve's order. Ed25519: the seed of 32 octets.
    pub(crate) secret: Zeroizing<Vec<u8>>,
    /// EC: the coordinates `x` and `y`, one after the other, each as long as the field. Ed25519: `x` as RFC 8032 encodes it.
    pub(crate) public: Option<Vec<u8>>,
}

/// The curves of ECDSA ([RFC 7518 section 6.2.1.1](https://www.rfc-editor.org/rfc/rfc7518#section-6.2.1.1)).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Curve {
    P256,
    P384,
    P521,
}

impl Material {
    pub(crate) fn key_type(&self) -> KeyType {
        match self {
            Self::Rsa(_) => KeyType::Rsa,
            Self::Ec(curve, _) => curve.key_type(),
            Self::Ed25519(_) => KeyType::Ed25519,
        }
    }
}

impl Curve {
    /// The curve of a JWK member `crv`.
    pub(crate) fn named(name: &str) -> Option<Self> {
        [Self::P256, Self::P384, Self::P521].into_iter().find(|curve| curve.name() == name)
    }

    /// The JWK member `crv`.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::P256 => "P-256",
            Self::P384 => "P-384",
            Self::P521 => "P-521",
        }
    }

    /// The curve of an OBJECT IDENTIFIER.
    pub(crate) fn identified(oid: &[u8]) -> Option<Self> {
        [Self::P256, Self::P384, Self::P521].into_iter().find(|curve| curve.oid() == oid)
    }

    /// The OBJECT IDENTIFIER ([RFC 5480 section 2.1.1.1](https://www.rfc-editor.org/rfc/rfc5480#section-2.1.1.1)).
    pub(crate) fn oid(self) -> &'static [u8] {
        match self {
            Self::P256 => names::P256,
            Self::P384 => names::P384,
            Self::P521 => names::P521,
        }
    }

    /// Octets of a coordinate, which here are those of `d` too.
    pub(crate) fn octets(self) -> usize {
        match self {
            Self::P256 => 32,
            Self::P384 => 48,
            Self::P521 => 66,
        }
    }

    pub(crate) fn key_type(self) -> KeyType {
        match self {
            Self::P256 => KeyType::P256,
            Self::P384 => KeyType::P384,
            Self::P521 => KeyType::P521,
        }
    }
}

/// A secret must be as long as it can be, leading zero octets included.
pub(super) fn check_length(secret: &[u8], octets: usize, kind: &str) -> Result<()> {
    if secret.len() != octets {
        return Err(Error::malformed(format!("the secret number \"d\" of {kind} must have exactly {octets} octets")));
    }
    Ok(())
}

/// A public half that is stated must be the one that follows from the secret.
pub(super) fn check_public(stated: Option<&[u8]>, derived: &[u8], kind: &str) -> Result<()> {
    if stated.is_some_and(|stated| stated != derived) {
        return Err(Error::malformed(format!(
            "the public half of {kind} does not follow from the secret number \"d\": the two are of different keys, or damaged"
        )));
    }
    Ok(())
}

/// The error of a secret that is zero, or not below the order of the group.
pub(super) fn secret_out_of_range(kind: &str) -> Error {
    Error::malformed(format!("the secret number \"d\" of {kind} is zero or too large: the key is damaged"))
}
