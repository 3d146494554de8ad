//! A clock whose time is made up.

use std::sync::Mutex;
use std::time::{Duration, SystemTime};

use agentmail_sdk::{BoxFuture, Clock};
use tokio::sync::Notify;

/// A clock that takes down every wait and returns from it at once. An attempt runs out of time only when a test or
/// the server says so.
pub struct TestClock {
    state: Mutex<State>,
    expired: Notify,
}

struct State {
    elapsed: Duration,
    random: f64,
    waits: Vec<Duration>,
    limits: Vec<Duration>,
}

impl TestClock {
    /// 14 November 2023, 22:13:20 UTC: when every test begins.
    pub const START: Duration = Duration::from_secs(1_700_000_000);

    /// A clock whose every random number is one half.
    pub fn new() -> Self {
        TestClock {
            state: Mutex::new(State {
                elapsed: Duration::ZERO,
                random: 0.5,
                waits: Vec::new(),
                limits: Vec::new(),
            }),
            expired: Notify::new(),
        }
    }

    /// Sets what every random number is from now on.
    pub fn set_random(&self, random: f64) {
        self.lock().random = random;
    }

    /// Lets the attempt that is under way, or else the next one, run out of time.
    pub fn expire(&self) {
        self.expired.notify_one();
    }

    /// The waits between attempts so far, in milliseconds.
    pub fn waits(&self) -> Vec<u128> {
        self.lock().waits.iter().map(Duration::as_millis).collect()
    }

    /// The time that each attempt was given so far, in milliseconds.
    pub fn limits(&self) -> Vec<u128> {
        self.lock().limits.iter().map(Duration::as_millis).collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().expect("no test panics while it holds it")
    }
}

impl Clock for TestClock {
    fn now(&self) -> SystemTime {
        SystemTime::UNIX_EPOCH + Self::START + self.monotonic()
    }

    fn monotonic(&self) -> Duration {
        self.lock().elapsed
    }

    fn sleep(&self, duration: Duration) -> BoxFuture<'_, ()> {
        let mut state = self.lock();
        state.waits.push(duration);
        state.elapsed += duration;
        Box::pin(std::future::ready(()))
    }

    fn random(&self) -> f64 {
        self.lock().random
    }

    fn timeout(&self, duration: Duration) -> BoxFuture<'_, ()> {
        self.lock().limits.push(duration);
        Box::pin(async move {
            self.expired.notified().await;
            self.lock().elapsed += duration;
        })
    }
}
