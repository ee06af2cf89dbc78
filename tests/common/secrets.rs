//! Looks for pieces of secrets in texts.

use super::jwk::NUMBERS;
use private_key_jwt::base64url;
use serde_json::Value;
use std::collections::BTreeSet;

/// The shortest piece that counts.
const PIECE: usize = 8;

/// The pieces of secrets, in each form in which they could show.
pub(crate) struct Secrets(pub(crate) BTreeSet<String>);

impl Secrets {
    /// The private members of a JWK: base64url, hexadecimal, decimal, and as lists of octets.
    pub(crate) fn of_key(jwk: &Value) -> Self {
        let mut secrets = Self(BTreeSet::new());
        let members = NUMBERS.iter().filter(|name| !["n", "e"].contains(name));
        for text in members.filter_map(|name| jwk[name].as_str()) {
            secrets.add(text);
            let Some(octets) = base64url::decode(text).filter(|octets| octets.len() >= PIECE) else { continue };
            let hex = octets.iter().map(|octet| format!("{octet:02x}")).collect::<Vec<_>>().concat();
            secrets.add(&hex);
            secrets.add(&hex.to_uppercase());
            secrets.add(&crypto_bigint::BoxedUint::from_be_slice_vartime(&octets).to_string_radix_vartime(10));
            let list: Vec<_> = octets.iter().map(ToString::to_string).collect();
            secrets.0.extend(list.windows(4).map(|four| four.join(", ")));
        }
        secrets
    }

    /// One more secret.
    pub(crate) fn add(&mut self, secret: &str) {
        let letters: Vec<char> = secret.chars().collect();
        self.0.extend(letters.windows(PIECE).map(|piece| piece.iter().collect::<String>()));
    }

    /// Fails if a piece of a secret stands in `text`.
    pub(crate) fn assert_absent(&self, text: &str) {
        let found = self.0.iter().find(|piece| text.contains(piece.as_str()));
        assert!(found.is_none(), "{found:?} of a secret stands in: {text}");
    }
}
