//! What a private key states, whatever form it came in; the numbers are not checked against each other yet.

use super::number::StatedNumbers;
use crate::algorithm::KeyType;

/// A private key as it was read.
pub(super) struct Stated {
    pub(super) material: Material,
    /// What the form itself says to sign with.
    pub(super) alg: Option<String>,
    /// The name that the form itself gives the key.
    pub(super) kid: Option<String>,
}

/// The numbers of a private key.
pub(super) enum Material {
    Rsa(StatedNumbers),
}

impl Material {
    pub(super) fn key_type(&self) -> KeyType {
        match self {
            Self::Rsa(_) => KeyType::Rsa,
        }
    }
}
