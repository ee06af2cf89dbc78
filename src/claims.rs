//! The claims of a client assertion ([RFC 7523 section 3](https://www.rfc-editor.org/rfc/rfc7523#section-3)).

use crate::error::{Error, Result};
use crate::json::{Json, Members, Object};
use crate::time::{Lifetime, UnixSeconds};

/// Members of a JWK that are secret (RFC 7518 section 6).
const SECRET: [&str; 8] = ["d", "p", "q", "dp", "dq", "qi", "oth", "k"];

/// Claims that have an option of their own, or that the assertion's meaning hangs on.
const PROTECTED: [&str; 6] = ["iss", "aud", "jti", "iat", "exp", "nbf"];

/// `aud`: one plain string, or an array where a profile allows several.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Audiences {
    /// One plain string.
    One(String),
    /// An array of strings.
    Several(Vec<String>),
}

impl Audiences {
    /// From a list; a single value becomes a plain string.
    ///
    /// # Errors
    /// `ERR_CLAIM_INVALID` for no value or an empty one.
    pub fn new(mut values: Vec<String>) -> Result<Self> {
        if values.is_empty() || values.iter().any(String::is_empty) {
            return Err(Error::claim("audience must not be empty: give the issuer or what the provider documents"));
        }
        if values.len() == 1
            && let Some(value) = values.pop()
        {
            return Ok(Self::One(value));
        }
        Ok(Self::Several(values))
    }

    pub(crate) fn values(&self) -> &[String] {
        match self {
            Self::One(value) => core::slice::from_ref(value),
            Self::Several(values) => values,
        }
    }
}

/// The claims of one assertion as JSON; `nbf` is `iat`, where there is one. Where `sub` is not set, it may be among the additions.
pub(crate) fn claims(
    (iss, sub): (&str, Option<&str>),
    audiences: &Audiences,
    jti: &str,
    (issued_at, lifetime, not_before): (UnixSeconds, Lifetime, bool),
    additions: &Additions,
) -> Result<String> {
    if iss.is_empty() || sub.is_some_and(str::is_empty) {
        return Err(Error::claim("clientId must not be empty"));
    }
    if jti.is_empty() {
        return Err(Error::claim("jti must not be empty; leave it out to have a random one"));
    }
    additions.refuse(&PROTECTED, "claims")?;
    if sub.is_some() {
        additions.refuse(&["sub"], "claims")?;
    }
    let mut claims = Object::new();
    claims.text("iss", iss);
    if let Some(sub) = sub {
        claims.text("sub", sub);
    }
    match audiences {
        Audiences::One(audience) => claims.text("aud", audience),
        Audiences::Several(audiences) => claims.texts("aud", audiences),
    }
    claims.text("jti", jti);
    claims.number("iat", issued_at.seconds());
    if not_before {
        claims.number("nbf", issued_at.seconds());
    }
    claims.number("exp", issued_at.after(lifetime).seconds());
    additions.append_to(&mut claims);
    Ok(claims.finish())
}

/// Members that the caller adds to a JSON object.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Additions(Option<Box<Added>>);

/// At least one member.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Added {
    names: Vec<String>,
    /// Whether the member `jwk` has a secret one.
    has_private_jwk: bool,
    /// The text between the braces.
    text: String,
}

impl Added {
    #[cold]
    #[inline(never)]
    fn refuse(&self, protected: &[&str], option: &str) -> Result<()> {
        match self.names.iter().find(|name| protected.contains(&name.as_str())) {
            None => Ok(()),
            Some(name) => Err(Error::claim(
                [option, " must not contain \"", name, "\": it is set from the other options"].concat(),
            )),
        }
    }
}

impl Additions {
    /// From the text of a JSON object.
    ///
    /// # Errors
    /// `ERR_CLAIM_INVALID` for anything else, and for duplicate members.
    pub fn parse(text: &str) -> Result<Self> {
        let members = Members::parse(text)
            .map_err(|reason| Error::claim(format!("the object of additional claims or header parameters {reason}")))?;
        let names: Vec<_> = members.names().map(ToOwned::to_owned).collect();
        if names.is_empty() {
            return Ok(Self::default());
        }
        let inner = text.trim().strip_prefix('{').and_then(|text| text.strip_suffix('}')).unwrap_or_default();
        let jwk = members.get("jwk").and_then(Json::members);
        let has_private_jwk = jwk.is_some_and(|jwk| jwk.names().any(|name| SECRET.contains(&name)));
        Ok(Self(Some(Box::new(Added { names, has_private_jwk, text: inner.to_owned() }))))
    }

    /// The names of the members.
    pub(crate) fn names(&self) -> &[String] {
        self.0.as_ref().map_or(&[], |members| &members.names)
    }

    /// Whether whoever reads them would have a private key.
    pub(crate) fn has_private_jwk(&self) -> bool {
        self.0.as_ref().is_some_and(|members| members.has_private_jwk)
    }

    /// Refuses additions that would replace what is set elsewhere.
    pub(crate) fn refuse(&self, protected: &[&str], option: &str) -> Result<()> {
        self.0.as_ref().map_or(Ok(()), |members| members.refuse(protected, option))
    }

    /// Appends them to the members of a JSON object.
    pub(crate) fn append_to(&self, object: &mut Object) {
        if let Self(Some(members)) = self {
            object.members(&members.text);
        }
    }
}
