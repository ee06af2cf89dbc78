//! base64url, by which private keys are read and written, with the octets and the letters hidden.
//!
//! The source file itself is part of this program, as it needs nothing of its crate.

use crate::secret::{hide, hide_text, publish, publish_text};
use std::hint::black_box;

#[path = "../../../src/base64url.rs"]
mod base64url;

/// All lengths modulo 3, so that bits are left over at the end or not.
const LENGTHS: [usize; 3] = [48, 49, 50];

/// Whether a text is base64url at all is a result, and there are two questions to it: whether each letter is one, and whether the bits
/// at the end are zero. A branch on a letter would be reported for each letter.
pub(crate) const VERDICTS: u64 = 2 * LENGTHS.len() as u64;

/// Octets that are no constant.
fn octets(length: usize) -> Vec<u8> {
    black_box((0..length).map(|at| (at as u8).wrapping_mul(89).wrapping_add(7)).collect())
}

pub(crate) fn encode() {
    for length in LENGTHS {
        let mut secret = octets(length);
        let expected = base64url::encode(&secret);
        hide(&mut secret);
        let mut text = base64url::encode(&secret);
        publish_text(&mut text);
        assert_eq!(text, expected);
    }
}

pub(crate) fn decode() {
    for length in LENGTHS {
        let expected = octets(length);
        let mut text = black_box(base64url::encode(&expected));
        hide_text(&mut text);
        let mut decoded = base64url::decode(&text).expect("base64url");
        publish(&mut decoded);
        assert_eq!(decoded, expected);
    }
}

/// A control: the text is looked at before it is public.
pub(crate) fn written() {
    let mut secret = octets(48);
    hide(&mut secret);
    if base64url::encode(&secret).as_bytes()[5] == b'x' {
        println!("a branch was taken");
    }
}

/// A control: each octet is looked at before it is public.
pub(crate) fn read() {
    let mut text = black_box(base64url::encode(octets(48)));
    hide_text(&mut text);
    for octet in base64url::decode(&text).expect("base64url") {
        if black_box(octet) == 9 {
            println!("a branch was taken");
        }
    }
}
