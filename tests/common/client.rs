//! A client at a token endpoint, and a key for it.

use super::{jwk, random, vectors};
use private_key_jwt::client::Client;
use private_key_jwt::key::SigningKey;
use private_key_jwt::profile::Profile;
use private_key_jwt::request::{Endpoint, Grant, TokenRequest, UrlParts};
use private_key_jwt::time::{Lifetime, UnixSeconds};

pub(crate) const TOKEN_URL: &str = "https://op.example/token";
pub(crate) const ISSUER: &str = "https://op.example";

pub(crate) fn endpoint() -> Endpoint {
    Endpoint::new(UrlParts::new(TOKEN_URL, "https:", "op.example", false), false).unwrap()
}

pub(crate) fn client() -> Client {
    let issuer = (None, Some(ISSUER.to_owned()));
    Client::new("client".to_owned(), endpoint(), issuer, Profile::named(None).unwrap(), Lifetime::DEFAULT).unwrap()
}

pub(crate) fn key() -> SigningKey {
    jwk::import(&vectors::key("rsa-2048")).unwrap()
}

pub(crate) fn now() -> UnixSeconds {
    UnixSeconds::new(1_700_000_000).unwrap()
}

pub(crate) fn request(grant: Grant) -> TokenRequest {
    client().request(&key(), grant, now(), &mut random::any()).unwrap()
}
