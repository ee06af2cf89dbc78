//! Encrypted PKCS#8: PBES2 ([RFC 8018 section 6.2](https://www.rfc-editor.org/rfc/rfc8018#section-6.2)) with PBKDF2 or
//! scrypt ([RFC 7914](https://www.rfc-editor.org/rfc/rfc7914)) and AES-CBC.

use super::aes::{BLOCK, RoundKeys};
use super::derivation::{Derivation, KEY_LENGTH};
use super::element::Element;
use super::names::{AES, DES_EDE3_CBC, PBES2, PKCS5, PKCS12};
use super::passphrase::Passphrase;
use super::refused::{Read, Refused};
use private_key_jwt_arithmetic::Secret;

/// The DER inside of an `EncryptedPrivateKeyInfo`, whose elements say how it was encrypted.
pub(super) fn decrypt(info: &[Element<'_>], passphrase: Option<&Passphrase>) -> Read<Secret<u8>> {
    let [scheme, data] = info else { return Err(Refused::Damaged) };
    let scheme = scheme.inner();
    let [name, parameters] = scheme.as_slice() else { return Err(Refused::OtherScheme) };
    if name.content != PBES2 {
        // PBES1 and the schemes of PKCS#12, all with DES, RC2 or RC4.
        let is_old = [PKCS5, PKCS12].iter().any(|scheme| name.content.starts_with(scheme));
        return Err(if is_old { Refused::OldScheme } else { Refused::OtherScheme });
    }
    let parameters = parameters.inner();
    let [derivation, cipher] = parameters.as_slice() else { return Err(Refused::Damaged) };
    let derivation = Derivation::read(*derivation)?;
    let cipher = cipher.inner();
    let [cipher, vector] = cipher.as_slice() else { return Err(Refused::OtherScheme) };
    let length = match cipher.content.strip_prefix(AES) {
        Some([2]) => 16,
        Some([22]) => 24,
        Some([42]) => 32,
        _ if cipher.content == DES_EDE3_CBC => return Err(Refused::OldScheme),
        _ => return Err(Refused::OtherScheme),
    };
    let vector: [u8; BLOCK] = vector.content.try_into().map_err(|_| Refused::Damaged)?;
    let passphrase = passphrase.ok_or(Refused::NoPassphrase)?;
    let mut key = Secret::new(vec![0; KEY_LENGTH]);
    let key = key.get_mut(..length).ok_or(Refused::Damaged)?;
    derivation.derive(passphrase.secret().as_bytes(), key)?;
    open(&RoundKeys::new(key), vector, data.content).ok_or(Refused::WrongPassphrase)
}

/// CBC ([NIST SP 800-38A](https://csrc.nist.gov/pubs/sp/800/38/a/final)) with the padding of RFC 8018 section 6.1.1.
fn open(keys: &RoundKeys, mut vector: [u8; BLOCK], data: &[u8]) -> Option<Secret<u8>> {
    let (blocks, []) = data.as_chunks::<BLOCK>() else { return None };
    let mut plain = Secret::new(data.to_vec());
    for (block, target) in blocks.iter().zip(plain.as_chunks_mut::<BLOCK>().0) {
        keys.decrypt(target);
        target.iter_mut().zip(vector).for_each(|(octet, other)| *octet ^= other);
        vector = *block;
    }
    let padding = *plain.last()?;
    let (content, end) = plain.split_at_checked(plain.len().checked_sub(padding.into())?)?;
    let is_padding = (1..=16).contains(&padding) && end.iter().all(|octet| *octet == padding);
    is_padding.then(|| Secret::new(content.to_vec()))
}
