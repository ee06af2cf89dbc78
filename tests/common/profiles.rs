//! What each profile has to give, written apart from the crate's own table.

use super::certificates::Holder;
use super::vectors::{curve_key, key};
use super::{jwk, random};
use private_key_jwt::assertion::{self, AssertionOptions};
use private_key_jwt::base64url;
use private_key_jwt::claims::Audiences;
use private_key_jwt::error::Result;
use private_key_jwt::key::SigningKey;
use private_key_jwt::profile::Profile;
use private_key_jwt::time::UnixSeconds;
use serde_json::Value;
use std::sync::LazyLock;

pub(crate) const NOW: u64 = 1_700_000_000;
pub(crate) const ISSUER: &str = "https://op.example";
pub(crate) const TOKEN_URL: &str = "https://op.example/token";
const APPLE: &str = "https://appleid.apple.com";

/// What is seen on the wire with a profile, and what it refuses.
pub(crate) struct Row {
    pub(crate) name: &'static str,
    pub(crate) algorithms: &'static [&'static str],
    pub(crate) aud: &'static str,
    pub(crate) max_lifetime: Option<u32>,
    pub(crate) typ: Option<&'static str>,
    pub(crate) iss: &'static str,
    pub(crate) sub: Option<&'static str>,
    pub(crate) issued_ago: u64,
    pub(crate) not_before: bool,
    pub(crate) kid_required: bool,
    pub(crate) certificate: bool,
}

const ANY: &[&str] =
    &["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA", "Ed25519"];
const RS: &[&str] = &["RS256", "RS384", "RS512"];
const ES: &[&str] = &["ES256", "ES384", "ES512"];
const NEW: Option<&str> = Some("client-authentication+jwt");
const OLD: Option<&str> = Some("JWT");

const fn row(
    name: &'static str,
    algorithms: &'static [&'static str],
    aud: &'static str,
    typ: Option<&'static str>,
) -> Row {
    Row {
        name,
        algorithms,
        aud,
        max_lifetime: None,
        typ,
        iss: "client",
        sub: Some("client"),
        issued_ago: 0,
        not_before: false,
        kid_required: false,
        certificate: false,
    }
}

const fn limited(mut row: Row, seconds: u32) -> Row {
    row.max_lifetime = Some(seconds);
    row
}

const fn with_kid(mut row: Row) -> Row {
    row.kid_required = true;
    row
}

const fn with_nbf(mut row: Row) -> Row {
    row.not_before = true;
    row
}

const fn earlier(mut row: Row) -> Row {
    row.issued_ago = 1;
    row
}

const fn of_parties(mut row: Row, iss: &'static str, sub: Option<&'static str>) -> Row {
    (row.iss, row.sub) = (iss, sub);
    row
}

const fn with_certificate(mut row: Row) -> Row {
    row.certificate = true;
    row
}

const IBM: &[&str] = &["RS256", "RS384", "RS512", "PS256", "PS384", "PS512"];
const OKTA: &[&str] = &["RS256", "RS384", "RS512", "ES256", "ES384", "ES512"];

pub(crate) const ROWS: [Row; 18] = [
    row("rfc7523bis", ANY, ISSUER, NEW),
    row("oidc-core", ANY, TOKEN_URL, None),
    row("fapi2", &["PS256", "ES256", "EdDSA", "Ed25519"], ISSUER, NEW),
    with_kid(row("signicat", &["RS256"], TOKEN_URL, None)),
    limited(row("keycloak", ANY, ISSUER, None), 60),
    limited(earlier(row("okta", OKTA, TOKEN_URL, None)), 3600),
    limited(row("auth0", &["RS256", "RS384", "PS256"], ISSUER, None), 300),
    with_certificate(with_nbf(row("entra", &["PS256"], TOKEN_URL, OLD))),
    limited(with_kid(of_parties(row("maskinporten", RS, ISSUER, None), "client", None)), 120),
    limited(row("singpass", ES, ISSUER, OLD), 120),
    limited(row("corppass", ES, ISSUER, OLD), 600),
    limited(with_nbf(row("helseid", ANY, ISSUER, NEW)), 60),
    limited(earlier(row("login-gov", &["RS256"], TOKEN_URL, None)), 300),
    limited(with_kid(row("nhs", &["RS512"], TOKEN_URL, OLD)), 300),
    row("openiddict", ANY, ISSUER, NEW),
    limited(with_kid(row("ibm-verify", IBM, ISSUER, None)), 86_400),
    limited(with_kid(of_parties(row("apple", &["ES256"], APPLE, None), "TEAM", Some("client"))), 15_777_000),
    limited(of_parties(row("google", &["RS256"], TOKEN_URL, OLD), "client", None), 3600),
];

/// The least that a profile has to be given.
pub(crate) fn options(row: &Row) -> AssertionOptions {
    let audience = Audiences::new(vec![row.aud.to_owned()]).unwrap();
    let profile = Profile::named(Some(row.name)).unwrap();
    let mut options = AssertionOptions::new("client".to_owned(), audience, profile, UnixSeconds::new(NOW).unwrap());
    if row.name == "apple" {
        options.team_id = Some(row.iss.to_owned());
    }
    options
}

/// Of the RSA key.
static CERTIFICATE: LazyLock<String> =
    LazyLock::new(|| Holder::new("rsa", &key("rsa-2048")).self_signed(["20200101000000Z", "20491231000000Z"]));

/// A key for an algorithm; an RSA key has a certificate.
pub(crate) fn signing_key(alg: &str) -> SigningKey {
    named_key(alg, None)
}

pub(crate) fn named_key(alg: &str, kid: Option<&str>) -> SigningKey {
    let is_curve = alg.starts_with('E');
    let mut options = jwk::options(Some(alg), kid);
    options.certificate = (!is_curve).then(|| CERTIFICATE.clone());
    let key = if is_curve { curve_key(alg) } else { key("rsa-2048") };
    SigningKey::from_jwk(&key.to_string(), &options).unwrap()
}

pub(crate) fn sign_with(options: &AssertionOptions, alg: &str) -> Result<String> {
    assertion::sign(&signing_key(alg), options, &mut random::any())
}

/// Header and claims of the assertion.
pub(crate) fn sign(options: &AssertionOptions, alg: &str) -> (Value, Value) {
    decode(&sign_with(options, alg).unwrap())
}

/// Header and claims.
pub(crate) fn decode(jwt: &str) -> (Value, Value) {
    let mut parts = jwt.split('.').map(|part| base64url::decode(part).unwrap());
    let mut next = || serde_json::from_slice(&parts.next().unwrap()).unwrap();
    (next(), next())
}
