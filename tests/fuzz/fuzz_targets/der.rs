//! Octets are DER, or bytes of another form. They are imported or refused, without a panic.
#![no_main]

mod encrypted;

use libfuzzer_sys::fuzz_target;
use private_key_jwt::key::SigningKey;

fuzz_target!(|octets: &[u8]| {
    let (options, octets) = encrypted::options(octets);
    let _ = SigningKey::from_bytes(octets, &options);
});
