//! One document: some of its operations are called through its tool, and what went over the wire is judged.

use std::path::Path;
use std::process::{Command as Process, Stdio};

use anyhow::{Context, Result};
use tempfile::TempDir;

use super::answer::{self, Ran};
use super::catalogue::{self, Command};
use super::command_line;
use crate::round_trip::text::Texts;
use crate::round_trip::translate::Reading;
use crate::wire::answers::{self, Expected, Planned};
use crate::wire::check::{self, Notes};
use crate::wire::description::{self, Operation};
use crate::wire::inputs::{Extent, Inputs};
use crate::wire::judge::{PREFIX, received, sent};
use crate::wire::reader::Reader;
use crate::wire::server::Server;
use crate::wire::values::{self, Schemas, Values};
use crate::wire::verdict::{Judged, Miss};

/// How often an operation is called: with what it needs, and with all there is, in each of the ways to say it.
const CALLS: usize = 4;

/// Calls `samples` operations of the description at `path` through the tool at `program`.
pub fn judge(path: &Path, program: &Path, samples: usize, seed: u64) -> Result<Judged> {
    let mut texts = Texts::read(path)?;
    let operations = description::operations(&mut Reader::new(&mut texts, path));
    let sent = Schemas::of(&mut texts, &sent(&operations), Reading::Sent);
    let received = Schemas::of(&mut texts, &received(&operations), Reading::Received);
    let mut caller = Caller {
        sent: sent.values().context("there are no schemas")?,
        received: received.values().context("there are no schemas")?,
        commands: catalogue::commands(program)?,
        program,
        folder: TempDir::new()?,
        server: Server::start()?,
        judged: Judged {
            operations: operations.len(),
            ..Judged::default()
        },
    };
    let mut order: Vec<&Operation> = operations.iter().collect();
    fastrand::Rng::with_seed(seed).shuffle(&mut order);
    for operation in order {
        if caller.judged.called >= samples {
            break;
        }
        let seed = values::seed(path, &operation.name);
        caller.sent.begin(seed);
        caller.received.begin(seed);
        caller.operation(operation);
    }
    Ok(caller.judged)
}

struct Caller<'a> {
    sent: Values<'a>,
    received: Values<'a>,
    commands: Vec<Command>,
    program: &'a Path,
    /// Where files go, and where the tool finds no settings.
    folder: TempDir,
    server: Server,
    judged: Judged,
}

impl Caller<'_> {
    fn operation(&mut self, operation: &Operation) {
        let plan = answers::plan(operation);
        let successes = plan.iter().filter(|planned| planned.is_success()).count();
        let mut misses = Vec::new();
        for turn in 0..CALLS {
            let (extent, planned) = match turn {
                0 => (Extent::Required, plan.first()),
                // The error comes last.
                turn if turn + 1 == CALLS => (Extent::All, plan.last()),
                turn => (Extent::All, plan.get(turn % successes.max(1))),
            };
            let Some(planned) = planned else {
                continue;
            };
            match self.call(operation, planned, extent, turn) {
                Ok(problems) => misses.extend(problems),
                Err(reason) => {
                    let name = operation.name.clone();
                    self.judged.not_called.insert(name, reason);
                    return;
                }
            }
        }
        self.judged.called += 1;
        match misses.into_iter().next() {
            None => self.judged.passed += 1,
            Some(problem) => self.judged.misses.push(Miss {
                operation: operation.name.clone(),
                problem,
            }),
        }
    }

    /// Makes a call; gives what is wrong with it, or why it cannot be made.
    fn call(
        &mut self,
        operation: &Operation,
        planned: &Planned<'_>,
        extent: Extent,
        turn: usize,
    ) -> Result<Vec<String>, String> {
        let inputs = Inputs::sample(operation, &mut self.sent, extent, turn)?;
        let media = inputs.body.as_ref().map(|(media, _)| *media);
        let command = catalogue::of(&self.commands, operation, media);
        let command = command.ok_or("no command".to_owned())?;
        let folder = self.folder.path();
        let arguments = command_line::arguments(command, operation, &inputs, folder, turn)?;
        let refusal = Planned::refusal();
        let (planned, expected) = match planned.sample(operation, &mut self.received) {
            Ok(expected) => (planned, expected),
            Err(_) => (&refusal, Expected::Nothing),
        };
        self.server.answer_with(expected.reply(planned.status));
        let ran = self.run(&arguments)?;
        self.judged.calls += 1;
        let requests = self.server.requests();
        let mut notes = Notes::default();
        let mut problems = match requests.as_slice() {
            [Ok(request)] => check::check(
                operation,
                &inputs,
                &mut self.sent,
                (PREFIX, request),
                &mut notes,
            ),
            [] => vec![format!("nothing was sent: {}", ran.stderr)],
            [Err(problem)] => vec![problem.clone()],
            several => vec![format!("{} requests were sent", several.len())],
        };
        if !requests.is_empty() {
            let told = answer::check(command, planned, &expected, &ran, &mut notes.allowed);
            problems.extend(told.err());
        }
        self.judged.note(notes);
        let said = |problem: String| format!("{problem} (with {})", arguments.join(" "));
        Ok(problems.into_iter().map(said).collect())
    }

    fn run(&self, arguments: &[String]) -> Result<Ran, String> {
        let output = Process::new(self.program)
            .args(arguments)
            .args(["--retries", "0", "--format", "json"])
            .arg(format!("--base-url={}{PREFIX}", self.server.url()))
            .env_clear()
            .env("HOME", self.folder.path())
            .stdin(Stdio::null())
            .output()
            .map_err(|error| format!("the tool does not start: {error}"))?;
        Ok(Ran {
            code: output.status.code(),
            stdout: output.stdout,
            stderr: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        })
    }
}
