//! The seam between the SDK and time: waiting, telling the time, and chance.

use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};

use super::transport::BoxFuture;

/// Time and chance as the client sees them. Tests bring their own and never wait.
pub trait Clock: Send + Sync + 'static {
    /// The time of day, to read `Retry-After` dates by.
    fn now(&self) -> SystemTime;

    /// The time since some fixed moment; it never goes back.
    fn monotonic(&self) -> Duration;

    /// Waits: between two attempts.
    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()>;

    /// A number from 0 up to but not including 1, to spread the waits of many clients.
    fn random(&self) -> f64;

    /// Resolves when an attempt has lasted too long. It runs beside the attempt, unlike [`sleep`](Self::sleep), which
    /// it calls by default: a clock whose `sleep` returns at once gives `Box::pin(std::future::pending())` here.
    fn timeout(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.sleep(duration)
    }
}

impl<T: Clock + ?Sized> Clock for Arc<T> {
    fn now(&self) -> SystemTime {
        (**self).now()
    }

    fn monotonic(&self) -> Duration {
        (**self).monotonic()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        (**self).sleep(duration)
    }

    fn random(&self) -> f64 {
        (**self).random()
    }

    fn timeout(&self, duration: Duration) -> BoxFuture<'_, ()> {
        (**self).timeout(duration)
    }
}

/// Timers refuse dates far beyond a lifetime; nobody notices the difference.
const LONGEST_SLEEP: Duration = Duration::from_secs(30 * 365 * 24 * 3600);

/// The system's clock, with timers that work in every executor.
#[derive(Debug)]
pub struct SystemClock {
    start: Instant,
}

impl SystemClock {
    /// A clock whose monotonic time starts now.
    pub fn new() -> Self {
        SystemClock {
            start: Instant::now(),
        }
    }
}

impl Default for SystemClock {
    fn default() -> Self {
        Self::new()
    }
}

impl Clock for SystemClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn monotonic(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(futures_timer::Delay::new(duration.min(LONGEST_SLEEP)))
    }

    fn random(&self) -> f64 {
        fastrand::f64()
    }
}

/// Tokio's clock, for the transport that needs Tokio anyway. It obeys `tokio::time::pause`.
#[cfg(feature = "rustls")]
#[derive(Debug)]
pub struct TokioClock {
    start: tokio::time::Instant,
}

#[cfg(feature = "rustls")]
impl TokioClock {
    /// A clock whose monotonic time starts now.
    pub fn new() -> Self {
        TokioClock {
            start: tokio::time::Instant::now(),
        }
    }
}

#[cfg(feature = "rustls")]
impl Default for TokioClock {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(feature = "rustls")]
impl Clock for TokioClock {
    fn now(&self) -> SystemTime {
        SystemTime::now()
    }

    fn monotonic(&self) -> Duration {
        self.start.elapsed()
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        Box::pin(tokio::time::sleep(duration.min(LONGEST_SLEEP)))
    }

    fn random(&self) -> f64 {
        fastrand::f64()
    }
}
