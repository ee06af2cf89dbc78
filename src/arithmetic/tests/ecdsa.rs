//! Signatures against the crate `ecdsa`, byte for byte, the nonce being given.

use super::curves::{coordinates, edges, scalar};
use super::support::{Random, test};
use crate::curve::{Curve, P256, P384, P521};
use crate::ecdsa::EcdsaKey;
use ecdsa::hazmat::{sign_prehashed, verify_prehashed};
use ecdsa::{EcdsaCurve, Signature, SignatureSize};
use p256::elliptic_curve::array::ArraySize;
use p256::elliptic_curve::group::Group as _;
use p256::elliptic_curve::{CurveArithmetic, NonZeroScalar, ProjectivePoint};

/// A number that the curve contains.
fn inside(curve: &Curve, random: &mut Random) -> Vec<u8> {
    loop {
        let mut octets = random.octets(curve.octets());
        octets[0] &= 0xFF >> curve.spare_bits();
        if curve.contains(&octets) {
            return octets;
        }
    }
}

fn blinding(curve: &Curve, random: &mut Random) -> Vec<u8> {
    let mut octets = random.octets(curve.octets());
    *octets.last_mut().unwrap() |= 1;
    octets
}

struct Pair<C: CurveArithmetic> {
    ours: EcdsaKey,
    theirs: NonZeroScalar<C>,
    public: ProjectivePoint<C>,
}

impl<C: EcdsaCurve + CurveArithmetic> Pair<C>
where
    SignatureSize<C>: ArraySize,
{
    fn new(curve: &'static Curve, secret: &[u8]) -> Self {
        let theirs = NonZeroScalar::<C>::new(scalar::<C>(secret)).unwrap();
        let public = ProjectivePoint::<C>::generator() * *theirs;
        let stated = coordinates::<C>(&public);
        let ours = EcdsaKey::new(curve, secret, Some(&stated)).unwrap();
        assert_eq!(ours.public(), stated);
        Self { ours, theirs, public }
    }

    fn check(&self, digest: &[u8], nonce: &[u8], blinding: &[u8]) {
        let ours = self.ours.sign(digest, nonce, blinding);
        let nonce = NonZeroScalar::<C>::new(scalar::<C>(nonce)).unwrap();
        let (theirs, _) = sign_prehashed::<C>(&self.theirs, &nonce, digest).unwrap();
        assert_eq!(ours, theirs.to_bytes().to_vec());
        assert!(self.ours.verify(digest, &ours));
    }

    /// One bit in every octet.
    fn check_changed(&self, digest: &[u8], nonce: &[u8], blinding: &[u8]) {
        let signature = self.ours.sign(digest, nonce, blinding);
        for at in 0..signature.len() {
            let mut changed = signature.clone();
            changed[at] ^= 1 << (at % 8);
            let expected = Signature::<C>::from_slice(&changed)
                .is_ok_and(|signature| verify_prehashed::<C>(&self.public, digest, &signature).is_ok());
            assert!(!expected && !self.ours.verify(digest, &changed));
        }
    }
}

fn agree<C: EcdsaCurve + CurveArithmetic>(curve: &'static Curve, digest_octets: usize, keys: usize, signatures: usize)
where
    SignatureSize<C>: ArraySize,
{
    let mut random = Random(7 + curve.bits as u64);
    let contained: Vec<_> = edges(curve).into_iter().filter(|number| curve.contains(number)).collect();
    for secret in &contained {
        let pair = Pair::<C>::new(curve, secret);
        for nonce in contained.iter().step_by(STEP) {
            for digest in [vec![0; digest_octets], vec![0xFF; digest_octets], random.octets(digest_octets)] {
                pair.check(&digest, nonce, &blinding(curve, &mut random));
            }
        }
    }
    for _ in 0..keys {
        let pair = Pair::<C>::new(curve, &inside(curve, &mut random));
        for _ in 0..signatures {
            let (digest, nonce) = (random.octets(digest_octets), inside(curve, &mut random));
            pair.check(&digest, &nonce, &blinding(curve, &mut random));
        }
    }
    let pair = Pair::<C>::new(curve, &inside(curve, &mut random));
    pair.check_changed(&random.octets(digest_octets), &inside(curve, &mut random), &blinding(curve, &mut random));
}

/// Of the edges, the share that is tried as a nonce with every other one as the secret.
const STEP: usize = if cfg!(target_family = "wasm") { 5 } else { 2 };
const KEYS: usize = if cfg!(target_family = "wasm") { 2 } else { 40 };

#[test]
fn signatures_agree_on_p_256() {
    agree::<p256::NistP256>(&P256, 32, 5 * KEYS, 100);
}

#[test]
fn signatures_agree_on_p_384() {
    agree::<p384::NistP384>(&P384, 48, KEYS, 10);
}

#[test]
fn signatures_agree_on_p_521() {
    agree::<p521::NistP521>(&P521, 64, KEYS, 10);
}

#[test]
fn the_public_point_follows_from_the_secret_whatever_is_expected() {
    let mut random = Random(9);
    for curve in [&P256, &P384, &P521] {
        let secret = inside(curve, &mut random);
        let key = EcdsaKey::new(curve, &secret, None).unwrap();
        let octets = 2 * curve.octets();
        for expected in [vec![0; octets], vec![0xFF; octets], random.octets(octets), vec![], key.public()[1..].to_vec()]
        {
            let other = EcdsaKey::new(curve, &secret, Some(&expected)).unwrap();
            assert_eq!(other.public(), key.public());
            let (nonce, blinding) = (inside(curve, &mut random), blinding(curve, &mut random));
            let signature = other.sign(&[7; 32], &nonce, &blinding);
            assert!(key.verify(&[7; 32], &signature) && other.verify(&[7; 32], &signature));
            assert_eq!(signature, key.sign(&[7; 32], &nonce, &[&blinding[1..], &[1]].concat()));
        }
        for secret in [vec![0; curve.octets()], curve.order.to_vec(), vec![1]] {
            assert!(EcdsaKey::new(curve, &secret, None).is_none());
        }
    }
}

#[test]
fn a_signature_of_the_wrong_length_or_range_does_not_verify() {
    let mut random = Random(10);
    for curve in [&P256, &P384, &P521] {
        let key = EcdsaKey::new(curve, &inside(curve, &mut random), None).unwrap();
        let signature = key.sign(&[7; 32], &inside(curve, &mut random), &blinding(curve, &mut random));
        let (r, s) = signature.split_at(curve.octets());
        let zero = vec![0; curve.octets()];
        assert!(key.verify(&[7; 32], &signature) && !key.verify(&[8; 32], &signature));
        for (r, s) in [(r, &zero[..]), (&zero, s), (&zero, &zero), (r, &curve.order[..]), (r, &[]), (r, &s[1..])] {
            assert!(!key.verify(&[7; 32], &[r, s].concat()));
        }
    }
}

#[test]
fn a_point_is_on_its_curve_and_its_neighbours_are_not() {
    for curve in [&P256, &P384, &P521] {
        let (x, y) = (curve.base_x, curve.base_y);
        assert!(curve.has_point(x, y));
        assert!(!curve.has_point(y, x));
        assert!(!curve.has_point(x, x.get(1..).unwrap_or_default()));
        assert!(!curve.has_point(curve.prime, y));
        for index in 0..x.len() {
            let mut other = y.to_vec();
            other[index] ^= 1;
            assert!(!curve.has_point(x, &other), "{index}");
        }
    }
}
