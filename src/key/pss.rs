//! RSA keys that are restricted to PSS ([RFC 4055 section 3.1](https://www.rfc-editor.org/rfc/rfc4055#section-3.1)).

use super::element::{Element, NULL, explicit, tagged};
use super::names::{SHA256, SHA384, SHA512};
use super::refused::{Read, Refused};
use crate::algorithm::{ALL, Hash, Scheme};

/// The `alg` that the parameters of such a key stand for: the one asked for, or else PS256, where there are none.
pub(super) fn algorithm(parameters: Option<Element<'_>>, asked: Option<&str>) -> Read<String> {
    let restriction = match parameters.filter(|parameters| parameters.tag != NULL) {
        None => None,
        Some(parameters) => Some(restriction(&parameters.inner()).ok_or(Refused::Pss)?),
    };
    let mut rows = ALL.iter().filter(|row| row.scheme() == Scheme::RsaPss);
    let row = rows.find(|row| match restriction {
        None => asked.is_none_or(|asked| asked == row.name()),
        Some(hash) => row.hash() == hash,
    });
    Ok(row.ok_or(Refused::Pss)?.name().to_owned())
}

/// The hash that the parameters allow, where the mask uses it too and the salt may be as long as it, as JWS wants both.
fn restriction(parameters: &[Element<'_>]) -> Option<Hash> {
    let (hash, length) = hash(tagged(parameters, explicit(0))?)?;
    // The second element of the identifier of MGF1 is the hash that it uses.
    let mask = self::hash(*tagged(parameters, explicit(1))?.inner().get(1)?)?;
    // [2] is the shortest salt allowed; without it 20 octets.
    let shortest = tagged(parameters, explicit(2)).map_or(Some(20), Element::number)?;
    (mask.0 == hash && shortest <= length).then_some(hash)
}

/// The hash of an `AlgorithmIdentifier`, and its octets; SHA-1, the default, is none of ours.
fn hash(algorithm: Element<'_>) -> Option<(Hash, u32)> {
    match algorithm.inner().first()?.content {
        name if name == SHA256 => Some((Hash::Sha256, 32)),
        name if name == SHA384 => Some((Hash::Sha384, 48)),
        name if name == SHA512 => Some((Hash::Sha512, 64)),
        _ => None,
    }
}
