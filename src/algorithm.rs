//! The one table of JWS algorithms
//! ([RFC 7518 section 3.1](https://www.rfc-editor.org/rfc/rfc7518#section-3.1),
//! [RFC 8037 section 3.1](https://www.rfc-editor.org/rfc/rfc8037#section-3.1),
//! [RFC 9864 section 2.2](https://www.rfc-editor.org/rfc/rfc9864#section-2.2)).

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

/// Signature scheme.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scheme {
    /// RSASSA-PKCS1-v1_5 of RFC 8017 section 8.2
    RsaPkcs1,
    /// RSASSA-PSS of RFC 8017 section 8.1, with a salt as long as the hash
    RsaPss,
    /// ECDSA, deterministic as in RFC 6979
    Ecdsa,
    /// `EdDSA` of RFC 8032
    EdDsa,
}

/// What kind of key an algorithm signs with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyType {
    /// JWK `kty` RSA
    Rsa,
    /// JWK `kty` EC, `crv` P-256
    P256,
    /// JWK `kty` EC, `crv` P-384
    P384,
    /// JWK `kty` EC, `crv` P-521
    P521,
    /// JWK `kty` OKP, `crv` Ed25519
    Ed25519,
}

impl KeyType {
    /// As an error message names it.
    pub(crate) fn described(self) -> &'static str {
        match self {
            Self::Rsa => "an RSA key",
            Self::P256 => "a P-256 key",
            Self::P384 => "a P-384 key",
            Self::P521 => "a P-521 key",
            Self::Ed25519 => "an Ed25519 key",
        }
    }

    /// The rows that sign with such a key, the usual one first.
    pub(crate) fn algorithms(self) -> impl Iterator<Item = &'static Algorithm> {
        ALL.iter().copied().filter(move |algorithm| algorithm.key_type == self)
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
/// `alg` ES256
pub const ES256: &Algorithm = &ecdsa("ES256", KeyType::P256, Hash::Sha256);
/// `alg` ES384
pub const ES384: &Algorithm = &ecdsa("ES384", KeyType::P384, Hash::Sha384);
/// `alg` ES512, whose curve has 521 bits
pub const ES512: &Algorithm = &ecdsa("ES512", KeyType::P521, Hash::Sha512);
/// `alg` `EdDSA`, the name that most providers know
pub const EDDSA: &Algorithm = &ed25519("EdDSA");
/// `alg` Ed25519, the name of RFC 9864 for the same signature
pub const ED25519: &Algorithm = &ed25519("Ed25519");

/// Every algorithm that can sign here.
pub const ALL: [&Algorithm; 11] = [RS256, RS384, RS512, PS256, PS384, PS512, ES256, ES384, ES512, EDDSA, ED25519];

const fn rsa(name: &'static str, scheme: Scheme, hash: Hash) -> Algorithm {
    Algorithm { name, key_type: KeyType::Rsa, scheme, hash }
}

const fn ecdsa(name: &'static str, key_type: KeyType, hash: Hash) -> Algorithm {
    Algorithm { name, key_type, scheme: Scheme::Ecdsa, hash }
}

const fn ed25519(name: &'static str) -> Algorithm {
    Algorithm { name, key_type: KeyType::Ed25519, scheme: Scheme::EdDsa, hash: Hash::Sha512 }
}

impl Algorithm {
    /// The row of a JWS `alg` value, if there is one.
    pub fn named(name: &str) -> Option<&'static Self> {
        ALL.iter().copied().find(|algorithm| algorithm.name == name)
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

    /// The hash function; that of Ed25519 is part of the scheme.
    pub fn hash(&self) -> Hash {
        self.hash
    }
}

impl fmt::Debug for Algorithm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name)
    }
}
