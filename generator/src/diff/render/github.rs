//! A report for GitHub Actions, which shows it in the diff of a pull request.

use super::Compared;
use crate::diagnostics::github::command;
use crate::diff::{Source, Wire};

/// Every change as a workflow command, one a line.
#[must_use]
pub fn render(compared: &Compared<'_>) -> String {
    let mut text = String::new();
    for change in &compared.report.changes {
        let level = match (change.source, change.wire) {
            (Source::Major, _) | (_, Wire::No) => "error",
            (_, Wire::Maybe) => "warning",
            _ => "notice",
        };
        let spot = compared
            .new_spot(change)
            .or_else(|| compared.old_spot(change));
        let mut properties = Vec::new();
        if let Some(spot) = spot {
            properties.push(("file", spot.file));
            properties.extend(spot.line.map(|line| ("line", line.to_string())));
        }
        properties.push(("title", change.kind.as_str().to_owned()));
        let message = format!(
            "{}\nsource: {}: {}\nwire: {}: {}",
            change.words, change.source, change.source_reason, change.wire, change.wire_reason
        );
        text += &command(level, &properties, &message);
    }
    text
}
