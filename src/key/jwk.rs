//! JSON text of a JWK or a JWKS -> the numbers of one private key
//! ([RFC 7517](https://www.rfc-editor.org/rfc/rfc7517)).

mod kind;
mod reader;

use super::foreign;
use super::material::Stated;
use super::public::StatedPublic;
use crate::error::{Error, Result};
use crate::json::{Json, Members};
use reader::Reader;

/// A key of either half.
pub(crate) enum Form {
    Private(Stated),
    Public(StatedPublic),
}

const MAX_TEXT: usize = 64 * 1024;

/// Takes the JWK, or from a JWKS the key named `kid`, or its only usable one.
pub(super) fn select(text: &str, kid: Option<&str>) -> Result<Stated> {
    let members = parse(text)?;
    match members.get("keys") {
        None => read_private(&Reader(&members)),
        Some(Json::Array(keys)) => from_set(keys, kid),
        Some(Json::Null | Json::Boolean(_) | Json::Number { .. } | Json::String(_) | Json::Object(_)) => {
            Err(Error::malformed("the JWKS member \"keys\" must be an array"))
        }
    }
}

/// Reads a JWK of either half, from a JWKS the key named `kid` or its only one.
pub(crate) fn read(text: &str, kid: Option<&str>) -> Result<Form> {
    let members = parse(text)?;
    let Some(keys) = members.get("keys") else { return read_either(&Reader(&members)) };
    let keys = keys.items().filter_map(Json::members);
    let mut fitting = keys.filter(|key| kid.is_none() || key.string("kid").ok().flatten() == kid);
    match (fitting.next(), fitting.next()) {
        (Some(key), None) => read_either(&Reader(key)),
        (Some(_), Some(_)) => Err(Error::unsuitable("the JWKS holds several keys: say which with the option kid")),
        (None, _) => Err(Error::unsuitable("the JWKS holds no key, or none with the kid asked for")),
    }
}

fn parse(text: &str) -> Result<Members> {
    if text.len() > MAX_TEXT {
        return Err(Error::malformed("the JWK text is longer than 64 KiB"));
    }
    let members = Members::parse(text).map_err(|reason| Error::malformed_by(&["the JWK ", &reason]))?;
    foreign::object(&members).map_or(Ok(members), |refused| Err(refused.into()))
}

/// Keeps no more than one key and one refusal, however many there are: 64 KiB hold thousands.
#[cold]
#[inline(never)]
fn from_set(keys: &[Json], kid: Option<&str>) -> Result<Stated> {
    let (mut usable, mut refusal) = (None, None);
    for key in keys {
        let members = key.members();
        if kid.is_some() && members.and_then(|key| key.string("kid").ok().flatten()) != kid {
            continue;
        }
        let read = match members {
            Some(members) => read_private(&Reader(members)),
            None => Err(Error::malformed("each key of a JWKS must be a JSON object")),
        };
        match read {
            Ok(_) if usable.is_some() => {
                return Err(Error::unsuitable(
                    "the JWKS holds several private keys that fit: say which with the option kid, and give each a kid of its own",
                ));
            }
            Ok(jwk) => usable = Some(jwk),
            Err(error) => refusal = refusal.or(Some(error)),
        }
    }
    let none = || Error::unsuitable("the JWKS holds no key, or none with the kid asked for");
    usable.ok_or_else(|| refusal.unwrap_or_else(none))
}

fn read_either(jwk: &Reader<'_>) -> Result<Form> {
    if jwk.0.get("d").is_some() {
        return read_private(jwk).map(Form::Private);
    }
    let kind = kind::of(jwk)?;
    check_use(jwk)?;
    let key = kind.public(jwk)?;
    Ok(Form::Public(StatedPublic { key, alg: jwk.string("alg")?, kid: jwk.string("kid")? }))
}

fn read_private(jwk: &Reader<'_>) -> Result<Stated> {
    let kind = kind::of_private(jwk)?;
    if jwk.0.get("use").is_some() || jwk.0.get("key_ops").is_some() {
        check_purpose(jwk)?;
    }
    Ok(Stated { material: kind.material(jwk)?, alg: jwk.string("alg")?, kid: jwk.string("kid")? })
}

#[cold]
#[inline(never)]
fn check_purpose(jwk: &Reader<'_>) -> Result<()> {
    check_use(jwk)?;
    check_operations(jwk)
}

fn check_use(jwk: &Reader<'_>) -> Result<()> {
    if jwk.text("use")?.is_some_and(|value| value != "sig") {
        return Err(Error::unsuitable("the JWK member \"use\" must be \"sig\" or absent"));
    }
    Ok(())
}

fn check_operations(jwk: &Reader<'_>) -> Result<()> {
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
