//! Tells apart the forms that a private key comes in: JSON, PEM, DER, or base64 of one of them.

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

/// Reads a key that is text.
pub(super) fn from_text(text: &str, options: &KeyOptions) -> Result<Stated> {
    if text.len() > MAX_LENGTH {
        return Err(Refused::TooLong.into());
    }
    let text = unquoted(text);
    if let Some(stated) = written(text, options) {
        return stated;
    }
    if let Some(refused) = foreign::text(text) {
        return Err(refused.into());
    }
    let decoded = base64(text).ok_or(Refused::Text)?;
    if let Some(text) = as_text(&decoded) {
        return written(unquoted(text), options).unwrap_or_else(|| Err(Refused::Text.into()));
    }
    if is_der(&decoded) { Ok(der::read(&decoded, options)?) } else { Err(Refused::Text.into()) }
}

/// Reads a key that is bytes: DER, or text in UTF-8.
pub(super) fn from_bytes(bytes: &[u8], options: &KeyOptions) -> Result<Stated> {
    if bytes.len() > MAX_LENGTH {
        return Err(Refused::TooLong.into());
    }
    if let Some(text) = as_text(bytes) {
        return from_text(text, options);
    }
    match bytes {
        [0x30, ..] => Ok(der::read(bytes, options)?),
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
    match from_text(text, options) {
        Ok(_) => Err(Refused::NotPem.into()),
        Err(error) => Err(error),
    }
}

/// The octets of base64 or base64url, padded or not; white space, quotes and the escapes of line breaks are skipped.
pub(super) fn base64(text: &str) -> Option<Secret<u8>> {
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
fn written(text: &str, options: &KeyOptions) -> Option<Result<Stated>> {
    if text.starts_with('{') || text.starts_with("[{") {
        Some(jwk::select(text, options.kid.as_deref()))
    } else if text.contains("-----BEGIN ") {
        Some(pem::read(text, options).map_err(Into::into))
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
