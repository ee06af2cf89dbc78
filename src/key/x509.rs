//! One X.509 certificate ([RFC 5280 section 4.1](https://www.rfc-editor.org/rfc/rfc5280#section-4.1)). No signature is
//! verified: whoever hands a certificate in vouches for it.

use super::element::{Element, GENERALIZED_TIME, INTEGER, SEQUENCE, UTC_TIME, explicit, sequence};
use super::public::PublicKey;
use super::validity::Validity;
use crate::time::UnixSeconds;

/// What is asked of a certificate.
pub(crate) struct Certificate<'a> {
    pub(super) der: &'a [u8],
    pub(super) issuer: Element<'a>,
    pub(super) subject: Element<'a>,
    validity: Element<'a>,
    /// `SubjectPublicKeyInfo`: the algorithm and the key.
    pub(crate) key_info: [Element<'a>; 2],
    /// Content of `subjectPublicKey`.
    public_key: &'a [u8],
}

impl<'a> Certificate<'a> {
    /// `None` for what is no certificate. Its dates are not looked at.
    pub(crate) fn read(der: &'a [u8]) -> Option<Self> {
        let [signed, algorithm, signature] = sequence(der).ok()?.try_into().ok()?;
        signature.bits()?;
        let fields = signed.inner();
        // The version is left out in version 1.
        let versioned = fields.first()?.tag == explicit(0);
        let [serial, own_algorithm, issuer, validity, subject, key_info, ..] = *fields.get(usize::from(versioned)..)?
        else {
            return None;
        };
        let sequences = [algorithm, own_algorithm, issuer, validity, subject, key_info];
        if serial.tag != INTEGER || sequences.iter().any(|element| element.tag != SEQUENCE) {
            return None;
        }
        let key_info: [Element<'a>; 2] = key_info.inner().try_into().ok()?;
        let [_algorithm, public_key] = key_info;
        Some(Self { der, issuer, subject, validity, key_info, public_key: public_key.bits()? })
    }

    /// `None` for dates that cannot be read, or are not in order.
    pub(super) fn validity(&self) -> Option<Validity> {
        let [first, last] = self.validity.inner().try_into().ok()?;
        Validity::new(Some(instant(first)?), Some(instant(last)?)).ok()
    }

    pub(super) fn is_of(&self, key: &PublicKey) -> bool {
        match key {
            PublicKey::Rsa { n, e } => {
                let numbers = sequence(self.public_key).unwrap_or_default();
                numbers.into_iter().map(Element::magnitude).eq([Some(n.as_slice()), Some(e)])
            }
            // A point that is not compressed (SEC 1 section 2.3.3).
            PublicKey::Ec { x, y, .. } => self.public_key == [&[4], x.as_slice(), y].concat(),
            PublicKey::Ed25519 { x } => self.public_key == x,
        }
    }
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
