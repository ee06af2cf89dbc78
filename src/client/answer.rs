//! An answer as plain data.

use crate::time::UnixSeconds;

/// Status, the header fields of interest and the body of an answer. A field that the host does not show is absent.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Answer {
    /// HTTP status code.
    pub status: u16,
    /// At most [`crate::response::MAX_BODY`] octets.
    pub body: Vec<u8>,
    /// `Date`
    pub date: Option<String>,
    /// `Age`
    pub age: Option<String>,
    /// `Retry-After`
    pub retry_after: Option<String>,
    /// `Cache-Control`
    pub cache_control: Option<String>,
    /// `Expires`
    pub expires: Option<String>,
    /// `DPoP-Nonce`
    pub dpop_nonce: Option<String>,
}

impl Answer {
    /// An answer without header fields. A byte order mark is left out ([RFC 8259 section 8.1](https://www.rfc-editor.org/rfc/rfc8259#section-8.1)).
    pub fn new(status: u16, body: Vec<u8>) -> Self {
        let body = body.strip_prefix("\u{feff}".as_bytes()).map(<[u8]>::to_vec).unwrap_or(body);
        Self { status, body, ..Self::default() }
    }

    /// The server's clock when the answer left the last cache on its way.
    pub(super) fn date(&self) -> Option<UnixSeconds> {
        let date = UnixSeconds::of_http_date(self.date.as_deref()?)?;
        Some(date.shifted(i64::from(self.age())))
    }

    /// Seconds that the answer spent in caches.
    pub(super) fn age(&self) -> u32 {
        self.age.as_deref().and_then(|age| age.trim().parse().ok()).unwrap_or_default()
    }

    /// Seconds until the server wants to be asked again
    /// ([RFC 9110 section 10.2.3](https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3)).
    pub(super) fn retry_after(&self, now: UnixSeconds) -> Option<u32> {
        let text = self.retry_after.as_deref()?.trim();
        let is_number = !text.is_empty() && text.bytes().all(|octet| octet.is_ascii_digit());
        // A number that is too large is still one: much too late, not at once.
        is_number.then(|| text.parse().unwrap_or(u32::MAX)).or_else(|| {
            let until = UnixSeconds::of_http_date(text)?;
            u32::try_from(until.since(self.date().unwrap_or(now)).max(0)).ok()
        })
    }

    /// Seconds for which it may be used again ([RFC 9111 section 4.2.1](https://www.rfc-editor.org/rfc/rfc9111#section-4.2.1)).
    pub(super) fn freshness(&self, now: UnixSeconds) -> i64 {
        const UNSTATED: i64 = 3600;
        const LONGEST: i64 = 86_400;
        let mut seconds = self.expires.as_deref().map(|expires| {
            // Whatever is no date lies in the past (RFC 9111 section 5.3).
            UnixSeconds::of_http_date(expires).map_or(0, |until| until.since(self.date().unwrap_or(now)))
        });
        for directive in self.cache_control.as_deref().unwrap_or_default().split(',') {
            let directive = directive.trim().to_ascii_lowercase();
            if let Some(age) = directive.strip_prefix("max-age=") {
                seconds = age.trim_matches('"').parse().map(|age: i64| age.saturating_sub(i64::from(self.age()))).ok();
            } else if directive == "no-store" || directive == "no-cache" {
                return 0;
            }
        }
        seconds.unwrap_or(UNSTATED).clamp(0, LONGEST)
    }
}
