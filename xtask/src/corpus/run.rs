//! The run: each document in turn, then the table and the verdict.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use indicatif::{ProgressBar, ProgressStyle};

use super::expectations::Expectations;
use super::report::{Document, Outcome, Report};
use super::{Cli, Ended, child, documents, report, selection, table};

/// Runs over the folder that the command line names.
pub fn run(cli: &Cli) -> Ended {
    let mut files = documents::candidates(&cli.dir)?;
    if cli.mode.sample.is_some() {
        let chosen = selection::descriptions(cli)?;
        files = chosen.into_iter().map(|chosen| chosen.path).collect();
    }
    let expectations = match &cli.expect {
        Some(path) => Expectations::read(path)?,
        None => Expectations::default(),
    };
    let found = read_all(cli, &files)?;
    let verdict = Verdict::of(&found, &expectations);
    let mut out = io::stdout().lock();
    write!(out, "{}{}", table::table(&found), verdict.text)?;
    ensure!(
        found
            .iter()
            .any(|document| !matches!(document.outcome, Outcome::Skipped)),
        "there is no OpenAPI description in {}",
        cli.dir.display()
    );
    Ok(if verdict.is_good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

fn read_all(cli: &Cli, files: &[std::path::PathBuf]) -> Result<Vec<Document>> {
    let reader = match &cli.report {
        Some(_) => report::reader(cli.leniency)?,
        None => String::new(),
    };
    let known = match &cli.report {
        Some(path) if cli.resume => Report::read(path)?.still_true(&reader),
        _ => BTreeMap::new(),
    };
    let mut report = Report {
        reader,
        documents: Vec::new(),
    };
    let bar = ProgressBar::new(files.len() as u64);
    bar.set_style(ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}")?);
    for path in files {
        let file = name(&cli.dir, path);
        bar.set_message(file.clone());
        let bytes =
            std::fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
        let sha256 = report::sha256(&bytes);
        let outcome = match known.get(&(file.clone(), sha256.clone())) {
            Some(outcome) => outcome.clone(),
            None => child::read(path, cli.leniency, cli.timeout)?,
        };
        report.documents.push(Document {
            file,
            sha256,
            outcome,
        });
        if let Some(path) = &cli.report {
            report.write(path)?;
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(report.documents)
}

/// The path from the corpus's folder, with `/` on every system.
pub fn name(folder: &Path, path: &Path) -> String {
    let path = path.strip_prefix(folder).unwrap_or(path);
    let parts = path
        .components()
        .map(|part| part.as_os_str().to_string_lossy());
    parts.collect::<Vec<_>>().join("/")
}

/// Whether all is well, and what is not.
struct Verdict {
    is_good: bool,
    text: String,
}

/// How many differences of a document are printed; the report has all.
const MOST_LINES: usize = 10;

impl Verdict {
    fn of(documents: &[Document], expectations: &Expectations) -> Self {
        let mut text = String::new();
        let (mut read, mut failed, mut expected, mut skipped) = (0, 0, 0, 0);
        let (mut bytes, mut milliseconds) = (0, 0.0);
        for document in documents {
            if let Some(reading) = document.outcome.reading() {
                bytes += reading.bytes;
                milliseconds += reading.milliseconds;
            }
            let lines = match &document.outcome {
                Outcome::Skipped => {
                    skipped += 1;
                    continue;
                }
                Outcome::Crashed { message } => vec![format!("crashed: {message}")],
                Outcome::TimedOut { seconds } => vec![format!("took more than {seconds} s")],
                Outcome::Read(reading) if !reading.is_read() => {
                    if expectations.covers(document) {
                        expected += 1;
                        continue;
                    }
                    reading.messages.clone()
                }
                Outcome::Read(reading) if reading.differences.is_empty() => {
                    read += 1;
                    continue;
                }
                Outcome::Read(reading) => first(&reading.differences),
            };
            failed += 1;
            text += &format!("FAILED {}\n", document.file);
            for line in lines {
                text += &format!("    {line}\n");
            }
        }
        let missed = expectations.missed(documents);
        for (file, code) in &missed {
            text += &format!("UNEXPECTED {file}: {code} is expected and does not happen\n");
        }
        text += &format!(
            "{read} read, {failed} failed, {expected} failed as expected, {skipped} skipped; {:.1} MB in {:.1} s\n",
            bytes as f64 / 1e6,
            milliseconds / 1e3
        );
        Self {
            is_good: failed == 0 && missed.is_empty(),
            text,
        }
    }
}

/// The first of many lines, and how many more there are.
pub fn first(lines: &[String]) -> Vec<String> {
    let mut first: Vec<String> = lines.iter().take(MOST_LINES).cloned().collect();
    if lines.len() > first.len() {
        first.push(format!("… and {} more", lines.len() - first.len()));
    }
    first
}
