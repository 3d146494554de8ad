//! Values of any type as free-form JSON.
//!
//! A setter gives no error. What cannot be free-form JSON is marked in its place, and the call that would send it gives
//! [`Error::Invalid`](super::error::Error::Invalid).

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;
use serde_json::{Map, Value};

use super::error::Breach;
use super::path::{push_index, push_member};

/// The only member of an object that stands for a value that was refused; it holds the reason.
const REFUSED: &str = "\0refused";

/// Whether any value was refused: until then nothing has to be searched.
static HAS_REFUSED: AtomicBool = AtomicBool::new(false);

/// A value as JSON.
pub fn into_json(value: impl Serialize) -> Value {
    let value = serde_json::to_value(value);
    value.unwrap_or_else(|error| Value::from_iter(refused(unwritten(&error))))
}

/// A value as the members of an object: a struct, a map, `json!({…})`, or pairs of a name and a value.
pub fn into_object(value: impl Serialize) -> BTreeMap<String, Value> {
    members(serde_json::to_value(value))
}

/// A list of JSON.
pub fn into_jsons(values: impl IntoIterator<Item = impl Serialize>) -> Vec<Value> {
    values.into_iter().map(into_json).collect()
}

/// A list of objects.
pub fn into_objects(
    values: impl IntoIterator<Item = impl Serialize>,
) -> Vec<BTreeMap<String, Value>> {
    values.into_iter().map(into_object).collect()
}

// Inlined, this and the functions below it are compiled in programs that need them.
#[inline]
fn members(value: serde_json::Result<Value>) -> BTreeMap<String, Value> {
    match value {
        Ok(Value::Object(members)) => members.into_iter().collect(),
        Ok(Value::Array(pairs)) => pairs
            .into_iter()
            .map(pair)
            .collect::<Option<BTreeMap<String, Value>>>()
            .unwrap_or_else(|| refused("must be an object, not an array".to_owned())),
        Ok(other) => refused(format!("must be an object, not {}", kind(&other))),
        Err(error) => refused(unwritten(&error)),
    }
}

#[inline]
fn pair(pair: Value) -> Option<(String, Value)> {
    let Value::Array(pair) = pair else {
        return None;
    };
    match <[Value; 2]>::try_from(pair) {
        Ok([Value::String(name), value]) => Some((name, value)),
        _ => None,
    }
}

#[inline]
fn unwritten(error: &serde_json::Error) -> String {
    format!("cannot be encoded: {error}")
}

#[inline]
fn refused(reason: String) -> BTreeMap<String, Value> {
    HAS_REFUSED.store(true, Ordering::Relaxed);
    BTreeMap::from([(REFUSED.to_owned(), Value::String(reason))])
}

/// The values in a body of JSON that were refused.
pub(super) fn refused_in(body: &[u8]) -> Vec<Breach> {
    if !HAS_REFUSED.load(Ordering::Relaxed) {
        return Vec::new();
    }
    let body = serde_json::from_slice(body);
    body.map_or_else(|_| Vec::new(), |body| refused_of("", &body))
}

/// The values in what is given for `name` that were refused.
pub(super) fn refused_of(name: &str, value: &Value) -> Vec<Breach> {
    let mut breaches = Vec::new();
    if HAS_REFUSED.load(Ordering::Relaxed) {
        find(value, &mut name.to_owned(), &mut breaches);
    }
    breaches
}

fn find(value: &Value, path: &mut String, breaches: &mut Vec<Breach>) {
    match value {
        Value::Object(members) => {
            if let Some(reason) = reason(members) {
                return breaches.push(Breach::new(path.as_str(), "type", reason));
            }
            let length = path.len();
            for (name, value) in members {
                push_member(path, name);
                find(value, path, breaches);
                path.truncate(length);
            }
        }
        Value::Array(items) => {
            let length = path.len();
            for (index, item) in items.iter().enumerate() {
                push_index(path, index);
                find(item, path, breaches);
                path.truncate(length);
            }
        }
        _ => {}
    }
}

fn reason(members: &Map<String, Value>) -> Option<&str> {
    members.get(REFUSED)?.as_str()
}

/// The kind of a JSON value, as messages call it.
pub(super) fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
