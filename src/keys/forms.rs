//! All forms of a new key: what its owner keeps, and what the provider gets.

use super::{RsaSearch, draw, pem, pkcs8, spki};
use crate::algorithm::KeyType;
use crate::base64url;
use crate::error::{Error, Result};
use crate::key::{Form, KeyOptions, Material, PublicJwk, choose_algorithm, public_of, read_jwk};
use crate::random::RandomSource;
use core::fmt;
use zeroize::Zeroizing;

/// A new key. Its private forms are secrets.
pub struct GeneratedKey {
    /// The public half, with `kid`, `alg` and `use`.
    pub public_jwk: PublicJwk,
    /// `PUBLIC KEY`
    pub public_pem: String,
    /// `PRIVATE KEY`: PKCS#8, not encrypted.
    pub private_pem: Zeroizing<String>,
    secret_members: Vec<(&'static str, Zeroizing<String>)>,
}

impl GeneratedKey {
    /// All forms of the key that was found; the options should say the algorithm.
    ///
    /// # Errors
    /// `ERR_KEY_UNSUITABLE` for another kind's algorithm, `ERR_KEY_MALFORMED` before the search is done.
    pub fn found(search: &RsaSearch, options: &KeyOptions) -> Result<Self> {
        Self::new(search.material().ok_or_else(|| Error::malformed("the primes are not found yet"))?, options)
    }

    /// All forms of a new key on the curve of an algorithm.
    ///
    /// # Errors
    /// `ERR_RANDOM_UNAVAILABLE`; `ERR_KEY_UNSUITABLE` for RSA, which must be searched for.
    pub fn drawn(key_type: KeyType, options: &KeyOptions, random: &mut dyn RandomSource) -> Result<Self> {
        Self::new(draw::material(key_type, random)?, options)
    }

    /// All forms of a key that the host made, from the text of its JWK; members beside the numbers are not heeded.
    ///
    /// # Errors
    /// Those of an import, since the host's key is checked as any other.
    pub fn of_jwk(text: &str, options: &KeyOptions) -> Result<Self> {
        match read_jwk(text, None)? {
            Form::Private(stated) => Self::new(stated.material, options),
            Form::Public(_) => Err(Error::unsuitable("the host made no private key")),
        }
    }

    fn new(material: Material, options: &KeyOptions) -> Result<Self> {
        let algorithm = choose_algorithm(material.key_type(), None, options.alg.as_deref())?;
        let der = pkcs8::encode(&material)?;
        let secret_members = secret_members(&material);
        let public = public_of(material)?;
        let kid = options.kid.clone().unwrap_or_else(|| public.thumbprint());
        Ok(Self {
            public_jwk: PublicJwk::new(&public, &kid, algorithm),
            public_pem: pem::encode("PUBLIC KEY", &spki::encode(&public)),
            private_pem: Zeroizing::new(pem::encode("PRIVATE KEY", &der)),
            secret_members,
        })
    }

    /// The members of the private JWK that the public one lacks.
    pub fn secret_members(&self) -> impl Iterator<Item = (&'static str, &str)> {
        self.secret_members.iter().map(|(name, value)| (*name, value.as_str()))
    }
}

impl fmt::Debug for GeneratedKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("GeneratedKey").field("public_jwk", &self.public_jwk).finish_non_exhaustive()
    }
}

fn secret_members(material: &Material) -> Vec<(&'static str, Zeroizing<String>)> {
    let encoded = |name, number: &[u8]| (name, Zeroizing::new(base64url::encode(number)));
    match material {
        Material::Rsa(numbers) => {
            let crt = numbers
                .crt
                .iter()
                .flat_map(|crt| [("p", &crt.p), ("q", &crt.q), ("dp", &crt.dp), ("dq", &crt.dq), ("qi", &crt.qi)]);
            [("d", &numbers.d)].into_iter().chain(crt).map(|(name, number)| encoded(name, number)).collect()
        }
        Material::Ec(_, pair) | Material::Ed25519(pair) => vec![encoded("d", &pair.secret)],
    }
}
