//! X.509 certificates, as far as a JWS header names them
//! ([RFC 7515 section 4.1.6](https://www.rfc-editor.org/rfc/rfc7515#section-4.1.6) to 4.1.8) and they limit a key's use.

use super::form::{MAX_LENGTH, base64};
use super::hashing;
use super::pem;
use super::signer::Signer;
use super::validity::Validity;
use super::x509::Certificate;
use crate::base64url;
use crate::error::{Error, Result};
use crate::json::Object;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use private_key_jwt_arithmetic::Secret;

/// The certificate of a key, and the ones that certify it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificates {
    x5t: String,
    x5t_s256: String,
    x5c: Vec<String>,
    validity: Validity,
}

impl Certificates {
    /// From PEM. The certificate of the key is found by `signer`, or is the first one where the key's public half is not
    /// known; each certificate after it certifies the one before, and others are left out.
    ///
    /// # Errors
    /// `ERR_KEY_MALFORMED` for what is no PEM or no certificate, `ERR_KEY_UNSUITABLE` when none is of this key.
    #[inline(never)]
    pub(super) fn parse(pem: &str, signer: Option<&Signer>) -> Result<Box<Self>> {
        let key = signer.map(Signer::public);
        let ders = decode(pem)?;
        let certificates = ders.iter().map(|der| dated(der)).collect::<Option<Vec<_>>>();
        let certificates = certificates.ok_or_else(|| malformed("holds one that is no X.509 certificate"))?;
        let leaf = certificates.iter().find(|(certificate, _)| key.as_ref().is_none_or(|key| certificate.is_of(key)));
        let leaf = leaf.ok_or_else(|| {
            Error::unsuitable(
                "the option certificate holds no certificate of this key: give the one that was issued for it",
            )
        })?;
        let issuer = |(certificate, _): &&(Certificate<'_>, Validity)| {
            let wanted = Some(certificate.issuer).filter(|issuer| *issuer != certificate.subject);
            certificates.iter().find(|(candidate, _)| wanted == Some(candidate.subject))
        };
        // Certificates that certify each other would go round for ever.
        let chain = core::iter::successors(Some(leaf), issuer).take(certificates.len());
        let (Certificate { der, .. }, validity) = leaf;
        Ok(Box::new(Self {
            x5t: base64url::encode(hashing::SHA1.digest(der)),
            x5t_s256: base64url::encode(hashing::SHA256.digest(der)),
            x5c: chain.map(|(certificate, _)| STANDARD.encode(certificate.der)).collect(),
            validity: *validity,
        }))
    }

    /// SHA-1 of the certificate, base64url.
    pub fn x5t(&self) -> &str {
        &self.x5t
    }

    /// SHA-256 of the certificate, base64url.
    pub fn x5t_s256(&self) -> &str {
        &self.x5t_s256
    }

    /// The certificates in base64, the key's own first.
    pub fn x5c(&self) -> &[String] {
        &self.x5c
    }

    /// The header parameters that name the certificate, as JSON.
    pub fn header(&self) -> String {
        let mut members = Object::new();
        members.text("x5t", &self.x5t);
        members.text("x5t#S256", &self.x5t_s256);
        members.texts("x5c", &self.x5c);
        members.finish()
    }

    pub(super) fn validity(&self) -> Validity {
        self.validity
    }
}

/// The octets of each certificate in PEM; blocks of another kind are skipped.
fn decode(pem: &str) -> Result<Vec<Secret<u8>>> {
    if pem.len() > MAX_LENGTH {
        return Err(malformed("is longer than 64 KiB"));
    }
    let blocks = pem::blocks(pem).map_err(|_| malformed("lacks its line -----END CERTIFICATE-----"))?;
    let bodies = blocks.iter().filter(|block| block.label == "CERTIFICATE").map(|block| base64(block.body));
    let ders = bodies.collect::<Option<Vec<_>>>().ok_or_else(|| malformed("holds one that is not base64"))?;
    if ders.is_empty() {
        return Err(malformed("must be PEM: text with a line -----BEGIN CERTIFICATE-----"));
    }
    Ok(ders)
}

/// A certificate whose dates can be read.
fn dated(der: &[u8]) -> Option<(Certificate<'_>, Validity)> {
    let certificate = Certificate::read(der)?;
    let validity = certificate.validity()?;
    Some((certificate, validity))
}

fn malformed(what: &str) -> Error {
    Error::malformed(format!("the option certificate {what}"))
}
