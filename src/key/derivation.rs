//! From a passphrase to a key: PBKDF2 ([RFC 8018 section 5.2](https://www.rfc-editor.org/rfc/rfc8018#section-5.2)) and
//! scrypt ([RFC 7914](https://www.rfc-editor.org/rfc/rfc7914)), within limits of time and memory.

use super::element::{Element, OCTET_STRING, SEQUENCE};
use super::hashing::{self, Hashing};
use super::pbkdf2;
use super::pkcs8::is;
use super::refused::{Read, Refused};
use const_oid::ObjectIdentifier;

const PBKDF2: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.1.5.12");
const SCRYPT: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.3.6.1.4.1.11591.4.11");
const HMAC_SHA1: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.2.7");
const HMAC_SHA224: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.2.8");
const HMAC_SHA256: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.2.9");
const HMAC_SHA384: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.2.10");
const HMAC_SHA512: ObjectIdentifier = ObjectIdentifier::new_unwrap("1.2.840.113549.2.11");

/// The longest derived key, in octets.
pub(super) const KEY_LENGTH: usize = 32;

/// Seconds of work. The most that is recommended anywhere is 1300000.
const MAX_ITERATIONS: u64 = 2_000_000;

/// N * r: scrypt needs 128 times as many octets, which makes 16 MiB. OpenSSL takes N = 16384 and r = 8, which is just that.
const MAX_SCRYPT_MEMORY: u64 = 1 << 17;

/// N * r * p: eight times the work of OpenSSL's parameters.
const MAX_SCRYPT_WORK: u64 = 1 << 20;

/// p * r: 128 times as many octets come on top, which makes 1 MiB.
const MAX_SCRYPT_LANES: u64 = 1 << 13;

/// How the key is derived.
pub(super) struct Derivation<'a> {
    salt: &'a [u8],
    length: Option<u64>,
    function: Function,
}

enum Function {
    Pbkdf2 { iterations: u32, hashing: &'static Hashing },
    Scrypt(scrypt::Params),
}

impl<'a> Derivation<'a> {
    /// From its `AlgorithmIdentifier`.
    pub(super) fn read(algorithm: Element<'a>) -> Read<Self> {
        let algorithm = algorithm.inner();
        let [name, parameters] = algorithm.as_slice() else { return Err(Refused::OtherScheme) };
        let parameters = parameters.inner();
        let [salt, parameters @ ..] = parameters.as_slice() else { return Err(Refused::Damaged) };
        if salt.tag != OCTET_STRING {
            return Err(Refused::OtherScheme);
        }
        let numbers: Vec<u64> = parameters.iter().map_while(|element| element.number().map(u64::from)).collect();
        let (length, function) = match (name.content, numbers.as_slice()) {
            (name, [iterations, length @ ..]) if is(name, &PBKDF2) => {
                let hashing = parameters.last().filter(|last| last.tag == SEQUENCE);
                (length.first(), Function::pbkdf2(*iterations, hashing.copied())?)
            }
            (name, [n, r, p, length @ ..]) if is(name, &SCRYPT) => (length.first(), Function::scrypt(*n, *r, *p)?),
            _ => return Err(Refused::OtherScheme),
        };
        Ok(Self { salt: salt.content, length: length.copied(), function })
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
            Function::Scrypt(parameters) => {
                scrypt::scrypt(passphrase, self.salt, parameters, key).map_err(|_| Refused::Damaged)?;
            }
        }
        Ok(())
    }
}

impl Function {
    fn pbkdf2(iterations: u64, hashing: Option<Element<'_>>) -> Read<Self> {
        if iterations > MAX_ITERATIONS {
            return Err(Refused::Iterations);
        }
        let iterations = u32::try_from(iterations).ok().filter(|count| *count > 0).ok_or(Refused::Damaged)?;
        let hashing: &'static Hashing =
            match hashing.map(Element::inner).unwrap_or_default().first().map(|name| name.content) {
                // The default of RFC 8018.
                None => &hashing::SHA1,
                Some(name) if is(name, &HMAC_SHA1) => &hashing::SHA1,
                Some(name) if is(name, &HMAC_SHA224) => &hashing::SHA224,
                Some(name) if is(name, &HMAC_SHA256) => &hashing::SHA256,
                Some(name) if is(name, &HMAC_SHA384) => &hashing::SHA384,
                Some(name) if is(name, &HMAC_SHA512) => &hashing::SHA512,
                Some(_) => return Err(Refused::OtherScheme),
            };
        Ok(Self::Pbkdf2 { iterations, hashing })
    }

    fn scrypt(n: u64, r: u64, p: u64) -> Read<Self> {
        let memory = n.saturating_mul(r);
        if memory > MAX_SCRYPT_MEMORY
            || memory.saturating_mul(p) > MAX_SCRYPT_WORK
            || p.saturating_mul(r) > MAX_SCRYPT_LANES
        {
            return Err(Refused::Scrypt);
        }
        let log = u8::try_from(n.trailing_zeros()).ok().filter(|_| n.is_power_of_two());
        let parameters = match (log, u32::try_from(r), u32::try_from(p)) {
            (Some(log), Ok(r), Ok(p)) => scrypt::Params::new(log, r, p).ok(),
            _ => None,
        };
        parameters.map(Self::Scrypt).ok_or(Refused::Damaged)
    }
}
