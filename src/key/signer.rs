//! A checked key of any kind.

use super::material::Material;
use super::number::{CheckedNumbers, StatedNumbers};
use super::public::PublicKey;
use super::{check, ec, ed25519, rsa};
use crate::algorithm::Algorithm;
use crate::error::{Error, ErrorCode, Result};
use crate::random::RandomSource;
use core::cell::OnceCell;

/// Signs; every signature is verified before it leaves. What curves need stands apart from what RSA needs: an engine compiles a function when
/// it is first called, and all of it.
pub(super) enum Signer {
    Rsa(Box<rsa::Signer>),
    Ec(Box<ec::Signer>),
    Ed25519(Box<ed25519::Signer>),
}

impl Signer {
    /// Checks what is stated.
    pub(super) fn new(material: Material) -> Result<Self> {
        match material {
            Material::Rsa(mut numbers) => Ok(Self::Rsa(Box::new(rsa::Signer::new(check::complete(&mut numbers)?)?))),
            Material::Ec(curve, pair) => ec::Signer::new(curve, pair).map(Self::Ec),
            Material::Ed25519(pair) => ed25519::Signer::new(&pair).map(Self::Ed25519),
        }
    }

    /// What is stated, checked as by [`Self::new`] and with all that follows from it, and its public half; without the
    /// code that signs.
    pub(super) fn complete(material: Material) -> Result<(Material, PublicKey)> {
        Ok(match material {
            Material::Rsa(mut numbers) => {
                let CheckedNumbers { n, e, crt } = check::complete(&mut numbers)?;
                let public = PublicKey::Rsa { n: n.to_vec(), e: e.to_vec() };
                (Material::Rsa(Box::new(StatedNumbers { n, e, crt: Some(crt), ..*numbers })), public)
            }
            Material::Ec(curve, mut pair) => {
                let public = ec::public_of(curve, &pair)?;
                pair.public = Some(public.point());
                (Material::Ec(curve, pair), public)
            }
            Material::Ed25519(mut pair) => {
                let public = ed25519::public_of(&pair)?;
                pair.public = Some(public.point());
                (Material::Ed25519(pair), public)
            }
        })
    }

    pub(super) fn public(&self) -> PublicKey {
        match self {
            Self::Rsa(signer) => signer.public(),
            Self::Ec(signer) => signer.public(),
            Self::Ed25519(signer) => signer.public(),
        }
    }

    /// The thumbprint, computed once it is asked for.
    #[inline(never)]
    pub(super) fn thumbprint<'a>(&self, computed: &'a OnceCell<String>) -> &'a str {
        computed.get_or_init(|| self.public().thumbprint())
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
