//! JWS compact serialization ([RFC 7515 section 7.1](https://www.rfc-editor.org/rfc/rfc7515#section-7.1)).

use crate::algorithm::Algorithm;
use crate::base64url;
use crate::claims::{Additions, Claims};
use crate::error::{Error, Result};
use serde::Serialize;

/// Parameters that are set elsewhere, or that change what the signature covers.
const PROTECTED: [&str; 5] = ["alg", "kid", "typ", "crit", "b64"];

#[derive(Serialize)]
pub(crate) struct Header<'a> {
    alg: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    kid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    typ: Option<&'a str>,
}

impl<'a> Header<'a> {
    pub(crate) fn new(
        algorithm: &Algorithm,
        kid: Option<&'a str>,
        typ: Option<&'a str>,
        additions: &Additions,
    ) -> Result<Self> {
        additions.refuse(&PROTECTED, "header")?;
        Ok(Self { alg: algorithm.name(), kid, typ })
    }
}

/// What is signed: the encoded header, a dot, the encoded payload.
pub(crate) fn signing_input(
    (header, header_additions): (&Header<'_>, &Additions),
    (claims, claims_additions): (&Claims<'_>, &Additions),
) -> Result<String> {
    Ok(format!("{}.{}", segment(header, header_additions)?, segment(claims, claims_additions)?))
}

/// Appends the signature.
pub(crate) fn compact(mut signing_input: String, signature: &[u8]) -> String {
    signing_input.push('.');
    signing_input.push_str(&base64url::encode(signature));
    signing_input
}

fn segment(object: &impl Serialize, additions: &Additions) -> Result<String> {
    let mut json = serde_json::to_string(object).map_err(|_| Error::claim("a claim cannot be written as JSON"))?;
    additions.append_to(&mut json);
    Ok(base64url::encode(json))
}
