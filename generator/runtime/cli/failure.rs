//! What can go wrong with a command: in words, as an object, and as an exit code.

use std::io;

use serde_json::{Map, Value, json};

use super::table::{Command, Place};
use crate::runtime::api_error::ApiError;
use crate::runtime::error::{Breach, Error};

/// Why a command failed.
#[derive(Debug)]
pub enum Failure {
    /// It was not given what it needs, or in a wrong way.
    Usage(String),
    /// There is no credential.
    NoCredential(String),
    /// The call failed.
    Call(Error),
    /// What was read or written here failed.
    Local(String),
    /// A delivery was not accepted.
    Refused(String),
    /// A receiver cannot be reached.
    Unreachable(String),
    /// Nobody reads the output any more.
    ClosedPipe,
}

impl Failure {
    /// Something about a file.
    pub(super) fn file(what: &str, path: &str, error: &io::Error) -> Self {
        Failure::Local(format!("cannot {what} {path}: {error}"))
    }

    /// Something about the output.
    pub(super) fn output(error: io::Error) -> Self {
        match error.kind() {
            io::ErrorKind::BrokenPipe => Failure::ClosedPipe,
            _ => Failure::Local(format!("cannot write the output: {error}")),
        }
    }

    /// 1 API error, 2 auth or permission, 3 usage or validation, 4 not reachable or timeout, 5 anything else.
    pub(super) fn exit_code(&self) -> u8 {
        match self {
            Failure::ClosedPipe => 0,
            Failure::Usage(_) | Failure::Call(Error::Invalid(_) | Error::Config(_)) => 3,
            Failure::NoCredential(_) | Failure::Call(Error::Token(_)) => 2,
            Failure::Call(Error::Api(error)) if error.is_unauthorized() || error.is_forbidden() => {
                2
            }
            Failure::Call(Error::Api(_)) | Failure::Refused(_) => 1,
            Failure::Call(Error::Transport(_)) | Failure::Unreachable(_) => 4,
            Failure::Call(_) | Failure::Local(_) => 5,
        }
    }

    /// One line.
    pub(super) fn line(&self, command: Option<&Command>) -> String {
        match self {
            Failure::Usage(message)
            | Failure::NoCredential(message)
            | Failure::Local(message)
            | Failure::Refused(message)
            | Failure::Unreachable(message) => message.clone(),
            Failure::Call(Error::Invalid(error)) => {
                let breaches = error.breaches().iter();
                let breaches: Vec<String> = breaches.map(|one| breach(command, one)).collect();
                format!("not sent: {}", breaches.join("; "))
            }
            Failure::Call(Error::Api(error)) => api(command, error),
            Failure::Call(error @ Error::Transport(_)) => format!(
                "{error}; try --base-url, --proxy or --timeout if the service is elsewhere or slow"
            ),
            Failure::Call(error) => error.to_string(),
            Failure::ClosedPipe => String::new(),
        }
    }

    /// The same for programs.
    pub(super) fn object(&self, command: Option<&Command>) -> Value {
        let mut object = Map::new();
        let mut say = |name: &str, value: Value| object.insert(name.to_owned(), value);
        say("message", self.line(command).into());
        say("exit_code", self.exit_code().into());
        match self {
            Failure::Call(Error::Api(error)) => {
                let message = error.message().map(str::to_owned);
                say(
                    "message",
                    message.unwrap_or_else(|| error.to_string()).into(),
                );
                say("status", error.status().as_u16().into());
                say("code", error.code().into());
                say("request_id", error.request_id().into());
                say("hint", error.hint().into());
                say("operation", error.operation().into());
                let issues = error.issues().iter();
                let issues = issues.map(|one| issue(command, &one.path, &one.message));
                say("issues", issues.collect());
            }
            Failure::Call(Error::Invalid(error)) => {
                say("operation", error.operation().into());
                let issues = error.breaches().iter();
                let issues = issues.map(|one| issue(command, one.path(), one.message()));
                say("issues", issues.collect());
            }
            _ => {}
        }
        json!({ "error": object })
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Call(error)
    }
}

fn issue(command: Option<&Command>, path: &str, message: &str) -> Value {
    json!({ "path": path, "flag": flag(command, path), "message": message })
}

fn breach(command: Option<&Command>, breach: &Breach) -> String {
    match flag(command, breach.path()) {
        Some(flag) => format!("{flag} {}", breach.message()),
        None => breach.to_string(),
    }
}

fn api(command: Option<&Command>, error: &ApiError) -> String {
    let status = error.status();
    let mut line = format!("{}", status.as_u16());
    if let Some(reason) = status.canonical_reason() {
        line += &format!(" {reason}");
    }
    let said = match (error.message(), error.code()) {
        (Some(message), Some(code)) => Some(format!("{message} ({code})")),
        (message, code) => message.or(code).map(str::to_owned),
    };
    match said {
        Some(said) => line += &format!(": {said}"),
        // The runtime's own line ends with what the body holds.
        None if error.issues().is_empty() => {
            let whole = error.to_string();
            let excerpt = whole.split_once(&line).map_or("", |(_, rest)| rest);
            line += excerpt;
        }
        None => {}
    }
    for issue in error.issues() {
        let place = match flag(command, &issue.path) {
            Some(flag) => flag,
            None => issue.path.clone(),
        };
        line += &format!("; {place}: {}", issue.message);
    }
    if let Some(id) = error.request_id() {
        line += &format!("; request id {id}");
    }
    match error.hint() {
        Some(hint) => line += &format!("; try: {hint}"),
        None if error.is_unauthorized() => line += "; try another key: `auth login` stores one",
        None if error.is_forbidden() => line += "; try a key that has the permission",
        None if error.is_rate_limited() => match error.retry_after() {
            Some(wait) => line += &format!("; try again in {} s", wait.as_secs()),
            None => line += "; try again later",
        },
        None => {}
    }
    // What a service says may have lines; the message has one.
    line.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The flag that a place in the request belongs to: `event_types[0]` to `--event-type`.
fn flag(command: Option<&Command>, path: &str) -> Option<String> {
    let path = path.strip_prefix("body.").unwrap_or(path);
    let member = path
        .split(['.', '['])
        .next()
        .filter(|name| !name.is_empty())?;
    let flags = command?.flags;
    let found = flags.iter().find(|flag| flag.wire == member)?;
    let within = path.strip_prefix(member).unwrap_or_default();
    let within = within.trim_start_matches('.');
    Some(match (found.place, within) {
        (Place::Body, within) if !within.is_empty() && !within.starts_with('[') => {
            format!("--{} ({within})", found.name)
        }
        _ => format!("--{}", found.name),
    })
}
