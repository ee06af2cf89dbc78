//! From a passphrase to a key: PBKDF2 ([RFC 8018 section 5.2](https://www.rfc-editor.org/rfc/rfc8018#section-5.2)) and
//! scrypt ([RFC 7914](https://www.rfc-editor.org/rfc/rfc7914)), within limits of time and memory.

use super::element::{Element, OCTET_STRING, SEQUENCE};
use super::hashing::{self, Hashing};
use super::names::{HMAC, PBKDF2, SCRYPT};
use super::refused::{Read, Refused};
use super::{pbkdf2, scrypt};

/// The longest derived key, in octets.
pub(super) const KEY_LENGTH: usize = 32;

/// Seconds of work. The most that is recommended anywhere is 1300000.
const MAX_ITERATIONS: u32 = 2_000_000;

/// N * r: scrypt needs 128 times as many octets, which makes 16 MiB. OpenSSL takes N = 16384 and r = 8, which is just that.
const MAX_SCRYPT_MEMORY: u32 = 1 << 17;

/// N * r * p: eight times the work of OpenSSL's parameters.
const MAX_SCRYPT_WORK: u32 = 1 << 20;

/// p * r: 128 times as many octets come on top, which makes 1 MiB.
const MAX_SCRYPT_LANES: u32 = 1 << 13;

/// Octets of a salt, which scrypt hashes up to 32768 times. OpenSSL makes 8 or 16.
const MAX_SALT: usize = 1024;

/// How the key is derived.
pub(super) struct Derivation<'a> {
    salt: &'a [u8],
    length: Option<u32>,
    function: Function,
}

enum Function {
    Pbkdf2 { iterations: u32, hashing: &'static Hashing },
    Scrypt(scrypt::Parameters),
}

impl<'a> Derivation<'a> {
    /// From its `AlgorithmIdentifier`.
    pub(super) fn read(algorithm: Element<'a>) -> Read<Self> {
        let algorithm = algorithm.inner();
        let [name, parameters] = algorithm.as_slice() else { return Err(Refused::OtherScheme) };
        let parameters = parameters.inner();
        let [salt, rest @ ..] = parameters.as_slice() else { return Err(Refused::Damaged) };
        if salt.tag != OCTET_STRING || salt.content.len() > MAX_SALT {
            return Err(Refused::OtherScheme);
        }
        let number = |at: usize| rest.get(at).copied().and_then(Element::number);
        let needed = |at: usize| number(at).ok_or(Refused::Damaged);
        let (length, function) = match name.content {
            name if name == PBKDF2 => (number(1), Function::pbkdf2(needed(0)?, rest.last().copied())?),
            name if name == SCRYPT => (number(3), Function::scrypt(needed(0)?, needed(1)?, needed(2)?)?),
            _ => return Err(Refused::OtherScheme),
        };
        Ok(Self { salt: salt.content, length, function })
    }

    /// Fills `key`.
    pub(super) fn derive(&self, passphrase: &[u8], key: &mut [u8]) -> Read<()> {
        if self.length.is_some_and(|length| usize::try_from(length) != Ok(key.len())) {
            return Err(Refused::Damaged);
        }
        match &self.function {
            Function::Pbkdf2 { iterations, hashing } => {
                pbkdf2::derive(hashing, passphrase, self.salt, *iterations, key);
            }
            Function::Scrypt(parameters) => parameters.derive(passphrase, self.salt, key),
        }
        Ok(())
    }
}

impl Function {
    fn pbkdf2(iterations: u32, hashing: Option<Element<'_>>) -> Read<Self> {
        if iterations > MAX_ITERATIONS {
            return Err(Refused::Iterations);
        }
        if iterations == 0 {
            return Err(Refused::Damaged);
        }
        let identifier = hashing.filter(|hashing| hashing.tag == SEQUENCE).map(Element::inner).unwrap_or_default();
        let name = identifier.first().map(|name| name.content.strip_prefix(HMAC));
        let hashing = match name {
            // SHA-1 is the default of RFC 8018.
            None | Some(Some([7])) => &hashing::SHA1,
            Some(Some([8])) => &hashing::SHA224,
            Some(Some([9])) => &hashing::SHA256,
            Some(Some([10])) => &hashing::SHA384,
            Some(Some([11])) => &hashing::SHA512,
            Some(_) => return Err(Refused::OtherScheme),
        };
        Ok(Self::Pbkdf2 { iterations, hashing })
    }

    fn scrypt(n: u32, r: u32, p: u32) -> Read<Self> {
        let is_over = |factors: [u32; 3], limit: u32| {
            factors
                .iter()
                .try_fold(1_u32, |product, factor| product.checked_mul(*factor))
                .is_none_or(|product| product > limit)
        };
        if is_over([n, r, 1], MAX_SCRYPT_MEMORY)
            || is_over([n, r, p], MAX_SCRYPT_WORK)
            || is_over([p, r, 1], MAX_SCRYPT_LANES)
        {
            return Err(Refused::Scrypt);
        }
        if n < 2 || !n.is_power_of_two() || r == 0 || p == 0 {
            return Err(Refused::Damaged);
        }
        let size = |number| usize::try_from(number).map_err(|_| Refused::Scrypt);
        Ok(Self::Scrypt(scrypt::Parameters { n: size(n)?, r: size(r)?, p: size(p)? }))
    }
}
