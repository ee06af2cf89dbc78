//! Encrypted PKCS#8: PBES2 ([RFC 8018 section 6.2](https://www.rfc-editor.org/rfc/rfc8018#section-6.2)) with PBKDF2 or
//! scrypt ([RFC 7914](https://www.rfc-editor.org/rfc/rfc7914)) and AES-CBC.

use super::derivation::{Derivation, KEY_LENGTH};
use super::element::Element;
use super::passphrase::Passphrase;
use super::pkcs8::is;
use super::refused::{Read, Refused};
use aes::cipher::consts::U16;
use aes::cipher::{BlockCipherDecrypt, KeyInit};
use const_oid::ObjectIdentifier;
use private_key_jwt_arithmetic::Secret;

const PBES2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.13");
const DES_EDE3_CBC: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.3.7");
const AES_128_CBC: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.1.2");
const AES_192_CBC: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.1.22");
const AES_256_CBC: ObjectIdentifier = ObjectIdentifier::new_unwrap("2.16.840.1.101.3.4.1.42");

/// Octets of a block of AES.
const BLOCK: usize = 16;

/// PBES1 and the schemes of PKCS#12, all with DES, RC2 or RC4.
const OLD_SCHEMES: [&[u8]; 2] =
    [&[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 5], &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 12]];

/// The DER inside of an `EncryptedPrivateKeyInfo`, whose elements say how it was encrypted.
pub(super) fn decrypt(info: &[Element<'_>], passphrase: Option<&Passphrase>) -> Read<Secret<u8>> {
    let [scheme, data] = info else { return Err(Refused::Damaged) };
    let scheme = scheme.inner();
    let [name, parameters] = scheme.as_slice() else { return Err(Refused::OtherScheme) };
    if !is(name.content, &PBES2) {
        let is_old = OLD_SCHEMES.iter().any(|scheme| name.content.starts_with(scheme));
        return Err(if is_old { Refused::OldScheme } else { Refused::OtherScheme });
    }
    let parameters = parameters.inner();
    let [derivation, cipher] = parameters.as_slice() else { return Err(Refused::Damaged) };
    let derivation = Derivation::read(*derivation)?;
    let cipher = cipher.inner();
    let [cipher, vector] = cipher.as_slice() else { return Err(Refused::OtherScheme) };
    let length = match cipher.content {
        name if is(name, &AES_128_CBC) => 16,
        name if is(name, &AES_192_CBC) => 24,
        name if is(name, &AES_256_CBC) => 32,
        name if is(name, &DES_EDE3_CBC) => return Err(Refused::OldScheme),
        _ => return Err(Refused::OtherScheme),
    };
    let vector: [u8; BLOCK] = vector.content.try_into().map_err(|_| Refused::Damaged)?;
    let passphrase = passphrase.ok_or(Refused::NoPassphrase)?;
    let mut key = Secret::new(vec![0; KEY_LENGTH]);
    let key = key.get_mut(..length).ok_or(Refused::Damaged)?;
    derivation.derive(passphrase.secret().as_bytes(), key)?;
    let decrypted = match length {
        16 => aes::Aes128Dec::new_from_slice(key).ok().and_then(|cipher| open(&of(cipher), vector, data.content)),
        24 => aes::Aes192Dec::new_from_slice(key).ok().and_then(|cipher| open(&of(cipher), vector, data.content)),
        _ => aes::Aes256Dec::new_from_slice(key).ok().and_then(|cipher| open(&of(cipher), vector, data.content)),
    };
    decrypted.ok_or(Refused::WrongPassphrase)
}

type Decrypt<'a> = dyn Fn(&mut [u8; BLOCK]) + 'a;

/// One block by `cipher`: the only part of what follows that differs between lengths of keys.
fn of<Cipher: BlockCipherDecrypt<BlockSize = U16>>(cipher: Cipher) -> impl Fn(&mut [u8; BLOCK]) {
    move |block| cipher.decrypt_block(block.into())
}

/// CBC ([NIST SP 800-38A](https://csrc.nist.gov/pubs/sp/800/38/a/final)) with the padding of RFC 8018 section 6.1.1.
fn open(decrypt: &Decrypt<'_>, mut vector: [u8; BLOCK], data: &[u8]) -> Option<Secret<u8>> {
    let (blocks, []) = data.as_chunks::<BLOCK>() else { return None };
    let mut plain = Secret::new(data.to_vec());
    for (block, target) in blocks.iter().zip(plain.as_chunks_mut::<BLOCK>().0) {
        decrypt(target);
        target.iter_mut().zip(vector).for_each(|(octet, other)| *octet ^= other);
        vector = *block;
    }
    let padding = *plain.last()?;
    let (content, end) = plain.split_at_checked(plain.len().checked_sub(padding.into())?)?;
    let is_padding = (1..=16).contains(&padding) && end.iter().all(|octet| *octet == padding);
    is_padding.then(|| Secret::new(content.to_vec()))
}
