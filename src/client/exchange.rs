//! One call: the requests that it takes until it is answered.

use super::Client;
use super::answer::Answer;
use super::clock;
use super::poll::Poll;
use super::refusal::{Refusal, Sent};
use super::retry::{self, Retries};
use crate::assertion::AssertionOptions;
use crate::endpoint::Endpoint;
use crate::error::{Error, Result};
use crate::key::Identity;
use crate::operation::{Again, Operation};
use crate::proof::ProofOptions;
use crate::random::RandomSource;
use crate::request::Grant;
use crate::response::Rules;
use crate::time::UnixSeconds;

/// What the caller is to do next.
#[derive(Debug)]
#[non_exhaustive]
pub enum Action {
    /// Get this URL without following redirects, then [`Exchange::discovered`] or [`Exchange::failed`].
    Get(String),
    /// Sign the draft, [`Exchange::request`], post that, then [`Exchange::answered`] or [`Exchange::failed`].
    Post(Box<Draft>),
    /// Wait for so many seconds, then ask again.
    Wait(f64),
    /// Nothing: the call only wanted to know this endpoint.
    Known(Endpoint),
}

/// A request that needs signatures.
#[derive(Debug)]
#[non_exhaustive]
pub struct Draft {
    /// Where it goes.
    pub endpoint: Endpoint,
    /// What the assertion says.
    pub assertion: AssertionOptions,
    /// What the proof of possession says, where there is to be one.
    pub proof: Option<ProofOptions>,
}

/// One call of a client's method.
#[derive(Debug)]
pub struct Exchange {
    operation: &'static Operation,
    grant: Grant,
    proves: bool,
    poll: Option<Poll>,
    retries: Retries,
    pause: Option<f64>,
    /// Which of the places of metadata is next.
    pub(super) location: usize,
    /// How often the metadata had been had when this call began. It may use what was had since, even where that must not be kept.
    discoveries: Option<u32>,
    /// The correction of the clock before this call changed it.
    corrected: Option<i64>,
    has_new_nonce: bool,
    refusal: Option<Refusal>,
}

impl Exchange {
    /// A call; `proves` where the client has a key for proofs of possession.
    ///
    /// # Errors
    /// `ERR_RANDOM_UNAVAILABLE`
    pub fn new(
        operation: &'static Operation,
        grant: Grant,
        proves: bool,
        poll: Option<Poll>,
        random: &mut dyn RandomSource,
    ) -> Result<Self> {
        let mut octet = [0];
        random.fill(&mut octet)?;
        Ok(Self {
            operation,
            grant,
            proves: proves && operation.proves,
            poll,
            retries: Retries::new(octet.into_iter().next().unwrap_or_default()),
            pause: None,
            location: 0,
            discoveries: None,
            corrected: None,
            has_new_nonce: false,
            refusal: None,
        })
    }

    /// What a good answer has.
    pub fn rules(&self) -> &'static Rules {
        self.operation.rules
    }

    /// What the server refused last, for whoever explains it.
    pub fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }

    /// Whether a person decides how long it takes.
    pub fn polls(&self) -> bool {
        self.poll.is_some()
    }

    /// What to do next; `now` is the host's clock, not corrected.
    ///
    /// # Errors
    /// `ERR_DISCOVERY`, `ERR_ENDPOINT_INVALID`, `ERR_CLAIM_INVALID`; `ERR_TIMEOUT` where nobody decided in time.
    pub fn next(&mut self, client: &Client, key: &Identity, now: UnixSeconds) -> Result<Action> {
        if let Some(seconds) = self.pause.take() {
            return Ok(Action::Wait(seconds));
        }
        if let Some(poll) = &mut self.poll {
            poll.check(now, 0)?;
        }
        let is_of_this_call = *self.discoveries.get_or_insert(client.discoveries) != client.discoveries;
        let Some(endpoint) = client.endpoint(self.operation, is_of_this_call || client.is_fresh(now))? else {
            return client.location(self.location).map(Action::Get);
        };
        if !self.operation.sends {
            return Ok(Action::Known(endpoint));
        }
        let assertion = client.assertion(self.operation, &endpoint, key, now)?;
        let proof = self.proves.then(|| ProofOptions {
            nonce: client.nonce.clone(),
            ..ProofOptions::new("POST", endpoint.url(), assertion.now)
        });
        Ok(Action::Post(Box::new(Draft { endpoint, assertion, proof })))
    }

    /// The request of a draft to its endpoint, with an assertion and a proof that were made of it.
    pub fn request(&self, client: &Client, endpoint: &Endpoint, assertion: &str, proof: Option<String>) -> Sent {
        let sent_as = (assertion, client.options.profile.sent_as);
        let request = self.grant.request(endpoint, &client.options.client_id, sent_as).with_proof(proof);
        Sent::new(request, assertion, client.clock.correction())
    }

    /// What came of a request: whether that is the answer of the call. `remaining` seconds are left for it.
    ///
    /// # Errors
    /// `ERR_TOKEN_ENDPOINT` and `ERR_RESPONSE_MALFORMED`, where the same is not to be sent again.
    pub fn answered(
        &mut self,
        client: &mut Client,
        sent: Sent,
        answer: &Answer,
        now: UnixSeconds,
        remaining: f64,
    ) -> Result<bool> {
        let nonce = answer.dpop_nonce.as_ref().filter(|_| self.proves);
        if nonce.is_some() {
            client.nonce = nonce.cloned();
        }
        let Err(error) = self.operation.rules.check(answer.status, &answer.body, sent.secrets()) else {
            return Ok(true);
        };
        let error = error.with_retry_after(answer.retry_after(now));
        let used = sent.correction;
        self.refusal = Some(sent.refused(answer));
        if let Some(seconds) = self.poll.as_mut().and_then(|poll| poll.after(&error, answer, now)) {
            return self.wait_to_ask(now, seconds);
        }
        if nonce.is_some() && !self.has_new_nonce && says(&error, "use_dpop_nonce") {
            self.has_new_nonce = true;
            return Ok(false);
        }
        if let Some(previous) = self.corrected.take_if(|_| says(&error, "invalid_client")) {
            client.clock.set(previous);
            return Err(error);
        }
        if let Some(correction) = clock::asked_for(answer, &error, now, used) {
            if !client.clock.may_correct() {
                return Err(error.with_note(&clock::note(correction)));
            }
            self.corrected = Some(used);
            client.clock.set(correction);
            return Ok(false);
        }
        self.again(error, answer.retry_after(now), retry::is_temporary(answer.status), remaining)
    }

    /// After a request that did not reach the server, or whose answer did not arrive.
    ///
    /// # Errors
    /// The error given, where the same is not to be sent again.
    pub fn failed(&mut self, error: Error, is_discovery: bool, now: UnixSeconds, remaining: f64) -> Result<()> {
        if let Some(poll) = &mut self.poll {
            let seconds = poll.after_failure();
            return self.wait_to_ask(now, seconds).map(|_| ());
        }
        self.retry(error, None, is_discovery || self.is_harmless(), remaining)
    }

    fn is_harmless(&self) -> bool {
        self.operation.again == Again::Harmless
    }

    fn again(&mut self, error: Error, asked: Option<u32>, is_temporary: bool, remaining: f64) -> Result<bool> {
        self.retry(error, asked, is_temporary && self.is_harmless(), remaining).map(|()| false)
    }

    /// Plans a retry where there may be one.
    pub(super) fn retry(&mut self, error: Error, asked: Option<u32>, may_repeat: bool, remaining: f64) -> Result<()> {
        self.pause = if may_repeat { self.retries.next(asked, remaining) } else { None };
        if self.pause.is_some() { Ok(()) } else { Err(error) }
    }

    fn wait_to_ask(&mut self, now: UnixSeconds, seconds: u32) -> Result<bool> {
        if let Some(poll) = &mut self.poll {
            poll.check(now, seconds)?;
        }
        self.pause = Some(f64::from(seconds));
        Ok(false)
    }
}

fn says(error: &Error, what: &str) -> bool {
    error.answer().and_then(|answer| answer.error.as_deref()) == Some(what)
}
