//! Decodes answers, and says of one that does not fit where, why and in what, without showing a secret.

use bytes::Bytes;
use http::StatusCode;
use serde::de::DeserializeOwned;
use serde_json::Value;
use serde_json::error::Category;

use super::broken;
use super::error::{DecodeError, Error};
use super::hidden::{self, is_listed};
use super::path::{Step, locate, steps};
use super::redact::{HIDDEN, Quote, Redactor, after_string, start};
use super::text::{gist, one_line};
use super::value;

/// Decodes the body of a response, or with no status the payload of a webhook, as JSON.
///
/// The values of the secret members and the texts in `hidden` are not shown in the error; `hidden` is called only then.
pub fn json<T: DeserializeOwned>(
    operation: &'static str,
    status: Option<StatusCode>,
    secret_members: &[&str],
    hidden: &dyn Fn() -> Vec<String>,
    body: &Bytes,
) -> Result<T, Error> {
    let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    let error = match serde_json::from_slice(json) {
        Ok(value) => return Ok(value),
        Err(error) => error,
    };
    if let Some(value) = with_whole_numbers(json, &error) {
        return Ok(value);
    }
    let hidden = hidden();
    let report = Report::new(json, secret_members, &hidden);
    // serde does not say where; decoding the parsed value says it, and is slower.
    let message = report.parsed.as_ref();
    let message = message.and_then(|value| value::decode::<T>(value).err());
    let known = message.as_deref().map(value::split_setting);
    let (path, message, excerpt) = report.explain(known.map(|(message, _)| message), &error);
    Err(Error::from(DecodeError {
        operation,
        status,
        path,
        message,
        excerpt,
        setting: known.and_then(|(_, setting)| setting.map(str::to_owned)),
        raw_body: start_of(body),
    }))
}

/// The body of an error, if it fits its declared type.
pub fn fitting<T: DeserializeOwned>(body: &[u8]) -> Option<T> {
    let json = body.strip_prefix(b"\xef\xbb\xbf").unwrap_or(body);
    match serde_json::from_slice(json) {
        Ok(value) => Some(value),
        Err(error) => with_whole_numbers(json, &error),
    }
}

/// A second attempt where a whole number is written as `1.0` or `1e3`, which JSON Schema counts as integers (draft
/// 2020-12, section 6.1.1 of the validation vocabulary) and serde does not. It costs nothing unless the first one fails.
fn with_whole_numbers<T: DeserializeOwned>(json: &[u8], error: &serde_json::Error) -> Option<T> {
    serde_json::from_slice(&whole_numbers(json, error)?).ok()
}

/// The same JSON with whole numbers written without a fraction.
fn whole_numbers(json: &[u8], error: &serde_json::Error) -> Option<Vec<u8>> {
    let is_about_them =
        error.classify() == Category::Data && start(&error.to_string()).contains("floating point");
    let mut value = is_about_them.then(|| serde_json::from_slice(json).ok())??;
    make_whole(&mut value);
    serde_json::to_vec(&value).ok()
}

fn make_whole(value: &mut Value) {
    match value {
        Value::Array(items) => items.iter_mut().for_each(make_whole),
        Value::Object(members) => members.values_mut().for_each(make_whole),
        Value::Number(number) if number.is_f64() => {
            // Written out, a whole number ends with `.0`; of what is too large nothing is an integer.
            let written = number.as_f64().map(|float| format!("{float:.0}"));
            let whole = written.and_then(|digits| digits.parse::<i64>().ok());
            if let (Some(whole), true) = (
                whole,
                number.as_f64().is_some_and(|float| float.fract() == 0.0),
            ) {
                *number = whole.into();
            }
        }
        _ => {}
    }
}

/// The part of a body that an error keeps: all of it, or of a large one the first mebibyte.
pub(super) fn start_of(body: &Bytes) -> Bytes {
    match body.get(..LARGEST_KEPT) {
        // A slice would keep all of it in memory.
        Some(start) if start.len() < body.len() => Bytes::copy_from_slice(start),
        _ => body.clone(),
    }
}

/// The most that an error keeps of a body, and the size up to which an error shows an excerpt.
pub(super) const LARGEST_KEPT: usize = 1024 * 1024;

struct Report<'a> {
    json: &'a [u8],
    /// Unless it is large or no JSON.
    parsed: Option<Value>,
    members: &'a [&'a str],
    hidden: &'a [String],
    /// The values of the secret members; they may stand elsewhere too.
    secrets: Vec<String>,
}

impl<'a> Report<'a> {
    fn new(json: &'a [u8], members: &'a [&'a str], hidden: &'a [String]) -> Self {
        let is_small = json.len() <= LARGEST_KEPT;
        let parsed = is_small.then(|| serde_json::from_slice(json).ok());
        let parsed = parsed.flatten();
        let mut secrets = Vec::new();
        if let Some(value) = &parsed {
            hidden::collect(value, members, false, &mut secrets);
        }
        Report {
            json,
            parsed,
            members,
            hidden,
            secrets,
        }
    }

    /// The path, the message and the excerpt for an error. `known` is its message with a path, where that is known.
    fn explain(&self, known: Option<&str>, error: &serde_json::Error) -> (String, String, String) {
        let message = error.to_string();
        let position = format!(" at line {} column {}", error.line(), error.column());
        let message = message.strip_suffix(&position).unwrap_or(&message);
        let path = match self.parsed {
            Some(_) => String::new(),
            None => broken::place(self.before(error)),
        };
        let (path, message) = locate(path, known.unwrap_or(message));
        let steps = steps(&path);
        let in_secret = steps
            .iter()
            .any(|step| matches!(step, Step::Member(name) if is_listed(name, self.members)));

        let text = self.json.trim_ascii_start();
        let message = if text.is_empty() {
            "the answer has no body".to_owned()
        } else if text.starts_with(b"<") {
            "expected JSON, got HTML or XML".to_owned()
        } else {
            self.message(message, in_secret)
        };
        let excerpt = match &self.parsed {
            _ if in_secret => HIDDEN.to_owned(),
            Some(value) if error.classify() == Category::Data => self.value_at(value, &steps),
            // A part of a large body may begin within a secret.
            None if self.json.len() > LARGEST_KEPT => String::new(),
            _ => self.text_around(error),
        };
        (self.redact(&path, &[]), message, excerpt)
    }

    fn message(&self, message: &str, in_secret: bool) -> String {
        let message = self.redact(&without_values(start(message)), self.members);
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
        clip(&self.redact(&value.to_string(), self.members))
    }

    /// The text in front of the byte at which the parser gave up.
    fn before(&self, error: &serde_json::Error) -> &'a [u8] {
        let (mut line, mut end) = (1, 0);
        for byte in self.json {
            if line == error.line() {
                break;
            }
            end += 1;
            line += usize::from(*byte == b'\n');
        }
        end += error.column();
        // Behind a value that does not fit, the parser has left it already.
        let end = match error.classify() {
            Category::Data => end.saturating_sub(1),
            _ => end,
        };
        self.json.get(..end).unwrap_or(self.json)
    }

    /// The text in front of and behind the byte at which the parser gave up.
    fn text_around(&self, error: &serde_json::Error) -> String {
        // All of it is redacted before it is cut: half a secret is not recognised.
        let redactor = Redactor::new(self.members, self.hidden);
        let redacted = |bytes| redactor.redact(&String::from_utf8_lossy(bytes));
        let before = redacted(self.before(error)).chars().count();
        let skipped = before.saturating_sub(EXCERPT / 2);
        let all = redacted(self.json);
        let around: String = all.chars().skip(skipped).take(EXCERPT * 8).collect();
        clip(&around)
    }

    /// The beginning of a text without secrets.
    fn redact(&self, text: &str, members: &[&str]) -> String {
        let windows = Windows::of(start(text));
        let mut hidden = self.hidden.to_vec();
        for secret in &self.secrets {
            if windows.may_hold(secret) {
                hidden.push(secret.clone());
            }
        }
        Redactor::new(members, &hidden).redact_start(text)
    }
}

/// The sequences of three bytes in a text: a body can hold a hundred thousand secrets, of which a short text shows few.
struct Windows(Vec<u64>);

impl Windows {
    fn of(text: &str) -> Self {
        let mut windows = Windows(vec![0; 1024]);
        for window in text.as_bytes().windows(3) {
            let (word, bit) = Self::place(window);
            if let Some(word) = windows.0.get_mut(word) {
                *word |= bit;
            }
        }
        windows
    }

    /// Whether a secret may stand in the text: letters and digits are spelled as they are.
    fn may_hold(&self, secret: &str) -> bool {
        let mut may = true;
        for window in secret.as_bytes().windows(3) {
            let (word, bit) = Self::place(window);
            let is_there = self.0.get(word).is_some_and(|word| word & bit != 0);
            may &= is_there || !window.iter().all(u8::is_ascii_alphanumeric);
        }
        may
    }

    /// The bit of a window among 65,536.
    fn place(window: &[u8]) -> (usize, u64) {
        let mut hash: u32 = 0;
        for byte in window {
            hash = hash.wrapping_mul(31).wrapping_add(u32::from(*byte));
        }
        let hash = hash % 65_536;
        (
            usize::try_from(hash / 64).unwrap_or_default(),
            1 << (hash % 64),
        )
    }
}

/// The length of an excerpt, in characters.
const EXCERPT: usize = 200;

fn clip(text: &str) -> String {
    // One less, for the ellipsis.
    gist(text, EXCERPT - 1)
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
