//! When a failed call is tried again, and after how long.

use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{Duration, SystemTime};

use http::HeaderMap;
use http::header::RETRY_AFTER;

use super::error::Error;
use super::transport_error::TransportErrorKind;

/// How often a failed call is tried, and how long the waits are.
///
/// A wait is a random part of a span that doubles with every attempt. A `Retry-After` of the service lengthens it; one
/// that is longer than [`max_retry_after`](Self::max_retry_after) ends the attempts.
///
/// Calls that may safely be repeated are retried on connection failures and on 408, 429, 500, 502, 503 and 504; all
/// others only when nothing was sent, and on 429. A client as a whole stops to retry while most of its calls fail.
#[derive(Clone, Debug, PartialEq, Eq)]
#[must_use]
pub struct Retries {
    max_attempts: u32,
    base_delay: Duration,
    max_delay: Duration,
    max_retry_after: Duration,
}

impl Default for Retries {
    /// Three attempts; waits of up to 0.5 s, then 1 s, never more than 8 s; a `Retry-After` of up to a minute is obeyed.
    fn default() -> Self {
        Retries {
            max_attempts: 3,
            base_delay: Duration::from_millis(500),
            max_delay: Duration::from_secs(8),
            max_retry_after: Duration::from_secs(60),
        }
    }
}

impl Retries {
    /// One attempt and no more.
    pub fn none() -> Self {
        Retries::default().max_attempts(1)
    }

    /// The number of attempts, the first one included.
    pub fn max_attempts(mut self, attempts: u32) -> Self {
        self.max_attempts = attempts.max(1);
        self
    }

    /// The longest first wait.
    pub fn base_delay(mut self, delay: Duration) -> Self {
        self.base_delay = delay;
        self
    }

    /// The longest wait of all, `Retry-After` aside.
    pub fn max_delay(mut self, delay: Duration) -> Self {
        self.max_delay = delay;
        self
    }

    /// The longest `Retry-After` worth waiting for.
    pub fn max_retry_after(mut self, delay: Duration) -> Self {
        self.max_retry_after = delay;
        self
    }

    /// The wait after the `failed`th attempt, counted from 1; `None` when there shall be no other.
    pub(super) fn wait(
        &self,
        failed: u32,
        retry_after: Option<Duration>,
        random: impl FnOnce() -> f64,
    ) -> Option<Duration> {
        let floor = retry_after.unwrap_or_default();
        if failed >= self.max_attempts || floor > self.max_retry_after {
            return None;
        }
        let doubled = 2_u32.saturating_pow(failed.saturating_sub(1));
        let span = self.base_delay.saturating_mul(doubled).min(self.max_delay);
        // Clocks are the caller's: whatever number comes, this cannot overflow.
        let part = span.as_secs_f64() * random().clamp(0.0, 1.0);
        Some(Duration::try_from_secs_f64(part).unwrap_or(span).max(floor))
    }
}

/// Whether another attempt may do better, and no harm. `idempotent` is asked only when it matters.
pub(super) fn may_retry(error: &Error, idempotent: impl FnOnce() -> bool) -> bool {
    match error {
        Error::Api(error) => match error.status().as_u16() {
            429 => true,
            408 | 500 | 502 | 503 | 504 => idempotent(),
            _ => false,
        },
        Error::Transport(error) => match error.kind() {
            TransportErrorKind::Connect
            | TransportErrorKind::Timeout
            | TransportErrorKind::Closed
            | TransportErrorKind::Body => !error.request_sent() || idempotent(),
            TransportErrorKind::Tls
            | TransportErrorKind::TooLarge
            | TransportErrorKind::TooManyRedirects
            | TransportErrorKind::Other => false,
        },
        _ => false,
    }
}

/// The wait that an answer asks for: seconds, fractions allowed, or a date. Anything else counts for nothing.
pub(super) fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(RETRY_AFTER)?.to_str().ok()?.trim();
    if text.starts_with(|c: char| c.is_ascii_digit()) {
        return seconds(text);
    }
    let date = httpdate::parse_http_date(text).ok()?;
    date.duration_since(now).ok()
}

/// Decimal digits with an optional fraction: neither a sign nor an exponent.
fn seconds(text: &str) -> Option<Duration> {
    let (whole, fraction) = text.split_once('.').unwrap_or((text, "0"));
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !digits(whole) || !digits(fraction) {
        return None;
    }
    // A century stands for all that is longer: callers can add it to an `Instant`.
    let number: f64 = text.parse().ok()?;
    Some(Duration::from_secs_f64(
        number.min(100.0 * 365.0 * 86_400.0),
    ))
}

/// What a client may spend on retries, so that they do not add to the load of a service in trouble.
#[derive(Debug)]
pub(super) struct Budget(AtomicU32);

impl Budget {
    const FULL: u32 = 100;
    const PRICE: u32 = 5;

    pub(super) fn new() -> Self {
        Budget(AtomicU32::new(Self::FULL))
    }

    /// Pays for one retry, if there is enough left.
    pub(super) fn spend(&self) -> bool {
        self.0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tokens| {
                tokens.checked_sub(Self::PRICE)
            })
            .is_ok()
    }

    /// Gives back for one success.
    pub(super) fn earn(&self) {
        // A full budget is the usual case and needs no write.
        let _ = self
            .0
            .fetch_update(Ordering::Relaxed, Ordering::Relaxed, |tokens| {
                (tokens < Self::FULL).then(|| tokens.saturating_add(1))
            });
    }
}
