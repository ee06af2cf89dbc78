//! The tests. Natively they run by `cargo test`; the same, compiled to wasm, are the step `web-arithmetic` of `cargo xtask test`.
#![allow(clippy::all, clippy::pedantic, clippy::restriction, reason = "tests")]

mod blinding;
mod bounds;
mod curves;
mod differential;
mod ecdsa;
mod edges;
mod exponent;
mod inverse;
mod private;
mod product;
mod remainder;
mod support;
mod vectors;
