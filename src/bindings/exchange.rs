//! Runs an [`Exchange`]: the clock, signatures and fetch that it asks for.

use super::client_key::ClientKey;
use super::deadline::{Deadline, Failure};
use super::error::{refused, to_js, type_error};
use super::fetch::{self, Outgoing};
use super::flight::Flight;
use super::host::{self, HostRandom};
use crate::assertion::SigningInput;
use crate::client::{Action, Answer, Client, Draft, Exchange, Sent};
use crate::key::Identity;
use crate::proof::ProofOptions;
use crate::response;
use crate::time::UnixSeconds;
use js_sys::{Function, JSON, JsString, Object, Reflect};
use std::cell::RefCell;
use wasm_bindgen::convert::TryFromJsValue;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::AbortSignal;

/// What the calls of a client share.
#[derive(Debug)]
pub(super) struct Shared {
    /// Never borrowed while anything is awaited.
    pub(super) client: RefCell<Client>,
    pub(super) fetch: Option<Function>,
    pub(super) now: Option<Function>,
    /// Milliseconds of a call, or of one question where a person decides.
    pub(super) timeout: f64,
    /// The request for metadata.
    pub(super) flight: Flight,
}

/// A key for proofs of possession, and the JSON text of its public half.
pub(super) struct Proof {
    pub(super) key: ClientKey,
    pub(super) jwk: String,
}

impl Proof {
    pub(super) async fn sign(&self, options: &ProofOptions, deadline: Option<&Deadline>) -> Result<String, JsValue> {
        let build = |key: &Identity| options.signing_input(key.algorithm(), &self.jwk, &mut HostRandom);
        self.key.sign(&build, None, deadline).await
    }
}

impl Shared {
    /// Seconds that the server's clock is ahead.
    pub(super) fn clock_correction(&self) -> f64 {
        #[expect(
            clippy::as_conversions,
            clippy::cast_precision_loss,
            reason = "instants end in the year 9999, below 2^53"
        )]
        let seconds = self.client.borrow().clock_correction() as f64;
        seconds
    }

    /// The server's clock, as far as it is known.
    pub(super) fn corrected_now(&self) -> Result<UnixSeconds, JsValue> {
        Ok(self.now()?.shifted(self.client.borrow().clock_correction()))
    }

    pub(super) async fn run(
        &self,
        mut exchange: Exchange,
        signal: Option<AbortSignal>,
        keys: &Function,
        proof: Option<Proof>,
    ) -> Result<JsValue, Failure> {
        let mut deadline = Deadline::start(self.timeout, signal.clone())?;
        let (mut flying, mut may_wait) = (None, true);
        let mut key = self.key(keys)?;
        loop {
            let now = self.now()?;
            match key.with_identity(|identity| exchange.next(&self.client.borrow(), identity, now))? {
                Action::Known(endpoint) => return Ok(self.known(endpoint.url())?),
                Action::Wait(seconds) => {
                    if exchange.polls() {
                        deadline = Deadline::start(self.timeout + seconds * 1000.0, signal.clone())?;
                    }
                    deadline.sleep(seconds).await?;
                    key = self.key(keys)?;
                }
                Action::Get(url) => {
                    // Once: where the other call had no luck, this one has its own, and all of them at the same time.
                    if may_wait && flying.is_none() && self.flight.landed(&deadline).await? {
                        may_wait = false;
                        continue;
                    }
                    flying.get_or_insert_with(|| self.flight.begin());
                    self.discover(&mut exchange, &url, &deadline).await?;
                }
                Action::Post(draft) => {
                    drop(flying.take());
                    let sent = self.sign(&exchange, draft, &key, proof.as_ref(), &deadline).await?;
                    if let Some(answer) = self.post(&mut exchange, sent, &deadline).await? {
                        return Ok(answer);
                    }
                    key = self.key(keys)?;
                }
            }
        }
    }

    /// The key that signs now.
    fn key(&self, keys: &Function) -> Result<ClientKey, JsValue> {
        let key = keys.call1(&JsValue::UNDEFINED, &host::number(self.corrected_now()?).into())?;
        ClientKey::try_from_js_value(key).map_err(|_| type_error("a client's key must be a ClientKey"))
    }

    async fn discover(&self, exchange: &mut Exchange, url: &str, deadline: &Deadline) -> Result<(), Failure> {
        let request = Outgoing { url, form: None, proof: None };
        let answer = fetch::send(self.fetch.as_ref(), &request, deadline).await;
        let (now, remaining) = (self.now()?, deadline.remaining());
        match answer {
            Ok(answer) => exchange.discovered(&mut self.client.borrow_mut(), &answer, now, remaining),
            Err(Failure::Lost(error)) => exchange.failed(error, true, now, remaining),
            Err(ended) => return Err(ended),
        }
        .map_err(Failure::Lost)
    }

    async fn sign(
        &self,
        exchange: &Exchange,
        draft: Box<Draft>,
        key: &ClientKey,
        proof: Option<&Proof>,
        deadline: &Deadline,
    ) -> Result<Sent, JsValue> {
        let options = &draft.assertion;
        let build = |identity: &Identity| SigningInput::new(identity, options, &mut HostRandom);
        let assertion = key.sign(&build, options.algorithm, Some(deadline)).await?;
        let mut proved = None;
        if let (Some(proof), Some(options)) = (proof, &draft.proof) {
            proved = Some(proof.sign(options, Some(deadline)).await?);
        }
        Ok(exchange.request(&self.client.borrow(), &draft.endpoint, &assertion, proved))
    }

    /// The answer of the call, if this is it.
    async fn post(&self, exchange: &mut Exchange, sent: Sent, deadline: &Deadline) -> Result<Option<JsValue>, Failure> {
        let request = sent.request();
        let form = Some(request.secret_body());
        let request = Outgoing { url: request.url(), form, proof: request.proof() };
        let answer = fetch::send(self.fetch.as_ref(), &request, deadline).await;
        let (now, remaining) = (self.now()?, deadline.remaining());
        let answer = match answer {
            Ok(answer) => answer,
            Err(Failure::Lost(error)) => {
                return exchange.failed(error, false, now, remaining).map(|()| None).map_err(Failure::Lost);
            }
            Err(ended) => return Err(ended),
        };
        let client = &mut self.client.borrow_mut();
        let is_answered = exchange.answered(client, sent, &answer, now, remaining);
        if !is_answered.map_err(|error| refused(&error, exchange.refusal()))? {
            return Ok(None);
        }
        if !exchange.rules().has_body() {
            return Ok(Some(JsValue::UNDEFINED));
        }
        let not_text = || exchange.rules().malformed(answer.status, "answered with something that is no JSON text");
        let parsed = parsed(&answer).ok_or_else(|| Failure::Lost(not_text()))?;
        for name in exchange.rules().may_be_absent().map(JsString::from) {
            if Reflect::get(&parsed, &name)?.is_null() {
                Reflect::delete_property::<Object>(parsed.unchecked_ref(), &name)?;
            }
        }
        for name in exchange.rules().seconds.iter().map(|name| JsString::from(*name)) {
            if let Some(seconds) = Reflect::get(&parsed, &name)?.as_string().as_deref().and_then(response::seconds) {
                Reflect::set(&parsed, &name, &seconds.into())?;
            }
        }
        Ok(Some(parsed))
    }

    /// What this URL publishes as JSON; `undefined` where there is nothing.
    pub(super) async fn read(&self, url: &str) -> Result<JsValue, JsValue> {
        let deadline = Deadline::start(self.timeout, None)?;
        let request = Outgoing { url, form: None, proof: None };
        let answer = fetch::send(self.fetch.as_ref(), &request, &deadline).await;
        Ok(answer.ok().filter(|answer| answer.status == 200).as_ref().and_then(parsed).unwrap_or_default())
    }

    /// What is known of the authorization endpoint.
    fn known(&self, url: &str) -> Result<JsValue, JsValue> {
        let known = Object::new();
        let client = self.client.borrow();
        let says = |name: &str| client.metadata().is_some_and(|metadata| metadata.says(name));
        for (name, value) in [
            ("endpoint", url.into()),
            ("sendsIssuer", says("authorization_response_iss_parameter_supported").into()),
            ("wantsPush", says("require_pushed_authorization_requests").into()),
        ] {
            Reflect::set(&known, &JsString::from(name), &value)?;
        }
        Ok(known.into())
    }

    /// The host's clock, or the caller's.
    fn now(&self) -> Result<UnixSeconds, JsValue> {
        let Some(now) = &self.now else { return host::now().map_err(|error| to_js(&error)) };
        let seconds = now.call0(&JsValue::UNDEFINED)?.as_f64();
        let seconds = seconds.ok_or_else(|| type_error("the option now must return Unix seconds as a number"))?;
        host::instant(seconds).map_err(|error| to_js(&error))
    }
}

fn parsed(answer: &Answer) -> Option<JsValue> {
    core::str::from_utf8(&answer.body).ok().and_then(|text| JSON::parse(text).ok())
}
