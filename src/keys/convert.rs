//! The public forms of any key or certificate.

use super::{certificate, pem, spki};
use crate::base64url;
use crate::error::{Error, Result};
use crate::key::{Form, KeyOptions, PublicJwk, PublicKey, choose_algorithm, public_of, read_jwk};
use rsa::sha2::{Digest, Sha256};
use sha1::Sha1;

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
    /// From JSON text of a JWK or a JWKS, or from PEM, of either half of a key or of a certificate. The options are
    /// those of an import: what the key signs with, and its name.
    ///
    /// # Errors
    /// `ERR_KEY_MALFORMED`, `ERR_KEY_UNSUPPORTED` or `ERR_KEY_UNSUITABLE`, and what the import of a private key says.
    pub fn of_text(text: &str, options: &KeyOptions) -> Result<Self> {
        if pem::is_in(text) {
            return match pem::find(text, &[CERTIFICATE, PUBLIC_KEY, RSA_PUBLIC_KEY]) {
                None => Err(pem_unsupported()),
                Some((label, content)) => {
                    let octets = content.ok_or_else(|| Error::malformed(format!("the PEM of {label} is no base64")))?;
                    let read = match label {
                        CERTIFICATE => Self::of_certificate(&octets, options),
                        PUBLIC_KEY => spki::decode(&octets).map(|key| Self::of_public(&key?, None, None, options)),
                        _ => spki::rsa(&octets).map(|key| Self::of_public(&key, None, None, options)),
                    };
                    read.unwrap_or_else(|| Err(Error::malformed(format!("there is no {label} in this PEM"))))
                }
            };
        }
        match read_jwk(text, options.kid.as_deref())? {
            Form::Private(stated) => {
                let (alg, kid) = (stated.alg, stated.kid);
                let key = public_of(stated.material)?;
                Self::of_public(&key, alg.as_deref(), kid.as_deref(), options)
            }
            Form::Public(stated) => Self::of_public(&stated.key, stated.alg.as_deref(), stated.kid.as_deref(), options),
        }
    }

    /// From DER, or from the octets of such text.
    ///
    /// # Errors
    /// Those of [`Self::of_text`].
    pub fn of_octets(octets: &[u8], options: &KeyOptions) -> Result<Self> {
        let public = |key: &PublicKey| Self::of_public(key, None, None, options);
        None.or_else(|| Self::of_certificate(octets, options))
            .or_else(|| spki::decode(octets).map(|key| public(&key?)))
            .or_else(|| spki::rsa(octets).map(|key| public(&key)))
            .unwrap_or_else(|| match core::str::from_utf8(octets) {
                Ok(text) => Self::of_text(text, options),
                Err(_) => Err(pem_unsupported()),
            })
    }

    fn of_certificate(octets: &[u8], options: &KeyOptions) -> Option<Result<Self>> {
        let forms = |key: Result<PublicKey>| {
            let mut forms = Self::of_public(&key?, None, None, options)?;
            let x5t = base64url::encode(Sha1::digest(octets));
            forms.certificate = Some(CertificateDigests { x5t, x5t_s256: base64url::encode(Sha256::digest(octets)) });
            Ok(forms)
        };
        certificate::public_key(octets).map(forms)
    }

    fn of_public(key: &PublicKey, alg: Option<&str>, kid: Option<&str>, options: &KeyOptions) -> Result<Self> {
        key.check()?;
        let algorithm = choose_algorithm(key.key_type(), alg, options.alg.as_deref())?;
        let kid = options.kid.as_deref().or(kid).map_or_else(|| key.thumbprint(), ToOwned::to_owned);
        Ok(Self::new(key, PublicJwk::new(key, &kid, algorithm)))
    }

    fn new(key: &PublicKey, jwk: PublicJwk) -> Self {
        let pem = pem::encode(PUBLIC_KEY, &spki::encode(key));
        Self { jwk, pem, thumbprint: key.thumbprint(), certificate: None }
    }
}

fn pem_unsupported() -> Error {
    Error::unsupported(
        "of PEM and DER, convert reads public keys and certificates; import a private key by SigningKey.from first",
    )
}
