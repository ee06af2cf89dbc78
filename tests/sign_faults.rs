//! One bit of one number of the private operation is flipped: an error, never a signature.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::{jwk, node, random, vectors};
use private_key_jwt::error::ErrorCode;
use private_key_jwt::key::SigningKey;
use private_key_jwt_arithmetic::faults::{Constant, Fault, Place, choose, has_struck};
use serde_json::Value;

/// The places at which a fault in either lane changes the result or its verification, and those that are in one lane or none.
const BOTH: [Place; 20] = [
    Place::Residues,
    Place::Base,
    Place::Entry,
    Place::Powers,
    Place::Result,
    Place::Factor,
    Place::FactorPower,
    Place::Exponent,
    Place::KeptExponent,
    Place::KeptOrder,
    Place::Primes(Constant::Digits),
    Place::Primes(Constant::NegatedInverse),
    Place::Primes(Constant::One),
    Place::Primes(Constant::SquaredRadix),
    Place::Primes(Constant::Reciprocal),
    Place::CubedRadix,
    Place::ProductResidues,
    Place::EncodedResidues,
    Place::SignatureResidues,
    Place::VerifiedPower,
];
const FIRST: [Place; 5] =
    [Place::Difference, Place::Inverse, Place::SecondPrime, Place::Product, Place::PublicExponent];

fn everywhere() -> impl Iterator<Item = Fault> {
    let first = BOTH.iter().chain(&FIRST).map(|place| (*place, false));
    let second = BOTH.iter().map(|place| (*place, true));
    let bits = [(0, 0), (0, 22), (17, 6), (31, 13)];
    first
        .chain(second)
        .flat_map(move |(place, second)| bits.map(move |(index, bit)| Fault { place, after: 0, index, bit, second }))
}

/// The second signature too: a fault in what is kept remains.
fn sign_twice(key: &SigningKey) -> [Result<Vec<u8>, ErrorCode>; 2] {
    let mut random = random::any();
    [b"first", b"other"].map(|data| key.sign(data, &mut random).map_err(|error| error.code()))
}

/// Whether each of the two signatures failed. One that did not must verify.
fn outcome(jwk: &Value, alg: &str, fault: Fault) -> [bool; 2] {
    choose(fault);
    let signatures = sign_twice(&jwk::import_as(jwk, alg).unwrap());
    assert!(has_struck(), "{fault:?}");
    let mut checks = Vec::new();
    for (signature, data) in signatures.iter().zip([b"first", b"other"]) {
        match signature {
            Ok(signature) => checks.push(node::check(jwk, alg, data, signature)),
            Err(code) => assert_eq!(*code, ErrorCode::SigningFailed, "{fault:?}"),
        }
    }
    if !checks.is_empty() {
        node::assert_all_verify(checks);
    }
    signatures.map(|signature| signature.is_err())
}

fn assert_never_a_signature(name: &str, alg: &str) {
    let jwk = vectors::key(name);
    for fault in everywhere() {
        let failed = outcome(&jwk, alg, fault);
        // One unit of the lowest digit is below what a multiplication rounds, and another reciprocal may round to the same quotients: the
        // signatures may be right.
        if matches!(
            fault,
            Fault { place: Place::Primes(Constant::Digits), index: 0, bit: 0, .. }
                | Fault { place: Place::Primes(Constant::Reciprocal), .. }
        ) {
            continue;
        }
        let expected = match fault.place {
            // What every operation or verification uses is spoilt.
            Place::KeptExponent
            | Place::KeptOrder
            | Place::Product
            | Place::PublicExponent
            | Place::Inverse
            | Place::SecondPrime
            | Place::Primes(_)
            | Place::CubedRadix => [true, true],
            Place::Residues
            | Place::Base
            | Place::Entry
            | Place::Powers
            | Place::Difference
            | Place::Factor
            | Place::FactorPower
            | Place::Exponent
            | Place::Result
            | Place::ProductResidues
            | Place::EncodedResidues
            | Place::SignatureResidues
            | Place::VerifiedPower => [true, false],
            Place::Addend
            | Place::Point
            | Place::KeptSecret
            | Place::BlindedSecret
            | Place::InverseNonce
            | Place::Digest
            | Place::Proof => unreachable!("those of curves"),
        };
        assert_eq!(failed, expected, "{name} {fault:?}");
    }
}

#[test]
fn a_flipped_bit_gives_an_error_and_no_signature_at_2048_bits() {
    assert_never_a_signature("rsa-2048", "RS256");
}

#[test]
fn a_flipped_bit_gives_an_error_and_no_signature_where_p_is_below_q() {
    assert_never_a_signature("rsa-2048-p-below-q", "PS256");
}

#[test]
fn a_flipped_bit_gives_an_error_and_no_signature_at_2049_bits() {
    assert_never_a_signature("rsa-2049", "PS512");
}

#[test]
fn a_fault_at_any_of_the_218_windows_gives_no_signature() {
    let jwk = vectors::key("rsa-2048");
    for after in (0..218).step_by(29) {
        let fault = Fault { place: Place::Entry, after, index: 5, bit: 3, second: after % 2 == 0 };
        assert_eq!(outcome(&jwk, "RS256", fault), [true, false], "{after}");
    }
}

#[test]
fn a_key_signs_again_when_the_fault_is_over() {
    let jwk = vectors::key("rsa-4096");
    let key = jwk::import_as(&jwk, "RS256").unwrap();
    let mut random = random::any();
    choose(Fault { place: Place::Result, after: 0, index: 40, bit: 1, second: true });
    assert_eq!(key.sign(b"first", &mut random).map_err(|error| error.code()), Err(ErrorCode::SigningFailed));
    let signature = key.sign(b"other", &mut random).unwrap();
    node::assert_all_verify(vec![node::check(&jwk, "RS256", b"other", &signature)]);
}

/// The places of ECDSA but for the table. What is not in both lanes is read from the second one.
const OF_CURVES: [Place; 6] =
    [Place::Point, Place::KeptSecret, Place::BlindedSecret, Place::InverseNonce, Place::Digest, Place::Proof];

#[test]
fn a_flipped_bit_gives_an_error_and_no_signature_on_a_curve() {
    for alg in ["ES256", "ES384", "ES512"] {
        let jwk = vectors::curve_key(alg);
        for place in OF_CURVES {
            for (index, bit) in [(0, 0), (3, 22), (7, 13), (10, 6)] {
                let fault = Fault { place, after: 0, index, bit, second: true };
                // Import sums multiples too: there the public half does not follow, so those of the signature come later.
                let fault = if place == Place::Point { Fault { after: 1, ..fault } } else { fault };
                let expected = if place == Place::KeptSecret { [true, true] } else { [true, false] };
                assert_eq!(outcome(&jwk, alg, fault), expected, "{alg} {fault:?}");
            }
        }
    }
}

/// The first ones are those of the import, then of the signature, then of its check.
#[test]
fn a_fault_at_any_column_of_a_table_gives_an_error() {
    for (alg, columns) in [("ES256", 52), ("ES384", 77), ("ES512", 106)] {
        let jwk = vectors::curve_key(alg);
        for after in (0..3 * columns).step_by(17) {
            let second = after >= columns && after % 2 == 0;
            choose(Fault { place: Place::Addend, after, index: 5, bit: 3, second });
            let error = jwk::import_as(&jwk, alg).and_then(|key| key.sign(b"first", &mut random::any())).unwrap_err();
            assert!(has_struck());
            let expected = if after < columns { ErrorCode::KeyMalformed } else { ErrorCode::SigningFailed };
            assert_eq!(error.code(), expected, "{alg} {after}");
        }
    }
}
