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

/// A rule that is not kept, and what its message names.
enum Broken<'a> {
    Algorithm(&'static [&'static Algorithm]),
    Lifetime(u32),
    OneAudience,
    Audience(&'static str),
    Kid,
    Claim(&'a str, &'static [&'static str]),
}

impl Profile {
    /// The profile called `name`, or the default one.
    ///
    /// # Errors
    /// `ERR_PROFILE` for a name that is not in the table.
    pub fn named(name: Option<&str>) -> Result<&'static Self> {
        let [default, ..] = &ALL;
        name.map_or(Ok(default), Self::listed)
    }

    #[inline(never)]
    fn listed(name: &str) -> Result<&'static Self> {
        ALL.iter().copied().find(|profile| profile.name == name).ok_or_else(|| {
            let known: Vec<_> = ALL.iter().map(|profile| profile.name).collect();
            refuse(format!("there is no such profile; choose one of: {}", known.join(", ")))
        })
    }

    /// Whether the profile allows what is about to be signed.
    ///
    /// # Errors
    /// `ERR_PROFILE`, naming the profile and its rule.
    pub(crate) fn check(&self, asked: &Asked<'_>) -> Result<()> {
        self.broken_rule(asked).map_or(Ok(()), |rule| Err(self.refuse(&rule.described(asked))))
    }

    /// An error that names the profile and its rule.
    pub(crate) fn refuse(&self, rule: &str) -> Error {
        refuse(format!("profile {} {rule}", self.name))
    }

    fn broken_rule<'a>(&self, asked: &Asked<'a>) -> Option<Broken<'a>> {
        if let Some(allowed) = self.algorithms
            && !allowed.contains(&asked.algorithm)
        {
            return Some(Broken::Algorithm(allowed));
        }
        if let Some(longest) = self.max_lifetime
            && asked.lifetime.seconds() > longest
        {
            return Some(Broken::Lifetime(longest));
        }
        if self.single_audience && asked.audiences.len() != 1 {
            return Some(Broken::OneAudience);
        }
        if let Audience::Fixed(url) = self.audience
            && has_another(asked.audiences, url)
        {
            return Some(Broken::Audience(url));
        }
        if self.kid_required && asked.kid.is_none_or(str::is_empty) {
            return Some(Broken::Kid);
        }
        self.claims.and_then(|allowed| unlisted(asked, allowed))
    }
}

// Of what few profiles have a rule for: apart from the rest, as an engine compiles all of a function at its first call.

#[cold]
#[inline(never)]
fn has_another(audiences: &[String], url: &str) -> bool {
    audiences.iter().any(|audience| audience != url)
}

#[cold]
#[inline(never)]
fn unlisted<'a>(asked: &Asked<'a>, allowed: &'static [&'static str]) -> Option<Broken<'a>> {
    let unlisted = asked.claims.iter().find(|name| !allowed.contains(&name.as_str()));
    let unlisted = unlisted.map(String::as_str).or(asked.not_before.then_some("nbf"))?;
    Some(Broken::Claim(unlisted, allowed))
}

impl Broken<'_> {
    #[cold]
    #[inline(never)]
    fn described(&self, asked: &Asked<'_>) -> String {
        match self {
            Self::Algorithm(allowed) => {
                let names: Vec<_> = allowed.iter().map(|row| row.name()).collect();
                format!("accepts {}, not {}", names.join(", "), asked.algorithm.name())
            }
            Self::Lifetime(longest) => format!("accepts a lifetime of at most {longest} seconds"),
            Self::OneAudience => format!("wants one audience, not {}", asked.audiences.len()),
            Self::Audience(url) => format!("wants the audience {url}"),
            Self::Kid => "wants a kid: give it with the key".to_owned(),
            Self::Claim(unlisted, allowed) => {
                format!("refuses the claim \"{unlisted}\"; claims that may be added are {}", allowed.join(", "))
            }
        }
    }
}

pub(crate) fn refuse(message: String) -> Error {
    Error::new(ErrorCode::Profile, message)
}
