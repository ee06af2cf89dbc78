//! X.509 certificates, as far as a JWS header names them
//! ([RFC 7515 section 4.1.6](https://www.rfc-editor.org/rfc/rfc7515#section-4.1.6) to 4.1.8) and they limit a key's use.

use super::element::{Element, explicit, sequence};
use super::form::{MAX_LENGTH, base64};
use super::hashing;
use super::pem;
use super::public::PublicKey;
use super::validity::Validity;
use crate::base64url;
use crate::error::{Error, Result};
use crate::json::{Object, Value};
use crate::time::UnixSeconds;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use private_key_jwt_arithmetic::Secret;

const UTC_TIME: u8 = 0x17;
const GENERALIZED_TIME: u8 = 0x18;

/// The certificate of a key, and the ones that certify it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Certificates {
    x5t: String,
    x5t_s256: String,
    x5c: Vec<String>,
    validity: Validity,
}

impl Certificates {
    /// From PEM. The certificate of the key is found by `key`, or is the first one where the key's public half is not
    /// known; each certificate after it certifies the one before, and others are left out.
    ///
    /// # Errors
    /// `ERR_KEY_MALFORMED` for what is no PEM or no certificate, `ERR_KEY_UNSUITABLE` when none is of this key.
    #[inline(never)]
    pub(super) fn parse(pem: &str, key: Option<&PublicKey>) -> Result<Self> {
        let ders = decode(pem)?;
        let certificates = ders.iter().map(|der| read(der)).collect::<Option<Vec<_>>>();
        let certificates = certificates.ok_or_else(|| malformed("holds one that is no X.509 certificate"))?;
        let leaf = certificates.iter().find(|certificate| key.is_none_or(|key| certificate.is_of(key)));
        let leaf = leaf.ok_or_else(|| {
            Error::unsuitable(
                "the option certificate holds no certificate of this key: give the one that was issued for it",
            )
        })?;
        let issuer = |certificate: &&Certificate<'_>| {
            let wanted = Some(certificate.issuer).filter(|issuer| *issuer != certificate.subject);
            certificates.iter().find(|candidate| wanted == Some(candidate.subject))
        };
        // Certificates that certify each other would go round for ever.
        let chain = core::iter::successors(Some(leaf), issuer).take(certificates.len());
        Ok(Self {
            x5t: base64url::encode(hashing::SHA1.digest(leaf.der)),
            x5t_s256: base64url::encode(hashing::SHA256.digest(leaf.der)),
            x5c: chain.map(|certificate| STANDARD.encode(certificate.der)).collect(),
            validity: leaf.validity,
        })
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
        let members = [
            ("x5t", Value::Text(&self.x5t)),
            ("x5t#S256", Value::Text(&self.x5t_s256)),
            ("x5c", Value::Texts(&self.x5c)),
        ];
        Object(members.into()).text().unwrap_or_default()
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

fn malformed(what: &str) -> Error {
    Error::malformed(format!("the option certificate {what}"))
}

/// What is asked of a certificate.
struct Certificate<'a> {
    der: &'a [u8],
    issuer: Element<'a>,
    subject: Element<'a>,
    validity: Validity,
    /// Content of `subjectPublicKey`.
    public_key: &'a [u8],
}

impl Certificate<'_> {
    fn is_of(&self, key: &PublicKey) -> bool {
        match key {
            PublicKey::Rsa { n, e } => {
                let numbers = sequence(self.public_key).unwrap_or_default();
                let numbers: Vec<_> = numbers.into_iter().filter_map(Element::magnitude).collect();
                numbers == [n, e]
            }
            // A point that is not compressed (SEC 1 section 2.3.3).
            PublicKey::Ec { x, y, .. } => self.public_key == [&[4], x.as_slice(), y].concat(),
            PublicKey::Ed25519 { x } => self.public_key == x,
        }
    }
}

/// [RFC 5280 section 4.1](https://www.rfc-editor.org/rfc/rfc5280#section-4.1).
fn read(der: &[u8]) -> Option<Certificate<'_>> {
    let [signed, _algorithm, _signature] = sequence(der).ok()?.try_into().ok()?;
    let fields = signed.inner();
    // The version is left out in version 1.
    let versioned = fields.first()?.tag == explicit(0);
    let [_serial, _algorithm, issuer, validity, subject, public_key, ..] = fields.get(usize::from(versioned)..)? else {
        return None;
    };
    let [first, last] = validity.inner().try_into().ok()?;
    let [_algorithm, bits] = public_key.inner().try_into().ok()?;
    // Of its octets the first says how many bits at the end are not used.
    let [0, public_key @ ..] = bits.content else { return None };
    Some(Certificate {
        der,
        issuer: *issuer,
        subject: *subject,
        validity: Validity::new(Some(instant(first)?), Some(instant(last)?)).ok()?,
        public_key,
    })
}

/// `UTCTime` of the years 1950 to 2049 or `GeneralizedTime`, in the forms that
/// [RFC 5280 section 4.1.2.5](https://www.rfc-editor.org/rfc/rfc5280#section-4.1.2.5) allows; none before 1970.
fn instant(time: Element<'_>) -> Option<UnixSeconds> {
    let digits = time.content.strip_suffix(b"Z")?;
    let mut pairs = Vec::with_capacity(7);
    for pair in digits.chunks(2) {
        pairs.push(number(pair)?);
    }
    let (century, pairs) = match (time.tag, pairs.as_slice()) {
        (UTC_TIME, [50..=99, ..]) => (19, pairs.as_slice()),
        (UTC_TIME, pairs) => (20, pairs),
        (GENERALIZED_TIME, [century, pairs @ ..]) => (*century, pairs),
        _ => return None,
    };
    let [year, month, day, hour, minute, second] = *pairs else { return None };
    UnixSeconds::of_date([century.saturating_mul(100).saturating_add(year), month, day], [hour, minute, second])
}

/// Two digits.
fn number(pair: &[u8]) -> Option<u64> {
    let [tens, ones] = *pair else { return None };
    let [tens, ones] = [tens, ones].map(|digit| char::from(digit).to_digit(10));
    Some(u64::from(tens?.saturating_mul(10).saturating_add(ones?)))
}
