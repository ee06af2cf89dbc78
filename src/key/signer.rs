//! A checked key of any kind.

use super::material::Material;
use super::public::PublicKey;
use super::{check, rsa};
use crate::algorithm::Algorithm;
use crate::error::{Error, Result};
use crate::random::RandomSource;

/// Signs; every signature is verified before it leaves.
pub(super) enum Signer {
    Rsa(rsa::Signer),
}

impl Signer {
    /// Checks what is stated.
    pub(super) fn new(material: Material) -> Result<Self> {
        match material {
            Material::Rsa(numbers) => Ok(Self::Rsa(rsa::Signer::new(check::complete(numbers)?)?)),
            Material::Ec(..) | Material::Ed25519(_) => Err(Error::unsupported("only RSA keys are supported so far")),
        }
    }

    pub(super) fn public(&self) -> PublicKey {
        match self {
            Self::Rsa(signer) => signer.public(),
        }
    }

    pub(super) fn sign(&self, algorithm: &Algorithm, data: &[u8], random: &mut dyn RandomSource) -> Result<Vec<u8>> {
        match self {
            Self::Rsa(signer) => signer.sign(algorithm, data, random),
        }
    }
}
