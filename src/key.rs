//! A checked private key that can sign.

mod check;
mod ec;
mod ed25519;
mod emsa;
mod jwk;
mod material;
mod nonce;
mod number;
mod public;
mod recover;
mod roca;
mod rsa;
mod signer;

use crate::algorithm::{Algorithm, KeyType};
use crate::error::{Error, Result};
use crate::random::RandomSource;
use core::fmt;
use material::Stated;
use serde::{Serialize, Serializer};
use signer::Signer;

/// What the caller says about a key beyond the key itself.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct KeyOptions {
    /// The algorithm to sign with; the key's own `alg`, else the usual one of its kind, when absent.
    pub alg: Option<String>,
    /// The `kid` to send; in a JWKS, the key to take. The key's own, else its thumbprint, when absent.
    pub kid: Option<String>,
}

/// A private key with all that it needs to sign a JWS. Nothing shows its secret parts.
pub struct SigningKey {
    algorithm: &'static Algorithm,
    kid: String,
    thumbprint: String,
    signer: Signer,
}

/// The public half as a JWK ([RFC 7517](https://www.rfc-editor.org/rfc/rfc7517)), with `kid`, `alg` and `use`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicJwk(Vec<(&'static str, String)>);

impl PublicJwk {
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
    /// Imports a key after telling its form apart. So far that is JSON text: see [`Self::from_jwk`].
    ///
    /// # Errors
    /// Those of [`Self::from_jwk`]; `ERR_KEY_UNSUPPORTED` for PEM.
    pub fn from_text(text: &str, options: &KeyOptions) -> Result<Self> {
        if text.trim_start().starts_with("-----BEGIN") {
            return Err(pem_unsupported());
        }
        Self::from_jwk(text, options)
    }

    /// Imports a private JWK, or the one usable key of a JWKS, from JSON text of at most 64 KiB.
    ///
    /// # Errors
    /// `ERR_KEY_MALFORMED`, `ERR_KEY_UNSUPPORTED` or `ERR_KEY_UNSUITABLE`, naming the member and
    /// the reason, never the value.
    pub fn from_jwk(text: &str, options: &KeyOptions) -> Result<Self> {
        Self::new(jwk::select(text, options.kid.as_deref())?, options)
    }

    fn new(stated: Stated, options: &KeyOptions) -> Result<Self> {
        let algorithm = choose_algorithm(stated.material.key_type(), stated.alg.as_deref(), options.alg.as_deref())?;
        let signer = Signer::new(stated.material)?;
        let thumbprint = signer.public().thumbprint();
        let kid = options.kid.clone().or(stated.kid).unwrap_or_else(|| thumbprint.clone());
        Ok(Self { algorithm, kid, thumbprint, signer })
    }

    /// The algorithm it signs with.
    pub fn algorithm(&self) -> &'static Algorithm {
        self.algorithm
    }

    /// The key identifier: as given, else the thumbprint.
    pub fn kid(&self) -> &str {
        &self.kid
    }

    /// The SHA-256 thumbprint ([RFC 7638](https://www.rfc-editor.org/rfc/rfc7638)), base64url.
    pub fn thumbprint(&self) -> &str {
        &self.thumbprint
    }

    /// The public half, for the provider's dashboard or a `jwks_uri`.
    pub fn public_jwk(&self) -> PublicJwk {
        let mut members = self.signer.public().members();
        // It stands second, whatever the key; a reader looks for it first.
        members.swap(0, 1);
        members.push(("kid", self.kid.clone()));
        members.push(("alg", self.algorithm.name().to_owned()));
        members.push(("use", "sig".to_owned()));
        PublicJwk(members)
    }

    /// Signs `data`: the raw signature octets of a JWS
    /// ([RFC 7518 section 3](https://www.rfc-editor.org/rfc/rfc7518#section-3)), verified before they are returned.
    ///
    /// # Errors
    /// `ERR_RANDOM_UNAVAILABLE` when `random` fails, `ERR_SIGNING_FAILED` when the result does not
    /// verify (a damaged key or a fault). No signature leaves then.
    pub fn sign(&self, data: &[u8], random: &mut dyn RandomSource) -> Result<Vec<u8>> {
        self.signer.sign(self.algorithm, data, random)
    }
}

impl fmt::Debug for SigningKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("SigningKey")
            .field("alg", &self.algorithm)
            .field("kid", &self.kid)
            .finish_non_exhaustive()
    }
}

/// The answer to PEM and DER, which are not read so far.
pub(crate) fn pem_unsupported() -> Error {
    Error::unsupported(
        "this is PEM or DER, and only JWK is read so far. In Node, convert it with \
         crypto.createPrivateKey(pem).export({ format: 'jwk' })",
    )
}

fn choose_algorithm(key_type: KeyType, own: Option<&str>, asked: Option<&str>) -> Result<&'static Algorithm> {
    if let (Some(own), Some(asked)) = (own, asked)
        && own != asked
    {
        return Err(Error::unsuitable(
            "the JWK's \"alg\" differs from the alg asked for: ask for the JWK's own, or give a JWK without \"alg\"",
        ));
    }
    let name = asked.or(own);
    key_type.algorithms().find(|algorithm| name.is_none_or(|name| name == algorithm.name())).ok_or_else(|| {
        let names: Vec<&str> = key_type.algorithms().map(Algorithm::name).collect();
        Error::unsuitable(format!("alg must be one that {} can sign with: {}", key_type.described(), names.join(", ")))
    })
}
