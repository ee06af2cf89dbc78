//! `EdDSA` on edwards25519 ([RFC 8032](https://www.rfc-editor.org/rfc/rfc8032),
//! [RFC 8037 section 3.1](https://www.rfc-editor.org/rfc/rfc8037#section-3.1)).

use super::material::{self, StatedPair};
use super::public::PublicKey;
use crate::algorithm::KeyType;
use crate::error::Result;
use ed25519_dalek::Signer as _;
use ed25519_dalek::{SigningKey, VerifyingKey};

/// Octets of the seed, and of the public key.
const OCTETS: usize = 32;

/// A checked key, ready to sign; wiped when dropped.
pub(super) struct Signer(SigningKey);

impl Signer {
    #[cold]
    #[inline(never)]
    pub(super) fn new(stated: &StatedPair) -> Result<Box<Self>> {
        let kind = KeyType::Ed25519.described();
        material::check_length(&stated.secret, OCTETS, kind)?;
        let seed = stated.secret.as_slice().try_into().map_err(|_| material::secret_out_of_range(kind))?;
        let key = SigningKey::from_bytes(seed);
        // A public key of the caller's choice would make each signature give the secret away (RUSTSEC-2022-0093).
        material::check_public(stated.public.as_deref(), key.verifying_key().as_bytes(), kind)?;
        Ok(Box::new(Self(key)))
    }

    pub(super) fn public(&self) -> PublicKey {
        PublicKey::Ed25519 { x: self.0.verifying_key().as_bytes().to_vec() }
    }

    #[cold]
    #[inline(never)]
    pub(super) fn sign(&self, data: &[u8]) -> Result<Vec<u8>> {
        let signature = self.0.sign(data);
        self.0.verifying_key().verify_strict(data, &signature).map_err(|_| super::signer::failed())?;
        Ok(signature.to_bytes().to_vec())
    }
}

/// The public half of a key, checked as by [`Signer::new`].
pub(super) fn public_of(stated: &StatedPair) -> Result<PublicKey> {
    Ok(Signer::new(stated)?.public())
}

/// Whether these octets are a point that a key can have; one of small order is not.
pub(super) fn is_point(x: &[u8]) -> bool {
    let key = x.try_into().ok().and_then(|x| VerifyingKey::from_bytes(x).ok());
    key.is_some_and(|key| !key.is_weak())
}
