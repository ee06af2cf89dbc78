//! Just enough DER to make JWKs of the keys in test vectors.

use super::jwk::from_numbers;
use serde_json::Value;

const INTEGER: u8 = 0x02;
const OCTET_STRING: u8 = 0x04;
const SEQUENCE: u8 = 0x30;
const RSA_ENCRYPTION: [u8; 11] = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x01];

/// `RSAPrivateKey` of RFC 8017 appendix A.1.2, of two primes; `None` for anything else.
pub(crate) fn rsa_private_key(der: &[u8]) -> Option<Value> {
    let (content, []) = element(der, SEQUENCE)? else { return None };
    let mut rest = content;
    let mut numbers = Vec::new();
    while !rest.is_empty() {
        let (number, after) = element(rest, INTEGER)?;
        numbers.push(number);
        rest = after;
    }
    match numbers.as_slice() {
        [[0], numbers @ ..] if numbers.len() == 8 => Some(from_numbers(numbers)),
        _ => None,
    }
}

/// `PrivateKeyInfo` of RFC 5208 around such a key.
pub(crate) fn pkcs8(der: &[u8]) -> Option<Value> {
    let (content, []) = element(der, SEQUENCE)? else { return None };
    let (_version, rest) = element(content, INTEGER)?;
    let (algorithm, rest) = element(rest, SEQUENCE)?;
    let (key, _attributes) = element(rest, OCTET_STRING)?;
    if algorithm.starts_with(&RSA_ENCRYPTION) { rsa_private_key(key) } else { None }
}

/// The base64 between the lines of a PEM file.
pub(crate) fn from_pem(pem: &str) -> Vec<u8> {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let body: String = pem.lines().filter(|line| !line.starts_with("-----")).collect();
    STANDARD.decode(body).unwrap()
}

/// Content of the first element and what follows it.
fn element(input: &[u8], tag: u8) -> Option<(&[u8], &[u8])> {
    let (first, rest) = input.split_first()?;
    let (length, rest) = rest.split_first()?;
    let (length, rest) = match length {
        0..=0x7f => (usize::from(*length), rest),
        0x81 => rest.split_first().map(|(length, rest)| (usize::from(*length), rest))?,
        0x82 => {
            let (octets, rest) = rest.split_first_chunk::<2>()?;
            (usize::from(u16::from_be_bytes(*octets)), rest)
        }
        _ => return None,
    };
    (*first == tag).then_some(rest.split_at_checked(length)?)
}

/// The secret of `ECPrivateKey` (RFC 5915) inside `PrivateKeyInfo`.
pub(crate) fn sec1_secret(der: &[u8]) -> Option<&[u8]> {
    let (content, []) = element(der, SEQUENCE)? else { return None };
    let (_version, rest) = element(content, INTEGER)?;
    let (_algorithm, rest) = element(rest, SEQUENCE)?;
    let (key, _attributes) = element(rest, OCTET_STRING)?;
    let (_version, rest) = element(element(key, SEQUENCE)?.0, INTEGER)?;
    Some(element(rest, OCTET_STRING)?.0)
}

/// `ECDSA-Sig-Value` of RFC 3279 section 2.2.3 as JWS writes it: two numbers of `octets` octets.
pub(crate) fn ecdsa_signature(der: &[u8], octets: usize) -> Option<Vec<u8>> {
    let (content, []) = element(der, SEQUENCE)? else { return None };
    let (first, rest) = element(content, INTEGER)?;
    let (second, []) = element(rest, INTEGER)? else { return None };
    let fixed = |number: &[u8]| {
        let start = number.iter().position(|octet| *octet != 0)?;
        Some([vec![0; octets.checked_sub(number.len() - start)?], number[start..].to_vec()].concat())
    };
    Some([fixed(first)?, fixed(second)?].concat())
}

/// An element with this content, of less than 64 KiB.
pub(crate) fn encode(tag: u8, content: &[u8]) -> Vec<u8> {
    let length = u16::try_from(content.len()).unwrap().to_be_bytes();
    let header = match content.len() {
        0..=0x7f => vec![tag, length[1]],
        0x80..=0xff => vec![tag, 0x81, length[1]],
        _ => vec![tag, 0x82, length[0], length[1]],
    };
    [&header, content].concat()
}

/// A non-negative INTEGER.
pub(crate) fn integer(number: &[u8]) -> Vec<u8> {
    let start = number.iter().position(|octet| *octet != 0).unwrap_or(number.len());
    let digits = &number[start..];
    let sign: &[u8] = if digits.first().is_none_or(|octet| octet & 0x80 != 0) { &[0] } else { &[] };
    encode(INTEGER, &[sign, digits].concat())
}
