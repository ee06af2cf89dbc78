//! The one table of JWS algorithms
//! ([RFC 7518 section 3.1](https://www.rfc-editor.org/rfc/rfc7518#section-3.1)).

use core::fmt;

/// Hash function of a signature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Hash {
    /// SHA-256
    Sha256,
    /// SHA-384
    Sha384,
    /// SHA-512
    Sha512,
}

/// Signature scheme of RFC 8017 section 8.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme {
    /// RSASSA-PKCS1-v1_5
    RsaPkcs1,
    /// RSASSA-PSS with a salt as long as the hash
    RsaPss,
}

/// What kind of key an algorithm signs with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyType {
    /// JWK `kty` RSA
    Rsa,
}

impl KeyType {
    /// As an error message names it.
    pub(crate) fn described(self) -> &'static str {
        match self {
            Self::Rsa => "an RSA key",
        }
    }

    /// The rows that sign with such a key, the usual one first.
    pub(crate) fn algorithms(self) -> impl Iterator<Item = &'static Algorithm> {
        ALL.into_iter().filter(move |algorithm| algorithm.key_type == self)
    }
}

/// A row of the table: what a name stands for.
#[derive(PartialEq, Eq)]
pub struct Algorithm {
    name: &'static str,
    key_type: KeyType,
    scheme: Scheme,
    hash: Hash,
}

/// `alg` RS256
pub const RS256: &Algorithm = &rsa("RS256", Scheme::RsaPkcs1, Hash::Sha256);
/// `alg` RS384
pub const RS384: &Algorithm = &rsa("RS384", Scheme::RsaPkcs1, Hash::Sha384);
/// `alg` RS512
pub const RS512: &Algorithm = &rsa("RS512", Scheme::RsaPkcs1, Hash::Sha512);
/// `alg` PS256
pub const PS256: &Algorithm = &rsa("PS256", Scheme::RsaPss, Hash::Sha256);
/// `alg` PS384
pub const PS384: &Algorithm = &rsa("PS384", Scheme::RsaPss, Hash::Sha384);
/// `alg` PS512
pub const PS512: &Algorithm = &rsa("PS512", Scheme::RsaPss, Hash::Sha512);

/// Every algorithm that can sign here.
pub const ALL: [&Algorithm; 6] = [RS256, RS384, RS512, PS256, PS384, PS512];

const fn rsa(name: &'static str, scheme: Scheme, hash: Hash) -> Algorithm {
    Algorithm { name, key_type: KeyType::Rsa, scheme, hash }
}

impl Algorithm {
    /// The row of a JWS `alg` value, if there is one.
    pub fn named(name: &str) -> Option<&'static Self> {
        ALL.into_iter().find(|algorithm| algorithm.name == name)
    }

    /// The JWS `alg` value.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// The kind of key.
    pub fn key_type(&self) -> KeyType {
        self.key_type
    }

    /// The signature scheme.
    pub fn scheme(&self) -> Scheme {
        self.scheme
    }

    /// The hash function.
    pub fn hash(&self) -> Hash {
        self.hash
    }
}

impl fmt::Debug for Algorithm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}
