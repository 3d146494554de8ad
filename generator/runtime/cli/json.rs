//! JSON as it was written: members in their order, numbers digit by digit.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, Visitor};
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
        let raw: &RawValue = serde_json::from_slice(text)?;
        Self::read(raw.get(), DEPTH)
    }

    fn read(text: &str, depth: usize) -> serde_json::Result<Self> {
        let Some(depth) = depth.checked_sub(1) else {
            return Err(Error::custom("it is nested too deeply"));
        };
        Ok(match text.as_bytes().first() {
            Some(b'{') => {
                let Members(members) = serde_json::from_str(text)?;
                let mut object = Vec::with_capacity(members.len());
                for (name, value) in members {
                    object.push((name, Self::read(value.get(), depth)?));
                }
                Json::Object(object)
            }
            Some(b'[') => {
                let items: Vec<&RawValue> = serde_json::from_str(text)?;
                let items = items.into_iter().map(|item| Self::read(item.get(), depth));
                Json::List(items.collect::<Result<_, _>>()?)
            }
            Some(b'"') => Json::Text(serde_json::from_str(text)?),
            Some(b't' | b'f') => Json::Bool(serde_json::from_str(text)?),
            Some(b'n') => Json::Null,
            _ => Json::Number(text.to_owned()),
        })
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

/// The members of an object, in their order.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Collect;
        impl<'de> Visitor<'de> for Collect {
            type Value = Members<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry::<String, &'de RawValue>()? {
                    members.push(member);
                }
                Ok(Members(members))
            }
        }
        deserializer.deserialize_map(Collect)
    }
}
