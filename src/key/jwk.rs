//! JSON text of a JWK or a JWKS -> the numbers of one RSA private key
//! ([RFC 7517](https://www.rfc-editor.org/rfc/rfc7517), [RFC 7518 section 6.3](https://www.rfc-editor.org/rfc/rfc7518#section-6.3)).

use super::material::{Material, Stated};
use super::number::{CrtNumbers, Number, StatedNumbers};
use crate::base64url;
use crate::error::{Error, Result};
use crate::json::{Json, Members, WrongType};

const MAX_TEXT: usize = 64 * 1024;

/// Takes the JWK, or from a JWKS the key named `kid`, or its only usable one.
pub(super) fn select(text: &str, kid: Option<&str>) -> Result<Stated> {
    if text.len() > MAX_TEXT {
        return Err(Error::malformed("the JWK text is longer than 64 KiB"));
    }
    let members = Members::parse(text).map_err(|reason| Error::malformed(format!("the JWK {reason}")))?;
    match members.get("keys") {
        None => Reader(&members).read(),
        Some(Json::Array(keys)) => from_set(keys, kid),
        Some(Json::Literal | Json::Number { .. } | Json::String(_) | Json::Object(_)) => {
            Err(Error::malformed("the JWKS member \"keys\" must be an array"))
        }
    }
}

fn from_set(keys: &[Json], kid: Option<&str>) -> Result<Stated> {
    let (usable, refusals): (Vec<_>, Vec<_>) = keys
        .iter()
        .map(|key| match key {
            Json::Object(members) => Ok(members),
            Json::Literal | Json::Number { .. } | Json::String(_) | Json::Array(_) => {
                Err(Error::malformed("each key of a JWKS must be a JSON object"))
            }
        })
        .filter(|key| kid.is_none() || key.as_ref().is_ok_and(|key| key.string("kid").ok().flatten() == kid))
        .map(|key| Reader(key?).read())
        .partition(Result::is_ok);
    let mut usable = usable.into_iter().flatten();
    match (usable.next(), usable.next(), refusals.into_iter().find_map(Result::err)) {
        (Some(jwk), None, _) => Ok(jwk),
        (Some(_), Some(_), _) => Err(Error::unsuitable(
            "the JWKS holds several private keys that fit: say which with the option kid, and give each a kid of its own",
        )),
        (None, _, Some(refusal)) => Err(refusal),
        (None, _, None) => Err(Error::unsuitable("the JWKS holds no key, or none with the kid asked for")),
    }
}

/// Reads the members of one JWK.
struct Reader<'a>(&'a Members);

impl Reader<'_> {
    fn read(&self) -> Result<Stated> {
        self.check_kind()?;
        self.check_use()?;
        let numbers =
            StatedNumbers { n: self.required("n")?, e: self.required("e")?, d: self.required("d")?, crt: self.crt()? };
        Ok(Stated { material: Material::Rsa(numbers), alg: self.string("alg")?, kid: self.string("kid")? })
    }

    fn check_kind(&self) -> Result<()> {
        match self.text("kty")? {
            Some("RSA") => {}
            Some("EC" | "OKP") => {
                return Err(Error::unsupported("this is an EC or OKP key; only RSA keys are supported so far"));
            }
            Some("oct") => {
                return Err(Error::unsuitable(
                    "this is a shared secret (kty \"oct\"); private_key_jwt needs a private key",
                ));
            }
            Some(_) => return Err(Error::unsupported("the JWK member \"kty\" must be \"RSA\"")),
            None => return Err(Error::malformed("the JWK member \"kty\" is missing")),
        }
        if self.0.get("oth").is_some() {
            return Err(Error::unsupported(
                "the JWK member \"oth\" makes this a key of more than two primes; make a key of two",
            ));
        }
        if self.0.get("d").is_none() && self.0.get("n").is_some() {
            return Err(Error::unsuitable(
                "this is a public key: signing needs the private one, with the member \"d\"",
            ));
        }
        Ok(())
    }

    fn check_use(&self) -> Result<()> {
        if self.text("use")?.is_some_and(|value| value != "sig") {
            return Err(Error::unsuitable("the JWK member \"use\" must be \"sig\" or absent"));
        }
        match self.0.get("key_ops") {
            None => Ok(()),
            Some(Json::Array(items)) if items.iter().all(|item| item.as_str().is_some()) => {
                if items.iter().any(|item| item.as_str() == Some("sign")) {
                    return Ok(());
                }
                Err(Error::unsuitable("the JWK member \"key_ops\" must contain \"sign\" or be absent"))
            }
            Some(Json::Array(_) | Json::Literal | Json::Number { .. } | Json::String(_) | Json::Object(_)) => {
                Err(Error::malformed("the JWK member \"key_ops\" must be an array of strings"))
            }
        }
    }

    fn crt(&self) -> Result<Option<CrtNumbers>> {
        const NAMES: [&str; 5] = ["p", "q", "dp", "dq", "qi"];
        if NAMES.iter().all(|name| self.0.get(name).is_none()) {
            return Ok(None);
        }
        let all = "the JWK members p, q, dp, dq and qi must be all present or all absent";
        let member =
            |name: &str| self.number(name)?.ok_or_else(|| Error::malformed(format!("{all}: \"{name}\" is missing")));
        Ok(Some(CrtNumbers {
            p: member("p")?,
            q: member("q")?,
            dp: member("dp")?,
            dq: member("dq")?,
            qi: member("qi")?,
        }))
    }

    fn required(&self, name: &str) -> Result<Number> {
        self.number(name)?.ok_or_else(|| Error::malformed(format!("the JWK member \"{name}\" is missing")))
    }

    fn string(&self, name: &str) -> Result<Option<String>> {
        Ok(self.text(name)?.map(ToOwned::to_owned))
    }

    fn text(&self, name: &str) -> Result<Option<&str>> {
        let text = self.0.string(name);
        text.map_err(|WrongType| Error::malformed(format!("the JWK member \"{name}\" must be a string")))
    }

    /// A `Base64urlUInt`; one leading zero octet, which common encoders emit, is dropped.
    fn number(&self, name: &str) -> Result<Option<Number>> {
        let Some(text) = self.text(name)? else { return Ok(None) };
        let octets = Number::new(base64url::decode(text).ok_or_else(|| {
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
        Ok(Some(Number::new(minimal.to_vec())))
    }
}
