//! The elements of DER ([X.690 section 10](https://www.itu.int/rec/T-REC-X.690)): a tag, a length, a content.
//!
//! Our own, since a key is a handful of elements inside of each other: the crate `der` is ten times as large.

use super::refused::{Read, Refused};

/// The most elements in one place: `RSAPrivateKey` has nine.
const MAX_ELEMENTS: usize = 16;

pub(crate) const INTEGER: u8 = 0x02;
pub(crate) const BIT_STRING: u8 = 0x03;
pub(crate) const OCTET_STRING: u8 = 0x04;
pub(crate) const NULL: u8 = 0x05;
pub(crate) const OBJECT_IDENTIFIER: u8 = 0x06;
pub(crate) const UTC_TIME: u8 = 0x17;
pub(crate) const GENERALIZED_TIME: u8 = 0x18;
pub(crate) const SEQUENCE: u8 = 0x30;

/// The tag `[number]` around one element; `number` is at most 30.
pub(crate) const fn explicit(number: u8) -> u8 {
    0xa0 | number
}

/// One element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) struct Element<'a> {
    pub(crate) tag: u8,
    pub(crate) content: &'a [u8],
}

/// What stands in the one SEQUENCE that `der` is.
pub(crate) fn sequence(der: &[u8]) -> Read<Vec<Element<'_>>> {
    let (tag, length, rest) = header(der).ok_or(Refused::Damaged)?;
    match rest.len().cmp(&length) {
        _ if tag != SEQUENCE => Err(Refused::OtherDer),
        core::cmp::Ordering::Less => Err(Refused::Truncated),
        core::cmp::Ordering::Greater => Err(Refused::Trailing),
        core::cmp::Ordering::Equal => elements(rest).ok_or(Refused::Damaged),
    }
}

/// The elements that follow each other in `content`.
pub(crate) fn elements(mut content: &[u8]) -> Option<Vec<Element<'_>>> {
    let mut elements = Vec::new();
    while !content.is_empty() {
        let (tag, length, rest) = header(content)?;
        let (own, following) = rest.split_at_checked(length)?;
        if elements.len() == MAX_ELEMENTS {
            return None;
        }
        elements.push(Element { tag, content: own });
        content = following;
    }
    Some(elements)
}

impl<'a> Element<'a> {
    /// The elements of a SEQUENCE; of anything else none.
    pub(crate) fn inner(self) -> Vec<Self> {
        if self.tag == SEQUENCE { elements(self.content).unwrap_or_default() } else { Vec::new() }
    }

    /// The content of a BIT STRING of whole octets: the first says how many bits at the end are not used.
    pub(crate) fn bits(self) -> Option<&'a [u8]> {
        self.content.strip_prefix(&[0]).filter(|_| self.tag == BIT_STRING)
    }

    /// The magnitude of a non-negative INTEGER in its shortest form; of zero it is empty.
    pub(crate) fn magnitude(self) -> Option<&'a [u8]> {
        match self.content {
            _ if self.tag != INTEGER => None,
            [0] => Some(&[]),
            [0, rest @ ..] if rest.first().is_some_and(|octet| *octet >= 0x80) => Some(rest),
            [1..=0x7f, ..] => Some(self.content),
            _ => None,
        }
    }

    /// The same as a number, or the largest `u32` for all above it, which are over every limit here.
    pub(crate) fn number(self) -> Option<u32> {
        let magnitude = self.magnitude()?;
        let number = magnitude.iter().fold(0, |number, octet| (number << 8) | u32::from(*octet));
        Some(if magnitude.len() <= 4 { number } else { u32::MAX })
    }
}

/// The one element inside of the element with an explicit `tag`.
pub(crate) fn tagged<'a>(all: &[Element<'a>], tag: u8) -> Option<Element<'a>> {
    match elements(all.iter().find(|element| element.tag == tag)?.content)?.as_slice() {
        [inner] => Some(*inner),
        _ => None,
    }
}

/// The tag, the length in its shortest form, and what follows: the content and more.
fn header(input: &[u8]) -> Option<(u8, usize, &[u8])> {
    let (length, rest) = match input.get(1..)? {
        [length @ ..=0x7f, rest @ ..] | [0x81, length @ 0x80..=0xff, rest @ ..] => (u16::from(*length), rest),
        [0x82, high @ 1..=0xff, low, rest @ ..] => (u16::from_be_bytes([*high, *low]), rest),
        _ => return None,
    };
    let tag = *input.first()?;
    // Tags above 30 take several octets, and occur in no key.
    (tag & 0x1f != 0x1f).then_some((tag, usize::from(length), rest))
}
