//! The facts of a refusal, without secrets.

use super::answer::Answer;
use super::exchange::Draft;
use crate::error::Error;
use crate::key::Identity;
use crate::request::{Secrets, TokenRequest};
use crate::time::UnixSeconds;

/// What was sent and what came back when the server last answered with an error.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// Header parameter `alg` of the assertion.
    pub alg: &'static str,
    /// Header parameter `kid`.
    pub kid: Option<String>,
    /// Header parameter `typ`.
    pub typ: Option<String>,
    /// Claim `aud`.
    pub audience: crate::claims::Audiences,
    /// Claim `iat`, by the corrected clock.
    pub issued_at: UnixSeconds,
    /// Claim `exp`.
    pub expires_at: UnixSeconds,
    /// Where it was sent.
    pub url: String,
    /// HTTP status code.
    pub status: u16,
    /// `error`
    pub error: Option<String>,
    /// `error_description`
    pub error_description: Option<String>,
    /// The server's clock.
    pub date: Option<UnixSeconds>,
}

/// A request, with what is known of it before the answer.
#[derive(Debug)]
pub struct Sent {
    alg: &'static str,
    kid: Option<String>,
    draft: Box<Draft>,
    request: TokenRequest,
    /// The correction of the clock that it was made with.
    pub(super) correction: i64,
}

impl Sent {
    pub(super) fn new(draft: Box<Draft>, request: TokenRequest, key: &Identity, correction: i64) -> Self {
        let alg = draft.assertion.algorithm.unwrap_or(key.algorithm()).name();
        Self { alg, kid: key.kid().map(ToOwned::to_owned), draft, request, correction }
    }

    /// What to send.
    pub fn request(&self) -> &TokenRequest {
        &self.request
    }

    pub(super) fn secrets(&self) -> &Secrets {
        self.request.secrets()
    }

    pub(super) fn refused(self, answer: &Answer, error: &Error) -> Refusal {
        let assertion = self.draft.assertion;
        let said = error.answer();
        Refusal {
            alg: self.alg,
            kid: self.kid,
            typ: assertion.typ().map(ToOwned::to_owned),
            issued_at: assertion.now,
            expires_at: assertion.now.after(assertion.lifetime),
            audience: assertion.audience,
            url: self.draft.endpoint.url().to_owned(),
            status: answer.status,
            error: said.and_then(|said| said.error.clone()),
            error_description: said.and_then(|said| said.error_description.clone()),
            date: answer.date(),
        }
    }
}
