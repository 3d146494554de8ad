//! The harness or the tool of every crate: built batch by batch, and handed to a process that judges what it does.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use sdkgen::Evidence;
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::cargo;
use super::generate::Generated;
use super::workspace::{Member, Workspace};
use crate::child::{self, Ending};
use crate::{Cli, report, selection};

/// A document and what became of it.
#[derive(Debug, Serialize)]
pub struct Document<J> {
    /// Its path from the corpus's folder.
    pub file: String,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome<J>,
}

/// What became of a document.
#[derive(Debug, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome<J> {
    /// Its program was put to use.
    Judged(J),
    /// There is no program: why.
    Failed(Vec<String>),
}

impl<J> Document<J> {
    /// What was found.
    pub fn judged(&self) -> Option<&J> {
        match &self.outcome {
            Outcome::Judged(judged) => Some(judged),
            Outcome::Failed(_) => None,
        }
    }
}

/// Judges the programs of every description that the command line asks for; `arguments` tell the processes how.
pub fn judge_all<J: DeserializeOwned + Serialize>(
    cli: &Cli,
    kind: cargo::Program,
    arguments: impl Fn(&mut Command),
) -> Result<Vec<Document<J>>> {
    let documents = selection::descriptions(cli)?;
    let workspace = Workspace::new(cli)?;
    let bar = ProgressBar::new(documents.len() as u64);
    bar.set_style(ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}")?);
    let mut all: Vec<Document<J>> = Vec::new();
    for batch in Workspace::batches(&documents) {
        let members = workspace.generate(cli, batch, Evidence::All, |document| {
            bar.set_message(format!("generate {}", document.file));
        })?;
        bar.set_message("build");
        let programs = build(&workspace, &members, kind)?;
        for (member, program) in members.iter().zip(programs) {
            bar.set_message(format!("put {} to use", member.document.file));
            let outcome = match program {
                Ok(program) => judge(cli, member, &program, &arguments)?,
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
    Ok(all)
}

/// Builds the programs of a batch; of those that cannot be built, the first errors.
pub fn build(
    workspace: &Workspace,
    members: &[Member],
    kind: cargo::Program,
) -> Result<Vec<Result<PathBuf, Vec<String>>>> {
    let has_harness = |member: &&Member| member.is_written() && kind != cargo::Program::Tool;
    for member in members.iter().filter(has_harness) {
        // All go into one folder, where each needs a name of its own.
        let examples = member.folder.join("examples");
        let own = examples.join(format!("{}.rs", member.name));
        fs::rename(examples.join("harness.rs"), own)?;
    }
    if members.iter().any(Member::is_written) {
        cargo::build_all(workspace, kind)?;
    }
    let program = |member: &Member| {
        if let Generated::Failed(messages) = &member.generated {
            return Ok(Err(messages.clone()));
        }
        let program = place(workspace, member, kind);
        if program.exists() {
            return Ok(Ok(program));
        }
        let errors = cargo::build_one(workspace, &member.name, kind)?.errors;
        Ok(if program.exists() {
            Ok(program)
        } else {
            Err(errors)
        })
    };
    members.iter().map(program).collect()
}

/// Where the program of a crate is built.
pub fn place(workspace: &Workspace, member: &Member, kind: cargo::Program) -> PathBuf {
    let program = workspace.target().join(kind.folder()).join(&member.name);
    program.with_extension(std::env::consts::EXE_EXTENSION)
}

/// Judges the program of one document, in a process of its own.
pub fn judge<J: DeserializeOwned>(
    cli: &Cli,
    member: &Member,
    program: &Path,
    arguments: impl Fn(&mut Command),
) -> Result<Outcome<J>> {
    let mut command = child::this_program(&member.document.path, cli.leniency)?;
    command.arg("--through").arg(program);
    arguments(&mut command);
    Ok(match child::run(command, cli.timeout)? {
        Ending::Answered(judged) => Outcome::Judged(judged),
        Ending::Crashed(message) => Outcome::Failed(vec![format!("crashed: {message}")]),
        Ending::TimedOut => Outcome::Failed(vec![format!("took more than {} s", cli.timeout)]),
    })
}
