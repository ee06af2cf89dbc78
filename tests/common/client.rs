//! A client at a token endpoint, and a key for it.

use super::{jwk, random, vectors};
use private_key_jwt::assertion;
use private_key_jwt::client::{Action, Answer, Client, ClientOptions, Exchange, Sent};
use private_key_jwt::endpoint::{self, Endpoint, UrlParts};
use private_key_jwt::error::Result;
use private_key_jwt::key::SigningKey;
use private_key_jwt::operation::Operation;
use private_key_jwt::profile::Profile;
use private_key_jwt::random::RandomSource;
use private_key_jwt::request::Grant;
use private_key_jwt::time::UnixSeconds;

pub(crate) const TOKEN_URL: &str = "https://op.example/token";
pub(crate) const ISSUER: &str = "https://op.example";

/// As much of a parser of URLs as these tests need.
pub(crate) fn parse(name: &str, text: &str, allow_http: bool) -> Result<Endpoint> {
    let absolute = text.split_once("://").ok_or_else(|| endpoint::invalid(name, "must be an absolute URL"));
    let (scheme, rest) = absolute?;
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let parts =
        UrlParts::new(text, if scheme == "https" { "https:" } else { "http:" }, host, text.contains(['#', '@']));
    Endpoint::new(name, parts, allow_http)
}

pub(crate) fn options() -> ClientOptions {
    let mut options = ClientOptions::new("client".to_owned(), Profile::named(None).unwrap());
    options.issuer = Some(ISSUER.to_owned());
    options.token_endpoint = Some(parse("tokenEndpoint", TOKEN_URL, false).unwrap());
    options
}

pub(crate) fn client() -> Client {
    Client::new(options(), parse).unwrap()
}

pub(crate) fn key() -> SigningKey {
    jwk::import(&vectors::key("rsa-2048")).unwrap()
}

pub(crate) fn now() -> UnixSeconds {
    UnixSeconds::new(1_700_000_000).unwrap()
}

/// A call that is not sent again.
pub(crate) fn exchange(grant: Grant) -> Exchange {
    let operation = Operation::named("request").unwrap();
    Exchange::new(operation, grant, false, None, &mut random::any()).unwrap()
}

/// The request that an exchange wants to be sent now.
pub(crate) fn post(client: &Client, exchange: &mut Exchange, key: &SigningKey) -> Result<Sent> {
    post_with(client, exchange, key, &mut random::any())
}

pub(crate) fn post_with(
    client: &Client,
    exchange: &mut Exchange,
    key: &SigningKey,
    random: &mut dyn RandomSource,
) -> Result<Sent> {
    let Action::Post(draft) = exchange.next(client, key.identity(), now())? else { panic!("nothing is to be sent") };
    let assertion = assertion::sign(key, &draft.assertion, random)?;
    Ok(exchange.request(client, &draft.endpoint, &assertion, None))
}

pub(crate) fn request(grant: Grant) -> Sent {
    post(&client(), &mut exchange(grant), &key()).unwrap()
}

/// What becomes of an answer to a grant.
pub(crate) fn accept(grant: Grant, status: u16, body: impl AsRef<[u8]>) -> Result<()> {
    let (mut client, mut exchange) = (client(), exchange(grant));
    let sent = post(&client, &mut exchange, &key()).unwrap();
    let answer = Answer::new(status, body.as_ref().to_vec());
    exchange.answered(&mut client, sent, &answer, now(), 30.0).map(|done| assert!(done))
}
