//! A release's entry in the changelog, for those who use the crate.

use std::fmt::Write;

use crate::diff::{Change, Kind, Report, Source};

/// The entry, as [Keep a Changelog](https://keepachangelog.com) has it: what users of the crate see, with code before
/// and after each change that breaks theirs.
#[must_use]
pub fn render(report: &Report, version: &str, date: &str) -> String {
    let mut text = format!("## [{version}] - {date}\n");
    let shown = report
        .changes
        .iter()
        .filter(|change| change.source > Source::None);
    let shown: Vec<&Change> = shown.collect();
    for section in ["Added", "Changed", "Deprecated", "Removed"] {
        let changes: Vec<&&Change> = { shown.iter() }
            .filter(|one| title(one) == section)
            .collect();
        if changes.is_empty() {
            continue;
        }
        let _ = write!(text, "\n### {section}\n\n");
        for change in changes {
            entry(&mut text, change);
        }
    }
    if shown.is_empty() {
        text += "\nNothing that users of the crate see.\n";
    }
    text
}

/// The changelog with an entry before those of earlier releases. What stood under `Unreleased` becomes part of it.
#[must_use]
pub fn insert(changelog: &str, entry: &str) -> String {
    let heading = |line: &str| line.starts_with("## ");
    let mut before = String::new();
    let mut unreleased = String::new();
    let mut lines = changelog.split_inclusive('\n').peekable();
    while let Some(line) = lines.next_if(|line| !heading(line)) {
        before += line;
    }
    let is_unreleased = |line: &&str| line.to_lowercase().contains("unreleased");
    if lines.next_if(|line| is_unreleased(line)).is_some() {
        while let Some(line) = lines.next_if(|line| !heading(line)) {
            unreleased += line;
        }
    }
    let rest: String = lines.collect();
    let (title, changes) = entry.split_once('\n').unwrap_or((entry, ""));
    let parts = [title, unreleased.trim(), changes.trim(), rest.trim()];
    let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    format!("{}\n\n{}\n", before.trim_end(), parts.join("\n\n"))
}

fn title(change: &Change) -> &'static str {
    let code = change.kind.as_str();
    match change.kind {
        Kind::OperationDeprecation | Kind::ParameterDeprecation | Kind::SchemaDeprecation => {
            "Deprecated"
        }
        _ if code.ends_with("-added") => "Added",
        _ if code.ends_with("-removed") => "Removed",
        _ => "Changed",
    }
}

fn entry(text: &mut String, change: &Change) {
    let breaks = if change.source == Source::Major {
        "**Breaking:** "
    } else {
        ""
    };
    let words = &change.words;
    let _ = match change.source {
        Source::Major | Source::Minor => {
            writeln!(text, "- {breaks}{words}: {}.", change.source_reason)
        }
        _ => writeln!(text, "- {words}."),
    };
    if let (Source::Major, Some(migration)) = (change.source, &change.migration) {
        let _ = writeln!(
            text,
            "\n  ```text\n  // before\n  {}\n  // after\n  {}\n  ```\n",
            migration.before, migration.after
        );
    }
}
