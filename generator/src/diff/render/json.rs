//! A report for programs: one JSON document.

use serde::Serialize;

use super::{Compared, Spot};

/// The report as JSON. Every member is always there; what is not known is `null`.
#[must_use]
pub fn render(compared: &Compared<'_>) -> String {
    let changes = compared.report.changes.iter().map(|change| Entry {
        code: change.kind.as_str(),
        message: &change.words,
        group: &change.group,
        places: &change.places,
        old: compared.old_spot(change).map(At::from),
        new: compared.new_spot(change).map(At::from),
        items: &change.items,
        wire: Class {
            class: change.wire.as_str(),
            reason: &change.wire_reason,
        },
        source: Class {
            class: change.source.as_str(),
            reason: &change.source_reason,
        },
        migration: change.migration.as_ref().map(|one| Code {
            before: &one.before,
            after: &one.after,
        }),
    });
    let document = Document {
        verdict: compared.report.verdict().as_str(),
        wire: compared.report.wire().as_str(),
        changes: changes.collect(),
    };
    serde_json::to_string_pretty(&document).unwrap_or_default() + "\n"
}

#[derive(Serialize)]
struct Document<'a> {
    verdict: &'a str,
    wire: &'a str,
    changes: Vec<Entry<'a>>,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    message: &'a str,
    group: &'a str,
    places: &'a [String],
    old: Option<At>,
    new: Option<At>,
    items: &'a [String],
    wire: Class<'a>,
    source: Class<'a>,
    migration: Option<Code<'a>>,
}

#[derive(Serialize)]
struct Class<'a> {
    class: &'a str,
    reason: &'a str,
}

#[derive(Serialize)]
struct Code<'a> {
    before: &'a str,
    after: &'a str,
}

#[derive(Serialize)]
struct At {
    file: String,
    line: Option<usize>,
    pointer: Option<String>,
}

impl From<Spot> for At {
    fn from(spot: Spot) -> Self {
        Self {
            file: spot.file,
            line: spot.line,
            pointer: spot.pointer,
        }
    }
}
