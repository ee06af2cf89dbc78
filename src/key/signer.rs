//! A checked key of any kind.

use super::material::Material;
use super::public::PublicKey;
use super::{check, ec, ed25519, rsa};
use crate::algorithm::Algorithm;
use crate::error::{Error, ErrorCode, Result};
use crate::random::RandomSource;

/// Signs; every signature is verified before it leaves.
pub(super) enum Signer {
    Rsa(Box<rsa::Signer>),
    Ec(Box<ec::Signer>),
    Ed25519(Box<ed25519::Signer>),
}

impl Signer {
    /// Checks what is stated.
    pub(super) fn new(material: Material) -> Result<Self> {
        match material {
            Material::Rsa(numbers) => Ok(Self::Rsa(Box::new(rsa::Signer::new(check::complete(numbers)?)?))),
            Material::Ec(curve, pair) => Ok(Self::Ec(Box::new(ec::Signer::new(curve, pair)?))),
            Material::Ed25519(pair) => Ok(Self::Ed25519(Box::new(ed25519::Signer::new(&pair)?))),
        }
    }

    pub(super) fn public(&self) -> PublicKey {
        match self {
            Self::Rsa(signer) => signer.public(),
            Self::Ec(signer) => signer.public(),
            Self::Ed25519(signer) => signer.public(),
        }
    }

    /// `algorithm` is one of the key's own kind; only RSA has several that differ.
    pub(super) fn sign(&self, algorithm: &Algorithm, data: &[u8], random: &mut dyn RandomSource) -> Result<Vec<u8>> {
        match self {
            Self::Rsa(signer) => signer.sign(algorithm, data, random),
            Self::Ec(signer) => signer.sign(algorithm, data, random),
            Self::Ed25519(signer) => signer.sign(data),
        }
    }
}

/// The error of a signature that does not verify.
pub(super) fn failed() -> Error {
    Error::new(
        ErrorCode::SigningFailed,
        "the signature did not verify with the public key, so it was not returned: \
         the key is damaged (an RSA prime that is not prime) or the machine made an error",
    )
}
