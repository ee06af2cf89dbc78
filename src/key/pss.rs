//! RSA keys that are restricted to PSS ([RFC 4055 section 3.1](https://www.rfc-editor.org/rfc/rfc4055#section-3.1)).

use super::element::{Element, NULL, explicit, tagged};
use super::pkcs8::is;
use super::refused::{Read, Refused};
use crate::algorithm::{ALL, Hash, KeyType, Scheme};
use const_oid::ObjectIdentifier;

const SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.1");
const SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.2");
const SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.2.3");

/// The `alg` that the parameters of such a key stand for: the one asked for, or else PS256, where there are none.
pub(super) fn algorithm(parameters: Option<Element<'_>>, asked: Option<&str>) -> Read<String> {
    let mut rows = ALL.into_iter().filter(|row| row.key_type() == KeyType::Rsa && row.scheme() == Scheme::RsaPss);
    let row = match parameters.filter(|parameters| parameters.tag != NULL) {
        None => rows.find(|row| asked.is_none_or(|asked| asked == row.name())),
        Some(parameters) => {
            let parameters = parameters.inner();
            let hash = tagged(&parameters, explicit(0)).and_then(hash);
            // The second element of the identifier of MGF1 is the hash that it uses.
            let mask =
                tagged(&parameters, explicit(1)).and_then(|mask| mask.inner().get(1).copied()).and_then(self::hash);
            // [2] is the shortest salt allowed; without it 20 octets. The salt of JWS is as long as the hash.
            let longest = tagged(&parameters, explicit(2)).map_or(Some(20), |salt| match salt.content {
                [length @ 0..=64] => Some(*length),
                _ => None,
            });
            rows.find(|row| {
                let length = match row.hash() {
                    Hash::Sha256 => 32,
                    Hash::Sha384 => 48,
                    Hash::Sha512 => 64,
                };
                (hash, mask) == (Some(row.hash()), hash) && longest.is_some_and(|longest| longest <= length)
            })
        }
    };
    Ok(row.ok_or(Refused::Pss)?.name().to_owned())
}

/// The hash of an `AlgorithmIdentifier`; SHA-1, the default, is none of ours.
fn hash(algorithm: Element<'_>) -> Option<Hash> {
    match algorithm.inner().first()?.content {
        name if is(name, &SHA256) => Some(Hash::Sha256),
        name if is(name, &SHA384) => Some(Hash::Sha384),
        name if is(name, &SHA512) => Some(Hash::Sha512),
        _ => None,
    }
}
