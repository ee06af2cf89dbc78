//! ECDSA with the nonce and the blinding hidden, and so every number that the secret takes part in: of it only the product with the
//! blinding is used.
//!
//! Import is not looked at: whether a secret is in range, and the public half that of it, is told by branches. It multiplies by the same
//! code as the signature.

use crate::secret::{hide, publish};
use private_key_jwt_arithmetic::{Curve, EcdsaKey, P256, P384, P521};

pub(crate) const ALL: [(&str, &Curve); 3] = [("P-256", &P256), ("P-384", &P384), ("P-521", &P521)];

/// Octets that are no constant, below the order and odd.
fn number(curve: &Curve, seed: u8) -> Vec<u8> {
    let mut octets: Vec<u8> = (0..curve.octets()).map(|at| seed.wrapping_mul(31).wrapping_add(at as u8 * 89)).collect();
    octets[0] = 0;
    *octets.last_mut().expect("an octet") |= 1;
    octets
}

/// Two signatures, and the same of what is not hidden.
pub(crate) fn run(curve: &'static Curve) {
    let key = EcdsaKey::new(curve, &number(curve, 1), None).expect("a key");
    for seed in [2, 3] {
        let (mut nonce, mut blinding) = (number(curve, seed), number(curve, 7 * seed));
        let expected = key.sign(&[seed; 32], &nonce, &blinding);
        hide(&mut nonce);
        hide(&mut blinding);
        let mut signature = key.sign(&[seed; 32], &nonce, &blinding);
        publish(&mut signature);
        assert_eq!(signature, expected);
        assert!(key.verify(&[seed; 32], &signature));
    }
}

/// A control: the signature is looked at before it is public.
pub(crate) fn signature() {
    let key = EcdsaKey::new(&P256, &number(&P256, 1), None).expect("a key");
    let mut nonce = number(&P256, 2);
    hide(&mut nonce);
    if key.sign(&[2; 32], &nonce, &number(&P256, 3)).contains(&7) {
        println!("a branch was taken");
    }
}
