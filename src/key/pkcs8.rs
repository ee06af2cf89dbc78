//! What stands inside of PKCS#8 ([RFC 5958](https://www.rfc-editor.org/rfc/rfc5958)), by the algorithm it names.

use super::der::rsa;
use super::element::{Element, NULL, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE, elements, explicit, sequence, tagged};
use super::material::{Curve, Material, Stated, StatedPair};
use super::names::{DSA, EC, ED25519, EDWARDS_AND_MONTGOMERY, RSA, RSA_PSS};
use super::refused::{Read, Refused};
use super::{KeyOptions, pss};
use zeroize::Zeroizing;

/// The public key of RFC 5958, whose BIT STRING is tagged anew.
const IMPLICIT_1: u8 = 0x81;

/// Reads `PrivateKeyInfo`: a version, an algorithm, the key as octets, and perhaps attributes and the public key.
pub(super) fn read(info: &[Element<'_>], options: &KeyOptions) -> Read<Stated> {
    let [version, algorithm, key, rest @ ..] = info else { return Err(Refused::Damaged) };
    if !matches!(version.content, [0 | 1]) {
        // Version 3 is PKCS#12, whose second element has the same tag.
        return Err(Refused::OtherDer);
    }
    let algorithm = algorithm.inner();
    let Some((algorithm, parameters)) = algorithm.split_first() else { return Err(Refused::Damaged) };
    match algorithm.content {
        name if name == RSA => rsa(&sequence(key.content)?),
        name if name == RSA_PSS => {
            let alg = pss::algorithm(parameters.first().copied(), options.alg.as_deref())?;
            Ok(Stated { alg: Some(alg), ..rsa(&sequence(key.content)?)? })
        }
        name if name == EC => sec1(&sequence(key.content)?, parameters.first().copied()),
        name if name == ED25519 => ed25519(key.content, rest),
        name if name == DSA => Err(Refused::Dsa),
        name if name.starts_with(EDWARDS_AND_MONTGOMERY) => Err(Refused::Curve),
        _ => Err(Refused::OtherAlgorithm),
    }
}

/// Reads `ECPrivateKey` of [RFC 5915 section 3](https://www.rfc-editor.org/rfc/rfc5915#section-3). Its curve is the
/// one of PKCS#8, or stands in it.
pub(super) fn sec1(key: &[Element<'_>], parameters: Option<Element<'_>>) -> Read<Stated> {
    let [version, secret, rest @ ..] = key else { return Err(Refused::Damaged) };
    if version.content != [1] || secret.tag != OCTET_STRING {
        return Err(Refused::Damaged);
    }
    let own = tagged(rest, explicit(0));
    let curve = curve(parameters.or(own).ok_or(Refused::NoCurve)?)?;
    if own.is_some_and(|own| self::curve(own) != Ok(curve)) {
        return Err(Refused::Damaged);
    }
    // A compressed point is left out: the public key follows from the secret.
    let public = match tagged(rest, explicit(1)).map(|point| point.content) {
        Some([0, 4, point @ ..]) => Some(point.to_vec()),
        Some([0, 2 | 3, ..]) | None => None,
        Some(_) => return Err(Refused::Damaged),
    };
    let secret = fitted(secret.content, curve.octets()).ok_or(Refused::Damaged)?;
    Ok(Stated { material: Material::Ec(curve, StatedPair { secret, public }), alg: None, kid: None })
}

/// Reads `CurvePrivateKey` of [RFC 8410 section 7](https://www.rfc-editor.org/rfc/rfc8410#section-7), and the public
/// key that may stand beside it.
fn ed25519(key: &[u8], rest: &[Element<'_>]) -> Read<Stated> {
    let key = elements(key).ok_or(Refused::Damaged)?;
    let secret = match key.as_slice() {
        [key] if key.tag == OCTET_STRING && key.content.len() == 32 => Zeroizing::new(key.content.to_vec()),
        _ => return Err(Refused::Damaged),
    };
    // [1] is IMPLICIT: the octets of the BIT STRING itself.
    let public = rest.iter().find(|element| element.tag == IMPLICIT_1).map(|element| element.content);
    let public = match public {
        Some([0, public @ ..]) => Some(public.to_vec()),
        Some(_) => return Err(Refused::Damaged),
        None => None,
    };
    Ok(Stated { material: Material::Ed25519(StatedPair { secret, public }), alg: None, kid: None })
}

fn curve(parameters: Element<'_>) -> Read<Curve> {
    match (parameters.tag, parameters.content) {
        (OBJECT_IDENTIFIER, name) => Curve::identified(name).ok_or(Refused::Curve),
        (SEQUENCE, _) => Err(Refused::CurveNumbers),
        (NULL, _) => Err(Refused::NoCurve),
        _ => Err(Refused::Damaged),
    }
}

/// `octets` as `length` octets: some encoders leave out leading zeros, others add them.
fn fitted(octets: &[u8], length: usize) -> Option<Zeroizing<Vec<u8>>> {
    let start = octets.iter().position(|octet| *octet != 0).unwrap_or(octets.len());
    let digits = octets.get(start..)?;
    let mut fitted = Zeroizing::new(vec![0; length.checked_sub(digits.len())?]);
    fitted.reserve_exact(digits.len());
    fitted.extend_from_slice(digits);
    Some(fitted)
}
