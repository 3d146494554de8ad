//! A report in the formats it is printed in.

mod alike;
pub mod changelog;
pub mod github;
pub mod human;
pub mod json;
pub mod markdown;

use super::{Change, Report, Source, Wire};
use crate::source::{Origin, Part, Sources};

/// A report and the texts it is about.
pub struct Compared<'a> {
    /// What changed.
    pub report: &'a Report,
    /// The files of the old description.
    pub old: &'a Sources,
    /// The files of the new one.
    pub new: &'a Sources,
}

/// A place in a file.
pub(super) struct Spot {
    file: String,
    line: Option<usize>,
    pointer: Option<String>,
}

impl Compared<'_> {
    fn spot(sources: &Sources, origin: Option<Origin>) -> Option<Spot> {
        let origin = origin?;
        let place = sources.place(origin, Part::Key)?;
        Some(Spot {
            file: place.path.display().to_string(),
            line: place.spot.map(|spot| spot.line),
            pointer: sources.pointer(origin),
        })
    }

    fn old_spot(&self, change: &Change) -> Option<Spot> {
        Self::spot(self.old, change.old)
    }

    fn new_spot(&self, change: &Change) -> Option<Spot> {
        Self::spot(self.new, change.new)
    }

    /// How many changes there are of each class.
    fn counts(&self) -> String {
        let changes = &self.report.changes;
        let source = |class| changes.iter().filter(|one| one.source == class).count();
        let wire = |class| changes.iter().filter(|one| one.wire == class).count();
        let count = match changes.len() {
            1 => "1 change".to_owned(),
            count => format!("{count} changes"),
        };
        format!(
            "{count}: {} major, {} minor, {} patch, {} that the crate does not show; on the wire {} break clients, {} may",
            source(Source::Major),
            source(Source::Minor),
            source(Source::Patch),
            source(Source::None),
            wire(Wire::No),
            wire(Wire::Maybe),
        )
    }
}

impl Spot {
    fn shown(&self) -> String {
        match self.line {
            Some(line) => format!("{}:{line}", self.file),
            None => self.file.clone(),
        }
    }
}

/// Some of a list, and how many are left.
fn some(list: &[String], most: usize) -> String {
    let shown: Vec<&str> = list.iter().take(most).map(String::as_str).collect();
    match list.len().saturating_sub(most) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}
