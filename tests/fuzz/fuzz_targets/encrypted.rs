//! The options of keys that may be encrypted.

use private_key_jwt::key::{KeyOptions, Passphrase};

/// By the first octet with or without a passphrase, which is "secret"; and the octets that follow.
pub(crate) fn options(octets: &[u8]) -> (KeyOptions, &[u8]) {
    let mut options = KeyOptions::default();
    let Some((first, rest)) = octets.split_first() else { return (options, octets) };
    options.passphrase = (first & 1 == 1).then(|| Passphrase::new("secret".to_owned()));
    (options, rest)
}
