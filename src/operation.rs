//! The one table of what a client asks of a server: which endpoint, which parameters, what may be sent again.

use crate::error::{Error, Result};
use crate::request::Grant;
use crate::response::{self, Rules};

/// What a parameter of a call may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// One string, which must be there.
    Required,
    /// One string.
    Optional,
    /// Any number of strings.
    Several,
}

/// When the same is sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Again {
    /// Never: a code or a token may be spent by then, and a server that sees it twice takes it for stolen and revokes what it gave for it;
    /// or it would be done twice.
    Never,
    /// When nobody knows what became of it, or the server wants it later.
    Harmless,
    /// Until a person has decided.
    Polling,
}

/// A row of the table.
#[derive(Debug)]
#[non_exhaustive]
pub struct Operation {
    /// The method of the JavaScript class.
    pub name: &'static str,
    /// Where it is sent, as server metadata call it.
    pub endpoint: &'static str,
    /// What `grant_type` says.
    pub grant_type: Option<&'static str>,
    /// Name of an option, name on the wire, kind.
    pub parameters: &'static [(&'static str, &'static str, Kind)],
    /// When the same is sent again.
    pub again: Again,
    /// Whether anything is sent to the endpoint, or only its URL is wanted.
    pub sends: bool,
    /// Whether a proof of possession goes along.
    pub proves: bool,
    /// What a good answer has.
    pub rules: &'static Rules,
}

const SCOPE: (&str, &str, Kind) = ("scope", "scope", Kind::Optional);
const RESOURCE: (&str, &str, Kind) = ("resource", "resource", Kind::Several);
const TOKEN: (&str, &str, Kind) = ("token", "token", Kind::Required);
const TOKEN_TYPE_HINT: (&str, &str, Kind) = ("tokenTypeHint", "token_type_hint", Kind::Optional);

const fn required(option: &'static str, wire: &'static str) -> (&'static str, &'static str, Kind) {
    (option, wire, Kind::Required)
}

const fn optional(option: &'static str, wire: &'static str) -> (&'static str, &'static str, Kind) {
    (option, wire, Kind::Optional)
}

const fn grant(name: &'static str, grant_type: &'static str) -> Operation {
    Operation {
        name,
        endpoint: "token_endpoint",
        grant_type: Some(grant_type),
        parameters: &[SCOPE, RESOURCE],
        again: Again::Never,
        sends: true,
        proves: true,
        rules: &response::TOKEN,
    }
}

const fn other(name: &'static str, endpoint: &'static str, rules: &'static Rules) -> Operation {
    Operation {
        name,
        endpoint,
        grant_type: None,
        parameters: &[SCOPE, RESOURCE],
        again: Again::Harmless,
        sends: true,
        proves: false,
        rules,
    }
}

/// Every operation.
pub const ALL: [&Operation; 14] = [
    // RFC 6749 section 4.4; nothing is spent.
    &Operation { again: Again::Harmless, ..grant("clientCredentials", "client_credentials") },
    // RFC 6749 section 4.1.3; a code that comes twice has all of its tokens revoked (section 4.1.2).
    &Operation {
        parameters: &[
            required("code", "code"),
            required("redirectUri", "redirect_uri"),
            optional("codeVerifier", "code_verifier"),
            SCOPE,
            RESOURCE,
        ],
        ..grant("authorizationCode", "authorization_code")
    },
    // RFC 6749 section 6; where refresh tokens rotate, one that comes twice ends the session (RFC 9700 section 4.14.2).
    &Operation {
        parameters: &[required("refreshToken", "refresh_token"), SCOPE, RESOURCE],
        ..grant("refreshToken", "refresh_token")
    },
    // RFC 7523 section 2.1; the server may accept the assertion's jti only once.
    &Operation {
        parameters: &[required("assertion", "assertion"), SCOPE, RESOURCE],
        ..grant("jwtBearer", "urn:ietf:params:oauth:grant-type:jwt-bearer")
    },
    // RFC 8693 section 2.1; an exchange leaves the subject's token valid, where it is no kind that is used once.
    &Operation {
        parameters: &[
            required("subjectToken", "subject_token"),
            required("subjectTokenType", "subject_token_type"),
            optional("actorToken", "actor_token"),
            optional("actorTokenType", "actor_token_type"),
            optional("requestedTokenType", "requested_token_type"),
            ("audience", "audience", Kind::Several),
            SCOPE,
            RESOURCE,
        ],
        again: Again::Harmless,
        ..grant("tokenExchange", "urn:ietf:params:oauth:grant-type:token-exchange")
    },
    // RFC 8628 section 3.1; an unused code expires.
    &other("deviceAuthorization", "device_authorization_endpoint", &response::DEVICE_AUTHORIZATION),
    // RFC 8628 section 3.4, which has polling go on after a failure, less often.
    &Operation {
        parameters: &[required("deviceCode", "device_code"), RESOURCE],
        again: Again::Polling,
        ..grant("deviceCode", "urn:ietf:params:oauth:grant-type:device_code")
    },
    // OpenID Connect CIBA section 7.1; it would ring twice at the user's.
    &Operation {
        parameters: &[
            optional("loginHint", "login_hint"),
            optional("loginHintToken", "login_hint_token"),
            optional("idTokenHint", "id_token_hint"),
            optional("bindingMessage", "binding_message"),
            optional("userCode", "user_code"),
            optional("acrValues", "acr_values"),
            SCOPE,
            RESOURCE,
        ],
        again: Again::Never,
        ..other("backchannelAuthentication", "backchannel_authentication_endpoint", &response::BACKCHANNEL)
    },
    // OpenID Connect CIBA section 10.1
    &Operation {
        parameters: &[required("authReqId", "auth_req_id"), RESOURCE],
        again: Again::Polling,
        ..grant("ciba", "urn:openid:params:grant-type:ciba")
    },
    // RFC 9126 section 2; an unused request expires.
    &Operation {
        parameters: &[],
        proves: true,
        ..other("pushAuthorizationRequest", "pushed_authorization_request_endpoint", &response::PUSHED)
    },
    // RFC 7662 section 2.1
    &Operation {
        parameters: &[TOKEN, TOKEN_TYPE_HINT],
        ..other("introspect", "introspection_endpoint", &response::INTROSPECTION)
    },
    // RFC 7009 section 2.1; revoking twice is revoking once.
    &Operation {
        parameters: &[TOKEN, TOKEN_TYPE_HINT],
        ..other("revoke", "revocation_endpoint", &response::REVOCATION)
    },
    // RFC 6749 section 3.1; a browser goes there.
    &Operation {
        parameters: &[],
        sends: false,
        ..other("authorizationUrl", "authorization_endpoint", &response::TOKEN)
    },
    // Whatever it is, it may spend something.
    &Operation { grant_type: None, parameters: &[], ..grant("request", "") },
];

impl Operation {
    /// The row of a method.
    pub fn named(name: &str) -> Option<&'static Self> {
        ALL.into_iter().find(|operation| operation.name == name)
    }

    /// Whether all parameters are given by their names on the wire.
    pub fn is_by_wire(&self) -> bool {
        self.parameters.is_empty()
    }

    /// Refuses parameters that the specification forbids.
    ///
    /// # Errors
    /// `ERR_CLAIM_INVALID`
    pub fn check(&self, grant: &Grant) -> Result<()> {
        match self.name {
            // RFC 8693 section 2.1
            "tokenExchange" if grant.has("actor_token") != grant.has("actor_token_type") => {
                Err(Error::claim("tokenExchange needs both of actorToken and actorTokenType, or neither"))
            }
            // RFC 9126 section 2.1
            "pushAuthorizationRequest" if grant.has("request_uri") => {
                Err(Error::claim("a pushed request must not contain \"request_uri\": that is what the server answers"))
            }
            _ => Ok(()),
        }
    }
}
