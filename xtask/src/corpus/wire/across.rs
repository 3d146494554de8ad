//! A client of one description at a server of another.
//!
//! The client is given what its own description says; the server reads requests, and answers, by the other one alone. As
//! servers are, it has no use for what it does not know, and refuses what lacks something or does not fit.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde_json::Value;

use super::answers::{self, Planned};
use super::auth;
use super::check;
use super::decode::{self, Found, Shape};
use super::description::{self, Kind, Operation, essence};
use super::inputs::{Extent, Inputs};
use super::judge::{received, sent};
use super::parameter::{Parameter, Place};
use super::reader::Reader;
use super::request::Request;
use super::server::Server;
use super::template;
use super::values::{self, Built, Schemas, Values};
use crate::round_trip::harness::{Answer, Program};
use crate::round_trip::text::Texts;
use crate::round_trip::translate::Reading;

/// Where below the server's root the API is.
const PREFIX: &str = "/base";

/// How many calls are made of an operation.
const CALLS: usize = 16;

/// What became of the calls of an operation.
#[derive(Debug, Default)]
pub struct Calls {
    /// How many went well.
    pub fine: usize,
    /// How many did not.
    pub failed: usize,
    /// What was wrong, first.
    pub problem: String,
}

/// Calls every operation of `old` through the `program` that was made from it, at a server of `new`.
pub fn calls(old: &Path, new: &Path, program: &Path) -> Result<BTreeMap<String, Calls>> {
    let (mut old_texts, mut new_texts) = (Texts::read(old)?, Texts::read(new)?);
    let theirs = description::operations(&mut Reader::new(&mut old_texts, old));
    let ours = description::operations(&mut Reader::new(&mut new_texts, new));
    let given = Schemas::of(&mut old_texts, &sent(&theirs), Reading::Sent);
    let taken = Schemas::of(&mut new_texts, &sent(&ours), Reading::Sent);
    let answered = Schemas::of(&mut new_texts, &received(&ours), Reading::Received);
    let none = "there are no schemas";
    let mut given = given.values().context(none)?;
    let mut taken = taken.values().context(none)?;
    let mut answered = answered.values().context(none)?;
    let mut program = Program::new(program);
    let server = Server::start()?;
    let mut all = BTreeMap::new();
    for operation in &theirs {
        let seed = values::seed(old, &operation.name);
        for values in [&mut given, &mut taken, &mut answered] {
            values.begin(seed);
        }
        let other = ours.iter().find(|other| is_served_by(operation, other));
        let mut calls = Calls::default();
        for turn in 0..CALLS {
            let extent = [Extent::Required, Extent::All][turn % 2];
            let inputs = Inputs::sample(operation, &mut given, extent, turn / 2);
            let inputs = inputs.map_err(anyhow::Error::msg)?;
            let line = inputs.line(operation, &format!("{}{PREFIX}", server.url()));
            let plan = other.map(answers::plan).unwrap_or_default();
            let planned = plan.get(turn / 2 % plan.len().max(1));
            let expected = match (planned, other) {
                (Some(planned), Some(other)) => planned.sample(other, &mut answered),
                _ => Ok(answers::Expected::Nothing),
            };
            let expected = expected.map_err(anyhow::Error::msg)?;
            let status = planned.map_or(404, |planned| planned.status);
            server.answer_with(expected.reply(status));
            let answer = program.ask(&[line]).map_err(anyhow::Error::msg)?;
            let answer = answer.into_iter().next().unwrap_or_default();
            let problem = match (server.requests().as_slice(), other) {
                (_, None) => Some("the server does not know the call".to_owned()),
                ([Ok(request)], Some(other)) => {
                    let refused = refused(other, &inputs, &mut taken, request);
                    let is_accepted = || check::accept(&expected, request).err();
                    let back = || back(planned, &answer);
                    refused.or_else(is_accepted).or_else(back)
                }
                _ => Some(format!("nothing was sent: {}", answer.error)),
            };
            match problem {
                None => calls.fine += 1,
                Some(problem) => {
                    calls.failed += 1;
                    if calls.problem.is_empty() {
                        calls.problem = problem;
                    }
                }
            }
        }
        all.insert(operation.name.clone(), calls);
    }
    Ok(all)
}

/// Whether requests of one operation come to the other.
fn is_served_by(one: &Operation, other: &Operation) -> bool {
    let plain = |template: &str| -> String {
        let mut parts = template.split('{');
        let first = parts.next().unwrap_or_default().to_owned();
        parts.fold(first, |text, part| {
            text + "{}" + part.split_once('}').map_or("", |(_, rest)| rest)
        })
    };
    one.method == other.method && plain(&one.template) == plain(&other.template)
}

/// Why the client has nothing of an answer.
fn back(planned: Option<&Planned<'_>>, answer: &Answer) -> Option<String> {
    let is_success = planned.is_some_and(Planned::is_success);
    let is_fine = answer.ok || !is_success && answer.kind == "api";
    (!is_fine).then(|| format!("the answer gave {}: {}", answer.kind, answer.error))
}

/// Why the server refuses a request, or reads it as something else than was asked for.
fn refused(
    operation: &Operation,
    inputs: &Inputs<'_>,
    values: &mut Values<'_>,
    request: &Request,
) -> Option<String> {
    let path = request.path().strip_prefix(PREFIX).unwrap_or_default();
    let path = match template::fit(&operation.template, path) {
        Ok(path) => path,
        Err(problem) => return Some(problem),
    };
    let (mut query, mut cookies) = (request.query(), request.cookies());
    let problem = without_credential(operation, request, &mut query, &mut cookies);
    if problem.is_some() {
        return problem;
    }
    for parameter in &operation.parameters {
        let others: Vec<&str> = { operation.parameters.iter() }
            .filter(|other| other.place == parameter.place && other.name != parameter.name)
            .map(|other| other.name.as_str())
            .collect();
        let built = parameter.schema.as_ref();
        let built =
            built.and_then(|at| Some((values.value(at, |_| true).ok()?, values.built(at).ok()?)));
        let shape = match built.as_ref().map(|(example, _)| example) {
            Some(Value::Array(_)) => Shape::Items,
            Some(Value::Object(_)) => Shape::Members,
            _ => Shape::One,
        };
        let found = match parameter.place {
            Place::Path => {
                let found = path.iter().find(|(name, _)| *name == parameter.name);
                found.map(|(_, text)| decode::alone(parameter, shape, text))
            }
            Place::Header => { request.header(&parameter.name.to_ascii_lowercase()) }
                .map(|text| decode::alone(parameter, shape, text)),
            Place::Query => Some(decode::from_pairs(parameter, shape, &mut query, &others)),
            Place::Cookie => Some(decode::from_pairs(parameter, shape, &mut cookies, &others)),
        };
        let found = match found.unwrap_or(Ok(Found::Nothing)) {
            Ok(found) => found,
            Err(problem) => return Some(problem),
        };
        let asked = inputs.parameters.iter();
        let asked = asked
            .filter(|(one, _)| one.name == parameter.name)
            .map(|(_, value)| value)
            .next();
        let problem = misread(
            parameter,
            &found,
            asked,
            built.as_ref().map(|(_, built)| &**built),
        );
        if let Some(problem) = problem {
            return Some(format!(
                "{} {}: {problem}",
                parameter.place.name(),
                parameter.name
            ));
        }
    }
    unfit(operation, values, request)
}

/// What is wrong with the credentials. What is not needed does no harm.
fn without_credential(
    operation: &Operation,
    request: &Request,
    query: &mut Vec<(String, String)>,
    cookies: &mut Vec<(String, String)>,
) -> Option<String> {
    let sets = &operation.security;
    let mut problems: Vec<Vec<String>> = Vec::new();
    for set in sets.iter().filter(|set| !set.is_empty()) {
        let mut found = Vec::new();
        auth::check_set(set, request, query, cookies, &mut found);
        problems.push(found);
    }
    let is_needed = !sets.is_empty() && sets.iter().all(|set| !set.is_empty());
    if !is_needed || problems.iter().any(Vec::is_empty) {
        return None;
    }
    problems.into_iter().flatten().next()
}

/// What is wrong with what was found of a parameter.
fn misread(
    parameter: &Parameter,
    found: &Found,
    asked: Option<&Value>,
    built: Option<&Built>,
) -> Option<String> {
    let texts = |texts: &[String], as_json: bool| -> Value {
        let texts = texts.iter();
        texts.map(|text| read(text, as_json)).collect()
    };
    let readings = match found {
        Found::Nothing if parameter.required => return Some("it is not there".to_owned()),
        Found::Nothing => {
            let is_lost = asked.is_some_and(|asked| {
                !asked.as_array().is_some_and(Vec::is_empty)
                    && !asked.as_object().is_some_and(serde_json::Map::is_empty)
            });
            return is_lost.then(|| "what was asked for is not there".to_owned());
        }
        Found::One(text) => [read(text, false), read(text, true)],
        Found::Items(items) => [texts(items, false), texts(items, true)],
        Found::Members(pairs) => [false, true].map(|as_json| {
            let pairs = pairs.iter();
            let pairs = pairs.map(|(name, text)| (name.clone(), read(text, as_json)));
            Value::Object(pairs.collect())
        }),
    };
    if built.is_some_and(|built| !readings.iter().any(|one| built.is_allowed(one))) {
        return Some(format!("{} is refused", readings[0]));
    }
    let parts = |value: &Value| value.as_array().map(Vec::len);
    let is_other = asked.is_some_and(|asked| parts(asked) != parts(&readings[0]));
    is_other.then(|| format!("{} is read", readings[0]))
}

fn read(text: &str, as_json: bool) -> Value {
    let read = as_json.then(|| serde_json::from_str(text).ok()).flatten();
    read.unwrap_or_else(|| text.into())
}

/// What is wrong with the body.
fn unfit(operation: &Operation, values: &mut Values<'_>, request: &Request) -> Option<String> {
    let body = operation.body.as_ref()?;
    let Some(content_type) = request.header("content-type").map(essence) else {
        return body.required.then(|| "there is no body".to_owned());
    };
    let is_it = |name: &str| check::is_covered(&content_type, &essence(name));
    let Some(media) = body.content.iter().find(|media| is_it(&media.name)) else {
        let is_known = body.declared.iter().any(|name| is_it(name));
        return (!is_known).then(|| format!("{content_type} is not taken"));
    };
    if media.kind() != Kind::Json {
        return None;
    }
    let value: Value = match serde_json::from_slice(&request.body) {
        Ok(value) => value,
        Err(error) => return Some(error.to_string()),
    };
    let built = values.built(media.schema.as_ref()?).ok()?;
    (!built.is_allowed(&value)).then(|| format!("the body {value} is refused"))
}
