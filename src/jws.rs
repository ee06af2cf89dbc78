//! JWS compact serialization ([RFC 7515 section 7.1](https://www.rfc-editor.org/rfc/rfc7515#section-7.1)).

use crate::algorithm::Algorithm;
use crate::base64url;
use crate::claims::Additions;
use crate::error::{Error, Result};
use crate::json::Object;
use crate::key::Identity;
use crate::profile::{KeyName, Profile};

/// Parameters that are set elsewhere, or that change what the signature covers.
const PROTECTED: [&str; 5] = ["alg", "kid", "typ", "crit", "b64"];

/// The protected header for `key`, as JSON.
pub(crate) fn header(
    key: &Identity,
    algorithm: &Algorithm,
    profile: &Profile,
    typ: Option<&str>,
    additions: &Additions,
) -> Result<String> {
    additions.refuse(&PROTECTED, "header")?;
    if additions.has_private_jwk() {
        return Err(Error::claim("the header parameter jwk must be a public key: everybody can read it"));
    }
    let mut header = Object::new();
    header.text("alg", algorithm.name());
    if let Some(kid) = key.kid()
        && profile.key_names.contains(&KeyName::Kid)
    {
        header.text("kid", kid);
    }
    if let Some(typ) = typ {
        header.text("typ", typ);
    }
    for name in profile.key_names {
        additions.refuse(&[name.parameter()], "header")?;
        if *name != KeyName::Kid {
            name_certificate(&mut header, key, profile, *name)?;
        }
    }
    additions.append_to(&mut header);
    Ok(header.finish())
}

#[cold]
#[inline(never)]
fn name_certificate(header: &mut Object, key: &Identity, profile: &Profile, name: KeyName) -> Result<()> {
    let certificates = key.certificates().ok_or_else(|| {
        let advice = ": give the key with the option certificate, the PEM that the provider knows";
        profile.refuse(&["names the key by ", name.parameter(), advice].concat())
    })?;
    match name {
        KeyName::Kid => {}
        KeyName::X5t => header.text(name.parameter(), certificates.x5t()),
        KeyName::X5tS256 => header.text(name.parameter(), certificates.x5t_s256()),
        KeyName::X5c => header.texts(name.parameter(), certificates.x5c()),
    }
    Ok(())
}

/// What is signed: the encoded header, a dot, the encoded payload.
pub(crate) fn signing_input(header: &str, payload: &str) -> String {
    dotted(&base64url::encode(header), &base64url::encode(payload))
}

/// Appends the signature.
pub(crate) fn compact(signing_input: &str, signature: &[u8]) -> String {
    dotted(signing_input, &base64url::encode(signature))
}

/// In a text of just this length, which then need not be moved to become one of JavaScript.
fn dotted(first: &str, second: &str) -> String {
    let mut both = String::with_capacity(first.len().saturating_add(second.len()).saturating_add(1));
    both += first;
    both += ".";
    both += second;
    both
}
