//! When the same is sent again, with a new assertion.

/// At most so many retries of a call.
const MOST: u8 = 2;

/// Seconds to wait where the server does not say.
const PAUSES: [f64; 2] = [0.25, 1.0];

/// Counts the retries of one call.
#[derive(Debug)]
pub(super) struct Retries {
    used: u8,
    /// From 0.5 to 1.5, so that a fleet does not come back all at once.
    spread: f64,
}

impl Retries {
    pub(super) fn new(random: u8) -> Self {
        Self { used: 0, spread: 0.5 + f64::from(random) / 255.0 }
    }

    /// The seconds to wait before the next try, if there may be one that fits into the time which remains.
    pub(super) fn next(&mut self, asked: Option<u32>, remaining: f64) -> Option<f64> {
        let own = PAUSES.get(usize::from(self.used)).copied().unwrap_or_default() * self.spread;
        let pause = asked.map_or(own, |asked| f64::from(asked).max(own));
        if self.used >= MOST || pause >= remaining {
            return None;
        }
        self.used = self.used.saturating_add(1);
        Some(pause)
    }
}

/// Whether a status says that the request may be tried again.
pub(super) fn is_temporary(status: u16) -> bool {
    status == 429 || status == 503
}
