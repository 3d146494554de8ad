//! What a tool says of its commands.

use std::path::Path;
use std::process::{Command as Process, Stdio};

use anyhow::{Context, Result, ensure};
use serde::Deserialize;

use crate::wire::description::{Media, Operation, essence};

/// A command.
#[derive(Debug, Deserialize)]
pub struct Command {
    /// `kennel pets list`
    pub command: String,
    /// The media type of its body.
    pub sends: Option<String>,
    /// What it prints: `json`, `text`, `bytes`, `stream` or `empty`.
    pub answers: String,
    /// The flags of its credentials, one set of several.
    pub credentials: Vec<Vec<Credential>>,
    /// Its flags.
    pub flags: Vec<Flag>,
    method: String,
    path: String,
}

/// A credential.
#[derive(Debug, Deserialize)]
pub struct Credential {
    /// The scheme.
    pub scheme: String,
    /// The flag.
    pub flag: String,
}

/// A flag.
#[derive(Debug, Deserialize)]
pub struct Flag {
    /// Its name.
    pub name: String,
    /// Where its value goes: `path`, `query`, `header`, `cookie`, `field` or `body`.
    #[serde(rename = "in")]
    pub place: String,
    /// Its name on the wire.
    pub wire: String,
    /// What its value is: `text`, `integer`, `number`, `bool`, `json` or `file`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Whether it takes several values.
    pub several: bool,
    /// Whether it can be null.
    pub nullable: bool,
}

impl Command {
    /// The flag of an input.
    pub fn flag(&self, place: &str, wire: &str) -> Option<&Flag> {
        let is_it = |flag: &&Flag| flag.place == place && flag.wire == wire;
        self.flags.iter().find(is_it)
    }
}

/// The commands of the tool at `program`.
pub fn commands(program: &Path) -> Result<Vec<Command>> {
    let output = Process::new(program)
        .args(["commands", "--format", "json"])
        .stdin(Stdio::null())
        .output()
        .with_context(|| format!("cannot run {}", program.display()))?;
    let said = String::from_utf8_lossy(&output.stderr);
    ensure!(output.status.success(), "{}: {said}", output.status);
    serde_json::from_slice(&output.stdout).context("the catalogue is not what was expected")
}

/// The command that calls an operation with a body of this media type.
pub fn of<'a>(
    commands: &'a [Command],
    operation: &Operation,
    media: Option<&Media>,
) -> Option<&'a Command> {
    let all = commands.iter();
    let all: Vec<&Command> = all
        .filter(|one| one.method == operation.method && one.path == operation.template)
        .collect();
    let sends = |command: &&&Command| {
        let sent = command.sends.as_deref().map(essence);
        media.is_some_and(|media| sent == Some(essence(&media.name)))
    };
    let is_alike = |command: &&&Command| {
        let sent = command.sends.as_deref().map(essence).unwrap_or_default();
        media.is_some_and(|media| media.is_json() == sent.ends_with("json"))
    };
    let exact = all.iter().find(sends).or_else(|| all.iter().find(is_alike));
    exact.or_else(|| all.first()).copied()
}
