//! JSON text of a JWK or a JWKS -> the numbers of one RSA private key
//! ([RFC 7517](https://www.rfc-editor.org/rfc/rfc7517), [RFC 7518 section 6.3](https://www.rfc-editor.org/rfc/rfc7518#section-6.3)).

use super::number::{CrtNumbers, Number, StatedNumbers};
use crate::base64url;
use crate::error::{Error, Result};
use crate::json::{self, Json};
use zeroize::Zeroizing;

const MAX_TEXT: usize = 64 * 1024;

/// A private JWK whose members have the right form; the numbers are not checked yet.
pub(super) struct Jwk {
    pub(super) numbers: StatedNumbers,
    pub(super) alg: Option<String>,
    pub(super) kid: Option<String>,
}

/// Takes the JWK, or from a JWKS the key named `kid`, or its only usable one.
pub(super) fn select(text: &str, kid: Option<&str>) -> Result<Jwk> {
    if text.len() > MAX_TEXT {
        return Err(Error::malformed("the JWK text is longer than 64 KiB"));
    }
    let value = json::parse(text).map_err(|reason| Error::malformed(format!("the JWK {reason}")))?;
    let Json::Object(members) = value else {
        return Err(Error::malformed("a JWK must be a JSON object"));
    };
    let members = Members(members);
    match members.get("keys") {
        None => members.read(),
        Some(Json::Array(keys)) => from_set(keys, kid),
        Some(Json::Other | Json::String(_) | Json::Object(_)) => {
            Err(Error::malformed("the JWKS member \"keys\" must be an array"))
        }
    }
}

fn from_set(keys: &[Json], kid: Option<&str>) -> Result<Jwk> {
    let mut usable = Vec::new();
    let mut first_refusal = None;
    for key in keys {
        let Json::Object(members) = key else {
            return Err(Error::malformed("each key of a JWKS must be a JSON object"));
        };
        let members = MemberSlice(members);
        if kid.is_some() && members.string("kid").ok().flatten().as_deref() != kid {
            continue;
        }
        match members.read() {
            Ok(jwk) => usable.push(jwk),
            Err(error) => first_refusal = first_refusal.or(Some(error)),
        }
    }
    let first = usable.pop();
    match (first, usable.is_empty(), kid) {
        (Some(jwk), true, _) => Ok(jwk),
        (Some(_), false, None) => {
            Err(Error::unsuitable("the JWKS holds several private keys: say which with the option kid"))
        }
        (Some(_), false, Some(_)) => {
            Err(Error::unsuitable("the JWKS holds several private keys with the kid asked for"))
        }
        (None, _, Some(_)) => Err(first_refusal
            .unwrap_or_else(|| Error::unsuitable("the JWKS holds no key with the kid asked for"))),
        (None, _, None) => {
            Err(first_refusal.unwrap_or_else(|| Error::unsuitable("the JWKS holds no key")))
        }
    }
}

struct Members(Vec<(String, Json)>);

struct MemberSlice<'a>(&'a [(String, Json)]);

impl Members {
    fn get(&self, name: &str) -> Option<&Json> {
        MemberSlice(&self.0).get(name)
    }

    fn read(&self) -> Result<Jwk> {
        MemberSlice(&self.0).read()
    }
}

impl<'a> MemberSlice<'a> {
    fn get(&self, name: &str) -> Option<&'a Json> {
        self.0.iter().find(|(member, _)| member == name).map(|(_, value)| value)
    }

    fn read(&self) -> Result<Jwk> {
        self.check_kind()?;
        self.check_use()?;
        Ok(Jwk {
            numbers: StatedNumbers {
                n: self.required("n")?,
                e: self.required("e")?,
                d: self.required("d")?,
                crt: self.crt()?,
            },
            alg: self.string("alg")?,
            kid: self.string("kid")?,
        })
    }

    fn check_kind(&self) -> Result<()> {
        match self.string("kty")?.as_deref() {
            Some("RSA") => {}
            Some("EC" | "OKP") => {
                return Err(Error::unsupported("this is an EC or OKP key; only RSA keys are supported so far"));
            }
            Some("oct") => {
                return Err(Error::unsuitable("this is a shared secret (kty \"oct\"); private_key_jwt needs a private key"));
            }
            Some(_) => return Err(Error::unsupported("the JWK member \"kty\" must be \"RSA\"")),
            None => return Err(Error::malformed("the JWK member \"kty\" is missing")),
        }
        if self.get("oth").is_some() {
            return Err(Error::unsupported(
                "the JWK member \"oth\" makes this a key of more than two primes; make a key of two",
            ));
        }
        if self.get("d").is_none() && self.get("n").is_some() {
            return Err(Error::unsuitable("this is a public key: signing needs the private one, with the member \"d\""));
        }
        Ok(())
    }

    fn check_use(&self) -> Result<()> {
        if self.string("use")?.is_some_and(|value| value != "sig") {
            return Err(Error::unsuitable("the JWK member \"use\" must be \"sig\" or absent"));
        }
        match self.get("key_ops") {
            None => Ok(()),
            Some(Json::Array(operations)) => {
                let signs = |item: &Json| matches!(item, Json::String(text) if text.as_str() == "sign");
                if operations.iter().any(signs) {
                    Ok(())
                } else {
                    Err(Error::unsuitable("the JWK member \"key_ops\" must contain \"sign\" or be absent"))
                }
            }
            Some(Json::Other | Json::String(_) | Json::Object(_)) => {
                Err(Error::malformed("the JWK member \"key_ops\" must be an array of strings"))
            }
        }
    }

    fn crt(&self) -> Result<Option<CrtNumbers>> {
        const NAMES: [&str; 5] = ["p", "q", "dp", "dq", "qi"];
        if NAMES.iter().all(|name| self.get(name).is_none()) {
            return Ok(None);
        }
        let all = "the JWK members p, q, dp, dq and qi must be all present or all absent";
        let member = |name: &str| {
            self.number(name)?.ok_or_else(|| Error::malformed(format!("{all}: \"{name}\" is missing")))
        };
        Ok(Some(CrtNumbers {
            p: member("p")?,
            q: member("q")?,
            dp: member("dp")?,
            dq: member("dq")?,
            qi: member("qi")?,
        }))
    }

    fn required(&self, name: &str) -> Result<Number> {
        self.number(name)?
            .ok_or_else(|| Error::malformed(format!("the JWK member \"{name}\" is missing")))
    }

    fn string(&self, name: &str) -> Result<Option<String>> {
        Ok(self.text(name)?.map(ToOwned::to_owned))
    }

    fn text(&self, name: &str) -> Result<Option<&'a str>> {
        match self.get(name) {
            None => Ok(None),
            Some(Json::String(text)) => Ok(Some(text.as_str())),
            Some(Json::Other | Json::Array(_) | Json::Object(_)) => {
                Err(Error::malformed(format!("the JWK member \"{name}\" must be a string")))
            }
        }
    }

    /// A Base64urlUInt; one leading zero octet, which common encoders emit, is dropped.
    fn number(&self, name: &str) -> Result<Option<Number>> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let octets = Zeroizing::new(base64url::decode(text).ok_or_else(|| {
            Error::malformed(format!(
                "the JWK member \"{name}\" is not base64url: no padding, no \"+\" or \"/\", no white space, no stray bits"
            ))
        })?);
        let minimal = octets.strip_prefix(&[0]).unwrap_or(&octets);
        if minimal.first().is_none_or(|octet| *octet == 0) {
            return Err(Error::malformed(format!(
                "the JWK member \"{name}\" is zero, empty or has more than one leading zero octet"
            )));
        }
        Ok(Some(Zeroizing::new(minimal.to_vec())))
    }
}
