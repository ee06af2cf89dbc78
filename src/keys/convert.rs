//! The public forms of any key or certificate.

use super::{certificate, pem, spki};
use crate::base64url;
use crate::error::{Error, Result};
use crate::key::{
    Contents, Form, KeyOptions, Private, PublicJwk, PublicKey, SHA1, SHA256, Stated, StatedPublic, choose_algorithm,
    complete, from_bytes, from_text, read_jwk,
};

const CERTIFICATE: &str = "CERTIFICATE";
const PUBLIC_KEY: &str = "PUBLIC KEY";
const RSA_PUBLIC_KEY: &str = "RSA PUBLIC KEY";

/// What may be given to anybody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicForms {
    /// With `kid`, `alg` and `use`; as the only key of a JWKS, the form for a `jwks_uri`.
    pub jwk: PublicJwk,
    /// `PUBLIC KEY`
    pub pem: String,
    /// The SHA-256 thumbprint of RFC 7638, base64url.
    pub thumbprint: String,
    /// The digests of the certificate, where the source is one.
    pub certificate: Option<CertificateDigests>,
}

/// Header parameters that name a certificate
/// ([RFC 7515 section 4.1.7](https://www.rfc-editor.org/rfc/rfc7515#section-4.1.7)), base64url.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CertificateDigests {
    /// SHA-1
    pub x5t: String,
    /// SHA-256
    pub x5t_s256: String,
}

impl PublicForms {
    /// From text: a JWK or a JWKS, or PEM, or base64 of one, of either half of a key or of a certificate. The options
    /// are those of an import: what the key signs with, its name, and the passphrase of an encrypted one.
    ///
    /// # Errors
    /// `ERR_KEY_MALFORMED`, `ERR_KEY_UNSUPPORTED` or `ERR_KEY_UNSUITABLE`, and what the import of a private key says.
    pub fn of_text(text: &str, options: &KeyOptions) -> Result<Self> {
        Self::new(from_text(text, &Either(options))?, options)
    }

    /// From DER, or from the octets of such text.
    ///
    /// # Errors
    /// Those of [`Self::of_text`].
    pub fn of_octets(octets: &[u8], options: &KeyOptions) -> Result<Self> {
        Self::new(from_bytes(octets, &Either(options))?, options)
    }

    fn new(found: Found, options: &KeyOptions) -> Result<Self> {
        let Found { stated: StatedPublic { key, alg, kid }, certificate } = found;
        let algorithm = choose_algorithm(key.key_type(), alg.as_deref(), options.alg.as_deref())?;
        let thumbprint = key.thumbprint();
        let kid = options.kid.clone().or(kid).unwrap_or_else(|| thumbprint.clone());
        let jwk = PublicJwk::new(&key, &kid, algorithm);
        Ok(Self { jwk, pem: pem::encode(PUBLIC_KEY, &spki::encode(&key)), thumbprint, certificate })
    }
}

/// A checked public key, and what was read of the certificate around it.
struct Found {
    stated: StatedPublic,
    certificate: Option<CertificateDigests>,
}

impl Found {
    fn private(stated: Stated) -> Result<Self> {
        let (_, key) = complete(stated.material)?;
        Ok(Self { stated: StatedPublic { key, alg: stated.alg, kid: stated.kid }, certificate: None })
    }

    fn public(stated: StatedPublic) -> Result<Self> {
        stated.key.check()?;
        Ok(Self { stated, certificate: None })
    }

    fn bare(key: PublicKey) -> Result<Self> {
        Self::public(StatedPublic { key, alg: None, kid: None })
    }

    /// `None`: the DER is no certificate; the same below.
    fn certificate(octets: &[u8]) -> Option<Result<Self>> {
        let x5t = || base64url::encode(SHA1.digest(octets));
        let digests = || CertificateDigests { x5t: x5t(), x5t_s256: base64url::encode(SHA256.digest(octets)) };
        let found = |key| Ok(Self { certificate: Some(digests()), ..Self::bare(key)? });
        certificate::public_key(octets).map(|key| key.and_then(found))
    }

    fn public_key(octets: &[u8]) -> Option<Result<Self>> {
        spki::decode(octets).map(|key| key.and_then(Self::bare))
    }

    fn rsa_public_key(octets: &[u8]) -> Option<Result<Self>> {
        spki::rsa(octets).map(Self::bare)
    }
}

/// Takes either half of a key, and certificates.
struct Either<'a>(&'a KeyOptions);

impl Contents for Either<'_> {
    type Key = Found;

    fn json(&self, text: &str) -> Result<Found> {
        match read_jwk(text, self.0.kid.as_deref())? {
            Form::Private(stated) => Found::private(stated),
            Form::Public(stated) => Found::public(stated),
        }
    }

    /// A certificate or a public key is taken even where a private key stands beside it, which may be encrypted.
    fn pem(&self, text: &str) -> Result<Found> {
        let Some((label, content)) = pem::find(text, &[CERTIFICATE, PUBLIC_KEY, RSA_PUBLIC_KEY]) else {
            return Found::private(Private(self.0).pem(text)?);
        };
        let octets = content.ok_or_else(|| Error::malformed(format!("the PEM of {label} is no base64")))?;
        let found = match label {
            CERTIFICATE => Found::certificate(&octets),
            PUBLIC_KEY => Found::public_key(&octets),
            _ => Found::rsa_public_key(&octets),
        };
        found.unwrap_or_else(|| Err(Error::malformed(format!("there is no {label} in this PEM"))))
    }

    fn der(&self, octets: &[u8]) -> Result<Found> {
        Found::certificate(octets)
            .or_else(|| Found::public_key(octets))
            .or_else(|| Found::rsa_public_key(octets))
            .unwrap_or_else(|| Found::private(Private(self.0).der(octets)?))
    }
}
