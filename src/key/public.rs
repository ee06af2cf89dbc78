//! The public half of a key: JWK members and thumbprint.

use crate::base64url;
use rsa::sha2::{Digest, Sha256};

/// A public key by the members of its JWK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PublicKey {
    /// Minimal big-endian octets.
    Rsa { n: Vec<u8>, e: Vec<u8> },
}

impl PublicKey {
    /// The required members in lexicographic order
    /// ([RFC 7638 section 3.2](https://www.rfc-editor.org/rfc/rfc7638#section-3.2)).
    pub(super) fn members(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Rsa { n, e } => {
                vec![("e", base64url::encode(e)), ("kty", "RSA".to_owned()), ("n", base64url::encode(n))]
            }
        }
    }

    /// The SHA-256 thumbprint ([RFC 7638](https://www.rfc-editor.org/rfc/rfc7638)), base64url.
    pub(super) fn thumbprint(&self) -> String {
        let mut json = String::new();
        for (name, value) in self.members() {
            json.push_str(if json.is_empty() { "{" } else { "," });
            for part in ["\"", name, "\":\"", &value, "\""] {
                json.push_str(part);
            }
        }
        json.push('}');
        base64url::encode(Sha256::digest(json))
    }
}
