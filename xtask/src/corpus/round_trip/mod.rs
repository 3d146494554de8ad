//! `--round-trip`: values of every schema go through the generated types and come back.
//!
//! ```text
//! text ─► translate ─┬► validate ◄─┐
//!                    └► sample ────┴► mutate ─► harness ─► compare ─► verdict
//! ```
//!
//! What a valid value is, is decided by a validator for JSON Schema and the original text alone.

mod compare;
mod document;
mod harness;
mod judge;
mod mutate;
mod sample;
mod text;
mod translate;
mod validate;
mod verdict;

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};

use crate::build::cargo;
use crate::build::generate::Generated;
use crate::build::workspace::{Member, Workspace};
use crate::child::{self, Ending};
use crate::{Cli, Ended, report, selection};
use verdict::{Document, Outcome};

/// Sends values through the crates of the descriptions that the command line asks for.
pub fn run(cli: &Cli) -> Ended {
    let documents = selection::descriptions(cli)?;
    let workspace = Workspace::new(cli)?;
    let bar = ProgressBar::new(documents.len() as u64);
    bar.set_style(ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}")?);
    let mut all: Vec<Document> = Vec::new();
    for batch in Workspace::batches(&documents) {
        let members = workspace.generate(cli, batch, |document| {
            bar.set_message(format!("generate {}", document.file));
        })?;
        bar.set_message("build");
        let programs = build(&workspace, &members)?;
        for (member, program) in members.iter().zip(programs) {
            bar.set_message(format!("send values through {}", member.document.file));
            let outcome = match program {
                Ok(program) => through(cli, member, &program)?,
                Err(messages) => Outcome::Failed(messages),
            };
            all.push(Document {
                file: member.document.file.clone(),
                outcome,
            });
            if let Some(path) = &cli.report {
                report::write_json(path, &all)?;
            }
            bar.inc(1);
        }
        workspace.sweep()?;
    }
    bar.finish_and_clear();
    write!(io::stdout().lock(), "{}", verdict::summary(&all))?;
    Ok(match verdict::is_good(&all) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// Builds the programs of a batch; of those that cannot be built, the first errors.
fn build(workspace: &Workspace, members: &[Member]) -> Result<Vec<Result<PathBuf, Vec<String>>>> {
    for member in members.iter().filter(|member| member.is_written()) {
        // All go into one folder, where each needs a name of its own.
        let examples = member.folder.join("examples");
        let own = examples.join(format!("{}.rs", member.name));
        fs::rename(examples.join("harness.rs"), own)?;
    }
    if members.iter().any(Member::is_written) {
        cargo::build_examples(workspace)?;
    }
    let program = |member: &Member| {
        if let Generated::Failed(messages) = &member.generated {
            return Ok(Err(messages.clone()));
        }
        let program = workspace.target().join("debug/examples").join(&member.name);
        let program = program.with_extension(std::env::consts::EXE_EXTENSION);
        if program.exists() {
            return Ok(Ok(program));
        }
        let errors = cargo::build_example(workspace, &member.name)?.errors;
        Ok(if program.exists() {
            Ok(program)
        } else {
            Err(errors)
        })
    };
    members.iter().map(program).collect()
}

/// Sends the values of one document through, in a process of its own.
fn through(cli: &Cli, member: &Member, program: &Path) -> Result<Outcome> {
    let mut command = child::this_program(&member.document.path, cli.leniency)?;
    command
        .arg("--through")
        .arg(program)
        .args(["--samples", &cli.mode.samples.to_string()]);
    Ok(match child::run(command, cli.timeout)? {
        Ending::Answered(judged) => Outcome::Judged(judged),
        Ending::Crashed(message) => Outcome::Failed(vec![format!("crashed: {message}")]),
        Ending::TimedOut => Outcome::Failed(vec![format!("took more than {} s", cli.timeout)]),
    })
}

/// What that process does.
pub fn print(path: &Path, program: &Path, samples: usize) -> Ended {
    let judged = judge::judge(path, program, samples)?;
    serde_json::to_writer(io::stdout(), &judged)?;
    Ok(ExitCode::SUCCESS)
}
