//! Writes as much of the Distinguished Encoding Rules ([X.690](https://www.itu.int/rec/T-REC-X.690)) as keys and
//! certificates take: elements with a tag of one octet.

use crate::key::element::{BIT_STRING, INTEGER, SEQUENCE};

pub(super) const UTF8_STRING: u8 = 0x0c;
pub(super) const SET: u8 = 0x31;

/// NULL, as it stands in an `AlgorithmIdentifier`.
pub(super) const NULL: [u8; 2] = [0x05, 0x00];

/// BOOLEAN TRUE.
pub(super) const TRUE: [u8; 3] = [0x01, 0x01, 0xff];

/// The longest tag and length: that of a usize has 8 octets at most.
const HEADER: usize = 10;

/// An element whose content is made of `parts`.
pub(super) fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let octets = length.to_be_bytes();
    let significant = octets.iter().position(|octet| *octet != 0).and_then(|zeros| octets.get(zeros..));
    // Never grown, which would leave copies of a secret behind.
    let mut encoded = Vec::with_capacity(length.saturating_add(HEADER));
    encoded.push(tag);
    match significant {
        None => encoded.push(0),
        Some(&[short @ 0..=0x7f]) => encoded.push(short),
        Some(long) => {
            encoded.push(0x80 | u8::try_from(long.len()).unwrap_or_default());
            encoded.extend_from_slice(long);
        }
    }
    for part in parts {
        encoded.extend_from_slice(part);
    }
    encoded
}

/// SEQUENCE
pub(super) fn sequence(parts: &[&[u8]]) -> Vec<u8> {
    element(SEQUENCE, parts)
}

/// INTEGER of a big-endian number that is not negative; leading zero octets are dropped.
pub(super) fn unsigned(octets: &[u8]) -> Vec<u8> {
    let zeros = octets.iter().take_while(|octet| **octet == 0).count();
    let minimal = octets.get(zeros..).unwrap_or_default();
    let sign: &[u8] = if minimal.first().is_none_or(|octet| *octet >= 0x80) { &[0] } else { &[] };
    element(INTEGER, &[sign, minimal])
}

/// BIT STRING of whole octets.
pub(super) fn bit_string(octets: &[u8]) -> Vec<u8> {
    element(BIT_STRING, &[&[0], octets])
}
