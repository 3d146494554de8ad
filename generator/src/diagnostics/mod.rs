//! What a run has to say: one collector that goes through every stage, and the formats it is printed in.

mod codes;
mod consequence;
mod finding;
pub mod github;
pub mod human;
pub mod json;
pub mod sarif;
pub mod terminal;

use std::collections::BTreeMap;

pub use self::codes::{Code, Level, Severity};
pub use self::consequence::{Consequence, Loss};
pub use self::finding::Finding;
use crate::source::{Origin, Sources};

/// One thing worth saying about the input.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// Where it is.
    pub origin: Origin,
    /// What kind of problem it is.
    pub code: Code,
    /// What is wrong, in the reader's terms.
    pub message: String,
    /// What to do about it.
    pub help: Option<String>,
    /// The text that is meant by the one that stands there.
    pub meant: Option<String>,
    /// Other places that have to do with it, and what is there.
    pub related: Vec<(Origin, String)>,
    /// What callers lose. `None` where a code that is lossy has no words of its own for that.
    pub consequence: Option<Consequence>,
}

impl Diagnostic {
    /// Whether both are printed as the same. Consequences are not printed.
    fn is_printed_like(&self, other: &Self) -> bool {
        let printed = |one: &Self| Self {
            consequence: None,
            ..one.clone()
        };
        self.origin == other.origin && self.code == other.code && printed(self) == printed(other)
    }
}

/// Collects the diagnostics of a run and the texts they point into.
#[derive(Debug, Default)]
pub struct Diagnostics {
    list: Vec<Diagnostic>,
    levels: BTreeMap<Code, Level>,
    strict: bool,
    avoidable: usize,
    /// The files that were read.
    pub sources: Sources,
}

impl Diagnostics {
    /// An empty collector.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a diagnostic.
    pub fn push(&mut self, code: Code, origin: Origin, message: impl Into<String>) {
        self.push_related(code, origin, message, None::<String>, Vec::new());
    }

    /// Adds a diagnostic that says what to do.
    pub fn push_with_help(
        &mut self,
        code: Code,
        origin: Origin,
        message: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push_related(code, origin, message, Some(help), Vec::new());
    }

    /// Adds a diagnostic about a text that most probably means another.
    pub fn push_misspelt(
        &mut self,
        code: Code,
        origin: Origin,
        message: impl Into<String>,
        meant: &str,
    ) {
        self.push_with_help(code, origin, message, format!("did you mean `{meant}`?"));
        if let Some(one) = self.list.last_mut() {
            one.meant = Some(meant.to_owned());
        }
    }

    /// Adds a diagnostic that has to do with other places too.
    pub fn push_related(
        &mut self,
        code: Code,
        origin: Origin,
        message: impl Into<String>,
        help: Option<impl Into<String>>,
        related: Vec<(Origin, String)>,
    ) {
        self.list.push(Diagnostic {
            origin,
            code,
            message: message.into(),
            help: help.map(Into::into),
            meant: None,
            related,
            consequence: None,
        });
    }

    /// Says what callers lose by what the diagnostic added last is about.
    pub(crate) fn costs(&mut self, consequence: Consequence) {
        if let Some(last) = self.list.last_mut() {
            last.consequence = Some(consequence);
        }
    }

    /// Takes out what was found after the first `count`.
    pub(crate) fn split_off(&mut self, count: usize) -> Vec<Diagnostic> {
        self.list.split_off(count.min(self.list.len()))
    }

    /// Adds what was found before.
    pub(crate) fn extend(&mut self, more: impl IntoIterator<Item = Diagnostic>) {
        self.list.extend(more);
    }

    /// Keeps how many of the errors a lenient run steps around.
    pub(crate) fn set_avoidable(&mut self, count: usize) {
        self.avoidable = count;
    }

    /// Makes what is approximated or dropped an error, unless the settings say what it is.
    pub fn set_strict(&mut self, strict: bool) {
        self.strict = strict;
    }

    /// Makes a code an error, a warning or nothing worth saying, also of what was found before.
    pub fn set_level(&mut self, code: Code, level: Level) {
        self.levels.insert(code, level);
    }

    /// How bad a diagnostic with this code is in this run. `None` when it is not worth saying.
    #[must_use]
    pub fn severity(&self, code: Code) -> Option<Severity> {
        match self.levels.get(&code) {
            Some(Level::Off) => None,
            Some(Level::Error) => Some(Severity::Error),
            Some(Level::Warning) => Some(Severity::Warning),
            None if self.strict && code.is_lossy() => Some(Severity::Error),
            None => Some(code.severity()),
        }
    }

    /// Every diagnostic so far, in the order of discovery, also those that are turned off.
    #[must_use]
    pub fn list(&self) -> &[Diagnostic] {
        &self.list
    }

    /// Whether any of them is an error.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.list
            .iter()
            .any(|one| self.severity(one.code) == Some(Severity::Error))
    }

    /// How many errors and how many warnings are printed: what is said twice of one place counts once.
    #[must_use]
    pub fn counts(&self) -> (usize, usize) {
        let mut counts = (0, 0);
        for (severity, _) in self.distinct() {
            match severity {
                Severity::Error => counts.0 += 1,
                Severity::Warning => counts.1 += 1,
            }
        }
        counts
    }

    /// The counts in words: `2 errors, 14 warnings`. `None` when there is nothing to count.
    #[must_use]
    pub fn summary(&self) -> Option<String> {
        let words = |count: usize, what: &str| match count {
            0 => None,
            1 => Some(format!("1 {what}")),
            _ => Some(format!("{count} {what}s")),
        };
        let (errors, warnings) = self.counts();
        let both = [words(errors, "error"), words(warnings, "warning")];
        let said: Vec<String> = both.into_iter().flatten().collect();
        let mut summary = said.join(", ");
        if let Some(advice) = self.lenient_advice() {
            summary = format!("{summary}; {advice}");
        }
        (!said.is_empty()).then_some(summary)
    }

    /// How many of the errors a lenient run steps around, in words. `None` when there are none.
    #[must_use]
    pub fn lenient_advice(&self) -> Option<String> {
        let (errors, _) = self.counts();
        let which = match self.avoidable.min(errors) {
            0 => return None,
            avoidable if avoidable < errors => format!("{avoidable} of them"),
            1 => "it".to_owned(),
            _ => "all of them".to_owned(),
        };
        Some(format!("--lenient steps around {which}"))
    }

    /// All messages as text for people, sorted by place, equal ones together, without colour.
    #[must_use]
    pub fn render(&self) -> String {
        human::render(&self.findings(), false)
    }

    /// What is worth saying, with its severity, in the order of the documents; the same of one place only once.
    fn distinct(&self) -> Vec<(Severity, &Diagnostic)> {
        let said = self.list.iter();
        let mut said: Vec<_> = said
            .filter_map(|one| Some((self.severity(one.code)?, one)))
            .collect();
        said.sort_by_key(|(_, one)| *one);
        said.dedup_by(|(_, one), (_, before)| one.is_printed_like(before));
        said
    }
}
