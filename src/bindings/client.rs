//! The class `TokenClient`: JavaScript parameters -> grant -> request -> fetch -> answer.

use super::error::{to_js, type_error};
use super::fetch::Transport;
use super::host::{self, HostRandom};
use super::key::{self, SharedKey, SigningKey};
use super::options::{Options, parameters};
use crate::client::Client;
use crate::profile::Profile;
use crate::request::{self, Endpoint, Grant, UrlParts};
use crate::response;
use crate::time::Lifetime;
use js_sys::{Function, JSON, Promise};
use std::rc::Rc;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::future_to_promise;
use web_sys::{AbortSignal, Url};

const MAX_TIMEOUT: f64 = 3600.0;

/// Exchanges grants for tokens at one token endpoint.
#[wasm_bindgen]
#[derive(Debug)]
pub struct TokenClient {
    exchange: Rc<Exchange>,
}

#[derive(Debug)]
struct Exchange {
    client: Client,
    key: SharedKey,
    fetch: Option<Function>,
    now: Option<Function>,
    timeout: f64,
}

#[wasm_bindgen]
impl TokenClient {
    /// From the options of the JavaScript class, and the key apart from them.
    ///
    /// # Errors
    /// `TypeError`, `ERR_ENDPOINT_INVALID`, `ERR_PROFILE`, `ERR_CLAIM_INVALID`.
    #[wasm_bindgen(constructor)]
    pub fn new(options: &JsValue, key: &SigningKey) -> Result<Self, JsValue> {
        const NAMES: [&str; 12] = [
            "clientId",
            "teamId",
            "key",
            "issuer",
            "tokenEndpoint",
            "audience",
            "profile",
            "lifetime",
            "fetch",
            "timeout",
            "now",
            "allowHttp",
        ];
        let js = |error| to_js(&error);
        let options = Options::new(options, "TokenClient options", &NAMES)?;
        let endpoint = options.url("tokenEndpoint")?.ok_or_else(|| js(request::invalid("is missing")))?;
        let endpoint = parse_endpoint(&endpoint, options.boolean("allowHttp")?)?;
        let profile = Profile::named(options.string("profile")?.as_deref()).map_err(js)?;
        let lifetime = options.seconds("lifetime")?.map_or(Ok(Lifetime::DEFAULT), Lifetime::new).map_err(js)?;
        let audience = (options.string("audience")?, options.string("issuer")?);
        let (client_id, team_id) = (options.required("clientId")?, options.string("teamId")?);
        let client = Client::new(client_id, endpoint, audience, profile, lifetime);
        let client = client.and_then(|client| client.with_team_id(team_id)).map_err(js)?;
        let timeout = options.number("timeout")?.unwrap_or(30.0);
        if !(timeout > 0.0 && timeout <= MAX_TIMEOUT) {
            return Err(type_error("TokenClient options: timeout must be more than 0 and at most 3600 seconds"));
        }
        let (fetch, now) = (options.function("fetch")?, options.function("now")?);
        let exchange = Exchange { client, key: key.share(), fetch, now, timeout: timeout * 1000.0 };
        Ok(Self { exchange: Rc::new(exchange) })
    }

    /// The authorization code grant (RFC 6749 section 4.1.3), with the code verifier of RFC 7636.
    ///
    /// # Errors
    /// As [`Self::request`], which all promises are made by.
    #[wasm_bindgen(js_name = authorizationCode)]
    pub fn authorization_code(&self, grant: &JsValue, call: &JsValue) -> Result<Promise, JsValue> {
        const NAMES: [&str; 6] = ["code", "redirectUri", "codeVerifier", "scope", "resource", "parameters"];
        let options = Options::new(grant, "authorizationCode parameters", &NAMES)?;
        let grant = Grant::new("authorization_code")
            .with("code", Some(&options.required("code")?))
            .with("redirect_uri", Some(&options.required("redirectUri")?))
            .with("code_verifier", options.string("codeVerifier")?.as_deref());
        self.start(with_common(grant, &options)?, call)
    }

    /// The client credentials grant (RFC 6749 section 4.4).
    ///
    /// # Errors
    /// As [`Self::request`].
    #[wasm_bindgen(js_name = clientCredentials)]
    pub fn client_credentials(&self, grant: &JsValue, call: &JsValue) -> Result<Promise, JsValue> {
        let options = Options::new(grant, "clientCredentials parameters", &["scope", "resource", "parameters"])?;
        self.start(with_common(Grant::new("client_credentials"), &options)?, call)
    }

    /// Refreshing an access token (RFC 6749 section 6).
    ///
    /// # Errors
    /// As [`Self::request`].
    #[wasm_bindgen(js_name = refreshToken)]
    pub fn refresh_token(&self, grant: &JsValue, call: &JsValue) -> Result<Promise, JsValue> {
        const NAMES: [&str; 4] = ["refreshToken", "scope", "resource", "parameters"];
        let options = Options::new(grant, "refreshToken parameters", &NAMES)?;
        let grant = Grant::new("refresh_token").with("refresh_token", Some(&options.required("refreshToken")?));
        self.start(with_common(grant, &options)?, call)
    }

    /// Any other grant, by its parameters.
    ///
    /// # Errors
    /// `TypeError`, `ERR_KEY_DISPOSED`, `ERR_CLAIM_INVALID`, `ERR_PROFILE`, `ERR_RANDOM_UNAVAILABLE`,
    /// `ERR_SIGNING_FAILED`, `ERR_NETWORK`, `ERR_TIMEOUT`, `ERR_ABORTED`, `ERR_RESPONSE_MALFORMED`,
    /// `ERR_TOKEN_ENDPOINT`.
    pub fn request(&self, grant: &JsValue, call: &JsValue) -> Result<Promise, JsValue> {
        let grant = Grant::from_parameters(parameters(grant, "the grant")?).map_err(|error| to_js(&error))?;
        self.start(grant, call)
    }

    fn start(&self, grant: Grant, call: &JsValue) -> Result<Promise, JsValue> {
        let signal = signal(&Options::new(call, "request options", &["signal"])?)?;
        let exchange = Rc::clone(&self.exchange);
        Ok(future_to_promise(async move { exchange.run(grant, signal).await }))
    }
}

impl Exchange {
    async fn run(&self, grant: Grant, signal: Option<AbortSignal>) -> Result<JsValue, JsValue> {
        let js = |error| to_js(&error);
        let now = self.now()?;
        let request = key::with(&self.key, |key| self.client.request(key, grant, now, &mut HostRandom).map_err(js))?;
        let transport = Transport { fetch: self.fetch.clone(), timeout: self.timeout, signal };
        let answer = transport.send(&request).await?;
        self.client.accept(&request, answer.status, &answer.body).map_err(js)?;
        let not_text = || js(response::malformed(answer.status, "answered with something that is no JSON text"));
        let text = core::str::from_utf8(&answer.body).map_err(|_| not_text())?;
        JSON::parse(text).map_err(|_| not_text())
    }

    fn now(&self) -> Result<crate::time::UnixSeconds, JsValue> {
        let Some(now) = &self.now else { return host::now().map_err(|error| to_js(&error)) };
        let seconds = now.call0(&JsValue::UNDEFINED)?.as_f64();
        let seconds = seconds.ok_or_else(|| type_error("the option now must return Unix seconds as a number"))?;
        host::instant(seconds).map_err(|error| to_js(&error))
    }
}

/// `scope`, `resource` (RFC 8707, may repeat) and additional `parameters`.
fn with_common(grant: Grant, options: &Options) -> Result<Grant, JsValue> {
    let mut grant = grant.with("scope", options.string("scope")?.as_deref());
    for resource in options.strings("resource")?.unwrap_or_default() {
        grant = grant.with("resource", Some(&resource));
    }
    grant.with_additional(options.parameters("parameters")?).map_err(|error| to_js(&error))
}

fn parse_endpoint(text: &str, allow_http: bool) -> Result<Endpoint, JsValue> {
    let url = Url::new(text).map_err(|_| to_js(&request::invalid("must be an absolute URL")))?;
    let extra = [url.username(), url.password(), url.hash()].iter().any(|part| !part.is_empty());
    let (href, protocol, hostname) = (url.href(), url.protocol(), url.hostname());
    Endpoint::new(UrlParts::new(&href, &protocol, &hostname, extra), allow_http).map_err(|error| to_js(&error))
}

fn signal(options: &Options) -> Result<Option<AbortSignal>, JsValue> {
    let Some(value) = options.get("signal")?.filter(|value| !value.is_null()) else { return Ok(None) };
    let listens = js_sys::Reflect::get(&value, &"addEventListener".into()).is_ok_and(|member| member.is_function());
    if !listens {
        return Err(type_error("request options: signal must be an AbortSignal"));
    }
    Ok(Some(value.unchecked_into()))
}
