//! The facts of a refusal, without secrets.

use super::answer::Answer;
use crate::assertion::SigningInput;
use crate::request::TokenRequest;
use crate::secrets::Secrets;
use crate::time::UnixSeconds;

/// What was sent when the server answered with an error, as far as the error itself does not say it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Refusal {
    /// Where it was sent.
    pub url: String,
    /// Header and claims of the assertion; the signature is left out.
    pub signing_input: SigningInput,
    /// The server's clock.
    pub date: Option<UnixSeconds>,
}

/// A request, with what is known of it before the answer.
#[derive(Debug)]
pub struct Sent {
    signing_input: SigningInput,
    request: TokenRequest,
    /// The correction of the clock that it was made with.
    pub(super) correction: i64,
}

impl Sent {
    pub(super) fn new(request: TokenRequest, assertion: &str, correction: i64) -> Self {
        Self { signing_input: SigningInput::signed_in(assertion), request, correction }
    }

    /// What to send.
    pub fn request(&self) -> &TokenRequest {
        &self.request
    }

    pub(super) fn secrets(&self) -> &Secrets {
        self.request.secrets()
    }

    pub(super) fn refused(self, answer: &Answer) -> Refusal {
        Refusal { url: self.request.url().to_owned(), signing_input: self.signing_input, date: answer.date() }
    }
}
