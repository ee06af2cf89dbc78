//! ECDSA with the deterministic nonce of [RFC 6979](https://www.rfc-editor.org/rfc/rfc6979):
//! signatures as [RFC 7518 section 3.4](https://www.rfc-editor.org/rfc/rfc7518#section-3.4) writes them, `r` then `s`.

use super::material::{self, Curve, StatedPair};
use super::public::PublicKey;
use crate::error::Result;
use ecdsa::DigestAlgorithm;
use ecdsa::hazmat::{sign_prehashed_rfc6979, verify_prehashed};
use p256::elliptic_curve::group::{Curve as _, Group};
use p256::elliptic_curve::point::AffineCoordinates;
use p256::elliptic_curve::{AffinePoint, CurveArithmetic, NonZeroScalar, ProjectivePoint};
use rsa::sha2::Digest;
use zeroize::Zeroizing;

/// A checked key, ready to sign.
pub(super) struct Signer {
    curve: Curve,
    /// The coordinates, one after the other.
    public: Vec<u8>,
    key: Box<dyn Sign>,
}

impl Signer {
    pub(super) fn new(curve: Curve, stated: &StatedPair) -> Result<Self> {
        let kind = curve.key_type().described();
        material::check_length(&stated.secret, curve.octets(), kind)?;
        let (public, key) = match curve {
            Curve::P256 => pair::<p256::NistP256>(&stated.secret),
            Curve::P384 => pair::<p384::NistP384>(&stated.secret),
            Curve::P521 => pair::<p521::NistP521>(&stated.secret),
        }
        .ok_or_else(|| material::secret_out_of_range(kind))?;
        material::check_public(stated.public.as_deref(), &public, kind)?;
        Ok(Self { curve, public, key })
    }

    pub(super) fn public(&self) -> PublicKey {
        let (x, y) = self.public.split_at(self.curve.octets());
        PublicKey::Ec { curve: self.curve, x: x.to_vec(), y: y.to_vec() }
    }

    pub(super) fn sign(&self, data: &[u8]) -> Result<Vec<u8>> {
        self.key.sign(data).ok_or_else(super::signer::failed)
    }
}

/// The public half of a key, checked as by [`Signer::new`].
pub(super) fn public_of(curve: Curve, stated: &StatedPair) -> Result<PublicKey> {
    fn coordinates<C: CurveArithmetic>(secret: &[u8]) -> Option<Vec<u8>> {
        let secret = Zeroizing::new(NonZeroScalar::<C>::try_from(secret).ok()?);
        let affine = ProjectivePoint::<C>::mul_by_generator(&secret).to_affine();
        Some([affine.x(), affine.y()].concat())
    }
    let kind = curve.key_type().described();
    material::check_length(&stated.secret, curve.octets(), kind)?;
    let public = match curve {
        Curve::P256 => coordinates::<p256::NistP256>(&stated.secret),
        Curve::P384 => coordinates::<p384::NistP384>(&stated.secret),
        Curve::P521 => coordinates::<p521::NistP521>(&stated.secret),
    }
    .ok_or_else(|| material::secret_out_of_range(kind))?;
    material::check_public(stated.public.as_deref(), &public, kind)?;
    let (x, y) = public.split_at(curve.octets());
    Ok(PublicKey::Ec { curve, x: x.to_vec(), y: y.to_vec() })
}

/// A key of any curve.
trait Sign {
    /// `None` where the signature does not verify.
    fn sign(&self, data: &[u8]) -> Option<Vec<u8>>;
}

struct Pair<C: CurveArithmetic> {
    secret: Zeroizing<NonZeroScalar<C>>,
    public: ProjectivePoint<C>,
}

/// The public point and the signer of `0 < secret < n`; `None` for any other secret.
fn pair<C: CurveArithmetic + DigestAlgorithm>(secret: &[u8]) -> Option<(Vec<u8>, Box<dyn Sign>)> {
    let secret = Zeroizing::new(NonZeroScalar::<C>::try_from(secret).ok()?);
    let affine = ProjectivePoint::<C>::mul_by_generator(&secret).to_affine();
    let coordinates = [affine.x(), affine.y()].concat();
    Some((coordinates, Box::new(Pair::<C> { secret, public: affine.into() })))
}

impl<C: CurveArithmetic + DigestAlgorithm> Sign for Pair<C> {
    fn sign(&self, data: &[u8]) -> Option<Vec<u8>> {
        let digest = C::Digest::digest(data);
        let (signature, _) = sign_prehashed_rfc6979::<C, C::Digest>(&self.secret, &digest, &[]);
        verify_prehashed(&self.public, &digest, &signature).ok()?;
        Some(signature.to_bytes().to_vec())
    }
}

/// Whether these coordinates are those of a point on the curve.
pub(super) fn is_point(curve: Curve, x: &[u8], y: &[u8]) -> bool {
    fn is_on<C: CurveArithmetic>(x: &[u8], y: &[u8]) -> bool {
        let (Ok(x), Ok(y)) = (x.try_into(), y.try_into()) else { return false };
        AffinePoint::<C>::from_coordinates(x, y).is_some().into()
    }
    match curve {
        Curve::P256 => is_on::<p256::NistP256>(x, y),
        Curve::P384 => is_on::<p384::NistP384>(x, y),
        Curve::P521 => is_on::<p521::NistP521>(x, y),
    }
}
