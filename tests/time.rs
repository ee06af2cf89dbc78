//! Instants as text, and from the dates of certificates: Node is the judge.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod common;

use common::{node, random};
use private_key_jwt::time::UnixSeconds;

const LAST: u64 = 253_402_300_799;

#[test]
fn instants_are_written_as_node_writes_them() {
    let leap_years = [1972, 2000, 2024, 2100, 2400, 9996].map(|year: u64| (year - 1970) * 31_556_952);
    let around = leap_years.iter().flat_map(|start| (0..800).map(move |day| start + day * 43_200));
    let mut random = random::any();
    let random = (0..2_000).map(|_| random.next() % (LAST + 1)).collect::<Vec<_>>();
    let seconds: Vec<_> = [0, 1, 86_399, 86_400, LAST].into_iter().chain(around).chain(random).collect();
    let script = "process.stdout.write(JSON.stringify(JSON.parse(input).map((seconds) => \
         new Date(seconds * 1000).toISOString().replace('.000', ''))))";
    let expected = node::run(script, &serde_json::to_string(&seconds).unwrap());
    let expected: Vec<String> = serde_json::from_str(&expected).unwrap();
    for (seconds, expected) in seconds.into_iter().zip(expected) {
        assert_eq!(UnixSeconds::new(seconds).unwrap().to_string(), expected);
    }
}
