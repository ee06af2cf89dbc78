//! Whatever is done to the PEM or DER of a good key: no panic, no other key, and no secret in the error.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use common::der;
use common::openssl::{openssl, pem, pkcs8_of};
use common::random::Xorshift;
use common::secrets::Secrets;
use common::vectors::key;
use private_key_jwt::key::{KeyOptions, Passphrase, SigningKey};

const ROUNDS: usize = 5000;

/// Octets that mean something in PEM or DER.
const OCTETS: &[u8] = b"-=\\n\n\r \"'{}:AMZ+/_\x00\x01\x02\x03\x04\x05\x06\x30\x7f\x80\x81\x82\x84\xa0\xff";

fn mutate(original: &[u8], random: &mut Xorshift) -> Vec<u8> {
    let mut octets = original.to_vec();
    let place = |random: &mut Xorshift| random.below(original.len());
    match random.below(8) {
        0 => octets.truncate(place(random)),
        1 => drop(octets.drain(..place(random))),
        2 => octets.rotate_left(place(random)),
        3 => {
            let (from, to) = (place(random), place(random));
            let piece = octets[from.min(to)..from.max(to)].to_vec();
            let at = place(random);
            octets.splice(at..at, piece);
        }
        _ => {
            // The first octets are what tells forms apart.
            let reach = if random.below(2) == 0 { octets.len() } else { octets.len().min(64) };
            for _ in 0..=random.below(3) {
                let at = random.below(reach.min(octets.len()));
                match random.below(4) {
                    0 => octets[at] ^= 1 << random.below(8),
                    1 => octets[at] = OCTETS[random.below(OCTETS.len())],
                    2 => octets.insert(at, OCTETS[random.below(OCTETS.len())]),
                    _ => drop(octets.remove(at)),
                }
            }
        }
    }
    octets
}

/// Mutates `originals`, which are all the same key, and counts what was accepted.
fn mutations(originals: &[Vec<u8>], options: &KeyOptions, rounds: usize) -> usize {
    let import = |bytes: &[u8]| SigningKey::from_bytes(bytes, options).map(|key| key.thumbprint().to_owned());
    let expected = import(&originals[0]).unwrap();
    let mut secrets = Secrets::of_key(&key("rsa-2048"));
    secrets.add(&STANDARD.encode(&der::from_pem(&pkcs8_of(&key("rsa-2048")))[30..]));
    let mut random = Xorshift::new(0x2545_f491_4f6c_dd1d);
    let mut accepted = 0;
    for round in 0..rounds {
        let octets = mutate(&originals[round % originals.len()], &mut random);
        match import(&octets) {
            Ok(thumbprint) => {
                assert_eq!(thumbprint, expected, "{octets:?}");
                accepted += 1;
            }
            Err(error) => secrets.assert_absent(&format!("{error} {error:?}")),
        }
    }
    accepted
}

#[test]
fn no_mutation_of_plain_forms_panics_or_is_another_key() {
    let pkcs8 = pkcs8_of(&key("rsa-2048"));
    let pkcs1 = pem("rsa -traditional", &pkcs8);
    let certificate = pem("req -x509 -key /dev/stdin -subj /CN=test -days 1", &pkcs8);
    let originals = [
        pkcs8.clone().into_bytes(),
        der::from_pem(&pkcs8),
        pkcs1.clone().into_bytes(),
        der::from_pem(&pkcs1),
        STANDARD.encode(&pkcs8).into_bytes(),
        format!("{certificate}{pkcs8}").into_bytes(),
    ];
    let accepted = mutations(&originals, &KeyOptions::default(), ROUNDS);
    assert!((1..ROUNDS / 2).contains(&accepted), "{accepted} accepted");
}

#[test]
fn no_mutation_of_an_encrypted_key_panics_or_is_another_key() {
    let pkcs8 = pkcs8_of(&key("rsa-2048"));
    let mut options = KeyOptions::default();
    options.passphrase = Some(Passphrase::new("secret".to_owned()));
    for scheme in ["-v2 aes-128-cbc -iter 1", "-scrypt -scrypt_N 2 -scrypt_r 1 -scrypt_p 1"] {
        let der = openssl(&format!("pkcs8 -topk8 {scheme} -passout pass:secret -outform DER"), &pkcs8);
        mutations(&[der], &options, ROUNDS / 5);
    }
}
