//! DER of a private key: PKCS#8 ([RFC 5958](https://www.rfc-editor.org/rfc/rfc5958)), PKCS#1
//! ([RFC 8017 appendix A.1.2](https://www.rfc-editor.org/rfc/rfc8017#appendix-A.1.2)) and SEC1
//! ([RFC 5915](https://www.rfc-editor.org/rfc/rfc5915)). Which of them it is, its elements tell.

use super::element::{BIT_STRING, Element, INTEGER, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE, sequence};
use super::material::{Material, Stated};
use super::number::{CrtNumbers, Number, StatedNumbers};
use super::refused::{Read, Refused};
use super::{KeyOptions, encrypted, pkcs8};
use private_key_jwt_arithmetic::Secret;

/// Reads a private key, decrypting it first where it is encrypted.
pub(super) fn read(der: &[u8], options: &KeyOptions) -> Read<Stated> {
    let elements = sequence(der)?;
    match tags(&elements).as_slice() {
        [INTEGER, SEQUENCE, OCTET_STRING, ..] => pkcs8::read(&elements, options),
        [INTEGER, OCTET_STRING, ..] => pkcs8::sec1(&elements, None),
        [INTEGER, INTEGER, INTEGER, INTEGER, INTEGER, INTEGER, INTEGER, INTEGER, INTEGER, ..] => rsa(&elements),
        [SEQUENCE, OCTET_STRING] => {
            let plain = encrypted::decrypt(&elements, options.passphrase.as_ref())?;
            // A wrong passphrase passes the padding once in 256 times, and gives noise.
            let elements = sequence(&plain).map_err(|_| Refused::WrongPassphrase)?;
            match tags(&elements).as_slice() {
                [INTEGER, SEQUENCE, OCTET_STRING, ..] => pkcs8::read(&elements, options),
                _ => Err(Refused::WrongPassphrase),
            }
        }
        tags => Err(other(tags, &elements)),
    }
}

/// The `RSAPrivateKey` of two primes with these elements.
#[expect(clippy::many_single_char_names, reason = "the names of RFC 8017")]
pub(super) fn rsa(elements: &[Element<'_>]) -> Read<Stated> {
    let [version, stated @ ..] = elements else { return Err(Refused::Damaged) };
    if version.content != [0] || stated.len() > 8 {
        return Err(Refused::Primes);
    }
    let mut numbers: Vec<Number> = Vec::with_capacity(8);
    for element in stated {
        numbers.push(Secret::new(element.magnitude().ok_or(Refused::Damaged)?.to_vec()));
    }
    let Ok([n, e, d, p, q, dp, dq, qi]) = <[Number; 8]>::try_from(numbers) else { return Err(Refused::Damaged) };
    if n.is_empty() || e.is_empty() || d.is_empty() {
        return Err(Refused::Damaged);
    }
    // Zeros where only n, e and d were known.
    let is_known = [&p, &q, &dp, &dq, &qi].iter().any(|number| !number.is_empty());
    let crt = is_known.then(|| Box::new(CrtNumbers { p, q, dp, dq, qi }));
    Ok(Stated { material: Material::Rsa(Box::new(StatedNumbers { n, e, d, crt })), alg: None, kid: None })
}

fn tags(elements: &[Element<'_>]) -> Vec<u8> {
    elements.iter().map(|element| element.tag).collect()
}

/// What DER is that is no private key.
fn other(tags: &[u8], elements: &[Element<'_>]) -> Refused {
    match tags {
        [INTEGER, INTEGER] | [SEQUENCE, BIT_STRING] => Refused::PublicKey,
        [INTEGER, INTEGER, INTEGER, INTEGER, INTEGER, INTEGER] => Refused::Dsa,
        [INTEGER, SEQUENCE, ..] => Refused::Pkcs12,
        [OBJECT_IDENTIFIER, ..] => Refused::Pkcs7,
        [SEQUENCE, SEQUENCE, BIT_STRING] => {
            // A request has four elements, a certificate six or more.
            let parts = elements.first().map(|first| first.inner().len());
            if parts.is_some_and(|parts| parts < 6) { Refused::Request } else { Refused::Certificate }
        }
        _ => Refused::OtherDer,
    }
}
