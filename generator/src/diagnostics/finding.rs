//! A diagnostic with its places found, ready to be printed in any format.

use super::{Diagnostic, Diagnostics, Severity};
use crate::source::{Place, Sources};

/// A diagnostic, how bad it is in this run, and where.
#[derive(Clone, Debug)]
pub struct Finding<'a> {
    /// How bad it is in this run.
    pub severity: Severity,
    /// What was found.
    pub diagnostic: &'a Diagnostic,
    /// Where it is. `None` when it is about no file, or about one that could not be read.
    pub place: Option<Place<'a>>,
    /// Other places that have to do with it, and what is there.
    pub related: Vec<(Place<'a>, &'a str)>,
    sources: &'a Sources,
}

impl Finding<'_> {
    /// The action of an overlay that puts it right, where that is known.
    #[must_use]
    pub fn overlay_action(&self) -> Option<String> {
        let meant = self.diagnostic.meant.as_deref()?;
        self.sources.overlay_action(self.diagnostic.origin, meant)
    }
}

impl Diagnostics {
    /// What is worth saying, sorted by place: by file in the order of reading, then by line and column.
    #[must_use]
    pub fn findings(&self) -> Vec<Finding<'_>> {
        let mut findings: Vec<Finding<'_>> = Vec::new();
        for (severity, diagnostic) in self.distinct() {
            let part = diagnostic.code.part();
            let place = self.sources.place(diagnostic.origin, part);
            let related = diagnostic.related.iter();
            let related = related.filter_map(|(origin, label)| {
                let place = self.sources.place(*origin, part)?;
                Some((place, label.as_str()))
            });
            findings.push(Finding {
                severity,
                diagnostic,
                related: related.collect(),
                place,
                sources: &self.sources,
            });
        }
        // Numbers of nodes follow the text but for aliases, whose place is their anchor's.
        findings.sort_by_key(|finding| {
            let spot = finding.place.as_ref().and_then(|place| place.spot.as_ref());
            let position = spot.map(|spot| (spot.line, spot.column));
            (finding.diagnostic.origin.file, position)
        });
        findings
    }
}
