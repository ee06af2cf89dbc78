//! JWS compact serialization ([RFC 7515 section 7.1](https://www.rfc-editor.org/rfc/rfc7515#section-7.1)).

use crate::algorithm::Algorithm;
use crate::base64url;
use crate::claims::Additions;
use crate::error::{Error, Result};
use crate::json::{Object, Value};
use crate::key::{Certificates, Identity};
use crate::profile::{KeyName, Profile};

/// Parameters that are set elsewhere, or that change what the signature covers.
const PROTECTED: [&str; 5] = ["alg", "kid", "typ", "crit", "b64"];

/// The protected header for `key`.
pub(crate) fn header<'a>(
    key: &'a Identity,
    algorithm: &Algorithm,
    profile: &Profile,
    typ: Option<&'a str>,
    additions: &Additions,
) -> Result<Object<'a>> {
    additions.refuse(&PROTECTED, "header")?;
    if additions.has_private_jwk() {
        return Err(Error::claim("the header parameter jwk must be a public key: everybody can read it"));
    }
    let mut members = vec![("alg", Value::Text(algorithm.name()))];
    if let Some(kid) = key.kid().filter(|_| profile.key_names.contains(&KeyName::Kid)) {
        members.push(("kid", Value::Text(kid)));
    }
    members.extend(typ.map(|typ| ("typ", Value::Text(typ))));
    for name in profile.key_names {
        let parameter = name.parameter();
        additions.refuse(&[parameter], "header")?;
        let certificates = || certificates(key, profile, *name);
        members.push((
            parameter,
            match name {
                KeyName::Kid => continue,
                KeyName::X5t => Value::Text(certificates()?.x5t()),
                KeyName::X5tS256 => Value::Text(certificates()?.x5t_s256()),
                KeyName::X5c => Value::Texts(certificates()?.x5c()),
            },
        ));
    }
    Ok(Object(members))
}

fn certificates<'a>(key: &'a Identity, profile: &Profile, name: KeyName) -> Result<&'a Certificates> {
    key.certificates().ok_or_else(|| {
        let advice = ": give the key with the option certificate, the PEM that the provider knows";
        profile.refuse(&["names the key by ", name.parameter(), advice].concat())
    })
}

/// What is signed: the encoded header, a dot, the encoded payload.
pub(crate) fn signing_input(
    (header, header_additions): (&Object<'_>, &Additions),
    (claims, claims_additions): (&Object<'_>, &Additions),
) -> Result<String> {
    let mut input = segment(header, header_additions)?;
    input.push('.');
    input.push_str(&segment(claims, claims_additions)?);
    Ok(input)
}

/// Appends the signature.
pub(crate) fn compact(mut signing_input: String, signature: &[u8]) -> String {
    signing_input.push('.');
    signing_input.push_str(&base64url::encode(signature));
    signing_input
}

fn segment(object: &Object<'_>, additions: &Additions) -> Result<String> {
    let mut json = object.text().ok_or_else(|| Error::claim("a claim cannot be written as JSON"))?;
    additions.append_to(&mut json);
    Ok(base64url::encode(json))
}
