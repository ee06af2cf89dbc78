//! The public half of a key: JWK members and thumbprint.

use super::hashing::SHA256;
use super::material::Curve;
use super::{check, ec, ed25519};
use crate::algorithm::KeyType;
use crate::base64url;
use crate::error::{Error, Result};

/// A public key by the members of its JWK.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum PublicKey {
    /// Minimal big-endian octets.
    Rsa { n: Vec<u8>, e: Vec<u8> },
    /// Coordinates as long as the field.
    Ec { curve: Curve, x: Vec<u8>, y: Vec<u8> },
    /// The point as RFC 8032 encodes it.
    Ed25519 { x: Vec<u8> },
}

/// A public key as it was read.
pub(crate) struct StatedPublic {
    pub(crate) key: PublicKey,
    /// What the form itself says that the key verifies.
    pub(crate) alg: Option<String>,
    /// The name that the form itself gives the key.
    pub(crate) kid: Option<String>,
}

impl PublicKey {
    pub(crate) fn key_type(&self) -> KeyType {
        match self {
            Self::Rsa { .. } => KeyType::Rsa,
            Self::Ec { curve, .. } => curve.key_type(),
            Self::Ed25519 { .. } => KeyType::Ed25519,
        }
    }

    /// Refuses what no private key that signs here could have as its public half.
    ///
    /// # Errors
    /// `ERR_KEY_MALFORMED`, `ERR_KEY_UNSUPPORTED` or `ERR_KEY_UNSUITABLE`
    pub(crate) fn check(&self) -> Result<()> {
        match self {
            Self::Rsa { n, e } => check::check_public(n, e).map(drop),
            Self::Ec { curve, x, y } if ec::is_point(*curve, x, y) => Ok(()),
            Self::Ed25519 { x } if ed25519::is_point(x) => Ok(()),
            Self::Ec { .. } | Self::Ed25519 { .. } => Err(Error::malformed(format!(
                "the public half of {} is no point of the curve: the key is damaged",
                self.key_type().described()
            ))),
        }
    }

    /// The point as [`StatedPair`](super::material::StatedPair) has it; of RSA there is none.
    pub(crate) fn point(&self) -> Vec<u8> {
        match self {
            Self::Rsa { .. } => Vec::new(),
            Self::Ec { x, y, .. } => [x.as_slice(), y].concat(),
            Self::Ed25519 { x } => x.clone(),
        }
    }

    /// The required members in lexicographic order
    /// ([RFC 7638 section 3.2](https://www.rfc-editor.org/rfc/rfc7638#section-3.2),
    /// [RFC 8037 section 2](https://www.rfc-editor.org/rfc/rfc8037#section-2)).
    pub(crate) fn members(&self) -> Vec<(&'static str, String)> {
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
    pub(crate) fn thumbprint(&self) -> String {
        let mut json = String::new();
        for (name, value) in self.members() {
            json.push_str(if json.is_empty() { "{" } else { "," });
            for part in ["\"", name, "\":\"", &value, "\""] {
                json.push_str(part);
            }
        }
        json.push('}');
        base64url::encode(SHA256.digest(json.as_bytes()))
    }
}
