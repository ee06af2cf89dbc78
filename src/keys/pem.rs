//! PEM ([RFC 7468](https://www.rfc-editor.org/rfc/rfc7468)).

use crate::key::pem_base64;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use private_key_jwt_arithmetic::Secret;

const BEGIN: &str = "-----BEGIN ";
const DASHES: &str = "-----";

/// Text with lines of 64 letters.
pub(super) fn encode(label: &str, der: &[u8]) -> String {
    let mut text = format!("-----BEGIN {label}-----\n");
    let body = STANDARD.encode(der);
    let mut rest = body.as_str();
    while !rest.is_empty() {
        let (line, after) = rest.split_at_checked(64).unwrap_or((rest, ""));
        text.push_str(line);
        text.push('\n');
        rest = after;
    }
    text.push_str("-----END ");
    text.push_str(label);
    text.push_str("-----\n");
    text
}

/// The first block whose label is one of `labels`: its label and content. The content is `None` where it is no base64.
pub(super) fn find<'a>(text: &'a str, labels: &[&str]) -> Option<(&'a str, Option<Secret<u8>>)> {
    text.split(BEGIN).skip(1).find_map(|block| {
        let (label, rest) = block.split_once(DASHES)?;
        let known = labels.contains(&label);
        known.then(|| (label, rest.split_once(DASHES).and_then(|(body, _)| pem_base64(body))))
    })
}
