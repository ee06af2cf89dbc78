//! The OBJECT IDENTIFIERs of keys and certificates, as the octets that DER has for them.

pub(crate) const RSA: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 1]; // 1.2.840.113549.1.1.1
pub(crate) const RSA_PSS: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 10]; // 1.2.840.113549.1.1.10
pub(crate) const DSA: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x38, 4, 1]; // 1.2.840.10040.4.1
pub(crate) const EC: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 2, 1]; // 1.2.840.10045.2.1
pub(crate) const P256: &[u8] = &[0x2a, 0x86, 0x48, 0xce, 0x3d, 3, 1, 7]; // 1.2.840.10045.3.1.7
pub(crate) const P384: &[u8] = &[0x2b, 0x81, 4, 0, 34]; // 1.3.132.0.34
pub(crate) const P521: &[u8] = &[0x2b, 0x81, 4, 0, 35]; // 1.3.132.0.35
pub(crate) const ED25519: &[u8] = &[0x2b, 0x65, 112]; // 1.3.101.112

/// X25519, X448 and Ed448 stand beside Ed25519 ([RFC 8410 section 3](https://www.rfc-editor.org/rfc/rfc8410#section-3)).
pub(crate) const EDWARDS_AND_MONTGOMERY: &[u8] = &[0x2b, 0x65]; // 1.3.101

pub(crate) const SHA256: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 1]; // 2.16.840.1.101.3.4.2.1
pub(crate) const SHA384: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 2]; // 2.16.840.1.101.3.4.2.2
pub(crate) const SHA512: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 2, 3]; // 2.16.840.1.101.3.4.2.3

/// All of PKCS#5, and then those of it that are read.
pub(crate) const PKCS5: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5]; // 1.2.840.113549.1.5
pub(crate) const PBKDF2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 12]; // 1.2.840.113549.1.5.12
pub(crate) const PBES2: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5, 13]; // 1.2.840.113549.1.5.13
pub(crate) const PKCS12: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12]; // 1.2.840.113549.1.12
pub(crate) const SCRYPT: &[u8] = &[0x2b, 6, 1, 4, 1, 0xda, 0x47, 4, 11]; // 1.3.6.1.4.1.11591.4.11
pub(crate) const DES_EDE3_CBC: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 3, 7]; // 1.2.840.113549.3.7

/// 1.2.840.113549.2: HMAC, by one more octet.
pub(crate) const HMAC: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 2];

/// 2.16.840.1.101.3.4.1: AES, by one more octet for the length of the key and the mode.
pub(crate) const AES: &[u8] = &[0x60, 0x86, 0x48, 1, 0x65, 3, 4, 1];
