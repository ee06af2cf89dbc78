//! Keys for the tests, and JWKs from numbers.

use private_key_jwt::base64url;
use private_key_jwt::error::Result;
use private_key_jwt::key::{KeyOptions, SigningKey};
use serde_json::{Map, Value};

/// The members of an RSA private JWK that are numbers.
pub(crate) const NUMBERS: [&str; 8] = ["n", "e", "d", "p", "q", "dp", "dq", "qi"];

/// A JWK of `numbers`, in the order of [`NUMBERS`]; three are enough.
pub(crate) fn from_numbers<T: AsRef<[u8]>>(numbers: &[T]) -> Value {
    let kty = ("kty".to_owned(), Value::from("RSA"));
    let members = NUMBERS.iter().zip(numbers).map(|(name, number)| ((*name).to_owned(), Value::from(uint(number))));
    core::iter::once(kty).chain(members).collect::<Map<_, _>>().into()
}

/// `Base64urlUInt`: as short as can be.
pub(crate) fn uint(number: impl AsRef<[u8]>) -> String {
    let number = number.as_ref();
    let start = number.iter().position(|octet| *octet != 0).unwrap_or(number.len());
    base64url::encode(&number[start..])
}

/// `jwk` without the members that are called `names`.
pub(crate) fn without(jwk: &Value, names: &[&str]) -> Value {
    let members = jwk.as_object().unwrap().iter().filter(|(name, _)| !names.contains(&name.as_str()));
    members.map(|(name, value)| (name.clone(), value.clone())).collect::<Map<_, _>>().into()
}

/// `jwk` with one member set.
pub(crate) fn with(jwk: &Value, name: &str, value: impl Into<Value>) -> Value {
    let mut jwk = jwk.clone();
    jwk[name] = value.into();
    jwk
}

/// The public half.
pub(crate) fn public(jwk: &Value) -> Value {
    let members = ["kty", "n", "e", "crv", "x", "y"].iter().filter(|name| !jwk[**name].is_null());
    members.map(|name| ((*name).to_owned(), jwk[*name].clone())).collect::<Map<_, _>>().into()
}

pub(crate) fn import(jwk: &Value) -> Result<SigningKey> {
    SigningKey::from_jwk(&jwk.to_string(), &KeyOptions::default())
}

pub(crate) fn import_as(jwk: &Value, alg: &str) -> Result<SigningKey> {
    SigningKey::from_jwk(&jwk.to_string(), &options(Some(alg), None))
}

pub(crate) fn options(alg: Option<&str>, kid: Option<&str>) -> KeyOptions {
    let mut options = KeyOptions::default();
    options.alg = alg.map(ToOwned::to_owned);
    options.kid = kid.map(ToOwned::to_owned);
    options
}
