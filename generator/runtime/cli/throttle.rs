//! Notes about deliveries, a few a second at most: a sender must not be able to flood the terminal.

use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use super::notes;

/// The number of notes in a period.
const MOST: u32 = 5;

/// The length of a period. Notes that were left out in it are counted at its end.
pub(super) const PERIOD: Duration = Duration::from_secs(1);

static WINDOW: Mutex<Window> = Mutex::new(Window::new());

/// The notes of the current period.
pub(super) struct Window {
    start: Option<Instant>,
    printed: u32,
    left_out: u64,
}

impl Window {
    pub(super) const fn new() -> Self {
        Window {
            start: None,
            printed: 0,
            left_out: 0,
        }
    }

    /// Ends a period that is over; returns how many notes were left out in it.
    pub(super) fn advance(&mut self, now: Instant) -> u64 {
        let is_over = self
            .start
            .is_none_or(|start| now.saturating_duration_since(start) >= PERIOD);
        if !is_over {
            return 0;
        }
        let left_out = self.left_out;
        *self = Window::new();
        self.start = Some(now);
        left_out
    }

    /// Whether a note is printed. If not, it is counted.
    pub(super) fn admits(&mut self) -> bool {
        let admits = self.printed < MOST;
        match admits {
            true => self.printed += 1,
            false => self.left_out += 1,
        }
        admits
    }
}

fn window() -> MutexGuard<'static, Window> {
    WINDOW.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Prints something that is good to know.
pub(super) fn note(text: &str) {
    count();
    if window().admits() {
        notes::note(text);
    }
}

/// Prints something that needs to be known.
pub(super) fn say(text: &str) {
    count();
    if window().admits() {
        notes::say(text);
    }
}

/// Prints how many notes were left out in a period that is over.
pub(super) fn count() {
    let left_out = window().advance(Instant::now());
    report(left_out);
}

/// Prints how many notes were left out since they were last counted.
pub(super) fn finish() {
    let left_out = std::mem::replace(&mut *window(), Window::new()).left_out;
    report(left_out);
}

fn report(left_out: u64) {
    if left_out > 0 {
        notes::note(&format!("{left_out} more such notes were left out"));
    }
}
