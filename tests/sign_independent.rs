//! The crate `rsa`, of which no line signs or verifies here, verifies thousands of signatures: many keys, of every size, old and new.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::random::{self, Xorshift};
use common::{jwk, vectors};
use core::convert::Infallible;
use private_key_jwt::base64url;
use private_key_jwt::key::SigningKey;
use rsa::rand_core::{TryCryptoRng, TryRng};
use rsa::sha2::{Digest, Sha256, Sha384, Sha512};
use rsa::traits::{PrivateKeyParts, PublicKeyParts};
use rsa::{BoxedUint, PrivateKey, Pss, PublicKey};

/// Signs and has each signature verified, which is the more often the smaller the key is.
fn assert_all_verify(key: &SigningKey, public: &PublicKey) -> usize {
    let mut random = random::any();
    let count = match public.size() {
        0..300 => 150,
        300..1000 => 20,
        1000.. => 4,
    };
    for number in 0..count {
        let data = number.to_string();
        let signature = key.sign(data.as_bytes(), &mut random).unwrap();
        public.verify(Pss::<Sha256>::new(), &Sha256::digest(&data), &signature).unwrap();
    }
    count
}

#[test]
fn another_implementation_verifies_signatures_of_fixed_keys() {
    let mut verified = 0;
    let text = vectors::text("tests/keys/arithmetic.txt");
    // Import refuses primes of unequal lengths.
    for line in text.lines().filter(|line| !line.contains("unequal")) {
        let numbers: Vec<_> = line.split(' ').skip(1).map(vectors::hex).collect();
        let key = jwk::import_as(&jwk::from_numbers(&numbers), "PS256").unwrap();
        let [n, e] = [0, 1].map(|index| BoxedUint::from_be_slice_vartime(&numbers[index]));
        verified += assert_all_verify(&key, &PublicKey::new_with_size_limits(n, e, 2048..=8192).unwrap());
    }
    assert!(verified > 1000, "{verified}");
}

/// Sizes at which the number of digits changes, and between.
#[test]
fn another_implementation_verifies_signatures_of_keys_that_it_makes_and_of_which_we_find_the_primes() {
    let mut random = Source(random::any());
    for bits in [2048, 2048, 2052, 2100, 2106, 2108, 2112, 2300] {
        let theirs = PrivateKey::new(&mut random, bits).unwrap();
        let [n, e, d] = [theirs.n(), theirs.e(), theirs.d()].map(BoxedUint::to_be_bytes_trimmed_vartime);
        let ours = jwk::import_as(&jwk::from_numbers(&[n, e, d]), "PS256").unwrap();
        assert_all_verify(&ours, theirs.as_ref());
    }
}

/// The padding of a hash depends on how much of a block is left: twice around for the larger blocks, whose rest has another length.
#[test]
fn another_implementation_verifies_signatures_of_messages_of_every_length() {
    let jwk = vectors::key("rsa-2048");
    let keys = ["PS256", "PS384", "PS512"].map(|alg| jwk::import_as(&jwk, alg).unwrap());
    let [n, e] = ["n", "e"].map(|name| base64url::decode(vectors::str(&jwk, name)).unwrap());
    let [n, e] = [n, e].map(|octets| BoxedUint::from_be_slice_vartime(&octets));
    let public = PublicKey::new(n, e).unwrap();
    let mut random = random::any();
    for length in 0..=260 {
        let data: Vec<u8> = (0..length).map(|octet: u32| octet.to_le_bytes()[0] ^ 0x80).collect();
        let [first, second, third] = keys.each_ref().map(|key| key.sign(&data, &mut random).unwrap());
        public.verify(Pss::<Sha256>::new(), &Sha256::digest(&data), &first).unwrap();
        public.verify(Pss::<Sha384>::new(), &Sha384::digest(&data), &second).unwrap();
        public.verify(Pss::<Sha512>::new(), &Sha512::digest(&data), &third).unwrap();
    }
}

/// Repeatable.
struct Source(Xorshift);

impl TryRng for Source {
    type Error = Infallible;
    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(u32::try_from(self.0.next() >> 32).unwrap())
    }
    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.0.next())
    }
    fn try_fill_bytes(&mut self, octets: &mut [u8]) -> Result<(), Infallible> {
        octets.fill_with(|| self.0.next().to_le_bytes()[3]);
        Ok(())
    }
}

impl TryCryptoRng for Source {}
