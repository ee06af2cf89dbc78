//! Leaks on purpose: were one of these not reported, the other reports would mean nothing.

use crate::{curve, operation};
use crate::secret::hide;
use std::hint::black_box;

pub(crate) const ALL: [(&str, fn()); 6] = [
    ("a branch", branch),
    ("an index", index),
    ("a branch on a computed number", computed),
    ("the result before it is public", operation::result),
    ("the leading octets of dp", operation::leading_octets),
    ("the signature before it is public", curve::signature),
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
