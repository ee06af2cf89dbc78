//! What a client sends next, and what it makes of the answer: no I/O.

use crate::assertion::{self, AssertionOptions};
use crate::claims::Audiences;
use crate::error::{Error, Result};
use crate::key::SigningKey;
use crate::profile::{Audience, Profile, SentAs};
use crate::random::RandomSource;
use crate::request::{Endpoint, Grant, TokenRequest};
use crate::response;
use crate::time::{Lifetime, UnixSeconds};

/// A confidential client at one token endpoint.
#[derive(Clone, Debug)]
pub struct Client {
    id: String,
    team_id: Option<String>,
    endpoint: Endpoint,
    audience: Audiences,
    profile: &'static Profile,
    lifetime: Lifetime,
}

impl Client {
    /// `audience` is what `aud` says; absent, the profile decides: `issuer`, or the endpoint's URL.
    ///
    /// # Errors
    /// `ERR_CLAIM_INVALID` where the profile wants the issuer and none is given; `ERR_PROFILE` where it sends the assertion as a
    /// grant.
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
        if profile.sent_as == SentAs::Grant {
            return Err(profile.refuse(
                "sends the assertion as a grant, not as the client's authentication: make it with assertion()",
            ));
        }
        let audience = match profile.audience {
            Audience::Issuer => audience.or(issuer).ok_or_else(|| {
                Error::claim(format!(
                    "profile {} sends the issuer as aud: give issuer (or audience) beside tokenEndpoint",
                    profile.name
                ))
            })?,
            Audience::TokenEndpoint | Audience::CalledEndpoint => audience.unwrap_or_else(|| endpoint.url().to_owned()),
            Audience::Fixed(url) => audience.unwrap_or_else(|| url.to_owned()),
        };
        let audience = Audiences::new(vec![audience])?;
        Ok(Self { id: client_id, team_id: None, endpoint, audience, profile, lifetime })
    }

    /// The same with the developer's team, which a profile may want.
    ///
    /// # Errors
    /// `ERR_PROFILE` where it is missing, `ERR_CLAIM_INVALID` where the profile has no place for it.
    pub fn with_team_id(mut self, team_id: Option<String>) -> Result<Self> {
        assertion::parties(self.profile, &self.id, team_id.as_deref())?;
        self.team_id = team_id;
        Ok(self)
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
        let mut options = AssertionOptions::new(self.id.clone(), self.audience.clone(), self.profile, now);
        options.lifetime = self.lifetime;
        options.team_id.clone_from(&self.team_id);
        let assertion = assertion::sign(key, &options, random)?;
        Ok(grant.into_request(&self.endpoint, &self.id, (&assertion, self.profile.sent_as)))
    }

    /// Accepts a token response of at most 1 MiB to `request`.
    ///
    /// # Errors
    /// `ERR_TOKEN_ENDPOINT`, `ERR_RESPONSE_MALFORMED`.
    pub fn accept(&self, request: &TokenRequest, status: u16, body: &[u8]) -> Result<()> {
        response::check(status, body, request.secrets())
    }
}
