//! Claims and a key -> a client assertion ([RFC 7523 section 2.2](https://www.rfc-editor.org/rfc/rfc7523#section-2.2)).

use crate::algorithm::Algorithm;
use crate::base64url;
use crate::claims::{self, Additions, Audiences};
use crate::error::{Error, Result};
use crate::jws;
use crate::key::{Identity, SigningKey};
use crate::profile::{Asked, Parties, Profile};
use crate::random::RandomSource;
use crate::time::{Lifetime, UnixSeconds};
use core::fmt;

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
    /// The present, from which the profile has `iat`.
    pub now: UnixSeconds,
    /// Adds `nbf`, equal to `iat`.
    pub not_before: bool,
    /// `typ`.
    pub typ: Typ,
    /// Additional claims.
    pub claims: Additions,
    /// Additional header parameters.
    pub header: Additions,
    /// One of the key's algorithms; its usual one when absent.
    pub algorithm: Option<&'static Algorithm>,
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
            algorithm: None,
        }
    }

    /// The header parameter `typ` that results.
    pub fn typ(&self) -> Option<&str> {
        match &self.typ {
            Typ::FromProfile => self.profile.typ,
            Typ::Absent => None,
            Typ::Value(value) => Some(value),
        }
    }
}

/// Header and claims of an assertion as they are signed ([RFC 7515 section 5.1](https://www.rfc-editor.org/rfc/rfc7515#section-5.1)).
#[derive(Clone, PartialEq, Eq)]
pub struct SigningInput(String);

impl SigningInput {
    /// Builds them for the key that will sign.
    ///
    /// # Errors
    /// `ERR_KEY_EXPIRED`, `ERR_CLAIM_INVALID`, `ERR_PROFILE`, `ERR_RANDOM_UNAVAILABLE`.
    pub fn new(key: &Identity, options: &AssertionOptions, random: &mut dyn RandomSource) -> Result<Self> {
        let profile = options.profile;
        let algorithm = options.algorithm.unwrap_or(key.algorithm());
        profile.check(&Asked {
            algorithm,
            kid: key.kid(),
            lifetime: options.lifetime,
            audiences: options.audience.values(),
            not_before: options.not_before,
            claims: options.claims.names(),
        })?;
        key.validity().check(options.now)?;
        let jti = match &options.jti {
            Some(jti) => jti.clone(),
            None => random_text(random)?,
        };
        let issued_at = options.now.shifted(i64::from(profile.issued_ago).saturating_neg());
        let times = (issued_at, options.lifetime, options.not_before || profile.not_before);
        let parties = parties(profile, &options.client_id, options.team_id.as_deref())?;
        let claims = claims::claims(parties, &options.audience, &jti, times, &options.claims)?;
        let header = jws::header(key, algorithm, profile, options.typ(), &options.header)?;
        Ok(Self::of(&header, &claims))
    }

    /// Of the JSON texts of header and claims.
    pub(crate) fn of(header: &str, claims: &str) -> Self {
        Self(jws::signing_input(header, claims))
    }

    /// What was signed in an assertion.
    pub(crate) fn signed_in(assertion: &str) -> Self {
        Self(assertion.rsplit_once('.').map(|(signed, _)| signed.to_owned()).unwrap_or_default())
    }

    /// The encoded header and claims with a dot between them.
    pub fn text(&self) -> &str {
        &self.0
    }

    /// The octets to sign.
    pub fn octets(&self) -> &[u8] {
        self.0.as_bytes()
    }

    /// The compact JWS with the signature over [`Self::octets`].
    pub fn into_assertion(self, signature: &[u8]) -> String {
        jws::compact(&self.0, signature)
    }
}

/// Without its signature it lets nobody in, but names the client.
impl fmt::Debug for SigningInput {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("SigningInput").finish_non_exhaustive()
    }
}

/// Builds and signs the compact JWS.
///
/// # Errors
/// Those of [`SigningInput::new`] and `ERR_SIGNING_FAILED`.
pub fn sign(key: &SigningKey, options: &AssertionOptions, random: &mut dyn RandomSource) -> Result<String> {
    let input = SigningInput::new(key.identity(), options, random)?;
    let algorithm = options.algorithm.unwrap_or(key.algorithm());
    let signature = key.sign_with(algorithm, input.octets(), random)?;
    Ok(input.into_assertion(&signature))
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

/// 128 random bits, base64url.
pub(crate) fn random_text(random: &mut dyn RandomSource) -> Result<String> {
    let mut octets = [0; 16];
    random.fill(&mut octets)?;
    Ok(base64url::encode(octets))
}
