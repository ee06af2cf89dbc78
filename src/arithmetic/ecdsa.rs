//! ECDSA ([FIPS 186-5, section 6.4](https://doi.org/10.6028/NIST.FIPS.186-5)) with a nonce from outside.
//!
//! Every secret is blinded with a random number `b`. Of the secret `d` only `e = b d` is used, of the nonce `k` only `k b` is inverted:
//! - `k G = (k - e) G + b Q`, both products in lockstep by one table of sums of `G` and `Q`;
//! - `s = (k b)^-1 (b z + r e)`.
//!
//! The verification takes `u1 G + u2 Q` from the same table. A fault in that, in a number or in a formula changes both sides of its equation
//! in different ways; only one in the digest would pass, so the caller gives that anew.

use crate::comb::Comb;
use crate::curve::Curve;
use crate::digits::Digits;
use crate::faults::{self, Place};
use crate::group::Group;
use crate::inverse::inverse;
use crate::lanes::Pair;
use crate::montgomery::Modulus;
use crate::secret::Secret;
use crate::single::combined;

/// A key ready to sign and to verify.
pub struct EcdsaKey {
    group: Group,
    order: Modulus,
    /// Of the base point and the public point.
    comb: Comb,
    /// `d` in Montgomery form.
    secret: Digits,
    public: Vec<u8>,
}

impl core::fmt::Debug for EcdsaKey {
    fn fmt(&self, formatter: &mut core::fmt::Formatter<'_>) -> core::fmt::Result {
        formatter.debug_struct("EcdsaKey").finish_non_exhaustive()
    }
}

impl EcdsaKey {
    /// The key of a secret that the curve contains; `None` for any other. `expected` is the public point if it is known, both
    /// coordinates one after the other: that spares a second table, and decides nothing.
    pub fn new(curve: &'static Curve, secret: &[u8], expected: Option<&[u8]>) -> Option<Self> {
        if !curve.contains(secret) {
            return None;
        }
        let group = Group::new(curve);
        let order = Modulus::twice(curve.order, curve.bits);
        let base = [curve.base_x, curve.base_y].concat();
        let expected = expected.filter(|point| point.len() == base.len()).unwrap_or(&base);
        let mut comb = group.comb(&base, expected);
        let public = group.multiply(&comb, [secret, &[]]).to_vec();
        if public != expected {
            comb = group.comb(&base, &public);
        }
        let mut secret = order.residue(secret);
        faults::digits(Place::KeptSecret, &mut secret);
        Some(Self { group, order, comb, secret, public })
    }

    /// Both coordinates of the public point, one after the other.
    pub fn public(&self) -> &[u8] {
        &self.public
    }

    /// A number of as many bits as the order or fewer, modulo the order.
    pub fn reduced(&self, number: &[u8]) -> Secret<u8> {
        self.octets(&self.order.residue(number))
    }

    /// `r` and `s`, not verified, of a digest as long as the order or shorter and a nonce that the curve contains; neither may be used
    /// again. `blinding` is random, secret, of as many octets as the order and not zero modulo it.
    pub fn sign(&self, digest: &[u8], nonce: &[u8], blinding: &[u8]) -> Vec<u8> {
        let order = &self.order;
        let (nonce, blind) = (order.residue(nonce), order.residue(blinding));
        let mut blinded_secret = order.product(&blind, &self.secret);
        faults::digits(Place::BlindedSecret, &mut blinded_secret);
        let difference = combined(&nonce, &blinded_secret, -1.0);
        let point = self.group.multiply(&self.comb, [&self.octets(&difference), blinding]);
        let r = order.residue(self.x(&point));

        let mut inverse = self.inverse(&order.product(&nonce, &blind));
        faults::digits(Place::InverseNonce, &mut inverse);
        let mut digest = order.residue(digest);
        faults::digits(Place::Digest, &mut digest);
        let sum = combined(&order.product(&blind, &digest), &order.product(&r, &blinded_secret), 1.0);
        let mut s = order.product(&inverse, &sum);
        faults::digits(Place::Proof, &mut s);
        [&*self.octets(&r), &*self.octets(&s)].concat()
    }

    /// Whether a signature is one of this digest and key.
    pub fn verify(&self, digest: &[u8], signature: &[u8]) -> bool {
        let (r, s) = signature.split_at_checked(self.group.curve.octets()).unwrap_or_default();
        if !self.group.curve.contains(r) || !self.group.curve.contains(s) {
            return false;
        }
        let inverse = self.inverse(&self.order.residue(s));
        let scalars = [digest, r].map(|number| self.octets(&self.order.product(&self.order.residue(number), &inverse)));
        let [of_base, of_public] = &scalars;
        let point = self.group.multiply(&self.comb, [of_base, of_public]);
        *self.reduced(self.x(&point)) == *r
    }

    fn x<'a>(&self, point: &'a [u8]) -> &'a [u8] {
        point.get(..self.group.curve.octets()).unwrap_or(&[])
    }

    fn octets(&self, residue: &[Pair]) -> Secret<u8> {
        self.order.octets(residue, self.group.curve.octets())
    }

    fn inverse(&self, residue: &[Pair]) -> Digits {
        self.order.residue(&inverse(&self.octets(residue), self.group.curve.order))
    }
}
