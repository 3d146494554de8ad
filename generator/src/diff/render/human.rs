//! A report for people at a terminal.

use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::fmt::Write;

use super::{Compared, some};
use crate::diff::{Change, Kind, Source, Wire};

/// The counts, the verdict, then every change: by group, the worst first.
#[must_use]
pub fn render(compared: &Compared<'_>) -> String {
    let report = compared.report;
    let mut text = String::new();
    let verdict = report.verdict();
    let _ = match report.changes.is_empty() {
        true => writeln!(text, "verdict: {verdict}; nothing changed"),
        false => writeln!(
            text,
            "verdict: {verdict}; clients in use: {}\n{}",
            clients(report.wire()),
            compared.counts()
        ),
    };
    for (group, changes) in compared.groups() {
        let _ = writeln!(text, "\n{group}");
        let (loud, quiet): (Vec<&Change>, Vec<&Change>) = changes
            .into_iter()
            .partition(|one| one.source >= Source::Minor || one.wire != Wire::Yes);
        for change in loud {
            change_in(&mut text, compared, change);
        }
        let mut kinds: BTreeMap<(Reverse<Source>, Kind), Vec<&Change>> = BTreeMap::new();
        for change in quiet {
            kinds
                .entry((Reverse(change.source), change.kind))
                .or_default()
                .push(change);
        }
        for ((Reverse(source), kind), changes) in kinds {
            let words: Vec<String> = changes.iter().map(|change| change.words.clone()).collect();
            let code = kind.as_str();
            let _ = match words.as_slice() {
                [only] => writeln!(text, "  {source:5}  {only} ({code})"),
                several => writeln!(
                    text,
                    "  {source:5}  {} × {code}: {}",
                    several.len(),
                    some(several, 2)
                ),
            };
        }
    }
    text
}

fn clients(wire: Wire) -> &'static str {
    match wire {
        Wire::Yes => "go on working",
        Wire::Maybe => "may break",
        Wire::No => "break",
    }
}

fn change_in(text: &mut String, compared: &Compared<'_>, change: &Change) {
    let code = change.kind.as_str();
    let _ = writeln!(text, "  {:5}  {} ({code})", change.source, change.words);
    let _ = writeln!(
        text,
        "         source: {}: {}",
        change.source, change.source_reason
    );
    if !change.wire_reason.is_empty() {
        let _ = writeln!(
            text,
            "         wire: {}: {}",
            change.wire, change.wire_reason
        );
    }
    if change.places.len() > 1 {
        let _ = writeln!(text, "         at: {}", some(&change.places, 3));
    }
    if change.items.len() > 1 {
        let _ = writeln!(text, "         items: {}", some(&change.items, 4));
    }
    let spots = [compared.old_spot(change), compared.new_spot(change)];
    let spots = spots.map(|spot| spot.map_or_else(|| "-".to_owned(), |spot| spot.shown()));
    let _ = writeln!(text, "         where: {} → {}", spots[0], spots[1]);
}
