//! JWS compact serialization ([RFC 7515 section 7.1](https://www.rfc-editor.org/rfc/rfc7515#section-7.1)).

use crate::algorithm::Algorithm;
use crate::base64url;
use crate::claims::refuse_protected;
use crate::error::{Error, Result};
use serde::Serialize;
use serde_json::{Map, Value};

/// Parameters that are set elsewhere, or that change what the signature covers.
const PROTECTED: [&str; 5] = ["alg", "kid", "typ", "crit", "b64"];

#[derive(Serialize)]
pub(crate) struct Header<'a> {
    alg: &'static str,
    kid: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    typ: Option<&'a str>,
    #[serde(flatten)]
    additions: &'a Map<String, Value>,
}

impl<'a> Header<'a> {
    pub(crate) fn new(
        algorithm: &Algorithm,
        kid: &'a str,
        typ: Option<&'a str>,
        additions: &'a Map<String, Value>,
    ) -> Result<Self> {
        refuse_protected(additions, &PROTECTED, "header")?;
        Ok(Self { alg: algorithm.name(), kid, typ, additions })
    }
}

/// What is signed: the encoded header, a dot, the encoded payload.
pub(crate) fn signing_input(header: &Header<'_>, payload: &impl Serialize) -> Result<String> {
    Ok(format!("{}.{}", segment(header)?, segment(payload)?))
}

/// Appends the signature.
pub(crate) fn compact(mut signing_input: String, signature: &[u8]) -> String {
    signing_input.push('.');
    signing_input.push_str(&base64url::encode(signature));
    signing_input
}

fn segment(value: &impl Serialize) -> Result<String> {
    let json = serde_json::to_vec(value).map_err(|_| Error::claim("a claim cannot be written as JSON"))?;
    Ok(base64url::encode(json))
}
