//! `--compile`: every crate is checked by itself, and its lines are counted.

use std::io::{self, Write};
use std::process::ExitCode;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use sdkgen::Evidence;
use serde::Serialize;

use super::generate::Generated;
use super::workspace::{Member, Workspace};
use super::{cargo, source};
use crate::report;
use crate::table::columns;
use crate::{Cli, Ended, selection};

/// What was found of a document.
#[derive(Debug, Serialize)]
struct Compiled {
    file: String,
    /// Whether there is a crate to speak of.
    is_generated: bool,
    operations: usize,
    lines: usize,
    seconds: f64,
    /// What is wrong; nothing when all is well.
    errors: Vec<String>,
}

const HEAD: [&str; 6] = ["document", "operations", "lines", "lines/op", "s", "result"];

/// From how many operations on a document counts for the median.
const MANY: usize = 20;

/// Compiles the crates of the descriptions that the command line asks for.
pub fn run(cli: &Cli) -> Ended {
    let documents = selection::descriptions(cli)?;
    let workspace = Workspace::new(cli)?;
    let bar = ProgressBar::new(documents.len() as u64);
    bar.set_style(ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}")?);
    let mut all: Vec<Compiled> = Vec::new();
    for batch in Workspace::batches(&documents) {
        let members = workspace.generate(cli, batch, Evidence::All, |document| {
            bar.set_message(format!("generate {}", document.file));
        })?;
        for member in &members {
            bar.set_message(format!("check {}", member.document.file));
            all.push(compile(cli, &workspace, member)?);
            if let Some(path) = &cli.report {
                report::write_json(path, &all)?;
            }
            bar.inc(1);
        }
        workspace.sweep()?;
    }
    bar.finish_and_clear();
    write!(io::stdout().lock(), "{}", summary(&all))?;
    Ok(
        match all.iter().all(|document| document.errors.is_empty()) {
            true => ExitCode::SUCCESS,
            false => ExitCode::FAILURE,
        },
    )
}

fn compile(cli: &Cli, workspace: &Workspace, member: &Member) -> Result<Compiled> {
    let mut compiled = Compiled {
        file: member.document.file.clone(),
        is_generated: member.is_written(),
        operations: 0,
        lines: 0,
        seconds: 0.0,
        errors: Vec::new(),
    };
    match &member.generated {
        Generated::Written { operations, .. } => compiled.operations = *operations,
        Generated::Failed(messages) => {
            compiled.errors.clone_from(messages);
            return Ok(compiled);
        }
    }
    let source = source::read(&member.folder)?;
    compiled.lines = source.lines;
    compiled.errors.extend(source.silenced);
    let check = cargo::check(workspace, &member.name)?;
    compiled.seconds = check.took.as_secs_f64();
    compiled.errors.extend(check.errors);
    if cli.mode.clippy {
        let clippy = cargo::clippy(workspace, &member.name)?.errors;
        compiled.errors.extend(clippy);
        let doc = cargo::doc(workspace, &member.name)?.errors;
        compiled.errors.extend(doc);
    }
    if cli.mode.publish {
        let doctests = cargo::doctests(workspace, &member.name)?.errors;
        compiled.errors.extend(doctests);
        let package = cargo::package(workspace, &member.name)?;
        compiled.errors.extend(package);
    }
    Ok(compiled)
}

fn summary(all: &[Compiled]) -> String {
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(all.iter().map(row));
    let mut text = columns(&rows, &[0, 5]);
    for document in all.iter().filter(|document| document.errors.len() > 1) {
        text += &format!("FAILED {}\n", document.file);
        for line in &document.errors {
            text += &format!("    {line}\n");
        }
    }
    let sum = |part: fn(&Compiled) -> usize| all.iter().map(part).sum::<usize>();
    let (fine, crates) = (
        sum(|document| usize::from(document.errors.is_empty())),
        sum(|document| usize::from(document.is_generated)),
    );
    let (operations, lines) = (
        sum(|document| document.operations),
        sum(|document| document.lines),
    );
    let seconds: f64 = all.iter().map(|document| document.seconds).sum();
    text += &format!(
        "{} documents, {crates} crates, {fine} fine; {operations} operations, {lines} lines; {seconds:.1} s\n",
        all.len()
    );
    if let Some(median) = median(all) {
        text += &format!(
            "{median:.1} lines an operation, the median of documents with {MANY} operations or more\n"
        );
    }
    text
}

fn row(document: &Compiled) -> [String; HEAD.len()] {
    let figure = |figure: String| {
        if document.is_generated {
            figure
        } else {
            String::new()
        }
    };
    let result = match document.errors.first() {
        Some(first) => first.chars().take(120).collect(),
        None => "ok".to_owned(),
    };
    [
        document.file.clone(),
        figure(document.operations.to_string()),
        figure(document.lines.to_string()),
        figure(per_operation(document).map_or_else(String::new, |lines| format!("{lines:.1}"))),
        figure(format!("{:.1}", document.seconds)),
        result,
    ]
}

fn per_operation(document: &Compiled) -> Option<f64> {
    let operations = (document.operations > 0).then_some(document.operations as f64)?;
    Some(document.lines as f64 / operations)
}

fn median(all: &[Compiled]) -> Option<f64> {
    let many = all.iter().filter(|document| document.operations >= MANY);
    let mut lines: Vec<f64> = many.filter_map(per_operation).collect();
    lines.sort_by(f64::total_cmp);
    let upper = *lines.get(lines.len() / 2)?;
    let lower = *lines.get(lines.len().saturating_sub(1) / 2)?;
    Some(f64::midpoint(lower, upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn compiled(operations: usize, lines: usize) -> Compiled {
        Compiled {
            file: "a.json".to_owned(),
            is_generated: true,
            operations,
            lines,
            seconds: 1.0,
            errors: Vec::new(),
        }
    }

    #[test]
    fn the_median_is_over_documents_with_many_operations() {
        assert_eq!(median(&[compiled(19, 5)]), None);
        let all = [
            compiled(20, 400),
            compiled(40, 400),
            compiled(1, 900),
            compiled(20, 2000),
        ];
        assert_eq!(median(&all), Some(20.0));
        assert_eq!(median(&all[..2]), Some(15.0));
    }

    #[test]
    fn a_failure_is_told_in_its_row() {
        let mut failed = compiled(20, 400);
        failed.errors = vec!["error: one".to_owned(), "error: two".to_owned()];
        let text = summary(&[failed]);
        assert!(
            text.contains("20.0  1.0  error: one\nFAILED a.json\n    error: one\n    error: two\n"),
            "{text}"
        );
        assert!(
            text.contains("1 documents, 1 crates, 0 fine; 20 operations, 400 lines;"),
            "{text}"
        );
    }
}
