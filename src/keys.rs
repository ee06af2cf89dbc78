//! What a key ceremony needs beside signing: new keys, certificates, and the public forms of a key.
//!
//! The second wasm module of the package, `private-key-jwt/keys`, is made of this.

pub mod certificate;
pub mod convert;
mod der;
mod draw;
pub mod forms;
pub mod generate;
mod pem;
mod pkcs8;
mod sieve;
mod spki;
mod time;

pub use generate::RsaSearch;
