//! What the tests share.
#![allow(dead_code, reason = "each test program uses a part of it")]

pub(crate) mod certificates;
pub(crate) mod client;
pub(crate) mod der;
pub(crate) mod jwk;
pub(crate) mod node;
pub(crate) mod openssl;
pub(crate) mod profiles;
pub(crate) mod random;
pub(crate) mod secrets;
pub(crate) mod server;
pub(crate) mod vectors;
