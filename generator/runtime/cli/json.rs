//! JSON as it was written: members in their order, numbers digit by digit.

use serde::de::Error;
use serde_json::Value;
use serde_json::value::RawValue;

/// A JSON value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Json {
    Null,
    Bool(bool),
    /// As it is spelled.
    Number(String),
    Text(String),
    List(Vec<Json>),
    Object(Vec<(String, Json)>),
}

/// How many levels are read.
const DEPTH: usize = 128;

impl Json {
    /// Reads a text.
    pub(super) fn parse(text: &[u8]) -> serde_json::Result<Self> {
        let text = text.strip_prefix(b"\xef\xbb\xbf").unwrap_or(text);
        // It is known to be JSON then, and not too deep.
        let raw: &RawValue = serde_json::from_slice(text)?;
        let mut rest = raw.get();
        read(&mut rest, DEPTH)
    }

    /// A member of an object.
    pub(super) fn get(&self, name: &str) -> Option<&Json> {
        match self {
            Json::Object(members) => members
                .iter()
                .find(|(other, _)| other == name)
                .map(|(_, value)| value),
            _ => None,
        }
    }

    /// Sets a member, in its place when it is there already.
    pub(super) fn set(members: &mut Vec<(String, Json)>, name: &str, value: Json) {
        match members.iter_mut().find(|(other, _)| other == name) {
            Some((_, old)) => *old = value,
            None => members.push((name.to_owned(), value)),
        }
    }

    /// On one line.
    pub(super) fn compact(&self) -> String {
        let mut text = String::new();
        self.write(&mut text, None);
        text
    }

    /// On many lines, the first of which is indented already.
    pub(super) fn pretty(&self, level: usize) -> String {
        let mut text = String::new();
        self.write(&mut text, Some(level));
        text
    }

    fn write(&self, text: &mut String, level: Option<usize>) {
        match self {
            Json::Null => text.push_str("null"),
            Json::Bool(value) => text.push_str(if *value { "true" } else { "false" }),
            Json::Number(number) => text.push_str(number),
            Json::Text(value) => push_text(text, value),
            Json::List(items) if items.is_empty() => text.push_str("[]"),
            Json::Object(members) if members.is_empty() => text.push_str("{}"),
            Json::List(items) => {
                text.push('[');
                for (index, item) in items.iter().enumerate() {
                    begin(text, index, level);
                    item.write(text, level.map(|level| level + 1));
                }
                end(text, level);
                text.push(']');
            }
            Json::Object(members) => {
                text.push('{');
                for (index, (name, value)) in members.iter().enumerate() {
                    begin(text, index, level);
                    push_text(text, name);
                    text.push_str(if level.is_some() { ": " } else { ":" });
                    value.write(text, level.map(|level| level + 1));
                }
                end(text, level);
                text.push('}');
            }
        }
    }

    /// As other libraries know it: in no order, and with numbers of 64 bits.
    pub(super) fn to_value(&self) -> Value {
        serde_json::from_str(&self.compact()).unwrap_or_default()
    }
}

fn begin(text: &mut String, index: usize, level: Option<usize>) {
    if index > 0 {
        text.push(',');
    }
    if let Some(level) = level {
        text.push('\n');
        text.push_str(&"  ".repeat(level + 1));
    }
}

fn end(text: &mut String, level: Option<usize>) {
    if let Some(level) = level {
        text.push('\n');
        text.push_str(&"  ".repeat(level));
    }
}

fn push_text(text: &mut String, value: &str) {
    text.push_str(&Value::from(value).to_string());
}

/// Takes a value from the front of a text that is JSON. Each byte is looked at once or twice, however deep it stands.
fn read(rest: &mut &str, depth: usize) -> serde_json::Result<Json> {
    let Some(depth) = depth.checked_sub(1) else {
        return Err(Error::custom("it is nested too deeply"));
    };
    skip_space(rest);
    Ok(match rest.as_bytes().first() {
        Some(b'{') => {
            let mut members = Vec::new();
            *rest = rest.get(1..).unwrap_or_default();
            while !ends(rest, '}') {
                let name = text(rest)?;
                skip_space(rest);
                *rest = rest.strip_prefix(':').unwrap_or(rest);
                members.push((name, read(rest, depth)?));
            }
            Json::Object(members)
        }
        Some(b'[') => {
            let mut items = Vec::new();
            *rest = rest.get(1..).unwrap_or_default();
            while !ends(rest, ']') {
                items.push(read(rest, depth)?);
            }
            Json::List(items)
        }
        Some(b'"') => Json::Text(text(rest)?),
        _ => {
            let end = rest.find([',', ']', '}', ' ', '\n', '\r', '\t']);
            match split_off(rest, end.unwrap_or(rest.len())) {
                "" => return Err(Error::custom("it ends too early")),
                "null" => Json::Null,
                "true" => Json::Bool(true),
                "false" => Json::Bool(false),
                number => Json::Number(number.to_owned()),
            }
        }
    })
}

/// Whether a list or an object ends here; of a comma in between nothing is left.
fn ends(rest: &mut &str, bracket: char) -> bool {
    skip_space(rest);
    if let Some(behind) = rest.strip_prefix(bracket) {
        *rest = behind;
        return true;
    }
    if let Some(behind) = rest.strip_prefix(',') {
        *rest = behind;
        skip_space(rest);
    }
    false
}

/// Takes a string from the front of a text.
fn text(rest: &mut &str) -> serde_json::Result<String> {
    let mut is_escaped = true;
    let end = rest.bytes().position(|byte| {
        let ends = byte == b'"' && !is_escaped;
        // The first quotation mark opens the string.
        is_escaped = byte == b'\\' && !is_escaped;
        ends
    });
    serde_json::from_str(split_off(rest, end.map_or(rest.len(), |end| end + 1)))
}

fn split_off<'a>(rest: &mut &'a str, end: usize) -> &'a str {
    let (front, behind) = rest.split_at_checked(end).unwrap_or((rest, ""));
    *rest = behind;
    front
}

fn skip_space(rest: &mut &str) {
    *rest = rest.trim_start_matches([' ', '\n', '\r', '\t']);
}
