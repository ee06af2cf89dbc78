//! Metadata of the issuer: had when they are needed, kept for as long as HTTP allows.

use super::answer::Answer;
use super::exchange::Exchange;
use super::retry;
use super::{Client, ClientOptions};
use crate::error::Result;
use crate::metadata::{self, Metadata};
use crate::time::UnixSeconds;

impl Client {
    /// Whether there are metadata that need not be asked for again.
    pub(super) fn is_fresh(&self, now: UnixSeconds) -> bool {
        self.metadata.as_ref().is_some_and(|(_, until)| now < *until)
    }

    /// The URLs at which metadata may be; none where no issuer is known.
    pub fn locations(&self) -> Vec<String> {
        let ClientOptions { issuer, allow_http, .. } = &self.options;
        let found = issuer.as_ref().and_then(|issuer| metadata::locations(issuer, self.parse, *allow_http).ok());
        found.into_iter().flatten().collect()
    }

    /// The URL at which metadata are looked for; the second after the first.
    pub(super) fn location(&self, index: usize) -> Result<String> {
        let issuer = self.options.issuer.as_deref().unwrap_or_default();
        let locations = metadata::locations(issuer, self.parse, self.options.allow_http)?;
        locations.into_iter().nth(index).ok_or_else(|| {
            metadata::refuse(
                "the issuer publishes no metadata at /.well-known/openid-configuration nor at \
                 /.well-known/oauth-authorization-server: check issuer, or give tokenEndpoint"
                    .to_owned(),
            )
        })
    }
}

impl Exchange {
    /// What came of asking for metadata.
    ///
    /// # Errors
    /// `ERR_DISCOVERY` where they are those of another issuer, or are not to be had.
    pub fn discovered(&mut self, client: &mut Client, answer: &Answer, now: UnixSeconds, remaining: f64) -> Result<()> {
        if retry::is_temporary(answer.status) {
            let error = metadata::refuse(format!("the issuer answered {} when asked for its metadata", answer.status));
            return self.retry(error, answer.retry_after(now), true, remaining);
        }
        let issuer = client.options.issuer.as_deref().unwrap_or_default();
        let found = if answer.status == 200 { Metadata::parse(issuer, &answer.body)? } else { None };
        match found {
            Some(found) => {
                client.metadata = Some((found, now.shifted(answer.freshness(now))));
                client.discoveries = client.discoveries.wrapping_add(1);
            }
            None => self.location = self.location.saturating_add(1),
        }
        Ok(())
    }
}
