//! Unions: an answer that is one of several types.
//!
//! serde's own support for tagged and untagged enums loses the place of an error. Here the content is read as
//! JSON first and decoded apart; the place of an error inside it travels in the message (see [`super::path::at`]).

use serde::Deserialize;
use serde::de::{self, DeserializeOwned, Deserializer};
use serde_json::Value;

use super::path::{at, push_member, track_value};

/// An object in which one member names the type.
pub struct Tagged {
    tag: String,
    value: Value,
}

impl Tagged {
    /// Reads an object whose type is named by `member`.
    pub fn read<'de, D: Deserializer<'de>>(
        deserializer: D,
        member: &'static str,
    ) -> Result<Self, D::Error> {
        let value = Value::deserialize(deserializer)?;
        let Value::Object(members) = &value else {
            return Err(de::Error::custom(format_args!(
                "expected an object, got {}",
                kind(&value)
            )));
        };
        let tag = match members.get(member) {
            Some(Value::String(tag)) => tag.clone(),
            Some(tag @ (Value::Bool(_) | Value::Number(_))) => tag.to_string(),
            Some(tag) => {
                let mut path = String::new();
                push_member(&mut path, member);
                let text = format!("expected a string, got {}", kind(tag));
                return Err(de::Error::custom(at(&path, &text)));
            }
            None => return Err(de::Error::missing_field(member)),
        };
        Ok(Tagged { tag, value })
    }

    /// The name of the type; of a number or boolean its JSON text.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// Decodes the whole object as `T`.
    pub fn decode<T: DeserializeOwned, E: de::Error>(self) -> Result<T, E> {
        track_value(self.value).map_err(E::custom)
    }

    /// The whole object as it came.
    pub fn into_value(self) -> Value {
        self.value
    }
}

/// A value that fits one of several types, tried one after the other.
pub struct Arms {
    value: Value,
    refusals: Vec<Refusal>,
}

struct Refusal {
    arm: &'static str,
    reason: String,
}

impl Arms {
    /// Reads the value.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Value::deserialize(deserializer).map(|value| Arms {
            value,
            refusals: Vec::new(),
        })
    }

    /// Tries one type; should it not fit, the reason is kept for [`finish`](Arms::finish).
    pub fn attempt<T: DeserializeOwned>(&mut self, arm: &'static str) -> Option<T> {
        match track_value(&self.value) {
            Ok(value) => Some(value),
            Err(reason) => {
                self.refusals.push(Refusal { arm, reason });
                None
            }
        }
    }

    /// Tries one type that is an object; serde would take a list for its members in order.
    pub fn attempt_object<T: DeserializeOwned>(&mut self, arm: &'static str) -> Option<T> {
        if self.value.is_object() {
            return self.attempt(arm);
        }
        let reason = format!("expected an object, got {}", kind(&self.value));
        self.refusals.push(Refusal { arm, reason });
        None
    }

    /// The error once nothing fits: why each type that was tried refused the value.
    pub fn finish<E: de::Error>(self, union: &str) -> E {
        match self.refusals.as_slice() {
            [] => E::custom(format_args!(
                "{} is not one of the types of {union}",
                kind(&self.value)
            )),
            [only] => E::custom(&only.reason),
            refusals => {
                let reasons: Vec<String> = refusals
                    .iter()
                    .map(|refusal| format!("{}: {}", refusal.arm, refusal.reason))
                    .collect();
                E::custom(format_args!(
                    "no type of {union} fits: {}",
                    reasons.join("; ")
                ))
            }
        }
    }

    /// The value as it came.
    pub fn into_value(self) -> Value {
        self.value
    }

    /// Whether the value is an object.
    pub fn is_object(&self) -> bool {
        self.value.is_object()
    }

    /// Whether the value is an array.
    pub fn is_array(&self) -> bool {
        self.value.is_array()
    }

    /// Whether the value is a string.
    pub fn is_string(&self) -> bool {
        self.value.is_string()
    }

    /// Whether the value is a number.
    pub fn is_number(&self) -> bool {
        self.value.is_number()
    }

    /// Whether the value is a boolean.
    pub fn is_bool(&self) -> bool {
        self.value.is_boolean()
    }

    /// Whether the value is `null`.
    pub fn is_null(&self) -> bool {
        self.value.is_null()
    }

    /// Whether the value is an object with this member.
    pub fn has(&self, member: &str) -> bool {
        self.value.get(member).is_some()
    }

    /// The text of this member, if the value is an object and the member a string.
    pub fn str_member(&self, member: &str) -> Option<&str> {
        self.value.get(member)?.as_str()
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    }
}
