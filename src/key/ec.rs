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
    pub(super) fn new(curve: Curve, stated: StatedPair) -> Result<Self> {
        let kind = curve.key_type().described();
        let StatedPair { secret, public } = stated;
        material::check_length(&secret, curve.octets(), kind)?;
        let key = arithmetic::EcdsaKey::new(curve.parameters(), &secret, public.as_deref())
            .ok_or_else(|| material::secret_out_of_range(kind))?;
        // As it follows from the secret, it is on the curve.
        material::check_public(public.as_deref(), key.public(), kind)?;
        Ok(Self { curve, secret, key })
    }

    pub(super) fn public(&self) -> PublicKey {
        let (x, y) = self.key.public().split_at(self.curve.octets());
        PublicKey::Ec { curve: self.curve, x: x.to_vec(), y: y.to_vec() }
    }

    /// What is random blinds the numbers and does not change the signature.
    pub(super) fn sign(&self, algorithm: &Algorithm, data: &[u8], random: &mut dyn RandomSource) -> Result<Vec<u8>> {
        let hash = algorithm.hash();
        let mut blinding = Zeroizing::new(vec![0; self.curve.octets()]);
        random.fill(&mut blinding)?;
        if let Some(lowest) = blinding.last_mut() {
            *lowest |= 1;
        }
        let digest = emsa::digest(hash, &[data]);
        let curve = self.curve.parameters();
        let reduced = self.key.reduced(&digest);
        let nonce = nonce::generate(hash, &self.secret, &reduced, curve.spare_bits(), |number| curve.contains(number));
        let signature = self.key.sign(&digest, &nonce, &blinding);
        // Hashed again: of two signatures with one nonce, of which one is of a digest that was damaged, the secret follows.
        if !self.key.verify(&emsa::digest(hash, &[data]), &signature) {
            return Err(failed());
        }
        Ok(signature)
    }
}
