//! What the server answers, and whether it is what came out of the call.

use base64::Engine;
use base64::engine::general_purpose;
use serde_json::{Value, json};

use super::description::{Answer, Media, Operation, essence};
use super::inputs::chosen;
use super::reader::{At, Reader};
use super::server::Reply;
use super::values::Values;
use crate::round_trip::compare::{Allowed, clipped};
use crate::round_trip::harness;
use crate::round_trip::judge::verdict;

/// An answer that is going to be given.
#[derive(Clone, Debug)]
pub struct Planned<'a> {
    /// The status.
    pub status: u16,
    /// What the description says of it; `None` when it says nothing of success.
    answer: Option<&'a Answer>,
}

/// What a call is to give.
#[derive(Clone, Debug)]
pub enum Expected {
    /// Nothing.
    Nothing,
    /// A JSON value of a schema.
    Json(String, Value, Option<At>),
    /// Values one after another, as server-sent events.
    Events(String, Vec<Value>),
    /// Something else.
    Other(String, Vec<u8>),
}

impl Expected {
    /// The media type of the answer.
    pub fn content_type(&self) -> Option<&str> {
        match self {
            Self::Nothing => None,
            Self::Json(content_type, ..)
            | Self::Events(content_type, _)
            | Self::Other(content_type, _) => Some(content_type),
        }
    }

    /// What the server gives.
    pub fn reply(&self, status: u16) -> Reply {
        Reply {
            status,
            content_type: self.content_type().map(str::to_owned),
            body: match self {
                Self::Nothing => Vec::new(),
                Self::Json(_, value, _) => value.to_string().into_bytes(),
                Self::Events(_, values) => {
                    let events = values.iter().map(|value| format!("data: {value}\n\n"));
                    events.collect::<String>().into_bytes()
                }
                Self::Other(_, bytes) => bytes.clone(),
            },
        }
    }
}

/// The answers that an operation is given in its calls: every success, then one error.
pub fn plan(operation: &Operation) -> Vec<Planned<'_>> {
    let of_class = |classes: &'static [u8]| {
        let answers = operation.answers.iter();
        answers.filter_map(move |answer| {
            let status = status(operation, answer)?;
            let is_it = classes.contains(&answer.status.as_bytes().first().copied()?);
            is_it.then_some(Planned {
                status,
                answer: Some(answer),
            })
        })
    };
    let default = operation
        .answers
        .iter()
        .find(|answer| answer.status == "default");
    let mut all: Vec<Planned<'_>> = of_class(b"2").collect();
    let has_success = !all.is_empty();
    if !has_success {
        // What is said of all statuses holds for success too.
        all.push(Planned {
            status: 200,
            answer: default,
        });
    }
    let default = default.filter(|_| has_success).map(|answer| Planned {
        status: 418,
        answer: Some(answer),
    });
    all.extend(of_class(b"45").next().or(default));
    all
}

/// A status that an answer is for.
fn status(operation: &Operation, answer: &Answer) -> Option<u16> {
    match answer.status.strip_suffix("XX") {
        Some(class) => {
            let class: u16 = class.parse().ok()?;
            let is_free = |status: &u16| {
                let status = status.to_string();
                operation.answers.iter().all(|other| other.status != status)
            };
            (class * 100..class * 100 + 99).find(is_free)
        }
        None => answer.status.parse().ok(),
    }
}

/// A status that the response of an operation is for which is declared for `declared`: `200`, `2XX` or `default`.
pub fn status_of(operation: &Operation, declared: &str) -> Option<u16> {
    if declared == "default" {
        let mut answers = operation.answers.iter();
        let has_success = answers.any(|answer| answer.status.starts_with('2'));
        return Some(if has_success { 418 } else { 200 });
    }
    let answer = { operation.answers.iter() }.find(|answer| answer.status == declared)?;
    status(operation, answer)
}

impl Planned<'_> {
    /// An error that nobody describes.
    pub const fn refusal() -> Self {
        Self {
            status: 418,
            answer: None,
        }
    }

    /// Whether it is no error.
    pub fn is_success(&self) -> bool {
        self.status < 300
    }

    /// A body for it.
    ///
    /// # Errors
    ///
    /// When none can be made up.
    pub fn sample(
        &self,
        operation: &Operation,
        values: &mut Values<'_>,
    ) -> Result<Expected, String> {
        let has_body = operation.method != "HEAD" && !matches!(self.status, 204 | 304);
        let content = self.answer.map_or(&[][..], |answer| &answer.content);
        let Some(media) = chosen(content).filter(|_| has_body) else {
            return Ok(Expected::Nothing);
        };
        let name = concrete(media);
        if media.is_json() {
            let value = match &media.schema {
                Some(at) => values
                    .value(at, |_| true)
                    .map_err(|reason| format!("answer {}: {reason}", self.status))?,
                None => json!({"any": ["thing"]}),
            };
            return Ok(Expected::Json(name, value, media.schema.clone()));
        }
        if let (Some(at), "text/event-stream") = (&media.schema, essence(&name).as_str()) {
            let mut events = Vec::new();
            for _ in 0..2 {
                let event = values.value(at, |_| true);
                events.push(event.map_err(|reason| format!("event: {reason}"))?);
            }
            return Ok(Expected::Events(name, events));
        }
        Ok(Expected::Other(
            name,
            "two\nlines \u{2713}\n".as_bytes().to_vec(),
        ))
    }
}

/// The media type, with something in place of what may be anything.
fn concrete(media: &Media) -> String {
    match essence(&media.name).as_str() {
        "*/*" => "application/json".to_owned(),
        range if range.ends_with("/*") => range.replace('*', "plain"),
        _ => media.name.clone(),
    }
}

/// Whether what came out of a call is what was answered.
///
/// # Errors
///
/// What is wrong.
pub fn check(
    planned: &Planned<'_>,
    expected: &Expected,
    answer: &harness::Answer,
    reader: &mut Reader<'_>,
    values: &mut Values<'_>,
    allowed: &mut Allowed,
) -> Result<(), String> {
    if planned.is_success() {
        return success(planned.status, expected, answer, values, allowed);
    }
    if answer.ok || answer.kind != "api" {
        let what = if answer.ok { "ok" } else { &answer.kind };
        return Err(format!(
            "answer {} became {what}: {}",
            planned.status, answer.error
        ));
    }
    if answer.status != Some(planned.status) {
        return Err(format!(
            "status {} became {:?}",
            planned.status, answer.status
        ));
    }
    if let Expected::Json(_, value, schema) = expected {
        if answer.body != *value {
            return Err(format!(
                "the error body {} became {}",
                clipped(value),
                clipped(&answer.body)
            ));
        }
        let is_object = schema.as_ref().is_some_and(|at| is_object(reader, at));
        if is_object && value.is_object() && !answer.typed {
            return Err(format!(
                "the error body {} of {} is not typed",
                clipped(value),
                planned.status
            ));
        }
    }
    Ok(())
}

fn success(
    status: u16,
    expected: &Expected,
    answer: &harness::Answer,
    values: &mut Values<'_>,
    allowed: &mut Allowed,
) -> Result<(), String> {
    if !answer.ok {
        let body = expected.reply(status).body;
        let body = String::from_utf8_lossy(&body);
        let what = clipped(&answer.error);
        return Err(format!(
            "answer {status} gave {}: {what}; it was {}",
            answer.kind,
            clipped(&body)
        ));
    }
    let told = |problem| Err(format!("answer {status}: {problem}"));
    match expected {
        Expected::Nothing if answer.value.is_null() || answer.value == "" => Ok(()),
        Expected::Nothing => told(format!("nothing became {}", clipped(&answer.value))),
        Expected::Json(_, value, schema) => {
            let built = schema.as_ref().and_then(|at| values.built(at).ok());
            let returned = built.as_ref().and_then(|built| built.returned.as_ref());
            verdict(value, answer, returned, allowed).or_else(told)
        }
        Expected::Events(_, events) => {
            verdict(&events.clone().into(), answer, None, allowed).or_else(told)
        }
        Expected::Other(content_type, bytes) => {
            let text = String::from_utf8_lossy(bytes);
            let encoded = general_purpose::STANDARD.encode(bytes);
            match answer.value.as_str() {
                Some(found) if found == text || found == encoded => Ok(()),
                _ => told(format!(
                    "{content_type} {text:?} became {}",
                    clipped(&answer.value)
                )),
            }
        }
    }
}

/// Whether a schema is that of an object with members.
fn is_object(reader: &mut Reader<'_>, at: &At) -> bool {
    let at = reader.resolved(at.clone());
    let schema = reader.value(&at);
    let members = schema.and_then(|schema| schema.get("properties")?.as_object());
    let is_object =
        schema.is_some_and(|schema| schema.get("type").is_none_or(|name| name == "object"));
    is_object && members.is_some_and(|members| !members.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation(statuses: &[&str]) -> Operation {
        let answer = |status: &&str| Answer {
            status: (*status).to_owned(),
            content: Vec::new(),
        };
        Operation {
            name: "GET /".to_owned(),
            at: At {
                file: "a.json".into(),
                pointer: "/paths/~1/get".to_owned(),
            },
            method: "GET".to_owned(),
            template: "/".to_owned(),
            parameters: Vec::new(),
            body: None,
            answers: statuses.iter().map(answer).collect(),
            security: Vec::new(),
        }
    }

    #[test]
    fn every_success_and_one_error_is_planned() {
        let cases: [(&[&str], &[u16]); 4] = [
            (&["404", "200", "2XX", "302", "500"], &[200, 201, 404]),
            (&["default"], &[200]),
            (&["204", "default"], &[204, 418]),
            (&["4XX"], &[200, 400]),
        ];
        for (statuses, expected) in cases {
            let operation = operation(statuses);
            let found: Vec<u16> = plan(&operation).iter().map(|one| one.status).collect();
            assert_eq!(found, expected, "{statuses:?}");
        }
    }
}
