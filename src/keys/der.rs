//! As much of the Distinguished Encoding Rules ([X.690](https://www.itu.int/rec/T-REC-X.690)) as keys and certificates
//! take: elements with a tag of one octet.

pub(super) const INTEGER: u8 = 0x02;
pub(super) const BIT_STRING: u8 = 0x03;
pub(super) const OCTET_STRING: u8 = 0x04;
pub(super) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(super) const UTF8_STRING: u8 = 0x0c;
pub(super) const UTC_TIME: u8 = 0x17;
pub(super) const GENERALIZED_TIME: u8 = 0x18;
pub(super) const SEQUENCE: u8 = 0x30;
pub(super) const SET: u8 = 0x31;

/// NULL, as it stands in an `AlgorithmIdentifier`.
pub(super) const NULL: [u8; 2] = [0x05, 0x00];

/// BOOLEAN TRUE.
pub(super) const TRUE: [u8; 3] = [0x01, 0x01, 0xff];

/// The tag of `[number] EXPLICIT`.
pub(super) const fn explicit(number: u8) -> u8 {
    0xa0 | number
}

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

/// Takes elements off the front of DER, one after the other. `None`: this is not what was expected.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a>(&'a [u8]);

impl<'a> Reader<'a> {
    pub(super) fn new(octets: &'a [u8]) -> Self {
        Self(octets)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn has(&self, tag: u8) -> bool {
        self.0.first() == Some(&tag)
    }

    /// The content of the next element, which has this tag.
    pub(super) fn take(&mut self, tag: u8) -> Option<&'a [u8]> {
        let (first, rest) = self.0.split_first()?;
        let (length, rest) = length(rest)?;
        let (content, rest) = rest.split_at_checked(length)?;
        if *first != tag {
            return None;
        }
        self.0 = rest;
        Some(content)
    }

    /// The content of a SEQUENCE.
    pub(super) fn sequence(&mut self) -> Option<Self> {
        self.take(SEQUENCE).map(Self)
    }

    /// A SEQUENCE that is all that is left.
    pub(super) fn only_sequence(mut self) -> Option<Self> {
        let content = self.sequence()?;
        self.is_empty().then_some(content)
    }

    /// The next element as it stands, whatever its tag; it must be a SEQUENCE.
    pub(super) fn whole_sequence(&mut self) -> Option<&'a [u8]> {
        let before = self.0;
        self.sequence()?;
        before.get(..before.len().checked_sub(self.0.len())?)
    }

    /// An INTEGER above zero, without leading zero octets.
    pub(super) fn unsigned(&mut self) -> Option<&'a [u8]> {
        match self.take(INTEGER)? {
            [0, rest @ ..] if rest.first() >= Some(&0x80) => Some(rest),
            positive @ [1..=0x7f, ..] => Some(positive),
            [..] => None,
        }
    }

    /// A BIT STRING of whole octets.
    pub(super) fn bit_string(&mut self) -> Option<&'a [u8]> {
        self.take(BIT_STRING)?.strip_prefix(&[0])
    }
}

/// A length in its shortest form, and what follows it.
fn length(octets: &[u8]) -> Option<(usize, &[u8])> {
    let (first, rest) = octets.split_first()?;
    let count = match first {
        0..=0x7f => return Some((usize::from(*first), rest)),
        0x81..=0x84 => usize::from(first & 0x7f),
        0x80 | 0x85.. => return None,
    };
    let (digits, rest) = rest.split_at_checked(count)?;
    let length =
        digits.iter().try_fold(0_usize, |length, digit| length.checked_mul(256)?.checked_add((*digit).into()))?;
    (digits.first() != Some(&0) && length > 0x7f).then_some((length, rest))
}
