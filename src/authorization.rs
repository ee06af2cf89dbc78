//! What binds an authorization request to its answer: a code verifier ([RFC 7636](https://www.rfc-editor.org/rfc/rfc7636)),
//! `state` and `nonce`.

use crate::base64url;
use crate::error::Result;
use crate::key::SHA256;
use crate::random::RandomSource;
use core::fmt;

/// Three random texts of 256 bits each, base64url.
pub struct Secrets {
    code_verifier: String,
    state: String,
    nonce: String,
}

impl Secrets {
    /// Draws them.
    ///
    /// # Errors
    /// `ERR_RANDOM_UNAVAILABLE`
    pub fn new(random: &mut dyn RandomSource) -> Result<Self> {
        let mut text = || -> Result<String> {
            let mut octets = [0; 32];
            random.fill(&mut octets)?;
            Ok(base64url::encode(octets))
        };
        Ok(Self { code_verifier: text()?, state: text()?, nonce: text()? })
    }

    /// `code_verifier`, 43 characters.
    pub fn code_verifier(&self) -> &str {
        &self.code_verifier
    }

    /// `code_challenge` by the method `S256`.
    pub fn code_challenge(&self) -> String {
        base64url::encode(SHA256.digest(self.code_verifier.as_bytes()))
    }

    /// `state`
    pub fn state(&self) -> &str {
        &self.state
    }

    /// `nonce`
    pub fn nonce(&self) -> &str {
        &self.nonce
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Secrets").finish_non_exhaustive()
    }
}
