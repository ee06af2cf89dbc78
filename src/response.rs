//! Answers as plain data ([RFC 6749 section 5](https://www.rfc-editor.org/rfc/rfc6749#section-5)).

use crate::error::{Error, ErrorCode, Result, ServerAnswer};
use crate::json::{Json, Members};
use crate::secrets::{self, Secrets};

/// The most octets an answer may have.
pub const MAX_BODY: usize = 1024 * 1024;

const MAX_TEXT: usize = 1024;

/// What a good answer of an endpoint has.
#[derive(Debug)]
#[non_exhaustive]
pub struct Rules {
    /// The endpoint, as errors name it.
    pub endpoint: &'static str,
    /// Statuses of success.
    statuses: &'static [u16],
    /// Strings that must be there and not empty.
    required: &'static [&'static str],
    /// Strings that may be there.
    optional: &'static [&'static str],
    /// Numbers of seconds that may be there.
    pub seconds: &'static [&'static str],
    /// A boolean that must be there.
    boolean: Option<&'static str>,
    /// Whether there is an object at all.
    has_body: bool,
}

const BASE: Rules = Rules {
    endpoint: "the token endpoint",
    statuses: &[200],
    required: &[],
    optional: &[],
    seconds: &[],
    boolean: None,
    has_body: true,
};

/// RFC 6749 section 5.1
pub const TOKEN: Rules = Rules {
    required: &["access_token", "token_type"],
    optional: &["refresh_token", "scope", "id_token"],
    seconds: &["expires_in"],
    ..BASE
};

/// RFC 8628 section 3.2
pub const DEVICE_AUTHORIZATION: Rules = Rules {
    endpoint: "the device authorization endpoint",
    required: &["device_code", "user_code", "verification_uri"],
    optional: &["verification_uri_complete"],
    seconds: &["expires_in", "interval"],
    ..BASE
};

/// OpenID Connect CIBA section 7.3
pub const BACKCHANNEL: Rules = Rules {
    endpoint: "the backchannel authentication endpoint",
    required: &["auth_req_id"],
    seconds: &["expires_in", "interval"],
    ..BASE
};

/// RFC 9126 section 2.2
pub const PUSHED: Rules = Rules {
    endpoint: "the pushed authorization request endpoint",
    statuses: &[201, 200],
    required: &["request_uri"],
    seconds: &["expires_in"],
    ..BASE
};

/// RFC 7662 section 2.2
pub const INTROSPECTION: Rules = Rules { endpoint: "the introspection endpoint", boolean: Some("active"), ..BASE };

/// RFC 7009 section 2.2
pub const REVOCATION: Rules =
    Rules { endpoint: "the revocation endpoint", statuses: &[200, 204], has_body: false, ..BASE };

impl Rules {
    /// Members that may be absent, or `null`, which many servers send for it.
    pub fn may_be_absent(&self) -> impl Iterator<Item = &'static str> {
        self.optional.iter().chain(self.seconds).copied()
    }

    /// Whether a good answer has a JSON object.
    pub fn has_body(&self) -> bool {
        self.has_body
    }

    /// Accepts a successful answer, or says what is wrong with it. The answer is never quoted.
    ///
    /// # Errors
    /// `ERR_TOKEN_ENDPOINT` for an OAuth error, `ERR_RESPONSE_MALFORMED` for anything else.
    pub(crate) fn check(&self, status: u16, body: &[u8], secrets: &Secrets) -> Result<()> {
        let good = self.statuses.contains(&status);
        match (status, parse(body)) {
            _ if good && !self.has_body => Ok(()),
            // Some servers send an error with the status of success.
            (_, Some(members)) if good => self
                .check_success(status, &members)
                .map_err(|malformed| self.oauth_error(status, &members, secrets).unwrap_or(malformed)),
            (_, None) if good => {
                Err(self.malformed(status, &format!("answered {status} with something that is no JSON object")))
            }
            (300..=399, _) => Err(self.malformed(
                status,
                "answered with a redirect, which is not followed: it would hand the assertion to another server. \
                 Use the final URL",
            )),
            (_, Some(members)) => {
                let error = self.oauth_error(status, &members, secrets);
                Err(error.unwrap_or_else(|| self.no_oauth_error(status)))
            }
            (_, None) => Err(self.no_oauth_error(status)),
        }
    }

    /// The error of an answer that breaks a rule.
    pub fn malformed(&self, status: u16, what: &str) -> Error {
        Error::new(ErrorCode::ResponseMalformed, format!("{} {what}", self.endpoint))
            .with_answer(ServerAnswer::status_only(status))
    }

    fn check_success(&self, status: u16, members: &Members) -> Result<()> {
        let wrong = |name: &str, what: &str| {
            Err(self.malformed(status, &format!("answered {status} with no {what} \"{name}\"")))
        };
        for name in self.required {
            if members.string(name).ok().flatten().is_none_or(str::is_empty) {
                return wrong(name, "string");
            }
        }
        for name in self.optional {
            if !is_absent(members, name) && members.string(name).is_err() {
                return wrong(name, "string");
            }
        }
        for name in self.seconds {
            let text = || members.string(name).ok().flatten().and_then(seconds);
            let is_number = matches!(members.get(name), Some(Json::Number { negative: false }));
            if !is_absent(members, name) && !is_number && text().is_none() {
                return wrong(name, "number of seconds");
            }
        }
        if let Some(name) = self.boolean
            && !matches!(members.get(name), Some(Json::Boolean(_)))
        {
            return wrong(name, "boolean");
        }
        Ok(())
    }

    fn oauth_error(&self, status: u16, members: &Members, secrets: &Secrets) -> Option<Error> {
        let text = |name| members.string(name).ok().flatten().and_then(|text| quotable(text, secrets));
        let error = text("error")?;
        let message = format!("{} answered {status} {error}", self.endpoint);
        Some(Error::new(ErrorCode::TokenEndpoint, message).with_answer(ServerAnswer {
            error: Some(error),
            error_description: text("error_description"),
            error_uri: text("error_uri"),
            ..ServerAnswer::status_only(status)
        }))
    }

    fn no_oauth_error(&self, status: u16) -> Error {
        self.malformed(status, &format!("answered {status} without an OAuth error: is its URL right?"))
    }
}

fn is_absent(members: &Members, name: &str) -> bool {
    matches!(members.get(name), None | Some(Json::Null))
}

/// The number that some servers send as a text.
pub fn seconds(text: &str) -> Option<u32> {
    text.bytes().all(|octet| octet.is_ascii_digit()).then(|| text.parse().ok())?
}

/// The JSON object that an answer is.
pub(crate) fn parse(body: &[u8]) -> Option<Members> {
    core::str::from_utf8(body).ok().and_then(|text| Members::parse(text).ok())
}

/// A text that an error may show: printable, of bounded length, and no secret of the request.
fn quotable(text: &str, secrets: &Secrets) -> Option<String> {
    let shown: String = secrets::printable(text).chars().take(MAX_TEXT).collect();
    (!shown.is_empty() && !secrets.occur_in(text)).then_some(shown)
}
