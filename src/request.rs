//! Token requests as plain data ([RFC 6749 section 4](https://www.rfc-editor.org/rfc/rfc6749#section-4),
//! [RFC 7521 section 4.2](https://www.rfc-editor.org/rfc/rfc7521#section-4.2)).

use crate::endpoint::Endpoint;
use crate::error::{Error, Result};
use crate::profile::SentAs;
use crate::secrets::Secrets;
use core::fmt;
use zeroize::Zeroizing;

const ASSERTION_TYPE: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

/// Parameters that authenticate the client, which no grant may bring along.
const PROTECTED: [&str; 4] = ["client_id", "client_secret", "client_assertion", "client_assertion_type"];

/// Parameters that are no secrets, so that an error may quote them.
const PUBLIC: [&str; 15] = [
    "grant_type",
    "scope",
    "client_id",
    "client_assertion_type",
    "redirect_uri",
    "resource",
    "audience",
    "subject_token_type",
    "actor_token_type",
    "requested_token_type",
    "token_type_hint",
    "response_type",
    "response_mode",
    "code_challenge_method",
    "prompt",
];

/// The parameters of a grant in the order in which they are sent, without the client's authentication.
#[derive(Clone, Default)]
pub struct Grant(Vec<(String, String)>);

impl Grant {
    /// A grant of this `grant_type`.
    pub fn new(grant_type: &str) -> Self {
        Self(vec![("grant_type".to_owned(), grant_type.to_owned())])
    }

    /// A grant from its parameters, `grant_type` among them.
    ///
    /// # Errors
    /// `ERR_CLAIM_INVALID` without `grant_type`, or for a parameter that authenticates the client.
    pub fn from_parameters(parameters: Vec<(String, String)>) -> Result<Self> {
        if !parameters.iter().any(|(name, value)| name == "grant_type" && !value.is_empty()) {
            return Err(Error::claim("the grant needs a grant_type"));
        }
        if let Some((name, _)) = parameters.iter().find(|(name, _)| PROTECTED.contains(&name.as_str())) {
            return Err(Error::claim(format!("the grant must not contain \"{name}\": the client sets it")));
        }
        Ok(Self(parameters))
    }

    /// Adds a parameter; the same name may be added again (`resource`, RFC 8707).
    #[must_use]
    pub fn with(mut self, name: &str, value: Option<&str>) -> Self {
        if let Some(value) = value {
            self.0.push((name.to_owned(), value.to_owned()));
        }
        self
    }

    /// Whether there is such a parameter.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(there, _)| there == name)
    }

    /// Adds parameters that have no option of their own.
    ///
    /// # Errors
    /// `ERR_CLAIM_INVALID` for one that authenticates the client or is there already.
    pub fn with_additional(mut self, parameters: Vec<(String, String)>) -> Result<Self> {
        let own = self.0.len();
        for (name, value) in parameters {
            if PROTECTED.contains(&name.as_str()) || self.0.iter().take(own).any(|(there, _)| *there == name) {
                return Err(Error::claim(format!("parameters must not contain \"{name}\": it is set elsewhere")));
            }
            self.0.push((name, value));
        }
        Ok(self)
    }

    /// The request, authenticated by an assertion.
    pub(crate) fn request(
        &self,
        endpoint: &Endpoint,
        client_id: &str,
        (assertion, sent_as): (&str, SentAs),
    ) -> TokenRequest {
        let mut form = form_urlencoded::Serializer::new(String::new());
        form.append_pair("client_id", client_id);
        if sent_as == SentAs::ClientSecret {
            form.append_pair("client_secret", assertion);
        } else {
            form.append_pair("client_assertion_type", ASSERTION_TYPE).append_pair("client_assertion", assertion);
        }
        form.extend_pairs(&self.0);
        let body = Zeroizing::new(form.finish());
        let mut secrets = Secrets::default();
        let values =
            self.0.iter().filter(|(name, _)| !PUBLIC.contains(&name.as_str())).map(|(_, value)| value.as_str());
        assertion.split('.').chain(values).for_each(|secret| secrets.add(secret));
        TokenRequest { url: endpoint.url().to_owned(), body, secrets, proof: None }
    }
}

impl fmt::Debug for Grant {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_list().entries(self.0.iter().map(|(name, _)| name)).finish()
    }
}

/// A POST of `application/x-www-form-urlencoded` that accepts `application/json`.
pub struct TokenRequest {
    url: String,
    body: Zeroizing<String>,
    secrets: Secrets,
    proof: Option<String>,
}

impl TokenRequest {
    /// Where it goes.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The form. It holds the assertion and whatever secret the grant has.
    pub fn secret_body(&self) -> &str {
        &self.body
    }

    /// The value of the header field `DPoP`
    /// ([RFC 9449 section 4.1](https://www.rfc-editor.org/rfc/rfc9449#section-4.1)).
    pub fn proof(&self) -> Option<&str> {
        self.proof.as_deref()
    }

    pub(crate) fn with_proof(mut self, proof: Option<String>) -> Self {
        proof.iter().flat_map(|proof| proof.split('.')).for_each(|secret| self.secrets.add(secret));
        self.proof = proof;
        self
    }

    pub(crate) fn secrets(&self) -> &Secrets {
        &self.secrets
    }
}

impl fmt::Debug for TokenRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("TokenRequest").field("url", &self.url).finish_non_exhaustive()
    }
}
