//! All forms of a new key: what its owner keeps, and what the provider gets.

use super::certificate::{self, Subject};
use super::{RsaSearch, draw, pem, pkcs8, spki};
use crate::algorithm::KeyType;
use crate::base64url;
use crate::error::{Error, Result};
use crate::key::{Form, KeyOptions, Material, PublicJwk, SigningKey, Stated, read_jwk};
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
    /// `CERTIFICATE`, where one was asked for.
    pub certificate: Option<String>,
    secret_members: Vec<(&'static str, Zeroizing<String>)>,
}

impl GeneratedKey {
    /// All forms of the key that was found; the options must say the algorithm.
    ///
    /// # Errors
    /// `ERR_KEY_UNSUITABLE` for another algorithm's key, `ERR_KEY_MALFORMED` before the search is done,
    /// `ERR_RANDOM_UNAVAILABLE` and `ERR_SIGNING_FAILED` of the certificate.
    pub fn found(
        search: &RsaSearch,
        options: &KeyOptions,
        subject: Option<&Subject>,
        random: &mut dyn RandomSource,
    ) -> Result<Self> {
        let material = search.material().ok_or_else(|| Error::malformed("the primes are not found yet"))?;
        Self::new(Stated { material, alg: None, kid: None }, options, subject, random)
    }

    /// All forms of a new key on the curve of an algorithm.
    ///
    /// # Errors
    /// `ERR_KEY_UNSUITABLE` for RSA, which must be searched for, and those of [`Self::found`].
    pub fn drawn(
        key_type: KeyType,
        options: &KeyOptions,
        subject: Option<&Subject>,
        random: &mut dyn RandomSource,
    ) -> Result<Self> {
        Self::new(
            Stated { material: draw::material(key_type, random)?, alg: None, kid: None },
            options,
            subject,
            random,
        )
    }

    /// All forms of a key that the host made, from the text of its JWK; members beside the numbers are not heeded.
    ///
    /// # Errors
    /// Those of [`SigningKey::from_jwk`] and of [`Self::found`].
    pub fn of_jwk(
        text: &str,
        options: &KeyOptions,
        subject: Option<&Subject>,
        random: &mut dyn RandomSource,
    ) -> Result<Self> {
        match read_jwk(text, None)? {
            Form::Private(Stated { material, .. }) => {
                Self::new(Stated { material, alg: None, kid: None }, options, subject, random)
            }
            Form::Public(_) => Err(Error::unsuitable("the host made no private key")),
        }
    }

    fn new(
        stated: Stated,
        options: &KeyOptions,
        subject: Option<&Subject>,
        random: &mut dyn RandomSource,
    ) -> Result<Self> {
        let der = pkcs8::encode(&stated.material)?;
        let secret_members = secret_members(&stated.material);
        let key = SigningKey::new(stated, options)?;
        let public = key.public();
        let certificate = subject.map(|subject| {
            let signed = certificate::to_be_signed(&public, key.algorithm(), subject, random)?;
            let signature = key.sign(&signed, random)?;
            Ok(certificate::assemble(&signed, key.algorithm(), &signature))
        });
        Ok(Self {
            public_jwk: key.public_jwk(),
            public_pem: pem::encode("PUBLIC KEY", &spki::encode(&public)),
            private_pem: Zeroizing::new(pem::encode("PRIVATE KEY", &der)),
            certificate: certificate.transpose()?,
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
