//! A report for a pull request.

use std::fmt::Write;

use super::alike::{Cluster, clusters};
use super::{Compared, some};
use crate::diff::{Source, Wire};

/// The report as Markdown.
#[must_use]
pub fn render(compared: &Compared<'_>) -> String {
    let report = compared.report;
    let mut text = format!("## API changes: {}\n\n", report.verdict());
    if report.changes.is_empty() {
        return text + "Nothing changed.\n";
    }
    let _ = writeln!(text, "{}.", compared.counts());
    for (group, clusters) in clusters(compared) {
        let _ = writeln!(
            text,
            "\n### {group}\n\n| source | wire | change | items |\n|---|---|---|---|"
        );
        for cluster in clusters {
            let items: Vec<String> = { cluster.items().into_iter() }
                .map(|item| format!("`{item}`"))
                .collect();
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} |",
                cluster.first().source,
                cluster.first().wire,
                cell(&explained(compared, &cluster)),
                cell(&some(&items, 4)),
            );
        }
    }
    text
}

/// What changed, why it has its classes, and where it is.
fn explained(compared: &Compared<'_>, cluster: &Cluster<'_>) -> String {
    let change = cluster.first();
    let mut text = match cluster.changes.len() {
        1 => cluster.words(),
        count => format!(
            "{count} × {} (at {})",
            cluster.words(),
            some(&cluster.places(), 4)
        ),
    };
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

fn cell(text: &str) -> String {
    text.replace('|', "\\|").replace('\n', " ")
}
