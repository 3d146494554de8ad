//! Tokens that are no texts of the decoded response: an item's id, a number, a header.

use serde_json::Value;

use super::response::Answer;

/// The value at a JSON pointer of the body, where `-` is the last element of a list.
pub fn value_at(answer: &Answer, pointer: &str) -> Option<Value> {
    let body: Value = serde_json::from_slice(&answer.body).ok()?;
    let mut place = &body;
    for name in pointer.split('/').skip(1) {
        place = match place {
            Value::Array(elements) if name == "-" => elements.last()?,
            Value::Array(elements) => elements.get(name.parse::<usize>().ok()?)?,
            object => object.get(name.replace("~1", "/").replace("~0", "~"))?,
        };
    }
    (place.is_string() || place.is_number()).then(|| place.clone())
}

/// The value of a header.
pub fn header(answer: &Answer, name: &str) -> Option<Value> {
    let value = answer.headers.get(name)?.to_str().ok()?;
    Some(value.trim().into())
}
