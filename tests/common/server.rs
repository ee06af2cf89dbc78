//! A client against a server that follows a script, with a clock that only the script moves.

use super::client::{key, now, options, parse};
use super::random;
use private_key_jwt::assertion;
use private_key_jwt::base64url;
use private_key_jwt::client::{Action, Answer, Client, ClientOptions, Exchange, Poll, Refusal};
use private_key_jwt::endpoint::{Endpoint, UrlParts};
use private_key_jwt::error::{Error, ErrorCode, Result};
use private_key_jwt::key::SigningKey;
use private_key_jwt::operation::Operation;
use private_key_jwt::random::RandomSource;
use private_key_jwt::request::Grant;
use private_key_jwt::time::UnixSeconds;
use serde_json::Value;

pub(crate) const TOKEN: &str = r#"{"access_token":"a","token_type":"Bearer","expires_in":60}"#;
pub(crate) const INVALID_CLIENT: &str = r#"{"error":"invalid_client"}"#;

/// What the server does with a request; an `Err` is a failure of the network.
pub(crate) type Script<'a> = &'a mut dyn FnMut(&Request) -> std::result::Result<Answer, ()>;

/// A request as the server sees it.
pub(crate) struct Request {
    pub(crate) url: String,
    /// Empty for a GET.
    pub(crate) form: Vec<(String, String)>,
    pub(crate) header: Value,
    pub(crate) claims: Value,
    pub(crate) nonce: Option<String>,
}

pub(crate) struct Run {
    pub(crate) client: Client,
    pub(crate) key: SigningKey,
    /// The host's clock.
    pub(crate) now: UnixSeconds,
    pub(crate) remaining: f64,
    /// Seconds of each wait.
    pub(crate) waits: Vec<f64>,
    pub(crate) urls: Vec<String>,
    pub(crate) identifiers: Vec<String>,
    pub(crate) proves: bool,
    pub(crate) refusal: Option<Refusal>,
    random: Box<dyn RandomSource>,
}

impl Run {
    pub(crate) fn new(options: ClientOptions) -> Self {
        Self {
            client: Client::new(options, parse).unwrap(),
            key: key(),
            now: now(),
            remaining: 30.0,
            waits: Vec::new(),
            urls: Vec::new(),
            identifiers: Vec::new(),
            proves: false,
            refusal: None,
            random: Box::new(random::any()),
        }
    }

    /// With a token endpoint that is given.
    pub(crate) fn given() -> Self {
        Self::new(options())
    }

    /// With nothing but an issuer.
    pub(crate) fn discovering(issuer: &str) -> Self {
        let mut options = options();
        (options.issuer, options.token_endpoint) = (Some(issuer.to_owned()), None);
        Self::new(options)
    }

    pub(crate) fn call(&mut self, name: &str, script: Script<'_>) -> Result<()> {
        self.call_with(name, None, script)
    }

    pub(crate) fn call_with(&mut self, name: &str, poll: Option<Poll>, script: Script<'_>) -> Result<()> {
        let operation = Operation::named(name).unwrap();
        let grant = operation.grant_type.map(Grant::new).unwrap_or_default();
        let mut exchange = Exchange::new(operation, grant, self.proves, poll, self.random.as_mut())?;
        for _ in 0..100 {
            match exchange.next(&self.client, self.key.identity(), self.now)? {
                Action::Known(_) => return Ok(()),
                Action::Wait(seconds) => {
                    self.waits.push(seconds);
                    self.remaining -= seconds;
                    self.now = self.now.shifted(whole(seconds));
                }
                Action::Get(url) => {
                    self.urls.push(url.clone());
                    let seen = Request { url, form: Vec::new(), header: Value::Null, claims: Value::Null, nonce: None };
                    match script(&seen) {
                        Ok(answer) => exchange.discovered(&mut self.client, &answer, self.now, self.remaining)?,
                        Err(()) => exchange.failed(lost(), true, self.now, self.remaining)?,
                    }
                }
                Action::Post(draft) => {
                    let nonce = draft.proof.as_ref().and_then(|proof| proof.nonce.clone());
                    let assertion = assertion::sign(&self.key, &draft.assertion, self.random.as_mut())?;
                    let sent = exchange.request(&self.client, &draft.endpoint, &assertion, None);
                    let seen =
                        Request { nonce, ..seen(sent.request().url(), sent.request().secret_body(), &assertion) };
                    self.urls.push(seen.url.clone());
                    self.identifiers.push(seen.claims["jti"].as_str().unwrap().to_owned());
                    match script(&seen) {
                        Ok(answer) => {
                            let done = exchange.answered(&mut self.client, sent, &answer, self.now, self.remaining);
                            self.refusal = exchange.refusal().cloned();
                            if done? {
                                return Ok(());
                            }
                        }
                        Err(()) => exchange.failed(lost(), false, self.now, self.remaining)?,
                    }
                }
                other => panic!("{other:?}"),
            }
        }
        panic!("the exchange does not end")
    }
}

fn seen(url: &str, body: &str, assertion: &str) -> Request {
    let part = |index| serde_json::from_slice(&base64url::decode(assertion.split('.').nth(index).unwrap()).unwrap());
    let form = form_urlencoded::parse(body.as_bytes()).into_owned().collect();
    Request { url: url.to_owned(), form, header: part(0).unwrap(), claims: part(1).unwrap(), nonce: None }
}

pub(crate) fn answer(status: u16, body: &str) -> Answer {
    Answer::new(status, body.as_bytes().to_vec())
}

/// The error of the network, which only bindings make.
fn lost() -> Error {
    let parts = UrlParts::new("ftp://op.example/", "ftp:", "op.example", false);
    let error = Endpoint::new("lost", parts, false).unwrap_err();
    assert_eq!(error.code(), ErrorCode::EndpointInvalid);
    error
}

/// Seconds, rounded up; a wait has few of them.
fn whole(seconds: f64) -> i64 {
    (0..=3600).find(|whole| f64::from(*whole) >= seconds).map_or(3600, i64::from)
}

/// The text of an HTTP date so many seconds after the start.
pub(crate) fn date(seconds: i64) -> String {
    // 1700000000 is Tue, 14 Nov 2023 22:13:20 GMT.
    let of_day = (22 * 3600 + 13 * 60 + 20) + seconds;
    let (day, rest) = (14 + of_day.div_euclid(86_400), of_day.rem_euclid(86_400));
    format!("Tue, {day:02} Nov 2023 {:02}:{:02}:{:02} GMT", rest / 3600, rest / 60 % 60, rest % 60)
}
