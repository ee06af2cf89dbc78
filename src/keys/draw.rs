//! New keys on a curve: a random number below the order of the group.

use crate::algorithm::KeyType;
use crate::error::{Error, Result};
use crate::key::{Curve, Material, StatedPair, complete};
use crate::random::RandomSource;
use zeroize::Zeroizing;

/// How often a number may be out of range; each is with a probability of at most 2^-32.
const ATTEMPTS: usize = 8;

/// The numbers of a new key.
pub(super) fn material(key_type: KeyType, random: &mut dyn RandomSource) -> Result<Material> {
    let mut refusal = Error::unsuitable("an RSA key is searched for, not drawn");
    for _ in 0..ATTEMPTS {
        let Some(octets) = octets(key_type) else { break };
        let mut secret = Zeroizing::new(vec![0; octets]);
        random.fill(&mut secret)?;
        if let (KeyType::P521, Some(first)) = (key_type, secret.first_mut()) {
            // 521 bits are one more than 65 octets.
            *first &= 1;
        }
        match complete(pair(key_type, secret)?) {
            Ok((material, _)) => return Ok(material),
            Err(error) => refusal = error,
        }
    }
    Err(refusal)
}

fn pair(key_type: KeyType, secret: Zeroizing<Vec<u8>>) -> Result<Material> {
    let pair = StatedPair { secret, public: None };
    Ok(match key_type {
        KeyType::P256 => Material::Ec(Curve::P256, pair),
        KeyType::P384 => Material::Ec(Curve::P384, pair),
        KeyType::P521 => Material::Ec(Curve::P521, pair),
        KeyType::Ed25519 => Material::Ed25519(pair),
        KeyType::Rsa => return Err(Error::unsuitable("an RSA key is searched for, not drawn")),
    })
}

/// Octets of the secret.
fn octets(key_type: KeyType) -> Option<usize> {
    match key_type {
        KeyType::P256 => Some(Curve::P256.octets()),
        KeyType::P384 => Some(Curve::P384.octets()),
        KeyType::P521 => Some(Curve::P521.octets()),
        KeyType::Ed25519 => Some(32),
        KeyType::Rsa => None,
    }
}
