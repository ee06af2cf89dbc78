//! The URLs that requests go to ([RFC 6749 section 3](https://www.rfc-editor.org/rfc/rfc6749#section-3)).

use crate::error::{Error, ErrorCode, Result};

/// An absolute URL taken apart by a URL parser.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct UrlParts<'a> {
    /// The whole URL, normalized.
    pub href: &'a str,
    /// With the colon: `https:`.
    pub protocol: &'a str,
    /// Without the port; IPv6 addresses in brackets.
    pub hostname: &'a str,
    /// Whether user name, password or fragment are there.
    pub has_credentials_or_fragment: bool,
}

impl<'a> UrlParts<'a> {
    /// The parts of a URL.
    pub fn new(href: &'a str, protocol: &'a str, hostname: &'a str, has_credentials_or_fragment: bool) -> Self {
        Self { href, protocol, hostname, has_credentials_or_fragment }
    }
}

/// The URL of an endpoint: https, or http where that is safe or explicitly allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Endpoint(String);

impl Endpoint {
    /// Checks the parts of the URL that is called `name`; `http:` passes for loopback hosts, or with `allow_http`.
    ///
    /// # Errors
    /// `ERR_ENDPOINT_INVALID`.
    pub fn new(name: &str, parts: UrlParts<'_>, allow_http: bool) -> Result<Self> {
        let secure = match parts.protocol {
            "https:" => true,
            "http:" => allow_http || is_loopback(parts.hostname),
            _ => false,
        };
        if !secure {
            return Err(invalid(name, "must be an https URL (http is for loopback hosts, or with allowHttp)"));
        }
        if parts.has_credentials_or_fragment {
            return Err(invalid(name, "must have no user name, password or fragment (RFC 6749 section 3.2)"));
        }
        Ok(Self(parts.href.to_owned()))
    }

    /// The URL.
    pub fn url(&self) -> &str {
        &self.0
    }
}

/// The error of an endpoint that is no URL or not a safe one.
pub fn invalid(name: &str, reason: &str) -> Error {
    Error::new(ErrorCode::EndpointInvalid, format!("{name} {reason}"))
}

/// RFC 8252 section 7.3 and RFC 6761 section 6.3.
fn is_loopback(hostname: &str) -> bool {
    // A host of digits and dots alone is an IPv4 address, or no URL parser lets it pass.
    let is_of_address = |octet: u8| octet.is_ascii_digit() || octet == b'.';
    let is_v4 = |rest: &str| rest.bytes().all(is_of_address);
    hostname == "localhost" || hostname == "[::1]" || hostname.strip_prefix("127.").is_some_and(is_v4)
}
