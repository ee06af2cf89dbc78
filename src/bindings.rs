//! The only place that knows JavaScript: clock, random source, options, errors, fetch.
//!
//! The classes here are wrapped by `pkg-config/core.js`, which starts the module on first use.

mod authorization;
mod client;
mod client_key;
mod deadline;
mod error;
mod exchange;
mod fetch;
mod host;
mod key;
mod options;

pub use authorization::authorization_secrets;
pub use client::TokenClient;
pub use client_key::{ClientKey, jws_signature};
pub use key::SigningKey;

/// `rsa` and serde free blocks that still hold parts of keys and assertions.
#[global_allocator]
static ALLOCATOR: zeroizing_alloc::ZeroAlloc<std::alloc::System> = zeroizing_alloc::ZeroAlloc(std::alloc::System);
