//! What a client sends next, and what it makes of the answer: no I/O.

use crate::assertion::{self, AssertionOptions};
use crate::claims::Audiences;
use crate::error::{Error, Result};
use crate::key::SigningKey;
use crate::profile::{Audience, Profile};
use crate::random::RandomSource;
use crate::request::{Endpoint, Grant, TokenRequest};
use crate::response;
use crate::time::{Lifetime, UnixSeconds};

/// A confidential client at one token endpoint.
#[derive(Clone, Debug)]
pub struct Client {
    id: String,
    endpoint: Endpoint,
    audience: Audiences,
    profile: &'static Profile,
    lifetime: Lifetime,
}

impl Client {
    /// `audience` is what `aud` says; absent, the profile decides: `issuer`, or the endpoint's URL.
    ///
    /// # Errors
    /// `ERR_CLAIM_INVALID` where the profile wants the issuer and none is given.
    pub fn new(
        client_id: String,
        endpoint: Endpoint,
        (audience, issuer): (Option<String>, Option<String>),
        profile: &'static Profile,
        lifetime: Lifetime,
    ) -> Result<Self> {
        if client_id.is_empty() {
            return Err(Error::claim("clientId must not be empty"));
        }
        let audience = match profile.audience {
            Audience::Issuer => audience.or(issuer).ok_or_else(|| {
                Error::claim(format!(
                    "profile {} sends the issuer as aud: give issuer (or audience) beside tokenEndpoint",
                    profile.name
                ))
            })?,
            Audience::TokenEndpoint => audience.unwrap_or_else(|| endpoint.url().to_owned()),
        };
        Ok(Self { id: client_id, endpoint, audience: Audiences::new(vec![audience])?, profile, lifetime })
    }

    /// What the next assertion says. Each request needs one of its own, with a `jti` of its own.
    pub fn assertion(&self, now: UnixSeconds) -> AssertionOptions {
        let mut options = AssertionOptions::new(self.id.clone(), self.audience.clone(), self.profile, now);
        options.lifetime = self.lifetime;
        options
    }

    /// The request for a grant, with an assertion that was made of [`Self::assertion`].
    pub fn request_with(&self, assertion: &str, grant: Grant) -> TokenRequest {
        grant.into_request(&self.endpoint, &self.id, assertion)
    }

    /// The next request: signs a new assertion with a new `jti`.
    ///
    /// # Errors
    /// Those of [`assertion::sign`].
    pub fn request(
        &self,
        key: &SigningKey,
        grant: Grant,
        now: UnixSeconds,
        random: &mut dyn RandomSource,
    ) -> Result<TokenRequest> {
        let assertion = assertion::sign(key, &self.assertion(now), random)?;
        Ok(self.request_with(&assertion, grant))
    }

    /// Accepts a token response of at most 1 MiB to `request`.
    ///
    /// # Errors
    /// `ERR_TOKEN_ENDPOINT`, `ERR_RESPONSE_MALFORMED`.
    pub fn accept(&self, request: &TokenRequest, status: u16, body: &[u8]) -> Result<()> {
        response::check(status, body, request.secrets())
    }
}
