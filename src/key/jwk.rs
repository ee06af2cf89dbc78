//! JSON text of a JWK or a JWKS -> the numbers of one private key
//! ([RFC 7517](https://www.rfc-editor.org/rfc/rfc7517)).

mod kind;
mod reader;

use super::foreign;
use super::material::Stated;
use crate::error::{Error, Result};
use crate::json::{Json, Members};
use reader::Reader;

const MAX_TEXT: usize = 64 * 1024;

/// Takes the JWK, or from a JWKS the key named `kid`, or its only usable one.
pub(super) fn select(text: &str, kid: Option<&str>) -> Result<Stated> {
    if text.len() > MAX_TEXT {
        return Err(Error::malformed("the JWK text is longer than 64 KiB"));
    }
    let members = Members::parse(text).map_err(|reason| Error::malformed(format!("the JWK {reason}")))?;
    if let Some(refused) = foreign::object(&members) {
        return Err(refused.into());
    }
    match members.get("keys") {
        None => read(&Reader(&members)),
        Some(Json::Array(keys)) => from_set(keys, kid),
        Some(Json::Null | Json::Boolean(_) | Json::Number { .. } | Json::String(_) | Json::Object(_)) => {
            Err(Error::malformed("the JWKS member \"keys\" must be an array"))
        }
    }
}

fn from_set(keys: &[Json], kid: Option<&str>) -> Result<Stated> {
    let (usable, refusals): (Vec<_>, Vec<_>) = keys
        .iter()
        .map(|key| match key {
            Json::Object(members) => Ok(members),
            Json::Null | Json::Boolean(_) | Json::Number { .. } | Json::String(_) | Json::Array(_) => {
                Err(Error::malformed("each key of a JWKS must be a JSON object"))
            }
        })
        .filter(|key| kid.is_none() || key.as_ref().is_ok_and(|key| key.string("kid").ok().flatten() == kid))
        .map(|key| read(&Reader(key?)))
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

fn read(jwk: &Reader<'_>) -> Result<Stated> {
    let kind = kind::of(jwk)?;
    check_use(jwk)?;
    Ok(Stated { material: kind.material(jwk)?, alg: jwk.string("alg")?, kid: jwk.string("kid")? })
}

fn check_use(jwk: &Reader<'_>) -> Result<()> {
    if jwk.string("use")?.is_some_and(|value| value != "sig") {
        return Err(Error::unsuitable("the JWK member \"use\" must be \"sig\" or absent"));
    }
    match jwk.0.get("key_ops") {
        None => Ok(()),
        Some(Json::Array(items)) if items.iter().all(|item| item.as_str().is_some()) => {
            if items.iter().any(|item| item.as_str() == Some("sign")) {
                return Ok(());
            }
            Err(Error::unsuitable("the JWK member \"key_ops\" must contain \"sign\" or be absent"))
        }
        Some(
            Json::Array(_) | Json::Null | Json::Boolean(_) | Json::Number { .. } | Json::String(_) | Json::Object(_),
        ) => Err(Error::malformed("the JWK member \"key_ops\" must be an array of strings")),
    }
}
