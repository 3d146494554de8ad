//! Decodes answers, and says of one that does not fit where, why and in what, without showing a secret.

use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

use super::broken;
use super::error::{DecodeError, Error};
use super::path::{Step, locate, steps};
use super::redact::{HIDDEN, Quote, after_string, redact};
use super::text::{gist, one_line};
use super::value;

/// Decodes the body of an answer, or with no status the payload of a webhook, as JSON.
///
/// The values of the secret members and the credentials are not shown in the error.
pub fn json<T: DeserializeOwned>(
    operation: &'static str,
    status: Option<StatusCode>,
    secret_members: &[&str],
    credentials: &[String],
    body: &Bytes,
) -> Result<T, Error> {
    let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let error = match serde_json::from_slice(json) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    let report = Report::new(json, secret_members, credentials);
    // serde does not say where; decoding what was read says it, and is slower.
    let (path, message) = match &report.parsed {
        Some(value) => (String::new(), value::decode::<T>(value).err()),
        None => (broken::place(json), None),
    };
    let (path, message, excerpt) = report.explain(path, message.as_deref(), &error);
    Err(Error::from(DecodeError {
        operation,
        status,
        path,
        message,
        excerpt,
        raw_body: body.clone(),
    }))
}

struct Report<'a> {
    json: &'a [u8],
    parsed: Option<Value>,
    members: &'a [&'a str],
    credentials: &'a [String],
    /// What the secret members hold; it may stand elsewhere too.
    secrets: Vec<String>,
}

impl<'a> Report<'a> {
    fn new(json: &'a [u8], members: &'a [&'a str], credentials: &'a [String]) -> Self {
        let parsed = serde_json::from_slice(json).ok();
        let mut secrets = Vec::new();
        if let Some(value) = &parsed {
            collect_secrets(value, members, false, &mut secrets);
        }
        Report {
            json,
            parsed,
            members,
            credentials,
            secrets,
        }
    }

    /// The path, the message and the excerpt for an error, of which more may be known than it says itself.
    fn explain(
        &self,
        path: String,
        known: Option<&str>,
        error: &serde_json::Error,
    ) -> (String, String, String) {
        let message = error.to_string();
        let position = format!(" at line {} column {}", error.line(), error.column());
        let message = message.strip_suffix(&position).unwrap_or(&message);
        let (path, message) = locate(path, known.unwrap_or(message));
        let steps = steps(&path);
        let in_secret = steps
            .iter()
            .any(|step| matches!(step, Step::Member(name) if is_one_of(name, self.members)));

        let start = self.json.trim_ascii_start();
        let message = if start.is_empty() {
            "the answer has no body".to_owned()
        } else if start.starts_with(b"<") {
            "expected JSON, got HTML or XML".to_owned()
        } else {
            self.message(message, in_secret)
        };
        let excerpt = match &self.parsed {
            _ if in_secret => HIDDEN.to_owned(),
            Some(value) if error.classify() == Category::Data => self.value_at(value, &steps),
            _ => self.text_around(error),
        };
        let credentials: Vec<&str> = self.credentials.iter().map(String::as_str).collect();
        (redact(&path, &[], &credentials), message, excerpt)
    }

    fn message(&self, message: &str, in_secret: bool) -> String {
        let message = self.redact(&without_values(message));
        let shorten = |quoted: &str| {
            if in_secret {
                HIDDEN.to_owned()
            } else {
                one_line(quoted, 60)
            }
        };
        one_line(&map_quoted(&message, shorten), 500)
    }

    /// The value at the place of the error; the object that lacks it, if it is missing.
    fn value_at(&self, root: &Value, steps: &[Step]) -> String {
        let mut value = root;
        for step in steps {
            let inner = match step {
                Step::Member(name) => value.get(name),
                Step::Index(index) => value.get(index),
            };
            match inner {
                Some(inner) => value = inner,
                None => break,
            }
        }
        clip(&self.redact(&value.to_string()))
    }

    /// The text in front of and behind the byte at which the parser gave up.
    fn text_around(&self, error: &serde_json::Error) -> String {
        let lines = self.json.split_inclusive(|byte| *byte == b'\n');
        let line_start: usize = lines
            .take(error.line().saturating_sub(1))
            .map(<[u8]>::len)
            .sum();
        let before = self
            .json
            .get(..line_start + error.column())
            .unwrap_or(self.json);
        // All of it is redacted before it is cut: half a secret is not recognised.
        let redacted = |bytes| self.redact(&String::from_utf8_lossy(bytes));
        let start = redacted(before).chars().count().saturating_sub(EXCERPT / 2);
        clip(&redacted(self.json).chars().skip(start).collect::<String>())
    }

    fn redact(&self, text: &str) -> String {
        let hidden = self.credentials.iter().chain(&self.secrets);
        let hidden: Vec<&str> = hidden.map(String::as_str).collect();
        redact(text, self.members, &hidden)
    }
}

/// The length of an excerpt, in characters.
const EXCERPT: usize = 200;

fn clip(text: &str) -> String {
    // One less, for the ellipsis.
    gist(text, EXCERPT - 1)
}

fn is_one_of(name: &str, members: &[&str]) -> bool {
    members
        .iter()
        .any(|member| member.eq_ignore_ascii_case(name))
}

fn collect_secrets(value: &Value, members: &[&str], in_secret: bool, secrets: &mut Vec<String>) {
    let text = match value {
        Value::Object(object) => {
            for (name, value) in object {
                let in_secret = in_secret || is_one_of(name, members);
                collect_secrets(value, members, in_secret, secrets);
            }
            return;
        }
        Value::Array(items) => {
            for item in items {
                collect_secrets(item, members, in_secret, secrets);
            }
            return;
        }
        Value::String(text) => text.clone(),
        _ => value.to_string(),
    };
    // Hiding every occurrence of something as short as `1` or `true` would hide the error.
    if in_secret && text.len() >= 6 {
        secrets.push(text);
    }
}

/// A message of serde without the value it was given: that is what the excerpt is for.
fn without_values(message: &str) -> String {
    let mut kept = String::with_capacity(message.len());
    let mut rest = message;
    while let Some((before, after)) = split_after_marker(rest) {
        kept.push_str(before);
        let end = after.find(['"', '`', ',']).unwrap_or(after.len());
        let (kind, value) = after.split_at_checked(end).unwrap_or((after, ""));
        kept.push_str(kind.trim_end());
        rest = if let Some(inside) = value.strip_prefix('"') {
            after_string(inside, Quote::DOUBLE)
        } else if let Some(inside) = value.strip_prefix('`') {
            inside.split_once('`').map_or("", |(_, tail)| tail)
        } else {
            value
        };
    }
    kept.push_str(rest);
    kept
}

/// Splits behind the first "invalid type: " or "invalid value: ".
fn split_after_marker(message: &str) -> Option<(&str, &str)> {
    let ends = ["invalid type: ", "invalid value: "]
        .into_iter()
        .filter_map(|marker| Some(message.find(marker)? + marker.len()));
    message.split_at_checked(ends.min()?)
}

/// The message with each text in double quotes replaced.
fn map_quoted(message: &str, replace: impl Fn(&str) -> String) -> String {
    let mut mapped = String::with_capacity(message.len());
    let mut rest = message;
    while let Some((before, inside)) = rest.split_once('"') {
        let tail = after_string(inside, Quote::DOUBLE);
        let length = inside.len() - tail.len();
        let text = inside.get(..length).unwrap_or(inside);
        mapped.push_str(before);
        mapped.push('"');
        mapped.push_str(&replace(text.strip_suffix('"').unwrap_or(text)));
        mapped.push('"');
        rest = tail;
    }
    mapped.push_str(rest);
    mapped
}
