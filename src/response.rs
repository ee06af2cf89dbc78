//! Token responses as plain data ([RFC 6749 section 5](https://www.rfc-editor.org/rfc/rfc6749#section-5)).

use crate::error::{Error, ErrorCode, Result, ServerAnswer};
use crate::json::{Json, Members};
use crate::request::Secrets;

/// The most octets an answer may have.
pub const MAX_BODY: usize = 1024 * 1024;

const MAX_TEXT: usize = 1024;

/// Accepts a successful answer, or says what is wrong with it. The answer is never quoted.
///
/// # Errors
/// `ERR_TOKEN_ENDPOINT` for an OAuth error, `ERR_RESPONSE_MALFORMED` for anything else.
pub(crate) fn check(status: u16, body: &[u8], secrets: &Secrets) -> Result<()> {
    let members = core::str::from_utf8(body).ok().and_then(|text| Members::parse(text).ok());
    match (status, members) {
        (200, Some(members)) => check_success(&members),
        (200, None) => Err(malformed(status, "answered 200 with something that is no JSON object")),
        (300..=399, _) => Err(malformed(
            status,
            "answered with a redirect, which is not followed: it would hand the assertion to another server. \
             Use the final URL as tokenEndpoint",
        )),
        (_, Some(members)) => Err(oauth_error(status, &members, secrets)),
        (_, None) => Err(no_oauth_error(status)),
    }
}

/// The error of an answer that breaks a rule of RFC 6749 section 5.
pub(crate) fn malformed(status: u16, what: &str) -> Error {
    Error::new(ErrorCode::ResponseMalformed, format!("the token endpoint {what}"))
        .with_answer(ServerAnswer::status_only(status))
}

fn check_success(members: &Members) -> Result<()> {
    for name in ["access_token", "token_type"] {
        if members.string(name).ok().flatten().is_none_or(str::is_empty) {
            return Err(malformed(200, &format!("answered 200 without a \"{name}\" string")));
        }
    }
    for name in ["refresh_token", "scope", "id_token"] {
        if members.string(name).is_err() {
            return Err(malformed(200, &format!("answered with a \"{name}\" that is no string")));
        }
    }
    if !matches!(members.get("expires_in"), None | Some(Json::Number { negative: false })) {
        return Err(malformed(200, "answered with an \"expires_in\" that is no number of seconds"));
    }
    Ok(())
}

fn oauth_error(status: u16, members: &Members, secrets: &Secrets) -> Error {
    let text = |name| members.string(name).ok().flatten().and_then(|text| quotable(text, secrets));
    let Some(error) = text("error") else { return no_oauth_error(status) };
    let message = format!("the token endpoint answered {status} {error}");
    Error::new(ErrorCode::TokenEndpoint, message).with_answer(ServerAnswer {
        status,
        error: Some(error),
        error_description: text("error_description"),
        error_uri: text("error_uri"),
    })
}

fn no_oauth_error(status: u16) -> Error {
    malformed(status, &format!("answered {status} without an OAuth error: is tokenEndpoint the right URL?"))
}

/// A text that an error may show: printable, of bounded length, and no secret of the request.
fn quotable(text: &str, secrets: &Secrets) -> Option<String> {
    if text.is_empty() || secrets.occur_in(text) {
        return None;
    }
    Some(text.chars().filter(|character| !character.is_control()).take(MAX_TEXT).collect())
}
