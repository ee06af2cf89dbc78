//! JWS compact serialization ([RFC 7515 section 7.1](https://www.rfc-editor.org/rfc/rfc7515#section-7.1)).

use crate::base64url;
use crate::claims::{Additions, Claims};
use crate::error::{Error, Result};
use crate::key::{Certificates, Identity};
use crate::profile::{self, KeyName, Profile};
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
    #[serde(skip_serializing_if = "Option::is_none")]
    x5t: Option<&'a str>,
    #[serde(rename = "x5t#S256", skip_serializing_if = "Option::is_none")]
    x5t_s256: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    x5c: Option<&'a [String]>,
}

impl<'a> Header<'a> {
    pub(crate) fn new(
        key: &'a Identity,
        profile: &Profile,
        typ: Option<&'a str>,
        additions: &Additions,
    ) -> Result<Self> {
        additions.refuse(&PROTECTED, "header")?;
        let alg = key.algorithm().name();
        let mut header = Self { alg, kid: None, typ, x5t: None, x5t_s256: None, x5c: None };
        for name in profile.key_names {
            additions.refuse(&[name.parameter()], "header")?;
            let certificates = || certificates(key, profile, *name);
            match name {
                KeyName::Kid => header.kid = key.kid(),
                KeyName::X5t => header.x5t = Some(certificates()?.x5t()),
                KeyName::X5tS256 => header.x5t_s256 = Some(certificates()?.x5t_s256()),
                KeyName::X5c => header.x5c = Some(certificates()?.x5c()),
            }
        }
        Ok(header)
    }
}

fn certificates<'a>(key: &'a Identity, profile: &Profile, name: KeyName) -> Result<&'a Certificates> {
    key.certificates().ok_or_else(|| {
        profile::refuse(format!(
            "profile {} names the key by {}: give the key with the option certificate, the PEM that the provider knows",
            profile.name,
            name.parameter()
        ))
    })
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
