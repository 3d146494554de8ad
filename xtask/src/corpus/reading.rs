//! One document: what the front end makes of it, beside what an independent reading counts.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::Context;
use sdkgen::Options;
use sdkgen::diagnostics::{Diagnostics, Severity};
use serde::{Deserialize, Serialize};

use super::report::Outcome;
use super::{Ended, Leniency, accounting, documents};

/// What was found of a description.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Reading {
    /// How large the document is.
    pub bytes: u64,
    /// How long the front end took.
    pub milliseconds: f64,
    /// How many errors, by code.
    pub errors: BTreeMap<String, usize>,
    /// How many warnings, by code.
    pub warnings: BTreeMap<String, usize>,
    /// The first errors, in words.
    pub messages: Vec<String>,
    /// How many operations it has.
    pub operations: usize,
    /// How many component schemas it has.
    pub schemas: usize,
    /// What the two readings do not agree on.
    pub differences: Vec<String>,
    /// Whether it refers to other files.
    pub refers_to_files: bool,
}

/// The codes that say that something is kept in part.
const APPROXIMATED: [&str; 6] = ["W0103", "W0205", "W0306", "W0402", "W0404", "W0405"];

/// The codes that say that something is not kept.
const DROPPED: [&str; 2] = ["W0204", "W0403"];

/// How many errors are told in words.
const MOST_MESSAGES: usize = 5;

impl Reading {
    /// Whether there is no error.
    pub fn is_read(&self) -> bool {
        self.errors.is_empty()
    }

    /// How many things are kept in part.
    pub fn approximated(&self) -> usize {
        count(&self.warnings, &APPROXIMATED)
    }

    /// How many things are not kept.
    pub fn dropped(&self) -> usize {
        count(&self.warnings, &DROPPED)
    }

    /// Megabytes a second.
    pub fn speed(&self) -> f64 {
        self.bytes as f64 / 1e3 / self.milliseconds.max(1e-3)
    }
}

fn count(by_code: &BTreeMap<String, usize>, codes: &[&str]) -> usize {
    codes.iter().filter_map(|code| by_code.get(*code)).sum()
}

/// Reads the document at `path` and prints what became of it as JSON.
pub fn print(path: &Path, leniency: Leniency) -> Ended {
    let bytes = std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let text = String::from_utf8_lossy(&bytes);
    let outcome = if documents::is_description(&text) {
        Outcome::Read(read(path, &text, leniency))
    } else {
        Outcome::Skipped
    };
    serde_json::to_writer(std::io::stdout(), &outcome)?;
    Ok(ExitCode::SUCCESS)
}

fn read(path: &Path, text: &str, leniency: Leniency) -> Reading {
    let options = Options {
        lenient: leniency.lenient,
        allow_outside: leniency.allow_outside,
        ..Options::default()
    };
    let mut diagnostics = Diagnostics::new();
    let start = Instant::now();
    let described = sdkgen::read(path, &options, &mut diagnostics);
    let milliseconds = start.elapsed().as_secs_f64() * 1e3;
    let counted = accounting::Account::of(path, text);
    let mut reading = Reading {
        bytes: text.len() as u64,
        milliseconds,
        refers_to_files: counted.as_ref().is_ok_and(|account| account.is_scattered),
        ..Reading::default()
    };
    tally(&diagnostics, &mut reading);
    let Some(described) = described else {
        return reading;
    };
    reading.operations = described.api.operations.len();
    reading.schemas = described.api.components.len();
    let config = &described.config;
    // Settings beside the document may leave out or add what they like; errors explain what is missing.
    if reading.is_read() && config.select.is_empty() && config.overlay_files.is_empty() {
        reading.differences = match counted {
            Ok(account) => account.differences(&described.api),
            Err(error) => vec![format!("the second reading fails: {error:#}")],
        };
    }
    reading
}

/// Counts what would be printed by code, and keeps the first errors in words.
fn tally(diagnostics: &Diagnostics, reading: &mut Reading) {
    for finding in diagnostics.findings() {
        let one = finding.diagnostic;
        let code = one.code.as_str();
        let counts = match finding.severity {
            Severity::Error => &mut reading.errors,
            Severity::Warning => &mut reading.warnings,
        };
        *counts.entry(code.to_owned()).or_default() += 1;
        if finding.severity == Severity::Error && reading.messages.len() < MOST_MESSAGES {
            let place = finding.place.map(|place| format!("{place}: "));
            let message = format!("{}{code}: {}", place.unwrap_or_default(), one.message);
            reading.messages.push(message);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn warnings_are_sorted_by_what_is_lost() {
        let warnings = [
            ("W0102", 1),
            ("W0204", 2),
            ("W0205", 4),
            ("W0402", 8),
            ("W0403", 16),
        ];
        let reading = Reading {
            bytes: 3_000_000,
            milliseconds: 1500.0,
            warnings: warnings
                .map(|(code, count)| (code.to_owned(), count))
                .into(),
            ..Reading::default()
        };
        assert_eq!(reading.approximated(), 12);
        assert_eq!(reading.dropped(), 18);
        assert!((reading.speed() - 2.0).abs() < 1e-9);
    }
}
