//! The public half of a key: JWK members and thumbprint.

use super::material::Curve;
use crate::base64url;
use rsa::sha2::{Digest, Sha256};

/// A public key by the members of its JWK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum PublicKey {
    /// Minimal big-endian octets.
    Rsa { n: Vec<u8>, e: Vec<u8> },
    /// Coordinates as long as the field.
    Ec { curve: Curve, x: Vec<u8>, y: Vec<u8> },
    /// The point as RFC 8032 encodes it.
    Ed25519 { x: Vec<u8> },
}

impl PublicKey {
    /// The required members in lexicographic order
    /// ([RFC 7638 section 3.2](https://www.rfc-editor.org/rfc/rfc7638#section-3.2),
    /// [RFC 8037 section 2](https://www.rfc-editor.org/rfc/rfc8037#section-2)).
    pub(super) fn members(&self) -> Vec<(&'static str, String)> {
        match self {
            Self::Rsa { n, e } => {
                vec![("e", base64url::encode(e)), ("kty", "RSA".to_owned()), ("n", base64url::encode(n))]
            }
            Self::Ec { curve, x, y } => vec![
                ("crv", curve.name().to_owned()),
                ("kty", "EC".to_owned()),
                ("x", base64url::encode(x)),
                ("y", base64url::encode(y)),
            ],
            Self::Ed25519 { x } => {
                vec![("crv", "Ed25519".to_owned()), ("kty", "OKP".to_owned()), ("x", base64url::encode(x))]
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
