//! The one table of what standards and providers ask of a client assertion.

use crate::algorithm::{self, Algorithm};
use crate::error::{Error, ErrorCode, Result};
use crate::time::Lifetime;

/// What `aud` names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Audience {
    /// The authorization server's issuer identifier.
    Issuer,
    /// The URL of the token endpoint.
    TokenEndpoint,
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

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Profile {
    /// The name by which it is chosen.
    pub name: &'static str,
    /// What `aud` names when the caller does not say.
    pub audience: Audience,
    /// Whether `aud` must be one plain string.
    pub single_audience: bool,
    /// The header parameter `typ`.
    pub typ: Option<&'static str>,
    /// The header parameters that name the key.
    pub key_names: &'static [KeyName],
    /// Whether `nbf` is always there, equal to `iat`.
    pub not_before: bool,
    /// The algorithms accepted; `None` for every asymmetric one.
    pub algorithms: Option<&'static [&'static Algorithm]>,
    /// The longest lifetime accepted, in seconds.
    pub max_lifetime: Option<u32>,
}

/// Every profile; the first is the default.
pub const ALL: [&Profile; 3] = [
    // draft-ietf-oauth-rfc7523bis, section 4
    &Profile {
        name: "rfc7523bis",
        audience: Audience::Issuer,
        single_audience: true,
        typ: Some("client-authentication+jwt"),
        key_names: &[KeyName::Kid],
        not_before: false,
        algorithms: None,
        max_lifetime: None,
    },
    // Signicat, "Client authentication with Private Key JWT"; its example lives for 6000 s.
    &Profile {
        name: "signicat",
        audience: Audience::TokenEndpoint,
        single_audience: false,
        typ: None,
        key_names: &[KeyName::Kid],
        not_before: false,
        algorithms: Some(&[algorithm::RS256]),
        max_lifetime: None,
    },
    // Microsoft Entra ID, "certificate credentials"; it advises 300 to 600 s.
    &Profile {
        name: "entra",
        audience: Audience::TokenEndpoint,
        single_audience: true,
        typ: Some("JWT"),
        key_names: &[KeyName::X5tS256],
        not_before: true,
        algorithms: Some(&[algorithm::PS256]),
        max_lifetime: None,
    },
];

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
    pub fn check(&self, algorithm: &Algorithm, lifetime: Lifetime, audiences: usize) -> Result<()> {
        let name = self.name;
        if let Some(allowed) = self.algorithms
            && !allowed.contains(&algorithm)
        {
            let allowed: Vec<_> = allowed.iter().map(|row| row.name()).collect();
            let alg = algorithm.name();
            return Err(refuse(format!("profile {name} accepts {}, not {alg}", allowed.join(", "))));
        }
        if let Some(longest) = self.max_lifetime
            && lifetime.seconds() > longest
        {
            return Err(refuse(format!("profile {name} accepts a lifetime of at most {longest} seconds")));
        }
        if self.single_audience && audiences != 1 {
            return Err(refuse(format!("profile {name} wants one audience, not {audiences}")));
        }
        Ok(())
    }
}

pub(crate) fn refuse(message: String) -> Error {
    Error::new(ErrorCode::Profile, message)
}
