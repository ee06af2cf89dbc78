//! Recognises texts that are no key.

use super::refused::Refused;
use crate::json::Members;

/// Ends of the names of files that hold keys.
const EXTENSIONS: [&str; 12] =
    [".pem", ".key", ".der", ".json", ".jwk", ".jwks", ".p8", ".p12", ".pfx", ".ppk", ".crt", ".cer"];

/// What begins so.
const STARTS: [(&str, Refused); 9] = [
    ("[object ", Refused::ObjectText),
    ("ssh-", Refused::SshPublic),
    ("ecdsa-sha2-", Refused::SshPublic),
    ("sk-", Refused::SshPublic),
    ("---- BEGIN SSH2", Refused::SshPublic),
    ("PuTTY-User-Key-File-", Refused::Putty),
    ("<", Refused::Xml),
    ("https://", Refused::Url),
    ("http://", Refused::Url),
];

/// What `text` is, if it is one of the things that people take for a key. It has no white space at its ends.
pub(super) fn text(text: &str) -> Option<Refused> {
    if let Some((_, refused)) = STARTS.iter().find(|(start, _)| text.starts_with(start)) {
        return Some(*refused);
    }
    Some(match text {
        "" => Refused::Empty,
        "undefined" | "null" => Refused::Unset,
        _ if text.contains("BEGIN ") || text.contains("-----END ") => Refused::NoBegin,
        _ if is_numbers(text) => Refused::ByteList,
        _ if !text.contains(['\n', '\r']) && is_path(text) => Refused::Path,
        _ if is_hex(text) => Refused::Hex,
        _ if is_token(text, 3) => Refused::Jwt,
        _ if is_token(text, 5) => Refused::Jwe,
        _ => return None,
    })
}

/// What a JSON object is, if it is one of the things that people take for a JWK.
pub(super) fn object(members: &Members) -> Option<Refused> {
    let has_pem = |name| members.string(name).ok().flatten().is_some_and(|text| text.contains("-----BEGIN "));
    if members.get("ciphertext").is_some() {
        Some(Refused::Jwe)
    } else if has_pem("private_key") || has_pem("key") {
        Some(Refused::KeyFile)
    } else {
        None
    }
}

fn is_numbers(text: &str) -> bool {
    text.contains(',') && text.split(',').all(|number| number.trim().parse::<u8>().is_ok())
}

/// A slash stands first in no base64 of a key.
fn is_path(text: &str) -> bool {
    let starts = ["/", "./", "../", "~/", "file:", "\\\\"].iter().any(|start| text.starts_with(start));
    let has_drive = matches!(text.as_bytes(), [b'A'..=b'Z' | b'a'..=b'z', b':', b'\\' | b'/', ..]);
    starts || has_drive || EXTENSIONS.iter().any(|extension| text.ends_with(extension))
}

fn is_hex(text: &str) -> bool {
    let text = text.strip_prefix("0x").unwrap_or(text);
    text.len() >= 32 && text.chars().all(|letter| letter.is_ascii_hexdigit() || letter == ':' || letter.is_whitespace())
}

/// The compact serialization of RFC 7515 or RFC 7516: parts with dots between them, the first of which is JSON.
fn is_token(text: &str, parts: usize) -> bool {
    text.starts_with("eyJ") && text.split('.').count() == parts
}
