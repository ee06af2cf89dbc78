//! What standards and providers ask of a client assertion, and the rules that follow.

mod table;

use crate::algorithm::Algorithm;
use crate::error::{Error, ErrorCode, Result};
use crate::time::Lifetime;
pub use table::ALL;

/// What `aud` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Audience {
    /// The authorization server's issuer identifier.
    Issuer,
    /// The URL of the token endpoint.
    TokenEndpoint,
    /// The URL of whatever endpoint is called.
    CalledEndpoint,
    /// This URL, for every client.
    Fixed(&'static str),
}

/// Whom `iss` and `sub` name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Parties {
    /// Both the client.
    Client,
    /// `iss` the client; `sub` is left out.
    IssuerOnly,
    /// `iss` the developer's team, `sub` the client.
    Team,
}

/// What the JWT is in a token request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum SentAs {
    /// `client_assertion` (RFC 7523 section 2.2).
    ClientAssertion,
    /// `client_secret`.
    ClientSecret,
    /// `assertion` of the jwt-bearer grant (RFC 7523 section 2.1), with no other authentication.
    Grant,
}

/// A header parameter by which a server finds the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum KeyName {
    /// `kid`; left out where the key has none.
    Kid,
    /// `x5t`: SHA-1 of the key's certificate.
    X5t,
    /// `x5t#S256`: SHA-256 of the key's certificate.
    X5tS256,
    /// `x5c`: the key's certificate and those that certify it.
    X5c,
}

impl KeyName {
    /// The parameter's name.
    pub(crate) fn parameter(self) -> &'static str {
        match self {
            Self::Kid => "kid",
            Self::X5t => "x5t",
            Self::X5tS256 => "x5t#S256",
            Self::X5c => "x5c",
        }
    }
}

/// A row of the table. Providers that state a least size of RSA keys state 2048 bits, which every key has here.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profile {
    /// The name by which it is chosen.
    pub name: &'static str,
    /// The algorithms accepted; `None` for every asymmetric one.
    pub algorithms: Option<&'static [&'static Algorithm]>,
    /// What `aud` names when the caller does not say.
    pub audience: Audience,
    /// Whether `aud` must be one plain string.
    pub single_audience: bool,
    /// The longest lifetime accepted, in seconds; never below the default one.
    pub max_lifetime: Option<u32>,
    /// The header parameter `typ`.
    pub typ: Option<&'static str>,
    /// The header parameters that name the key.
    pub key_names: &'static [KeyName],
    /// Whether there must be a `kid`.
    pub kid_required: bool,
    /// Whether `nbf` is always there, equal to `iat`.
    pub not_before: bool,
    /// How many seconds before the present `iat` is.
    pub issued_ago: u32,
    /// The additional claims accepted, and then no `nbf`; `None` for any.
    pub claims: Option<&'static [&'static str]>,
    /// Whom `iss` and `sub` name.
    pub parties: Parties,
    /// What the JWT is in a token request.
    pub sent_as: SentAs,
}

/// What an assertion is about to say, as far as profiles have rules for it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Asked<'a> {
    pub(crate) algorithm: &'a Algorithm,
    pub(crate) kid: Option<&'a str>,
    pub(crate) lifetime: Lifetime,
    pub(crate) audiences: &'a [String],
    pub(crate) not_before: bool,
    pub(crate) claims: &'a [String],
}

impl Profile {
    /// The profile called `name`, or the default one.
    ///
    /// # Errors
    /// `ERR_PROFILE` for a name that is not in the table.
    pub fn named(name: Option<&str>) -> Result<&'static Self> {
        let [default, ..] = ALL;
        let Some(name) = name else { return Ok(default) };
        ALL.into_iter().find(|profile| profile.name == name).ok_or_else(|| {
            let known: Vec<_> = ALL.iter().map(|profile| profile.name).collect();
            refuse(format!("there is no such profile; choose one of: {}", known.join(", ")))
        })
    }

    /// Whether the profile allows what is about to be signed.
    ///
    /// # Errors
    /// `ERR_PROFILE`, naming the profile and its rule.
    pub(crate) fn check(&self, asked: &Asked<'_>) -> Result<()> {
        self.broken_rule(asked).map_or(Ok(()), |rule| Err(self.refuse(&rule)))
    }

    /// An error that names the profile and its rule.
    pub(crate) fn refuse(&self, rule: &str) -> Error {
        refuse(format!("profile {} {rule}", self.name))
    }

    fn broken_rule(&self, asked: &Asked<'_>) -> Option<String> {
        if let Some(allowed) = self.algorithms
            && !allowed.contains(&asked.algorithm)
        {
            let names: Vec<_> = allowed.iter().map(|row| row.name()).collect();
            return Some(format!("accepts {}, not {}", names.join(", "), asked.algorithm.name()));
        }
        if let Some(longest) = self.max_lifetime
            && asked.lifetime.seconds() > longest
        {
            return Some(format!("accepts a lifetime of at most {longest} seconds"));
        }
        self.broken_audience(asked.audiences)
            .or_else(|| self.broken_key_name(asked))
            .or_else(|| self.broken_claim(asked))
    }

    fn broken_audience(&self, audiences: &[String]) -> Option<String> {
        let count = audiences.len();
        if self.single_audience && count != 1 {
            return Some(format!("wants one audience, not {count}"));
        }
        let Audience::Fixed(url) = self.audience else { return None };
        audiences.iter().any(|audience| audience != url).then(|| format!("wants the audience {url}"))
    }

    fn broken_key_name(&self, asked: &Asked<'_>) -> Option<String> {
        let lacks_kid = asked.kid.is_none_or(str::is_empty);
        (self.kid_required && lacks_kid).then(|| "wants a kid: give it with the key".to_owned())
    }

    fn broken_claim(&self, asked: &Asked<'_>) -> Option<String> {
        let allowed = self.claims?;
        let unlisted = asked.claims.iter().find(|name| !allowed.contains(&name.as_str()));
        let unlisted = unlisted.map(String::as_str).or(asked.not_before.then_some("nbf"))?;
        Some(format!("refuses the claim \"{unlisted}\"; claims that may be added are {}", allowed.join(", ")))
    }
}

pub(crate) fn refuse(message: String) -> Error {
    Error::new(ErrorCode::Profile, message)
}
