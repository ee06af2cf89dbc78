//! What an authorization server publishes about itself
//! ([RFC 8414](https://www.rfc-editor.org/rfc/rfc8414), OpenID Connect Discovery 1.0).

use crate::algorithm::{self, Algorithm};
use crate::endpoint::Endpoint;
use crate::error::{Error, ErrorCode, Result};
use crate::json::Members;
use crate::response;
use core::fmt;

/// Parses the URL that is called so, by the rules of [`Endpoint`]; the flag allows http.
pub type ParseEndpoint = fn(name: &str, text: &str, allow_http: bool) -> Result<Endpoint>;

const METHOD: &str = "private_key_jwt";

/// Where the metadata of an issuer may be, in the order in which they are asked for: OpenID Connect Discovery section 4,
/// RFC 8414 section 3.
///
/// # Errors
/// `ERR_ENDPOINT_INVALID` for an issuer that is no https URL, or has a query or a fragment.
pub fn locations(issuer: &str, parse: ParseEndpoint, allow_http: bool) -> Result<[String; 2]> {
    let invalid = |reason| crate::endpoint::invalid("issuer", reason);
    parse("issuer", issuer, allow_http)?;
    if issuer.contains(['?', '#']) {
        return Err(invalid("must have no query and no fragment (RFC 8414 section 2)"));
    }
    let base = issuer.strip_suffix('/').unwrap_or(issuer);
    let rest = base.strip_prefix("https://").or_else(|| base.strip_prefix("http://"));
    let rest = rest.ok_or_else(|| invalid("must begin with https://, in small letters"))?;
    let (authority, path) = rest.find('/').map_or((rest, ""), |slash| rest.split_at(slash));
    let scheme = base.strip_suffix(rest).unwrap_or_default();
    Ok([
        format!("{base}/.well-known/openid-configuration"),
        format!("{scheme}{authority}/.well-known/oauth-authorization-server{path}"),
    ])
}

/// The metadata of one issuer, whose name was compared exactly.
pub struct Metadata(Members);

impl Metadata {
    /// Reads a document; `None` where it is no JSON object.
    ///
    /// # Errors
    /// `ERR_DISCOVERY` where it is that of another issuer.
    pub fn parse(issuer: &str, body: &[u8]) -> Result<Option<Self>> {
        let Some(members) = response::parse(body) else { return Ok(None) };
        let stated = members.string("issuer").ok().flatten().unwrap_or_default();
        if stated == issuer {
            return Ok(Some(Self(members)));
        }
        let hint = if stated.trim_end_matches('/') == issuer.trim_end_matches('/') {
            ": they differ by a slash at the end"
        } else {
            ""
        };
        Err(refuse(format!(
            "the server's metadata name another issuer than the option issuer, which must be equal to it{hint}"
        )))
    }

    /// The endpoint that the metadata call `name`.
    ///
    /// # Errors
    /// `ERR_DISCOVERY` where there is none, or not at a safe URL; or where it does not take `private_key_jwt`.
    pub fn endpoint(&self, name: &str, parse: ParseEndpoint, allow_http: bool) -> Result<Endpoint> {
        if self.listed(name, "_auth_methods_supported").is_some_and(|methods| !methods.contains(&METHOD)) {
            return Err(refuse(format!("the server does not offer {METHOD} at its {name}")));
        }
        let url = self.0.string(name).ok().flatten();
        let url = url.ok_or_else(|| refuse(format!("the server's metadata have no {name}")))?;
        parse(name, url, allow_http).map_err(|error| refuse(format!("in the server's metadata, {}", error.message())))
    }

    /// The first of `algorithms` that the endpoint takes.
    ///
    /// # Errors
    /// `ERR_DISCOVERY` where it takes none of them.
    pub fn choose(
        &self,
        endpoint: &str,
        algorithms: impl Iterator<Item = &'static Algorithm> + Clone,
    ) -> Result<Option<&'static Algorithm>> {
        let Some(listed) = self.listed(endpoint, "_auth_signing_alg_values_supported") else {
            return Ok(algorithms.into_iter().next());
        };
        let mut names = algorithms.clone().map(Algorithm::name);
        if let Some(found) = algorithms.clone().find(|algorithm| listed.contains(&algorithm.name())) {
            return Ok(Some(found));
        }
        let known: Vec<_> = algorithm::ALL.iter().map(|row| row.name()).filter(|name| listed.contains(name)).collect();
        Err(refuse(format!(
            "the server takes assertions signed with one of [{}], and this key signs with {}",
            known.join(", "),
            names.next().unwrap_or("none that the profile allows")
        )))
    }

    /// Whether a flag is set.
    pub fn says(&self, name: &str) -> bool {
        self.0.is_true(name)
    }

    /// A list about an endpoint: its own, else that of the token endpoint (RFC 8414 section 2 has own ones for some).
    fn listed(&self, endpoint: &str, suffix: &str) -> Option<Vec<&str>> {
        self.0.strings(&format!("{endpoint}{suffix}")).or_else(|| self.0.strings(&format!("token_endpoint{suffix}")))
    }
}

impl fmt::Debug for Metadata {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.debug_struct("Metadata").finish_non_exhaustive()
    }
}

/// The error of metadata that could not be had or do not fit.
pub fn refuse(message: String) -> Error {
    Error::new(ErrorCode::Discovery, message)
}
