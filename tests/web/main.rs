//! The bindings, in whatever host the runner chooses: Node, a browser's page, a worker.
#![cfg(target_family = "wasm")]
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test fails by panicking"
)]

mod answers;
mod client;
mod exchange;
mod failures;
mod key;
mod sign;
mod support;
