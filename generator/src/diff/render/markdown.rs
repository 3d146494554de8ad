//! A report for a pull request.

use std::fmt::Write;

use super::{Compared, some};
use crate::diff::{Change, Source, Wire};

/// The report as Markdown.
#[must_use]
pub fn render(compared: &Compared<'_>) -> String {
    let report = compared.report;
    let mut text = format!("## API changes: {}\n\n", report.verdict());
    if report.changes.is_empty() {
        return text + "Nothing changed.\n";
    }
    let _ = writeln!(text, "{}.", compared.counts());
    for (group, changes) in compared.groups() {
        let _ = writeln!(
            text,
            "\n### {group}\n\n| source | wire | change | items |\n|---|---|---|---|"
        );
        for change in changes {
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} |",
                change.source,
                change.wire,
                cell(&explained(compared, change)),
                cell(&some(&quoted(change), 4)),
            );
        }
    }
    text
}

/// What changed, why it has its classes, and where it is.
fn explained(compared: &Compared<'_>, change: &Change) -> String {
    let mut text = change.words.clone();
    if change.source >= Source::Minor {
        let _ = write!(text, "; {}", change.source_reason);
    }
    if change.wire != Wire::Yes {
        let _ = write!(text, "; {}", change.wire_reason);
    }
    let spot = compared
        .new_spot(change)
        .or_else(|| compared.old_spot(change));
    if let Some(spot) = spot {
        let _ = write!(text, " (`{}`)", spot.shown());
    }
    text
}

fn quoted(change: &Change) -> Vec<String> {
    change
        .items
        .iter()
        .map(|item| format!("`{item}`"))
        .collect()
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
