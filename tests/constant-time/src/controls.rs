//! Leaks on purpose: were one of these not reported, the other reports would mean nothing.

use crate::secret::hide;
use crate::{curve, operation, text};
use std::hint::black_box;

/// Each with the number of reports that would be no leak.
pub(crate) const ALL: [(&str, u64, fn()); 8] = [
    ("a branch", 0, branch),
    ("an index", 0, index),
    ("a branch on a computed number", 0, computed),
    ("the result before it is public", 0, operation::result),
    ("the leading octets of dp", 0, operation::leading_octets),
    ("the signature before it is public", 0, curve::signature),
    ("the letters before they are public", 0, text::written),
    ("the octets of letters before they are public", text::VERDICTS, text::read),
];

fn secret() -> [u8; 16] {
    let mut octets = black_box([7; 16]);
    hide(&mut octets);
    octets
}

fn branch() {
    if secret()[3] == 9 {
        println!("a branch was taken");
    }
}

fn index() {
    let table: Vec<u8> = black_box((0..=255).collect());
    black_box(table[usize::from(secret()[5])]);
}

/// As numbers are in the kernel: that a secret is known after arithmetic in `f64`.
fn computed() {
    let number = secret().iter().fold(0.0, |sum, octet| (sum * 256.0 + f64::from(*octet)) % 16_777_216.0);
    if black_box(number) > 1000.0 {
        println!("a branch was taken");
    }
}
