//! The only place that knows JavaScript: clock, random source, options, errors, fetch.
//!
//! The classes here are wrapped by `pkg-config/core.js`, which starts the module on first use.

#![cfg_attr(not(feature = "sign"), allow(dead_code, reason = "the second module needs less of what both share"))]

#[cfg(feature = "sign")]
mod authorization;
#[cfg(feature = "sign")]
mod client;
#[cfg(feature = "sign")]
mod client_key;
#[cfg(feature = "sign")]
mod deadline;
mod error;
#[cfg(feature = "sign")]
mod exchange;
#[cfg(feature = "sign")]
mod fetch;
#[cfg(feature = "sign")]
mod flight;
mod host;
#[cfg(feature = "sign")]
mod key;
#[cfg(feature = "keys")]
mod keys;
mod options;
#[cfg(feature = "sign")]
mod rehearsal;

#[cfg(feature = "keys")]
pub use keys::{Generation, assemble, convert, private_forms, to_be_signed};
#[cfg(feature = "sign")]
pub use {
    authorization::authorization_secrets,
    client::TokenClient,
    client_key::{ClientKey, jws_signature},
    key::SigningKey,
    rehearsal::rehearse,
};

/// `rsa` and serde free blocks that still hold parts of keys and assertions.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<talc::wasm::WasmDynamicTalc> =
    zeroizing_alloc::ZeroAlloc(talc::wasm::new_wasm_dynamic_allocator());
