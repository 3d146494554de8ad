//! How long the stages of a run take.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant};

use sdkgen::stages::{Stage, Watch};

thread_local! {
    /// When the part that this thread does began.
    static BEGAN: Cell<Option<Instant>> = const { Cell::new(None) };
}

/// Looks at the clock whenever a stage begins and ends.
pub(super) struct Timings {
    start: Instant,
    stages: Mutex<BTreeMap<Stage, Duration>>,
}

impl Timings {
    pub(super) fn start() -> Self {
        Self {
            start: Instant::now(),
            stages: Mutex::default(),
        }
    }
}

impl Watch for Timings {
    fn begins(&self, _stage: Stage) {
        BEGAN.set(Some(Instant::now()));
    }

    fn ends(&self, stage: Stage) {
        let took = BEGAN.take().map(|began| began.elapsed());
        let mut stages = self.stages.lock().unwrap_or_else(PoisonError::into_inner);
        *stages.entry(stage).or_default() += took.unwrap_or_default();
    }
}

/// Milliseconds, a stage a line, and the whole as it is now.
impl fmt::Display for Timings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let milliseconds = |duration: Duration| duration.as_secs_f64() * 1e3;
        for (stage, took) in &*self.stages.lock().unwrap_or_else(PoisonError::into_inner) {
            writeln!(
                f,
                "{:<8}{:>10.1} ms",
                stage.to_string(),
                milliseconds(*took)
            )?;
        }
        writeln!(
            f,
            "{:<8}{:>10.1} ms",
            "all",
            milliseconds(self.start.elapsed())
        )
    }
}
