//! Proofs of possession ([RFC 9449 section 4.2](https://www.rfc-editor.org/rfc/rfc9449#section-4.2)).

use crate::algorithm::Algorithm;
use crate::assertion::{self, SigningInput};
use crate::base64url;
use crate::error::{Error, Result};
use crate::json::Object;
use crate::key::SHA256;
use crate::random::RandomSource;
use crate::time::UnixSeconds;

/// What a proof is about.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ProofOptions {
    /// Method of the request.
    pub method: String,
    /// Its URL; query and fragment are left out of the proof.
    pub url: String,
    /// What the server gave last.
    pub nonce: Option<String>,
    /// SHA-256 of the access token that goes along, base64url.
    pub token_hash: Option<String>,
    /// `iat`
    pub now: UnixSeconds,
}

impl ProofOptions {
    /// Of a request without an access token.
    pub fn new(method: &str, url: &str, now: UnixSeconds) -> Self {
        Self { method: method.to_owned(), url: url.to_owned(), nonce: None, token_hash: None, now }
    }

    /// For a request with an access token.
    #[must_use]
    pub fn with_access_token(mut self, token: &str) -> Self {
        self.token_hash = Some(base64url::encode(SHA256.digest(token.as_bytes())));
        self
    }

    /// What is signed; `jwk` is the JSON text of the public key.
    ///
    /// # Errors
    /// `ERR_CLAIM_INVALID` for a method that can be none, `ERR_RANDOM_UNAVAILABLE`
    pub fn signing_input(
        &self,
        algorithm: &Algorithm,
        jwk: &str,
        random: &mut dyn RandomSource,
    ) -> Result<SigningInput> {
        if !is_token(&self.method) {
            return Err(Error::claim("method must be that of a request, such as GET"));
        }
        let jti = assertion::random_text(random)?;
        let url = self.url.split(['?', '#']).next().unwrap_or_default();
        let mut claims = Object::new();
        for (name, text) in [("jti", jti.as_str()), ("htm", &self.method), ("htu", url)] {
            claims.text(name, text);
        }
        for (name, text) in [("ath", &self.token_hash), ("nonce", &self.nonce)] {
            if let Some(text) = text {
                claims.text(name, text);
            }
        }
        claims.number("iat", self.now.seconds());
        let header = ["{\"typ\":\"dpop+jwt\",\"alg\":\"", algorithm.name(), "\",\"jwk\":", jwk, "}"].concat();
        Ok(SigningInput::of(&header, &claims.finish()))
    }
}

/// RFC 9110 section 5.6.2
fn is_token(text: &str) -> bool {
    let is_of_token = |octet: u8| octet.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&octet);
    !text.is_empty() && text.bytes().all(is_of_token)
}
