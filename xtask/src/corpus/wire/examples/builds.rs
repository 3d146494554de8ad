//! The crates of each document: one for each choice of evidence, unless another is the same.

use std::fs;
use std::process::Command;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use sdkgen::Evidence;

use super::judge::{Judged, Outcome};
use super::tally::Document;
use crate::build::generate::Generated;
use crate::build::workspace::{Member, Workspace};
use crate::build::{cargo, programs};
use crate::child::{self, Ending};
use crate::selection::Chosen;
use crate::{Cli, report, selection};

/// The choices of evidence.
const CHOICES: [Evidence; 4] = [Evidence::None, Evidence::All, Evidence::Even, Evidence::Odd];

/// The outcomes of a document's printed responses.
#[derive(Default)]
struct Runs {
    /// The outcomes, by the code that was generated.
    by_code: Vec<(String, Vec<Judged>)>,
    /// The outcomes, by the choice of evidence.
    by_choice: Vec<Vec<Judged>>,
    /// Why there is no program.
    failed: Option<Vec<String>>,
}

/// Judges the printed responses of every description that the command line asks for. Those without any are left out.
pub fn judge_all(cli: &Cli) -> Result<Vec<Document>> {
    let documents = selection::descriptions(cli)?;
    let bar = ProgressBar::new(documents.len() as u64);
    bar.set_style(ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}")?);
    let mut all: Vec<Document> = Vec::new();
    let mut printing: Vec<(Chosen, Vec<Judged>)> = Vec::new();
    for document in documents {
        bar.set_message(format!("read {}", document.file));
        match printed(cli, &document)? {
            Ok(printed) if printed.iter().any(is_called) => printing.push((document, printed)),
            Ok(_) => bar.inc(1),
            Err(message) => {
                all.push(Document::failed(document.file, &[], vec![message]));
                bar.inc(1);
            }
        }
    }
    let workspace = Workspace::new(cli)?;
    let chosen: Vec<Chosen> = { printing.iter() }
        .map(|(document, _)| document.clone())
        .collect();
    let mut printed = printing.into_iter().map(|(_, printed)| printed);
    for batch in Workspace::batches(&chosen) {
        let mut runs: Vec<Runs> = batch.iter().map(|_| Runs::default()).collect();
        for evidence in CHOICES {
            choice(cli, &workspace, (batch, evidence), &mut runs, &bar)?;
        }
        for ((document, runs), printed) in batch.iter().zip(runs).zip(printed.by_ref()) {
            let file = document.file.clone();
            let judged: Result<[Vec<Judged>; 4], _> = runs.by_choice.try_into();
            all.push(match (judged, runs.failed) {
                (Ok(judged), None) => Document::judged(file, &judged),
                (_, failed) => Document::failed(file, &printed, failed.unwrap_or_default()),
            });
            bar.inc(1);
        }
        workspace.sweep()?;
        if let Some(path) = &cli.report {
            report::write_json(path, &all)?;
        }
    }
    bar.finish_and_clear();
    all.sort_by(|a, b| a.file.cmp(&b.file));
    if let Some(path) = &cli.report {
        report::write_json(path, &all)?;
    }
    Ok(all)
}

/// Whether a response is one that a call returns.
fn is_called(printed: &Judged) -> bool {
    !matches!(printed.outcome, Outcome::NotAResponse(_))
}

/// The responses that a document prints, or why they cannot be read.
fn printed(cli: &Cli, document: &Chosen) -> Result<Result<Vec<Judged>, String>> {
    let mut command = child::this_program(&document.path, cli.leniency)?;
    command.arg("--examples");
    Ok(match child::run(command, cli.timeout)? {
        Ending::Answered(printed) => Ok(printed),
        Ending::Crashed(message) => Err(format!("crashed: {message}")),
        Ending::TimedOut => Err(format!("took more than {} s", cli.timeout)),
    })
}

/// Judges the crates of a batch that a choice of evidence makes.
fn choice(
    cli: &Cli,
    workspace: &Workspace,
    (batch, evidence): (&[Chosen], Evidence),
    runs: &mut [Runs],
    bar: &ProgressBar,
) -> Result<()> {
    let members = workspace.generate(cli, batch, evidence, |document| {
        bar.set_message(format!("generate {}: {evidence:?}", document.file));
    })?;
    let (mut fresh, mut of_fresh): (Vec<Member>, Vec<(&mut Runs, String)>) = Default::default();
    for (member, runs) in members.into_iter().zip(runs) {
        match &member.generated {
            _ if runs.failed.is_some() => {}
            Generated::Failed(messages) => runs.failed = Some(messages.clone()),
            Generated::Written { code, .. } => {
                let same = { runs.by_code.iter() }.find(|(known, _)| known == code);
                if let Some((_, judged)) = same {
                    let judged = judged.clone();
                    runs.by_choice.push(judged);
                } else {
                    of_fresh.push((runs, code.clone()));
                    fresh.push(member);
                }
            }
        }
    }
    let kind = cargo::Program::Calls;
    workspace.write_manifest(fresh.iter().map(|member| member.name.as_str()))?;
    for member in &fresh {
        // That of another choice must not stand for one that cannot be built.
        let stale = programs::place(workspace, member, kind);
        if stale.exists() {
            fs::remove_file(stale)?;
        }
    }
    bar.set_message(format!("build {} crates: {evidence:?}", fresh.len()));
    let programs = programs::build(workspace, &fresh, kind)?;
    for ((member, program), (runs, code)) in fresh.iter().zip(programs).zip(of_fresh) {
        bar.set_message(format!("call {}: {evidence:?}", member.document.file));
        let arguments = |command: &mut Command| {
            command.arg("--examples");
        };
        let outcome: programs::Outcome<Vec<Judged>> = match program {
            Ok(program) => programs::judge(cli, member, &program, arguments)?,
            Err(messages) => programs::Outcome::Failed(messages),
        };
        match outcome {
            programs::Outcome::Judged(judged) => {
                runs.by_choice.push(judged.clone());
                runs.by_code.push((code, judged));
            }
            programs::Outcome::Failed(messages) => runs.failed = Some(messages),
        }
    }
    Ok(())
}
