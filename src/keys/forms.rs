//! All forms of a private key: what its owner keeps, and what the provider gets.

use super::{RsaSearch, draw, pem, pkcs8, spki};
use crate::algorithm::KeyType;
use crate::base64url;
use crate::error::{Error, Result};
use crate::key::{
    Form, KeyOptions, Material, Private, PublicJwk, Stated, choose_algorithm, complete, from_bytes, from_text, read_jwk,
};
use crate::random::RandomSource;
use core::fmt;
use zeroize::Zeroizing;

/// A key in all forms. The private ones are secrets.
pub struct KeyForms {
    /// The public half, with `kid`, `alg` and `use`.
    pub public_jwk: PublicJwk,
    /// `PUBLIC KEY`
    pub public_pem: String,
    /// `PRIVATE KEY`: PKCS#8, not encrypted.
    pub private_pem: Zeroizing<String>,
    secret_members: Vec<(&'static str, Zeroizing<String>)>,
}

impl KeyForms {
    /// All forms of the key that was found; the options should say the algorithm.
    ///
    /// # Errors
    /// `ERR_KEY_UNSUITABLE` for another kind's algorithm, `ERR_KEY_MALFORMED` before the search is done.
    pub fn found(search: &RsaSearch, options: &KeyOptions) -> Result<Self> {
        let material = search.material().ok_or_else(|| Error::malformed("the primes are not found yet"))?;
        Self::new(Stated { material, alg: None, kid: None }, options)
    }

    /// All forms of a new key on the curve of an algorithm.
    ///
    /// # Errors
    /// `ERR_RANDOM_UNAVAILABLE`; `ERR_KEY_UNSUITABLE` for RSA, which must be searched for.
    pub fn drawn(key_type: KeyType, options: &KeyOptions, random: &mut dyn RandomSource) -> Result<Self> {
        Self::new(Stated { material: draw::material(key_type, random)?, alg: None, kid: None }, options)
    }

    /// All forms of a key that the host made, from the text of its JWK; members beside the numbers are not heeded.
    ///
    /// # Errors
    /// Those of an import, since the host's key is checked as any other.
    pub fn of_jwk(text: &str, options: &KeyOptions) -> Result<Self> {
        match read_jwk(text, None)? {
            Form::Private(stated) => Self::new(Stated { alg: None, kid: None, ..stated }, options),
            Form::Public(_) => Err(Error::unsuitable("the host made no private key")),
        }
    }

    /// All forms of a private key in any form that is text: JWK, JWKS, PEM, or base64 of one.
    ///
    /// # Errors
    /// Those of [`SigningKey::from_text`](crate::key::SigningKey::from_text).
    pub fn of_text(text: &str, options: &KeyOptions) -> Result<Self> {
        Self::new(from_text(text, &Private(options))?, options)
    }

    /// All forms of a private key from DER, or from the octets of such text.
    ///
    /// # Errors
    /// Those of [`Self::of_text`].
    pub fn of_octets(octets: &[u8], options: &KeyOptions) -> Result<Self> {
        Self::new(from_bytes(octets, &Private(options))?, options)
    }

    fn new(stated: Stated, options: &KeyOptions) -> Result<Self> {
        let algorithm = choose_algorithm(stated.material.key_type(), stated.alg.as_deref(), options.alg.as_deref())?;
        let (material, public) = complete(stated.material)?;
        let der = pkcs8::encode(&material)?;
        let secret_members = secret_members(&material);
        let kid = options.kid.clone().or(stated.kid).unwrap_or_else(|| public.thumbprint());
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

impl fmt::Debug for KeyForms {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("KeyForms").field("public_jwk", &self.public_jwk).finish_non_exhaustive()
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
