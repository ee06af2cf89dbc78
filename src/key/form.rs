//! Tells apart the forms that a key comes in: JSON, PEM, DER, or base64 of one of them.

use super::material::Stated;
use super::refused::Refused;
use super::{KeyOptions, der, foreign, jwk, pem};
use crate::base64url;
use crate::error::Result;
use private_key_jwt_arithmetic::Secret;
use zeroize::Zeroizing;

/// The longest key in any form, in octets.
pub(super) const MAX_LENGTH: usize = 64 * 1024;

/// No key is shorter as DER: Ed25519 has 48 octets.
const SHORTEST_DER: usize = 40;

/// What is made of a key once its form is known.
pub(crate) trait Contents {
    /// What comes out.
    type Key;

    /// Reads a JWK or a JWKS.
    fn json(&self, text: &str) -> Result<Self::Key>;

    /// Reads text with PEM in it.
    fn pem(&self, text: &str) -> Result<Self::Key>;

    /// Reads DER.
    fn der(&self, octets: &[u8]) -> Result<Self::Key>;
}

/// Takes private keys and nothing else.
pub(crate) struct Private<'a>(pub(crate) &'a KeyOptions);

impl Contents for Private<'_> {
    type Key = Stated;

    fn json(&self, text: &str) -> Result<Stated> {
        jwk::select(text, self.0.kid.as_deref())
    }

    fn pem(&self, text: &str) -> Result<Stated> {
        Ok(pem::read(text, self.0)?)
    }

    fn der(&self, octets: &[u8]) -> Result<Stated> {
        Ok(der::read(octets, self.0)?)
    }
}

/// Reads a key that is text.
pub(crate) fn from_text<C: Contents>(text: &str, contents: &C) -> Result<C::Key> {
    if text.len() > MAX_LENGTH {
        return Err(Refused::TooLong.into());
    }
    // A JSON object from brace to brace, such as what an object of JavaScript becomes, has nothing around it.
    if let [b'{', .., b'}'] = text.as_bytes() { contents.json(text) } else { from_other_text(unquoted(text), contents) }
}

#[cold]
#[inline(never)]
fn from_other_text<C: Contents>(text: &str, contents: &C) -> Result<C::Key> {
    if let Some(key) = written(text, contents) {
        return key;
    }
    if let Some(refused) = foreign::text(text) {
        return Err(refused.into());
    }
    let decoded = base64(text).ok_or(Refused::Text)?;
    if let Some(text) = as_text(&decoded) {
        return written(unquoted(text), contents).unwrap_or_else(|| Err(Refused::Text.into()));
    }
    if is_der(&decoded) { contents.der(&decoded) } else { Err(Refused::Text.into()) }
}

/// Reads a key that is bytes: DER, or text in UTF-8.
pub(crate) fn from_bytes<C: Contents>(bytes: &[u8], contents: &C) -> Result<C::Key> {
    if bytes.len() > MAX_LENGTH {
        return Err(Refused::TooLong.into());
    }
    if let Some(text) = as_text(bytes) {
        return from_text(text, contents);
    }
    match bytes {
        [0x30, ..] => contents.der(bytes),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Err(Refused::Utf16.into()),
        [0xfe, 0xed, 0xfe, 0xed, ..] => Err(Refused::Keystore.into()),
        _ => Err(Refused::Bytes.into()),
    }
}

/// Reads a key that is PEM.
pub(super) fn from_pem(text: &str, options: &KeyOptions) -> Result<Stated> {
    if text.len() <= MAX_LENGTH && !text.trim_start().starts_with('{') && text.contains("-----BEGIN ") {
        return Ok(pem::read(text, options)?);
    }
    match from_text(text, &Private(options)) {
        Ok(_) => Err(Refused::NotPem.into()),
        Err(error) => Err(error),
    }
}

/// The octets of base64 or base64url, padded or not; white space, quotes and the escapes of line breaks are skipped.
pub(crate) fn base64(text: &str) -> Option<Secret<u8>> {
    let mut letters = Zeroizing::new(String::with_capacity(text.len()));
    let mut is_escape = false;
    for letter in text.chars() {
        match letter {
            '\\' => is_escape = true,
            'n' | 'r' | 't' if is_escape => is_escape = false,
            _ if letter.is_whitespace() || is_quote(letter) => is_escape = false,
            '+' | '/' | '-' | '_' | '=' | '0'..='9' | 'A'..='Z' | 'a'..='z' => {
                is_escape = false;
                letters.push(match letter {
                    '+' => '-',
                    '/' => '_',
                    other => other,
                });
            }
            _ => return None,
        }
    }
    let data = letters.trim_end_matches('=');
    let padding = letters.len().saturating_sub(data.len());
    let is_padded = padding == 0 || (padding < 3 && letters.len().is_multiple_of(4));
    is_padded.then(|| base64url::decode(data)).flatten().map(Secret::new)
}

/// A key in JSON or PEM.
fn written<C: Contents>(text: &str, contents: &C) -> Option<Result<C::Key>> {
    if text.starts_with('{') || text.starts_with("[{") {
        Some(contents.json(text))
    } else if text.contains("-----BEGIN ") {
        Some(contents.pem(text))
    } else {
        None
    }
}

/// Without white space, the byte order mark and quotes around it, as .env files and shells leave them.
fn unquoted(text: &str) -> &str {
    let is_space = |letter: char| letter.is_whitespace() || letter == '\u{feff}';
    let text = text.trim_matches(is_space);
    let mut letters = text.chars();
    match (letters.next(), letters.next_back()) {
        (Some(first), Some(last)) if first == last && is_quote(first) => letters.as_str().trim_matches(is_space),
        _ => text,
    }
}

fn is_quote(letter: char) -> bool {
    matches!(letter, '"' | '\'' | '`')
}

/// UTF-8 without control characters, of which DER has plenty.
fn as_text(bytes: &[u8]) -> Option<&str> {
    let text = core::str::from_utf8(bytes).ok()?;
    text.chars().all(|letter| !letter.is_control() || letter.is_ascii_whitespace()).then_some(text)
}

/// Whether the first octets announce a SEQUENCE of some length.
fn is_der(bytes: &[u8]) -> bool {
    bytes.len() >= SHORTEST_DER && matches!(bytes, [0x30, 0x20..=0x7f | 0x81 | 0x82, ..])
}
