//! The one error type and its stable codes.

use core::fmt;
use std::borrow::Cow;

type Text = Cow<'static, str>;

/// What kind of failure an [`Error`] is. The strings are part of the public contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ErrorCode {
    /// The key cannot be read, or its numbers contradict each other.
    KeyMalformed,
    /// The key is well formed, but of a kind that is not implemented.
    KeyUnsupported,
    /// The key is well formed, but must not or cannot be used to sign.
    KeyUnsuitable,
    /// The passphrase of an encrypted key is missing or wrong.
    KeyPassphrase,
    /// The key's validity window does not contain the present.
    KeyExpired,
    /// The key was used after it was freed.
    KeyDisposed,
    /// The host refuses to compile or instantiate WebAssembly.
    WasmBlocked,
    /// The slim entry was used before the WebAssembly module was handed in.
    NotInitialized,
    /// A claim, a header parameter or an option of an assertion has a value that is not allowed.
    ClaimInvalid,
    /// The provider's profile forbids what was asked for.
    Profile,
    /// The host's random source failed: nothing was signed.
    RandomUnavailable,
    /// The computed signature did not verify: nothing was returned.
    SigningFailed,
    /// An endpoint is not an absolute https URL.
    EndpointInvalid,
    /// The provider's metadata could not be had or contradict the request.
    Discovery,
    /// The request did not reach the server, or its answer did not arrive.
    Network,
    /// The time allowed for the request ran out.
    Timeout,
    /// The caller aborted the request.
    Aborted,
    /// The answer is not what RFC 6749 section 5 describes.
    ResponseMalformed,
    /// The token endpoint answered with an error (RFC 6749 section 5.2).
    TokenEndpoint,
}

impl ErrorCode {
    /// Every code, in the order of the documentation.
    pub const ALL: [Self; 19] = [
        Self::KeyMalformed,
        Self::KeyUnsupported,
        Self::KeyUnsuitable,
        Self::KeyPassphrase,
        Self::KeyExpired,
        Self::KeyDisposed,
        Self::WasmBlocked,
        Self::NotInitialized,
        Self::ClaimInvalid,
        Self::Profile,
        Self::RandomUnavailable,
        Self::SigningFailed,
        Self::EndpointInvalid,
        Self::Discovery,
        Self::Network,
        Self::Timeout,
        Self::Aborted,
        Self::ResponseMalformed,
        Self::TokenEndpoint,
    ];

    /// The code as JavaScript sees it, for example `ERR_KEY_MALFORMED`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::KeyMalformed => "ERR_KEY_MALFORMED",
            Self::KeyUnsupported => "ERR_KEY_UNSUPPORTED",
            Self::KeyUnsuitable => "ERR_KEY_UNSUITABLE",
            Self::KeyPassphrase => "ERR_KEY_PASSPHRASE",
            Self::KeyExpired => "ERR_KEY_EXPIRED",
            Self::KeyDisposed => "ERR_KEY_DISPOSED",
            Self::WasmBlocked => "ERR_WASM_BLOCKED",
            Self::NotInitialized => "ERR_NOT_INITIALIZED",
            Self::ClaimInvalid => "ERR_CLAIM_INVALID",
            Self::Profile => "ERR_PROFILE",
            Self::RandomUnavailable => "ERR_RANDOM_UNAVAILABLE",
            Self::SigningFailed => "ERR_SIGNING_FAILED",
            Self::EndpointInvalid => "ERR_ENDPOINT_INVALID",
            Self::Discovery => "ERR_DISCOVERY",
            Self::Network => "ERR_NETWORK",
            Self::Timeout => "ERR_TIMEOUT",
            Self::Aborted => "ERR_ABORTED",
            Self::ResponseMalformed => "ERR_RESPONSE_MALFORMED",
            Self::TokenEndpoint => "ERR_TOKEN_ENDPOINT",
        }
    }
}

/// What the server said in an error answer (RFC 6749 section 5.2), secrets of the request removed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ServerAnswer {
    /// HTTP status code.
    pub status: u16,
    /// `error`, for example `invalid_client`; absent where the answer is no OAuth error.
    pub error: Option<String>,
    /// `error_description`, meant for a developer.
    pub error_description: Option<String>,
    /// `error_uri`, a page about the error.
    pub error_uri: Option<String>,
    /// Seconds after which the server wants to be asked again: header field `Retry-After`.
    pub retry_after: Option<u32>,
}

impl ServerAnswer {
    /// An answer of which only the status is of use.
    pub fn status_only(status: u16) -> Self {
        Self { status, error: None, error_description: None, error_uri: None, retry_after: None }
    }
}

/// A failure: a stable code, and a message that says what to do. It never holds a secret.
///
/// One pointer: whatever can fail would otherwise move all of this from result to result, and an engine compiles each such move.
#[derive(Clone, PartialEq, Eq)]
pub struct Error(Box<Failure>);

#[derive(Clone, Debug, PartialEq, Eq)]
struct Failure {
    code: ErrorCode,
    message: Text,
    answer: Option<ServerAnswer>,
}

impl Error {
    pub(crate) fn new(code: ErrorCode, message: impl Into<Text>) -> Self {
        Self::of(code, message.into())
    }

    #[cold]
    #[inline(never)]
    fn of(code: ErrorCode, message: Text) -> Self {
        Self(Box::new(Failure { code, message, answer: None }))
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn malformed(message: impl Into<Text>) -> Self {
        Self::new(ErrorCode::KeyMalformed, message)
    }

    /// The same of a text in parts. Apart from the code that is always run, as an engine compiles all of a function at its first call.
    #[cold]
    #[inline(never)]
    pub(crate) fn malformed_by(parts: &[&str]) -> Self {
        Self::malformed(parts.concat())
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn unsupported(message: impl Into<Text>) -> Self {
        Self::new(ErrorCode::KeyUnsupported, message)
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn unsuitable(message: impl Into<Text>) -> Self {
        Self::new(ErrorCode::KeyUnsuitable, message)
    }

    #[cold]
    #[inline(never)]
    pub(crate) fn claim(message: impl Into<Text>) -> Self {
        Self::new(ErrorCode::ClaimInvalid, message)
    }

    pub(crate) fn with_answer(mut self, answer: ServerAnswer) -> Self {
        self.0.answer = Some(answer);
        self
    }

    pub(crate) fn with_retry_after(mut self, seconds: Option<u32>) -> Self {
        if let Some(answer) = &mut self.0.answer {
            answer.retry_after = seconds;
        }
        self
    }

    pub(crate) fn with_note(mut self, note: &str) -> Self {
        self.0.message.to_mut().push_str(note);
        self
    }

    /// The stable code.
    pub fn code(&self) -> ErrorCode {
        self.0.code
    }

    /// The message, for a person.
    pub fn message(&self) -> &str {
        &self.0.message
    }

    /// What the server answered, where it answered.
    pub fn answer(&self) -> Option<&ServerAnswer> {
        self.0.answer.as_ref()
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&*self.0, formatter)
    }
}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}: {}", self.code().as_str(), self.message())
    }
}

impl core::error::Error for Error {}

/// The result of everything here that can fail.
pub type Result<T> = core::result::Result<T, Error>;
