//! Claims and a key -> a client assertion ([RFC 7523 section 2.2](https://www.rfc-editor.org/rfc/rfc7523#section-2.2)).

use crate::base64url;
use crate::claims::{Additions, Audiences, Claims};
use crate::error::{Error, Result};
use crate::jws::{self, Header};
use crate::key::SigningKey;
use crate::profile::{Asked, KeyName, Parties, Profile};
use crate::random::RandomSource;
use crate::time::{Lifetime, UnixSeconds};

/// The header parameter `typ`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Typ {
    /// What the profile says.
    FromProfile,
    /// None at all.
    Absent,
    /// This value.
    Value(String),
}

/// What goes into an assertion. `iss` and `sub` are the client identifier, or what the profile wants there.
#[derive(Clone, Debug)]
pub struct AssertionOptions {
    /// `iss` and `sub`.
    pub client_id: String,
    /// `iss` where a profile wants the team of a developer there, and nowhere else.
    pub team_id: Option<String>,
    /// `aud`.
    pub audience: Audiences,
    /// The rules to keep.
    pub profile: &'static Profile,
    /// `exp - iat`.
    pub lifetime: Lifetime,
    /// `jti`; 128 random bits when absent.
    pub jti: Option<String>,
    /// `iat`.
    pub now: UnixSeconds,
    /// Adds `nbf`, equal to `iat`.
    pub not_before: bool,
    /// `typ`.
    pub typ: Typ,
    /// Additional claims.
    pub claims: Additions,
    /// Additional header parameters.
    pub header: Additions,
}

impl AssertionOptions {
    /// Everything at its default but what has none.
    pub fn new(client_id: String, audience: Audiences, profile: &'static Profile, now: UnixSeconds) -> Self {
        Self {
            client_id,
            team_id: None,
            audience,
            profile,
            lifetime: Lifetime::DEFAULT,
            jti: None,
            now,
            not_before: false,
            typ: Typ::FromProfile,
            claims: Additions::default(),
            header: Additions::default(),
        }
    }
}

/// Builds and signs the compact JWS.
///
/// # Errors
/// `ERR_CLAIM_INVALID`, `ERR_PROFILE`, `ERR_RANDOM_UNAVAILABLE`, `ERR_SIGNING_FAILED`.
pub fn sign(key: &SigningKey, options: &AssertionOptions, random: &mut dyn RandomSource) -> Result<String> {
    let profile = options.profile;
    profile.check(&Asked {
        algorithm: key.algorithm(),
        kid: key.kid(),
        lifetime: options.lifetime,
        audiences: options.audience.values(),
        not_before: options.not_before,
        claims: options.claims.names(),
        header: options.header.names(),
    })?;
    let jti = match &options.jti {
        Some(jti) => jti.clone(),
        None => random_jti(random)?,
    };
    let times = (options.now.before(profile.issued_ago), options.lifetime);
    let parties = parties(profile, &options.client_id, options.team_id.as_deref())?;
    let mut claims = Claims::new(parties, &options.audience, &jti, times, &options.claims)?;
    if options.not_before || profile.not_before {
        claims = claims.with_not_before();
    }
    let typ = match &options.typ {
        Typ::FromProfile => profile.typ,
        Typ::Absent => None,
        Typ::Value(value) => Some(value.as_str()),
    };
    let kid = profile.key_names.contains(&KeyName::Kid).then(|| key.kid());
    let header = Header::new(key.algorithm(), kid, typ, &options.header)?;
    let input = jws::signing_input((&header, &options.header), (&claims, &options.claims))?;
    let signature = key.sign(input.as_bytes(), random)?;
    Ok(jws::compact(input, &signature))
}

/// `iss` and `sub`.
///
/// # Errors
/// `ERR_PROFILE` for a team that is missing, `ERR_CLAIM_INVALID` for one that the profile has no place for.
pub(crate) fn parties<'a>(
    profile: &Profile,
    client_id: &'a str,
    team_id: Option<&'a str>,
) -> Result<(&'a str, Option<&'a str>)> {
    match (profile.parties, team_id) {
        (Parties::Team, Some(team_id)) => Ok((team_id, Some(client_id))),
        (Parties::Team, None) => Err(profile.refuse("sends the team as iss: give teamId")),
        (Parties::Client | Parties::IssuerOnly, Some(_)) => {
            Err(Error::claim("teamId is for a profile that sends it as iss, such as apple"))
        }
        (Parties::Client, None) => Ok((client_id, Some(client_id))),
        (Parties::IssuerOnly, None) => Ok((client_id, None)),
    }
}

fn random_jti(random: &mut dyn RandomSource) -> Result<String> {
    let mut octets = [0; 16];
    random.fill(&mut octets)?;
    Ok(base64url::encode(octets))
}
