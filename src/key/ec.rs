//! ECDSA with the deterministic nonce of [RFC 6979](https://www.rfc-editor.org/rfc/rfc6979):
//! signatures as [RFC 7518 section 3.4](https://www.rfc-editor.org/rfc/rfc7518#section-3.4) writes them, `r` then `s`.

use super::emsa;
use super::material::{self, Curve, StatedPair};
use super::nonce;
use super::public::PublicKey;
use super::signer::failed;
use crate::algorithm::Algorithm;
use crate::error::Result;
use crate::random::RandomSource;
use private_key_jwt_arithmetic as arithmetic;
use zeroize::Zeroizing;

/// A checked key, ready to sign.
pub(super) struct Signer {
    curve: Curve,
    secret: Zeroizing<Vec<u8>>,
    key: arithmetic::EcdsaKey,
}

impl Curve {
    fn parameters(self) -> &'static arithmetic::Curve {
        match self {
            Self::P256 => &arithmetic::P256,
            Self::P384 => &arithmetic::P384,
            Self::P521 => &arithmetic::P521,
        }
    }
}

impl Signer {
    #[cold]
    #[inline(never)]
    pub(super) fn new(curve: Curve, stated: StatedPair) -> Result<Box<Self>> {
        let key = checked(curve, &stated)?;
        Ok(Box::new(Self { curve, secret: stated.secret, key }))
    }

    pub(super) fn public(&self) -> PublicKey {
        public(self.curve, &self.key)
    }

    /// What is random blinds the numbers and does not change the signature.
    #[cold]
    #[inline(never)]
    pub(super) fn sign(&self, algorithm: &Algorithm, data: &[u8], random: &mut dyn RandomSource) -> Result<Vec<u8>> {
        let hash = algorithm.hash();
        let mut blinding = Zeroizing::new(vec![0; self.curve.octets()]);
        random.fill(&mut blinding)?;
        if let Some(lowest) = blinding.last_mut() {
            *lowest |= 1;
        }
        let digest = emsa::digest(hash, data);
        let curve = self.curve.parameters();
        let reduced = self.key.reduced(&digest);
        let nonce = nonce::generate(hash, &self.secret, &reduced, curve.spare_bits(), |number| curve.contains(number));
        let signature = self.key.sign(&digest, &nonce, &blinding);
        // Hashed again: of two signatures with one nonce, of which one is of a digest that was damaged, the secret follows.
        if !self.key.verify(&emsa::digest(hash, data), &signature) {
            return Err(failed());
        }
        Ok(signature)
    }
}

/// The public half of a key, checked as by [`Signer::new`].
pub(super) fn public_of(curve: Curve, stated: &StatedPair) -> Result<PublicKey> {
    Ok(public(curve, &checked(curve, stated)?))
}

/// Whether these coordinates, of any length, are those of a point on the curve.
pub(super) fn is_point(curve: Curve, x: &[u8], y: &[u8]) -> bool {
    curve.parameters().has_point(x, y)
}

fn checked(curve: Curve, stated: &StatedPair) -> Result<arithmetic::EcdsaKey> {
    let kind = curve.key_type().described();
    material::check_length(&stated.secret, curve.octets(), kind)?;
    let key = arithmetic::EcdsaKey::new(curve.parameters(), &stated.secret, stated.public.as_deref())
        .ok_or_else(|| material::secret_out_of_range(kind))?;
    // As it follows from the secret, it is on the curve.
    material::check_public(stated.public.as_deref(), key.public(), kind)?;
    Ok(key)
}

fn public(curve: Curve, key: &arithmetic::EcdsaKey) -> PublicKey {
    let (x, y) = key.public().split_at(curve.octets());
    PublicKey::Ec { curve, x: x.to_vec(), y: y.to_vec() }
}
