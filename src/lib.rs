//! OAuth 2.0 and OpenID Connect client authentication with `private_key_jwt`
//! ([RFC 7523](https://www.rfc-editor.org/rfc/rfc7523)), made to be compiled to WebAssembly.
//!
//! A module may use only those above it in this list; `tests/layout.rs` enforces it. Everything but
//! `bindings` is free of I/O and takes the clock and the random source as arguments.

pub mod error;

pub mod algorithm;
pub mod base64url;
mod json;
pub mod random;
pub mod time;

pub mod key;

pub mod keys;

pub mod profile;

pub mod claims;

pub mod jws;

pub mod assertion;
pub mod authorization;
pub mod proof;

mod secrets;

pub mod request;
pub mod response;

pub mod metadata;
pub mod operation;

pub mod client;

#[cfg(target_family = "wasm")]
pub mod bindings;
