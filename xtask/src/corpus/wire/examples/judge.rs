//! One document: its printed responses are answered to calls of their operations.

use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::printed::{Collector, Printed};
use crate::round_trip::harness::{self, Answer, Program};
use crate::round_trip::text::Texts;
use crate::round_trip::translate::Reading;
use crate::wire::answers::status_of;
use crate::wire::description::{self, Operation};
use crate::wire::inputs::{Extent, Inputs};
use crate::wire::judge::{PREFIX, sent};
use crate::wire::reader::{At, Reader};
use crate::wire::server::{Reply, Server};
use crate::wire::values::{self, Schemas, Values};

/// A printed response and its outcome.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Judged {
    /// The operation: `GET /pets`.
    pub operation: String,
    /// `200`, `2XX` or `default`
    pub status: String,
    /// The pointer to it.
    pub place: String,
    /// Its number among the examples of the operation, or of the schema.
    pub number: usize,
    /// Whether a schema prints it.
    pub of_schema: bool,
    /// Its outcome.
    pub outcome: Outcome,
}

/// The outcome of a printed response.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It decodes.
    Decoded,
    /// It does not decode: the error.
    Missed(String),
    /// No call was made: why.
    NotCalled(String),
    /// It is no response: why.
    NotAResponse(String),
}

/// Decodes the responses that the description at `path` prints. Without a program none is called.
pub fn judge(path: &Path, program: Option<&Path>) -> Result<Vec<Judged>> {
    let mut texts = Texts::read(path)?;
    let operations = description::operations(&mut Reader::new(&mut texts, path));
    let mut reader = Reader::new(&mut texts, path);
    let mut collector = Collector::new(&mut reader);
    let mut all: Vec<(Operation, Vec<Printed>)> = Vec::new();
    for operation in operations {
        let printed = collector.of_operation(&operation);
        if !printed.is_empty() {
            all.push((operation, printed));
        }
    }
    let Some(program) = program else {
        let unbuilt = |_: &Printed| Outcome::NotCalled("there is no crate".to_owned());
        let judged = all.iter().flat_map(|(operation, printed)| {
            let judged = printed.iter();
            judged.map(|printed| {
                let outcome = unsendable(operation, printed);
                Judged::new(
                    path,
                    operation,
                    printed,
                    outcome.unwrap_or_else(|| unbuilt(printed)),
                )
            })
        });
        return Ok(judged.collect());
    };
    let places: Vec<_> = { all.iter() }
        .flat_map(|(operation, _)| sent(std::slice::from_ref(operation)))
        .collect();
    let schemas = Schemas::of(&mut texts, &places, Reading::Sent);
    let mut caller = Caller {
        sent: schemas.values().context("there are no schemas")?,
        program: Program::new(program),
        server: Server::start()?,
    };
    let mut judged = Vec::new();
    for (operation, printed) in &all {
        caller.sent.begin(values::seed(path, &operation.name));
        let lines = caller.lines(operation);
        for printed in printed {
            let outcome = match (unsendable(operation, printed), &lines) {
                (Some(outcome), _) => outcome,
                (None, Ok(lines)) => caller.outcome(operation, printed, lines),
                (None, Err(reason)) => Outcome::NotCalled(reason.clone()),
            };
            judged.push(Judged::new(path, operation, printed, outcome));
        }
    }
    Ok(judged)
}

impl Judged {
    fn new(path: &Path, operation: &Operation, printed: &Printed, outcome: Outcome) -> Self {
        let At { file, pointer } = &printed.place;
        let file = match file == path {
            true => String::new(),
            false => file
                .file_name()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned(),
        };
        Self {
            operation: operation.name.clone(),
            status: printed.status.clone(),
            place: format!("{file}#{pointer}"),
            number: printed.number,
            of_schema: printed.of_schema,
            outcome,
        }
    }
}

/// The outcome of what no server can answer.
fn unsendable(operation: &Operation, printed: &Printed) -> Option<Outcome> {
    let status = status_of(operation, &printed.status);
    let reason = match (printed.misfit, status) {
        (Some(misfit), _) => misfit,
        (None, None) => "a status that is none",
        _ if operation.method == "HEAD" => "a response to `HEAD`, which has no body",
        (None, Some(204 | 205)) => "a status without a body",
        (None, Some(..200 | 300..400)) => "a redirect or another status that no call returns",
        _ => return None,
    };
    Some(Outcome::NotAResponse(reason.to_owned()))
}

struct Caller<'a> {
    sent: Values<'a>,
    program: Program<'a>,
    server: Server,
}

impl Caller<'_> {
    /// The lines that make a call: with the required inputs, and with all.
    fn lines(&mut self, operation: &Operation) -> Result<Vec<Value>, String> {
        let url = format!("{}{PREFIX}", self.server.url());
        let mut lines = Vec::new();
        let mut problem = None;
        for (turn, extent) in [Extent::Required, Extent::All].into_iter().enumerate() {
            match Inputs::sample(operation, &mut self.sent, extent, turn) {
                Ok(inputs) => lines.push(inputs.line(operation, &url)),
                Err(reason) => problem = Some(reason),
            }
        }
        match problem {
            Some(reason) if lines.is_empty() => Err(reason),
            _ => Ok(lines),
        }
    }

    fn outcome(&mut self, operation: &Operation, printed: &Printed, lines: &[Value]) -> Outcome {
        let Some(status) = status_of(operation, &printed.status) else {
            return Outcome::NotCalled("there is no status".to_owned());
        };
        let mut refusal = String::new();
        for line in lines {
            self.server.answer_with(Reply {
                status,
                content_type: Some(printed.media_type.clone()),
                body: printed.value.to_string().into_bytes(),
            });
            let answers = match self.program.ask(std::slice::from_ref(line)) {
                Ok(answers) => answers,
                Err(problem) => return Outcome::Missed(problem),
            };
            let Some(answer) = answers.first() else {
                return Outcome::Missed("there is no answer".to_owned());
            };
            if self.server.requests().is_empty() {
                refusal = format!("{}: {}", answer.kind, answer.error);
                continue;
            }
            let problem = match status {
                ..300 => success(answer),
                _ => self.failure(printed, status, answer),
            };
            return problem.map_or(Outcome::Decoded, Outcome::Missed);
        }
        Outcome::NotCalled(refusal)
    }

    /// The problem with what a call made of an error.
    fn failure(&mut self, printed: &Printed, status: u16, answer: &Answer) -> Option<String> {
        if answer.ok || answer.kind != "api" || answer.status != Some(status) {
            let kind = if answer.ok { "a success" } else { &answer.kind };
            return Some(format!("status {status} became {kind}: {}", answer.error));
        }
        if answer.typed || !printed.has_properties || !printed.value.is_object() {
            return None;
        }
        let problem = "the body of the error is not typed".to_owned();
        let Some(key) = &printed.component else {
            return Some(problem);
        };
        // The type says why.
        let line = harness::line(key, &printed.value);
        let answers = self.program.ask(&[line]).unwrap_or_default();
        let told = answers.first().filter(|answer| !answer.ok);
        Some(match told {
            Some(answer) => format!("{problem}: {}", answer.error),
            None => problem,
        })
    }
}

/// The problem with what a call made of a success.
fn success(answer: &Answer) -> Option<String> {
    (!answer.ok).then(|| format!("{}: {}", answer.kind, answer.error))
}

#[cfg(all(test, unix))]
mod tests {
    use std::fs;
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    const DESCRIPTION: &str = r##"{
        "openapi": "3.1.0",
        "paths": {
            "/a": {
                "get": {
                    "x-meta": {"shown": [
                        {"request": {"response": {}}, "response": "{\"id\": 3}"},
                        {"response": {"id": 4}}
                    ]},
                    "responses": {
                        "default": {"content": {"application/json": {"example": {"id": 9}}}},
                        "200": {"content": {
                            "text/plain": {"example": "no"},
                            "application/json": {
                                "schema": {"$ref": "#/components/schemas/A"},
                                "examples": {
                                    "b": {"$ref": "#/components/examples/B"},
                                    "a": {"value": "string"},
                                    "c": {"externalValue": "elsewhere"},
                                    "d": {"id": 1}
                                }
                            }
                        }}
                    }
                },
                "head": {"responses": {"200": {"content": {"application/json": {"example": 1}}}}},
                "post": {"responses": {"201": {"content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/A"}}
                }}}},
                "put": {"responses": {"201": {"content": {
                    "application/json": {"schema": {"$ref": "#/components/schemas/A"}}
                }}}}
            }
        },
        "components": {
            "examples": {"B": {"value": {"id": 2}}},
            "schemas": {"A": {
                "type": "object",
                "example": {"id": 5}, "default": {"id": 6}, "examples": [{}, {"id": 7}]
            }}
        }
    }"##;

    fn judged(description: &str, script: Option<&str>) -> Vec<Judged> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.json");
        fs::write(&path, description).unwrap();
        let program = folder.path().join("harness");
        if let Some(script) = script {
            fs::write(&program, format!("#!/bin/sh\n{script}\n")).unwrap();
            fs::set_permissions(&program, fs::Permissions::from_mode(0o755)).unwrap();
        }
        judge(&path, script.map(|_| program.as_path())).unwrap()
    }

    #[test]
    fn responses_are_found_wherever_they_are_printed() {
        let all = judged(DESCRIPTION, None);
        let lines: Vec<String> = { all.iter() }
            .map(|one| {
                let what = match &one.outcome {
                    Outcome::NotAResponse(reason) => reason.as_str(),
                    _ if one.of_schema => "of a schema",
                    _ => "",
                };
                let place = one.place.replace("#/paths/~1a/", "");
                format!("{} {} {place} {what}", one.number, one.status)
            })
            .collect();
        let content = "get/responses/200/content/application~1json/examples";
        let expected = [
            format!("1 200 {content}/a/value text in place of an object or list"),
            "2 200 #/components/examples/B/value ".to_owned(),
            format!("3 200 {content}/d an example without a `value`"),
            "3 200 get/x-meta/shown/0/response ".to_owned(),
            "4 200 get/x-meta/shown/1/response ".to_owned(),
            "5 default get/responses/default/content/application~1json/example ".to_owned(),
            "0 201 #/components/schemas/A/example of a schema".to_owned(),
            "2 201 #/components/schemas/A/examples/1 of a schema".to_owned(),
            "0 200 head/responses/200/content/application~1json/example a response to `HEAD`, which has no body".to_owned(),
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn swagger_prints_beside_the_schema() {
        let description = r#"{
            "swagger": "2.0",
            "produces": ["application/xml", "application/json"],
            "paths": {"/a": {"get": {"responses": {
                "404": {"description": "", "examples": {"application/json": {}}},
                "200": {
                    "schema": {"type": "object"},
                    "examples": {"application/vnd.a+json": {"a": 1}, "application/xml": "<a/>"}
                }
            }}}}
        }"#;
        let all = judged(description, None);
        let places: Vec<&str> = all.iter().map(|one| one.place.as_str()).collect();
        assert_eq!(
            places,
            ["#/paths/~1a/get/responses/200/examples/application~1vnd.a+json"]
        );
    }

    #[test]
    fn a_call_that_sends_nothing_is_no_miss() {
        let script = "while read -r line; do echo '{\"ok\": false, \"kind\": \"invalid\", \"error\": \"no\"}'; done";
        let all = judged(DESCRIPTION, Some(script));
        let called = all.iter().filter(|one| match &one.outcome {
            Outcome::NotCalled(reason) => reason != "invalid: no",
            outcome => !matches!(outcome, Outcome::NotAResponse(_)),
        });
        assert_eq!(called.count(), 0, "{all:?}");
    }
}
