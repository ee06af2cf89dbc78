//! A checked private key that can sign.

mod aes;
mod certificate;
mod check;
mod der;
mod derivation;
mod ec;
mod ed25519;
pub(crate) mod element;
mod emsa;
mod encrypted;
pub mod external;
mod foreign;
mod form;
mod hashing;
mod hmac;
mod identity;
mod jwk;
mod material;
pub(crate) mod names;
mod nonce;
mod number;
mod passphrase;
mod pbkdf2;
mod pem;
mod pkcs8;
mod pss;
mod public;
mod recover;
mod refused;
mod roca;
mod rsa;
mod scrypt;
mod signer;
mod validity;
pub(crate) mod x509;

pub(crate) use form::{Contents, Private, base64 as pem_base64, from_bytes, from_text};
pub(crate) use hashing::{SHA1, SHA256};
pub(crate) use jwk::{Form, read as read_jwk};
pub(crate) use material::{Curve, Material, Stated, StatedPair};
pub(crate) use number::{Number, StatedNumbers, product};
pub(crate) use public::{PublicKey, StatedPublic};
pub(crate) use recover::crt_of_primes;

use crate::algorithm::{Algorithm, KeyType};
use crate::error::{Error, ErrorCode, Result};
use crate::random::RandomSource;
use crate::time::UnixSeconds;
use core::cell::OnceCell;
use core::fmt;
pub use passphrase::Passphrase;
use serde::{Serialize, Serializer};
use signer::Signer;

pub use certificate::Certificates;
pub use identity::Identity;
pub use validity::Validity;

/// What the caller says about a key beyond the key itself.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct KeyOptions {
    /// The algorithm to sign with; the key's own `alg`, else the usual one of its kind, when absent.
    pub alg: Option<String>,
    /// The `kid` to send; in a JWKS, the key to take. The key's own, else its thumbprint, when absent.
    pub kid: Option<String>,
    /// What an encrypted PKCS#8 key was encrypted with; of no effect on other keys.
    pub passphrase: Option<Passphrase>,
    /// PEM of the certificate issued for the key, and those that certify it, if any.
    pub certificate: Option<String>,
    /// First instant at which the key may sign; the certificate's when absent.
    pub not_before: Option<UnixSeconds>,
    /// Last instant at which the key may sign; the certificate's when absent.
    pub not_after: Option<UnixSeconds>,
}

/// A private key with all that it needs to sign a JWS. Nothing shows its secret parts.
pub struct SigningKey {
    identity: Identity,
    /// Once it was asked for.
    thumbprint: OnceCell<String>,
    signer: Signer,
}

/// The public half as a JWK ([RFC 7517](https://www.rfc-editor.org/rfc/rfc7517)), with `kid`, `alg` and `use`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicJwk(Vec<(&'static str, String)>);

impl PublicJwk {
    pub(crate) fn new(key: &PublicKey, kid: &str, algorithm: &Algorithm) -> Self {
        let mut members = key.members();
        // It stands second, whatever the key; a reader looks for it first.
        members.swap(0, 1);
        members.push(("kid", kid.to_owned()));
        members.push(("alg", algorithm.name().to_owned()));
        members.push(("use", "sig".to_owned()));
        Self(members)
    }

    /// The names of the members and their values, all of them strings.
    pub fn members(&self) -> &[(&'static str, String)] {
        &self.0
    }
}

impl Serialize for PublicJwk {
    fn serialize<S: Serializer>(&self, serializer: S) -> core::result::Result<S::Ok, S::Error> {
        serializer.collect_map(self.0.iter().map(|(name, value)| (name, value)))
    }
}

impl SigningKey {
    /// Imports a key after telling its form apart: JSON text of a JWK or a JWKS, PEM, or base64 of one of these or of DER;
    /// at most 64 KiB.
    ///
    /// # Errors
    /// `ERR_KEY_MALFORMED`, `ERR_KEY_UNSUPPORTED` or `ERR_KEY_UNSUITABLE`, naming what it is and what to do, never the
    /// value; `ERR_KEY_PASSPHRASE` where the passphrase is missing or wrong.
    pub fn from_text(text: &str, options: &KeyOptions) -> Result<Self> {
        Self::new(form::from_text(text, &Private(options))?, options)
    }

    /// Imports a key from DER, or from bytes that are a text for [`Self::from_text`].
    ///
    /// # Errors
    /// As [`Self::from_text`].
    pub fn from_bytes(bytes: &[u8], options: &KeyOptions) -> Result<Self> {
        Self::new(form::from_bytes(bytes, &Private(options))?, options)
    }

    /// Imports a key from PEM: PKCS#8, encrypted or not, PKCS#1 or SEC1.
    ///
    /// # Errors
    /// As [`Self::from_text`].
    pub fn from_pem(pem: &str, options: &KeyOptions) -> Result<Self> {
        Self::new(form::from_pem(pem, options)?, options)
    }

    /// Imports a private JWK, or the one usable key of a JWKS, from JSON text of at most 64 KiB.
    ///
    /// # Errors
    /// `ERR_KEY_MALFORMED`, `ERR_KEY_UNSUPPORTED` or `ERR_KEY_UNSUITABLE`, naming the member and
    /// the reason, never the value.
    pub fn from_jwk(text: &str, options: &KeyOptions) -> Result<Self> {
        Self::new(jwk::select(text, options.kid.as_deref())?, options)
    }

    /// Checks what was read.
    pub(crate) fn new(stated: Stated, options: &KeyOptions) -> Result<Self> {
        let algorithm = choose_algorithm(stated.material.key_type(), stated.alg.as_deref(), options.alg.as_deref())?;
        let signer = Signer::new(stated.material)?;
        let thumbprint = OnceCell::new();
        let kid = match options.kid.clone().or(stated.kid) {
            Some(kid) => kid,
            None => signer.thumbprint(&thumbprint).to_owned(),
        };
        let certificates = match &options.certificate {
            Some(pem) => Some(Certificates::parse(pem, Some(&signer))?),
            None => None,
        };
        let mut identity = Identity::new(algorithm, Some(kid), options, certificates)?;
        if stated.alg.is_none() && options.alg.is_none() {
            identity.allow_any_algorithm();
        }
        Ok(Self { identity, thumbprint, signer })
    }

    /// The algorithm it signs with.
    pub fn algorithm(&self) -> &'static Algorithm {
        self.identity.algorithm()
    }

    /// What an assertion says about it, and when it may sign.
    pub fn identity(&self) -> &Identity {
        &self.identity
    }

    /// The key identifier: as given, else the thumbprint.
    pub fn kid(&self) -> &str {
        self.identity.kid().unwrap_or_else(|| self.thumbprint())
    }

    /// The SHA-256 thumbprint ([RFC 7638](https://www.rfc-editor.org/rfc/rfc7638)), base64url.
    pub fn thumbprint(&self) -> &str {
        self.signer.thumbprint(&self.thumbprint)
    }

    /// The public half, for the provider's dashboard or a `jwks_uri`.
    pub fn public_jwk(&self) -> PublicJwk {
        PublicJwk::new(&self.public(), self.kid(), self.algorithm())
    }

    pub(crate) fn public(&self) -> PublicKey {
        self.signer.public()
    }

    /// Signs `data`, whatever the time (see [`Validity::check`]): the raw signature octets of a JWS
    /// ([RFC 7518 section 3](https://www.rfc-editor.org/rfc/rfc7518#section-3)), verified before they are returned.
    ///
    /// # Errors
    /// `ERR_RANDOM_UNAVAILABLE` when `random` fails, `ERR_SIGNING_FAILED` when the result does not
    /// verify (a damaged key or a fault). No signature leaves then.
    pub fn sign(&self, data: &[u8], random: &mut dyn RandomSource) -> Result<Vec<u8>> {
        self.sign_with(self.algorithm(), data, random)
    }

    /// The same by another of [`Identity::algorithms`].
    ///
    /// # Errors
    /// As [`Self::sign`]; `ERR_SIGNING_FAILED` for an algorithm that is not among them.
    pub fn sign_with(&self, algorithm: &Algorithm, data: &[u8], random: &mut dyn RandomSource) -> Result<Vec<u8>> {
        if !self.identity.signs_with(algorithm) {
            return Err(Error::new(ErrorCode::SigningFailed, "the key does not sign with this algorithm"));
        }
        self.signer.sign(algorithm, data, random)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SigningKey")
            .field("alg", &self.algorithm())
            .field("kid", &self.kid())
            .finish_non_exhaustive()
    }
}

/// What was read, checked as for a signing key and made complete, and its public half: for those who do not sign.
pub(crate) fn complete(material: Material) -> Result<(Material, PublicKey)> {
    Signer::complete(material)
}

/// The algorithm asked for, the key's own, or the usual one of its kind.
pub(crate) fn choose_algorithm(
    key_type: KeyType,
    own: Option<&str>,
    asked: Option<&str>,
) -> Result<&'static Algorithm> {
    if let (Some(own), Some(asked)) = (own, asked)
        && own != asked
    {
        return Err(Error::unsuitable(
            "the key's own alg differs from the alg asked for: ask for the key's own, or give a JWK without \"alg\"",
        ));
    }
    let name = asked.or(own);
    let chosen = key_type.algorithms().find(|algorithm| name.is_none_or(|name| name == algorithm.name()));
    chosen.ok_or_else(|| other_algorithm(key_type))
}

#[cold]
#[inline(never)]
fn other_algorithm(key_type: KeyType) -> Error {
    let names: Vec<&str> = key_type.algorithms().map(Algorithm::name).collect();
    Error::unsuitable(format!("alg must be one that {} can sign with: {}", key_type.described(), names.join(", ")))
}
