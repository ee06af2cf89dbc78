//! Octets become the text of a key. It is imported and signs, or is refused; a signature that is returned verifies by ring.
#![no_main]

mod judge;
mod recipe;

use libfuzzer_sys::fuzz_target;
use private_key_jwt::error::{ErrorCode, Result};
use private_key_jwt::key::{KeyOptions, SigningKey};
use private_key_jwt::random::RandomSource;
use recipe::Recipe;

fuzz_target!(|octets: &[u8]| {
    let mut recipe = Recipe::new(octets);
    let text = recipe.key();
    let mut options = KeyOptions::default();
    options.alg = recipe.algorithm();
    options.kid = recipe.identifier();
    let Ok(key) = SigningKey::from_text(&text, &options) else { return };
    let mut random = Repeated { octets: recipe.random(), at: 0 };
    // Twice, so that nothing of the first may be in the way of another.
    for data in [recipe.rest(), b"again"] {
        match key.sign(data, &mut random) {
            Ok(signature) => judge::assert_verifies(&key.public_jwk(), data, &signature),
            // The numbers of the key fit each other, but a prime is none; or the random number was zero.
            Err(error) => assert_eq!(error.code(), ErrorCode::SigningFailed),
        }
    }
});

/// A random source of which nothing is random.
struct Repeated {
    octets: Vec<u8>,
    at: usize,
}

impl RandomSource for Repeated {
    fn fill(&mut self, bytes: &mut [u8]) -> Result<()> {
        for byte in bytes {
            *byte = self.octets[self.at % self.octets.len()];
            self.at += 1;
        }
        Ok(())
    }
}
