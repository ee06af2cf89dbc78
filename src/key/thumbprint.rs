//! JWK thumbprints ([RFC 7638](https://www.rfc-editor.org/rfc/rfc7638)).

use super::number::CheckedNumbers;
use crate::base64url;
use rsa::sha2::{Digest, Sha256};

/// SHA-256 over the required members in lexicographic order, base64url.
pub(super) fn rsa(numbers: &CheckedNumbers) -> String {
    let n = base64url::encode(&numbers.n);
    let e = base64url::encode(&numbers.e);
    base64url::encode(Sha256::digest(format!(r#"{{"e":"{e}","kty":"RSA","n":"{n}"}}"#)))
}
