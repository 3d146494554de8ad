//! One document, operation by operation: calls are made, and what went over the wire is judged.

use std::path::Path;

use anyhow::{Context, Result};
use serde_json::{Value, json};

use super::answers::{self, Expected, Planned};
use super::check::{self, Notes};
use super::description::{self, Media, Operation};
use super::inputs::{Extent, Inputs};
use super::parameter::{Parameter, Place, Style};
use super::reader::{At, Reader};
use super::server::Server;
use super::shown;
use super::values::{self, Schemas, Values};
use super::verdict::{Judged, Miss};
use crate::round_trip::compare::clipped;
use crate::round_trip::harness::Program;
use crate::round_trip::text::Texts;
use crate::round_trip::translate::Reading;

/// Where below the server's root the API is: that has to be kept.
pub const PREFIX: &str = "/base";

/// Texts that lead elsewhere in a path, and are refused.
const REFUSED: [&str; 6] = ["", ".", "..", "%2e", "%2E.", "%252e%252E"];

/// How many misses of an operation are kept.
const MOST_MISSES: usize = 3;

/// Calls the operations of the description at `path` through `program`.
pub fn judge(path: &Path, program: &Path, samples: usize) -> Result<Judged> {
    let mut texts = Texts::read(path)?;
    let operations = description::operations(&mut Reader::new(&mut texts, path));
    let sent = Schemas::of(&mut texts, &sent(&operations), Reading::Sent);
    let received = Schemas::of(&mut texts, &received(&operations), Reading::Received);
    let mut caller = Caller {
        reader: Reader::new(&mut texts, path),
        sent: sent.values().context("there are no schemas")?,
        received: received.values().context("there are no schemas")?,
        program: Program::new(program),
        server: Server::start()?,
        judged: Judged {
            operations: operations.len(),
            ..Judged::default()
        },
    };
    for operation in &operations {
        let seed = values::seed(path, &operation.name);
        caller.sent.begin(seed);
        caller.received.begin(seed);
        caller.operation(operation, samples);
    }
    Ok(caller.judged)
}

/// Where the schemas of what is sent are.
pub fn sent(operations: &[Operation]) -> Vec<At> {
    let of = |operation: &Operation| {
        let parameters = operation.parameters.iter();
        let bodies = operation.body.iter().flat_map(|body| &body.content);
        let parameters = parameters.filter_map(|parameter| parameter.schema.clone());
        parameters
            .chain(bodies.flat_map(Media::schemas))
            .collect::<Vec<_>>()
    };
    operations.iter().flat_map(of).collect()
}

/// Where the schemas of what is received are.
pub fn received(operations: &[Operation]) -> Vec<At> {
    let answers = operations.iter().flat_map(|operation| &operation.answers);
    let content = answers.flat_map(|answer| &answer.content);
    content.filter_map(|media| media.schema.clone()).collect()
}

struct Caller<'a> {
    reader: Reader<'a>,
    sent: Values<'a>,
    received: Values<'a>,
    program: Program<'a>,
    server: Server,
    judged: Judged,
}

/// What became of a call.
enum Ending {
    /// All is well.
    Passed,
    /// Something is wrong: what, one thing a line.
    Missed(Vec<String>),
    /// The harness cannot make such calls: why.
    Unsupported(String),
}

impl Caller<'_> {
    fn operation(&mut self, operation: &Operation, samples: usize) {
        let plan = answers::plan(operation);
        let successes = plan.iter().filter(|planned| planned.is_success()).count();
        let ways = operation.body.as_ref().map_or(0, |body| body.content.len());
        let calls = plan.len().max(samples + 1).max(2 * ways).max(2);
        let mut misses = Vec::new();
        for turn in 0..calls {
            let extent = if turn == 0 {
                Extent::Required
            } else {
                Extent::All
            };
            // The errors come last; there is no need for more than one of them.
            let planned = plan.get(turn).or_else(|| plan.get(turn % successes.max(1)));
            let Some(planned) = planned else {
                continue;
            };
            match self.call(operation, planned, extent, turn) {
                Ok(Ending::Passed) => {}
                Ok(Ending::Missed(problems)) => misses.extend(problems),
                Ok(Ending::Unsupported(reason)) | Err(reason) => {
                    let name = operation.name.clone();
                    self.judged.not_called.insert(name, reason);
                    return;
                }
            }
        }
        misses.extend(self.refusals(operation));
        self.example(operation);
        self.judged.called += 1;
        if misses.is_empty() {
            self.judged.passed += 1;
            return;
        }
        misses.dedup();
        for problem in misses.into_iter().take(MOST_MISSES) {
            self.judged.misses.push(Miss {
                operation: operation.name.clone(),
                problem,
            });
        }
    }

    fn call(
        &mut self,
        operation: &Operation,
        planned: &Planned<'_>,
        extent: Extent,
        turn: usize,
    ) -> Result<Ending, String> {
        let inputs = Inputs::sample(operation, &mut self.sent, extent, turn)?;
        let refusal = Planned::refusal();
        let (planned, expected) = match planned.sample(operation, &mut self.received) {
            Ok(expected) => (planned, expected),
            // What cannot be answered says nothing of what is sent.
            Err(reason) => {
                let what = reason.split(':').next().unwrap_or_default().to_owned();
                *self.judged.not_judged.entry(what).or_default() += 1;
                (&refusal, Expected::Nothing)
            }
        };
        let line = inputs.line(operation, &format!("{}{PREFIX}", self.server.url()));
        self.server.answer_with(expected.reply(planned.status));
        let told = |problem: String| format!("{problem} (with {})", given(&line));
        let answers = match self.program.ask(std::slice::from_ref(&line)) {
            Ok(answers) => answers,
            Err(problem) => return Ok(Ending::Missed(vec![told(problem)])),
        };
        let Some(answer) = answers.first() else {
            return Ok(Ending::Missed(vec![told("there is no answer".to_owned())]));
        };
        if answer.kind == "unsupported" {
            return Ok(Ending::Unsupported(answer.error.clone()));
        }
        self.judged.calls += 1;
        let requests = self.server.requests();
        let mut notes = Notes::default();
        let mut problems = match requests.as_slice() {
            [Ok(request)] => {
                let mut problems = check::check(
                    operation,
                    &inputs,
                    &mut self.sent,
                    (PREFIX, request),
                    &mut notes,
                );
                // A server may explain an error in any words.
                if planned.is_success() {
                    problems.extend(check::accept(&expected, request).err());
                }
                problems
            }
            [] => vec![format!(
                "nothing was sent: {}: {}",
                answer.kind, answer.error
            )],
            [Err(problem)] => vec![problem.clone()],
            several => vec![format!("{} requests were sent", several.len())],
        };
        if !requests.is_empty() {
            let back = self.back(planned, &expected, answer, &mut notes);
            problems.extend(back.err());
        }
        self.judged.note(notes);
        Ok(match problems.is_empty() {
            true => Ending::Passed,
            false => Ending::Missed(problems.into_iter().map(told).collect()),
        })
    }

    fn back(
        &mut self,
        planned: &Planned<'_>,
        expected: &Expected,
        answer: &crate::round_trip::harness::Answer,
        notes: &mut Notes,
    ) -> Result<(), String> {
        answers::check(
            planned,
            expected,
            answer,
            &mut self.reader,
            &mut self.received,
            &mut notes.allowed,
        )
    }

    /// Runs the documented example, whose first request has to be valid.
    fn example(&mut self, operation: &Operation) {
        let inputs = Inputs {
            parameters: Vec::new(),
            body: None,
        };
        let mut line = inputs.line(operation, &format!("{}{PREFIX}", self.server.url()));
        if let Value::Object(line) = &mut line {
            line.insert("example".to_owned(), true.into());
        }
        self.server.answer_with(Expected::Nothing.reply(400));
        let Ok(answers) = self.program.ask(&[line]) else {
            return;
        };
        let refused = answers.first().filter(|answer| answer.kind == "invalid");
        let requests = self.server.requests();
        let problems = match (requests.first(), refused) {
            (Some(Ok(request)), _) => shown::problems(operation, &mut self.sent, (PREFIX, request)),
            (None, Some(refused)) => vec![refused.error.clone()],
            // One that reads a file finds none, and some operations have no example.
            _ => return,
        };
        self.judged.examples += 1;
        if let Some(problem) = problems.into_iter().next() {
            self.judged.invalid_examples.push(Miss {
                operation: operation.name.clone(),
                problem,
            });
        }
    }

    /// Path arguments that lead elsewhere are refused, and nothing is sent.
    fn refusals(&mut self, operation: &Operation) -> Vec<String> {
        let mut problems = Vec::new();
        let Ok(inputs) = Inputs::sample(operation, &mut self.sent, Extent::Required, 0) else {
            return problems;
        };
        let is_plain = |(parameter, value): &(&Parameter, Value)| {
            parameter.place == Place::Path && parameter.style == Style::Simple && value.is_string()
        };
        let Some(index) = inputs.parameters.iter().position(is_plain) else {
            return problems;
        };
        for text in REFUSED {
            let mut inputs = inputs.clone();
            let Some((parameter, value)) = inputs.parameters.get_mut(index) else {
                continue;
            };
            *value = text.into();
            // Others are refused for what they are.
            let built = parameter
                .schema
                .as_ref()
                .and_then(|at| self.sent.built(at).ok());
            if !built.is_some_and(|built| built.is_valid(value)) {
                continue;
            }
            let name = parameter.name.clone();
            self.server.answer_with(Expected::Nothing.reply(500));
            let line = inputs.line(operation, &format!("{}{PREFIX}", self.server.url()));
            self.judged.calls += 1;
            let answers = self.program.ask(&[line]);
            let is_refused = answers.is_ok_and(|answers| {
                answers
                    .first()
                    .is_some_and(|answer| answer.kind == "invalid")
            });
            if !is_refused || !self.server.requests().is_empty() {
                problems.push(format!("path {name}: {text:?} is not refused"));
            }
        }
        problems
    }
}

/// What a call was given, in short.
fn given(line: &Value) -> String {
    let part = |key: &str| line.get(key).cloned().unwrap_or_default();
    let given = json!({"params": part("params"), "body": part("body")});
    clipped(&given)
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const DESCRIPTION: &str = r#"{
        "openapi": "3.0.3",
        "paths": {
            "/a/{id}": {"get": {
                "parameters": [{"name": "id", "in": "path", "schema": {"type": "string"}}],
                "responses": {"200": {"description": ""}}
            }},
            "/b": {"post": {
                "requestBody": {"required": true, "content": {"application/json": {
                    "schema": {"type": "string", "minLength": 2, "maxLength": 1}
                }}},
                "responses": {}
            }}
        }
    }"#;

    /// What is found of a program that gives the same answer to every call.
    fn judged(answer: &str) -> Judged {
        let folder = tempfile::tempdir().unwrap();
        let description = folder.path().join("a.json");
        fs::write(&description, DESCRIPTION).unwrap();
        let program = folder.path().join("harness");
        let script = format!("#!/bin/sh\nwhile read -r line; do echo '{answer}'; done\n");
        fs::write(&program, script).unwrap();
        fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        judge(&description, &program, 1).unwrap()
    }

    #[test]
    fn a_call_that_sends_nothing_is_a_miss() {
        let judged = judged(r#"{"ok": false, "kind": "invalid", "error": "no"}"#);
        assert_eq!((judged.operations, judged.called, judged.passed), (2, 1, 0));
        // What leads elsewhere is refused, as it should be: that is no miss.
        assert!(judged.calls > REFUSED.len(), "{}", judged.calls);
        let problems: Vec<&str> = judged
            .misses
            .iter()
            .map(|miss| miss.problem.as_str())
            .collect();
        assert_eq!(problems.len(), 2, "{problems:?}");
        assert!(
            problems[0].starts_with("nothing was sent: invalid: no (with "),
            "{problems:?}"
        );
        let reason = &judged.not_called["POST /b"];
        assert!(
            reason.starts_with("body: no value could be made up"),
            "{reason}"
        );
    }

    #[test]
    fn a_path_that_leads_elsewhere_has_to_be_refused() {
        let judged = judged(r#"{"ok": true, "value": null}"#);
        let last = judged.misses.last().unwrap();
        assert_eq!(last.problem, "path id: \"\" is not refused");
    }

    #[test]
    fn what_the_program_cannot_do_is_not_called() {
        let judged = judged(r#"{"ok": false, "kind": "unsupported", "error": "forms"}"#);
        assert_eq!(
            (judged.called, judged.not_called["GET /a/{id}"].as_str()),
            (0, "forms")
        );
    }
}
