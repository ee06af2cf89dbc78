//! The class `TokenClient`: JavaScript parameters -> grant -> exchange.

use super::client_key::ClientKey;
use super::deadline::Failure;
use super::error::{to_js, type_error};
use super::exchange::{Proof, Shared};
use super::flight::Flight;
use super::host::{self, HostRandom};
use super::options::{Options, parameters};
use crate::client::{Client, ClientOptions, Exchange, Poll};
use crate::endpoint::{self, Endpoint, UrlParts};
use crate::error::Result as Checked;
use crate::operation::{Again, Kind, Operation};
use crate::profile::Profile;
use crate::proof::ProofOptions;
use crate::request::Grant;
use crate::time::Lifetime;
use js_sys::{Function, Promise};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{AbortSignal, Url};

const MAX_TIMEOUT: f64 = 3600.0;

/// Seconds.
const LEASE: f64 = 10.0;

/// Of RFC 8628 section 3.5, where the server says nothing, in seconds.
const INTERVAL: u32 = 5;

/// How long to ask, in seconds, where the server does not say when the request expires.
const EXPIRES_IN: u32 = 600;

/// The longest interval, and the longest time to ask, in seconds: 23 days. A timer of JavaScript has 2^31 - 1 milliseconds, and ends at once
/// where it is given more.
const LONGEST: u32 = 2_000_000;

/// A client of one authorization server.
#[wasm_bindgen]
#[derive(Debug)]
pub struct TokenClient {
    shared: Rc<Shared>,
}

#[wasm_bindgen]
impl TokenClient {
    /// From the options of the JavaScript class. The key comes with each call, since it may be another each time.
    ///
    /// # Errors
    /// `TypeError`, `ERR_ENDPOINT_INVALID`, `ERR_PROFILE`, `ERR_CLAIM_INVALID`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue) -> Result<Self, JsValue> {
        const NAMES: [&str; 14] = [
            "clientId",
            "teamId",
            "key",
            "issuer",
            "tokenEndpoint",
            "jwksUri",
            "audience",
            "profile",
            "lifetime",
            "fetch",
            "timeout",
            "lease",
            "now",
            "allowHttp",
        ];
        let js = |error| to_js(&error);
        let options = Options::new(options, "TokenClient options", &NAMES)?;
        let profile = Profile::named(options.string("profile")?.as_deref()).map_err(js)?;
        let mut given = ClientOptions::new(options.required("clientId")?, profile);
        given.allow_http = options.boolean("allowHttp")?;
        given.team_id = options.string("teamId")?;
        given.issuer = options.string("issuer")?;
        let endpoint = options.url("tokenEndpoint")?;
        let endpoint = endpoint.map(|url| parse_endpoint("tokenEndpoint", &url, given.allow_http));
        given.token_endpoint = endpoint.transpose().map_err(js)?;
        if let Some(url) = options.url("jwksUri")? {
            parse_endpoint("jwksUri", &url, given.allow_http).map_err(js)?;
        }
        given.audience = options.string("audience")?;
        if let Some(seconds) = options.seconds("lifetime")? {
            given.lifetime = Lifetime::new(seconds).map_err(js)?;
        }
        let timeout = options.number("timeout")?.unwrap_or(30.0);
        if !(timeout > 0.0 && timeout <= MAX_TIMEOUT) {
            return Err(type_error("TokenClient options: timeout must be more than 0 and at most 3600 seconds"));
        }
        let lease = options.number("lease")?.unwrap_or(LEASE);
        let (fetch, now) = (options.function("fetch")?, options.function("now")?);
        given.may_correct_clock = now.is_none();
        let client = RefCell::new(Client::new(given, parse_endpoint).map_err(js)?);
        let shared = Shared { client, fetch, now, timeout: timeout * 1000.0, flight: Flight::new(lease * 1000.0) };
        Ok(Self { shared: Rc::new(shared) })
    }

    /// Seconds that the server's clock is ahead of the host's, as far as it had to be corrected.
    #[wasm_bindgen(getter, js_name = clockCorrection)]
    pub fn clock_correction(&self) -> f64 {
        self.shared.clock_correction()
    }

    /// Where the issuer may publish its metadata.
    pub fn locations(&self) -> Vec<String> {
        self.shared.client.borrow().locations()
    }

    /// A promise of what a URL publishes as JSON, of `undefined` where there is nothing.
    pub fn read(&self, url: String) -> Promise {
        let shared = Rc::clone(&self.shared);
        host::promise(Box::pin(async move { shared.read(&url).await }))
    }

    /// A promise of a proof of possession for a request with an access token, by the corrected clock.
    ///
    /// # Errors
    /// `TypeError`, `ERR_ENDPOINT_INVALID`; the promise is rejected with `ERR_CLAIM_INVALID`, `ERR_KEY_DISPOSED`, `ERR_RANDOM_UNAVAILABLE`,
    /// `ERR_SIGNING_FAILED`.
    pub fn proof(&self, request: &JsValue, key: ClientKey, jwk: String) -> Result<Promise, JsValue> {
        let options = Options::new(request, "dpopProof parameters", &["method", "url", "accessToken", "nonce"])?;
        let url =
            options.url("url")?.ok_or_else(|| type_error("dpopProof parameters: url must be a URL or a string"))?;
        // A proof is about a URL without them, and it must not show a password.
        let url = url.split(['?', '#']).next().unwrap_or_default();
        let url = parse_endpoint("url", url, true).map_err(|error| to_js(&error))?;
        let mut proof = ProofOptions::new(&options.required("method")?, url.url(), self.shared.corrected_now()?);
        proof.nonce = options.string("nonce")?;
        if let Some(token) = options.string("accessToken")? {
            proof = proof.with_access_token(&token);
        }
        let proves = Proof { key, jwk };
        Ok(host::promise(Box::pin(async move { proves.sign(&proof, None).await.map(JsValue::from) })))
    }

    /// Starts the operation of this name: a promise of what the server answers. `keys` gives the [`ClientKey`] for an instant in Unix
    /// seconds; it is asked anew for every request, since in between one of several keys may have expired, or the clock been corrected.
    ///
    /// # Errors
    /// `TypeError`, `ERR_KEY_DISPOSED`, `ERR_KEY_EXPIRED`, `ERR_CLAIM_INVALID`, `ERR_PROFILE`, `ERR_RANDOM_UNAVAILABLE`,
    /// `ERR_SIGNING_FAILED`, `ERR_DISCOVERY`, `ERR_NETWORK`, `ERR_TIMEOUT`, `ERR_ABORTED`, `ERR_RESPONSE_MALFORMED`,
    /// `ERR_TOKEN_ENDPOINT`.
    pub fn call(
        &self,
        name: &str,
        grant: &JsValue,
        call: &JsValue,
        keys: Function,
        proof_key: Option<ClientKey>,
        proof_jwk: Option<String>,
    ) -> Result<Promise, JsValue> {
        let operation = Operation::named(name).ok_or_else(|| type_error("there is no such operation"))?;
        let (grant, poll) = read_grant(operation, grant)?;
        operation.check(&grant).map_err(|error| to_js(&error))?;
        let signal = signal(&Options::new(call, "request options", &["signal"])?)?;
        let proof = proof_key.zip(proof_jwk).map(|(key, jwk)| Proof { key, jwk });
        let exchange = Exchange::new(operation, grant, proof.is_some(), poll, &mut HostRandom);
        let exchange = exchange.map_err(|error| to_js(&error))?;
        let shared = Rc::clone(&self.shared);
        let run = async move { shared.run(exchange, signal, &keys, proof).await.map_err(Failure::into_js) };
        Ok(host::promise(Box::pin(run)))
    }
}

/// The parameters of a call, and how to ask where a person decides.
fn read_grant(operation: &Operation, given: &JsValue) -> Result<(Grant, Option<Poll>), JsValue> {
    let js = |error| to_js(&error);
    if operation.is_by_wire() {
        let by_wire = if given.is_undefined() { Vec::new() } else { parameters(given, "the parameters")? };
        if by_wire.iter().filter(|(name, _)| name == "grant_type").count() > 1 {
            return Err(type_error("the parameters: grant_type must be one string"));
        }
        let grant = if operation.name == "request" {
            Grant::from_parameters(by_wire)
        } else {
            Grant::default().with_additional(by_wire)
        };
        return Ok((grant.map_err(js)?, None));
    }
    let mut names: Vec<&str> = operation.parameters.iter().map(|(option, ..)| *option).collect();
    names.push("parameters");
    let polls = operation.again == Again::Polling;
    if polls {
        names.extend(["interval", "expiresIn"]);
    }
    let options = Options::new(given, operation.name, &names)?;
    let mut grant = operation.grant_type.map(Grant::new).unwrap_or_default();
    for (option, wire, kind) in operation.parameters {
        match kind {
            Kind::Required => grant = grant.with(wire, Some(&options.required(option)?)),
            Kind::Optional => grant = grant.with(wire, options.string(option)?.as_deref()),
            Kind::Several => {
                for value in options.strings(option)?.unwrap_or_default() {
                    grant = grant.with(wire, Some(&value));
                }
            }
        }
    }
    let grant = grant.with_additional(options.parameters("parameters")?).map_err(js)?;
    if !polls {
        return Ok((grant, None));
    }
    let interval = options.duration("interval")?.unwrap_or(INTERVAL);
    if interval > LONGEST {
        return Err(type_error(&format!("{}: interval must be at most {LONGEST} seconds", operation.name)));
    }
    let expires_in = options.duration("expiresIn")?.unwrap_or(EXPIRES_IN);
    Ok((grant, Some(Poll::new(interval, expires_in.min(LONGEST)))))
}

/// By the host's own parser of URLs.
fn parse_endpoint(name: &str, text: &str, allow_http: bool) -> Checked<Endpoint> {
    let url = Url::new(text).map_err(|_| endpoint::invalid(name, "must be an absolute URL"))?;
    let extra = [url.username(), url.password(), url.hash()].iter().any(|part| !part.is_empty());
    let (href, protocol, hostname) = (url.href(), url.protocol(), url.hostname());
    Endpoint::new(name, UrlParts::new(&href, &protocol, &hostname, extra), allow_http)
}

fn signal(options: &Options) -> Result<Option<AbortSignal>, JsValue> {
    let Some(value) = options.get("signal")?.filter(|value| !value.is_null()) else { return Ok(None) };
    let listens = js_sys::Reflect::get(&value, &"addEventListener".into()).is_ok_and(|member| member.is_function());
    if !listens {
        return Err(type_error("request options: signal must be an AbortSignal"));
    }
    Ok(Some(value.unchecked_into()))
}
