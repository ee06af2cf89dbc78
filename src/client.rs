//! What a client sends next, and what it makes of the answer: no I/O.

mod answer;
mod clock;
mod discovery;
mod exchange;
mod poll;
mod refusal;
mod retry;

pub use answer::Answer;
pub use exchange::{Action, Draft, Exchange};
pub use poll::Poll;
pub use refusal::{Refusal, Sent};

use crate::algorithm::Algorithm;
use crate::assertion::{self, AssertionOptions};
use crate::claims::Audiences;
use crate::endpoint::{self, Endpoint};
use crate::error::{Error, Result};
use crate::key::Identity;
use crate::metadata::{self, Metadata, ParseEndpoint};
use crate::operation::Operation;
use crate::profile::{Audience, Profile, SentAs};
use crate::time::{Lifetime, UnixSeconds};
use clock::Clock;

/// What a client is told when it is made.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct ClientOptions {
    /// `iss` and `sub`.
    pub client_id: String,
    /// `iss` where a profile wants the team of a developer there, and nowhere else.
    pub team_id: Option<String>,
    /// The issuer identifier, by which the server is discovered where an endpoint is not given.
    pub issuer: Option<String>,
    /// The token endpoint.
    pub token_endpoint: Option<Endpoint>,
    /// `aud`; the profile decides when absent.
    pub audience: Option<String>,
    /// The rules to keep.
    pub profile: &'static Profile,
    /// Of each assertion.
    pub lifetime: Lifetime,
    /// Whether http is allowed everywhere.
    pub allow_http: bool,
    /// Whether the clock is the host's own, and may be corrected.
    pub may_correct_clock: bool,
}

impl ClientOptions {
    /// Everything at its default but the client's identifier.
    pub fn new(client_id: String, profile: &'static Profile) -> Self {
        Self {
            client_id,
            team_id: None,
            issuer: None,
            token_endpoint: None,
            audience: None,
            profile,
            lifetime: Lifetime::DEFAULT,
            allow_http: false,
            may_correct_clock: true,
        }
    }
}

/// A confidential client of one authorization server, and what it has learnt about that server.
#[derive(Debug)]
pub struct Client {
    options: ClientOptions,
    parse: ParseEndpoint,
    /// Of `issuer`, and until when they may be used.
    metadata: Option<(Metadata, UnixSeconds)>,
    /// How often they were had.
    discoveries: u32,
    clock: Clock,
    /// The server's latest `DPoP-Nonce`.
    nonce: Option<String>,
}

impl Client {
    /// A client; `parse` is the host's parser of URLs.
    ///
    /// # Errors
    /// `ERR_CLAIM_INVALID` where the profile wants the issuer and none is given, `ERR_ENDPOINT_INVALID` where there is neither a
    /// token endpoint nor an issuer that is a safe URL; `ERR_PROFILE` where the profile sends the assertion as a grant or wants a
    /// team that is missing.
    pub fn new(options: ClientOptions, parse: ParseEndpoint) -> Result<Self> {
        if options.client_id.is_empty() {
            return Err(Error::claim("clientId must not be empty"));
        }
        let profile = options.profile;
        if profile.sent_as == SentAs::Grant {
            return Err(profile.refuse(
                "sends the assertion as a grant, not as the client's authentication: make it with assertion()",
            ));
        }
        assertion::parties(profile, &options.client_id, options.team_id.as_deref())?;
        match (&options.issuer, &options.token_endpoint) {
            (Some(issuer), None) => metadata::locations(issuer, parse, options.allow_http).map(|_| ())?,
            (None, None) => return Err(endpoint::invalid("tokenEndpoint", "is missing, and so is issuer")),
            (_, Some(_)) => {}
        }
        if profile.audience == Audience::Issuer && options.audience.is_none() && options.issuer.is_none() {
            return Err(Error::claim(format!(
                "profile {} sends the issuer as aud: give issuer (or audience) beside tokenEndpoint",
                profile.name
            )));
        }
        if let Some(audience) = &options.audience {
            Audiences::new(vec![audience.clone()])?;
        }
        let clock = Clock::new(options.may_correct_clock);
        Ok(Self { options, parse, metadata: None, discoveries: 0, clock, nonce: None })
    }

    /// Seconds that the server's clock is ahead of the host's, as far as it had to be corrected.
    pub fn clock_correction(&self) -> i64 {
        self.clock.correction()
    }

    /// The server's metadata, where they were asked for.
    pub fn metadata(&self) -> Option<&Metadata> {
        self.metadata.as_ref().map(|(metadata, _)| metadata)
    }

    /// Where an operation is sent; `None` when metadata have to be had first.
    fn endpoint(&self, operation: &Operation, is_fresh: bool) -> Result<Option<Endpoint>> {
        let ClientOptions { token_endpoint, issuer, allow_http, .. } = &self.options;
        if let Some(given) = token_endpoint.as_ref().filter(|_| operation.endpoint == "token_endpoint") {
            return Ok(Some(given.clone()));
        }
        if issuer.is_none() {
            return Err(metadata::refuse(format!(
                "no {} is known: give issuer, whose metadata are asked for it",
                operation.endpoint
            )));
        }
        let metadata = self.metadata().filter(|_| is_fresh);
        metadata.map(|metadata| metadata.endpoint(operation.endpoint, self.parse, *allow_http)).transpose()
    }

    /// What the next assertion to `endpoint` says. Each request needs one of its own, with a `jti` of its own.
    fn assertion(
        &self,
        operation: &Operation,
        endpoint: &Endpoint,
        key: &Identity,
        now: UnixSeconds,
    ) -> Result<AssertionOptions> {
        let ClientOptions { client_id, team_id, audience, issuer, profile, lifetime, .. } = &self.options;
        // Of what a server publishes nothing but the issuer, which was compared, and the very URL that is called may become aud:
        // another URL could be that of a server which then takes the assertion from whoever got it.
        let audience = audience.as_deref().unwrap_or(match profile.audience {
            Audience::Issuer => issuer.as_deref().unwrap_or_default(),
            Audience::TokenEndpoint | Audience::CalledEndpoint => endpoint.url(),
            Audience::Fixed(url) => url,
        });
        let audience = Audiences::new(vec![audience.to_owned()])?;
        let mut options = AssertionOptions::new(client_id.clone(), audience, profile, self.clock.correct(now));
        options.lifetime = *lifetime;
        options.team_id.clone_from(team_id);
        options.algorithm = self.algorithm(operation, key)?;
        Ok(options)
    }

    /// The first of the key's algorithms that profile and server take; where the profile takes none, it will say so itself.
    fn algorithm(&self, operation: &Operation, key: &Identity) -> Result<Option<&'static Algorithm>> {
        let profile = self.options.profile;
        let allowed = key.algorithms().filter(|own| profile.algorithms.is_none_or(|listed| listed.contains(own)));
        let allowed: Vec<_> = allowed.collect();
        match self.metadata() {
            Some(metadata) if !allowed.is_empty() => metadata.choose(operation.endpoint, allowed.iter().copied()),
            Some(_) | None => Ok(allowed.first().copied()),
        }
    }
}
