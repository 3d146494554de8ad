//! Values broken by one change.

use serde_json::{Map, Value, json};

/// A value that was valid before one thing of it was changed.
#[derive(Clone, Debug, PartialEq)]
pub struct Mutant {
    /// The value now.
    pub value: Value,
    /// What was done: `missing required member`, `null`, `array for an object`.
    pub reason: String,
    /// Where.
    pub pointer: String,
    /// Whether a list or an object stood there.
    pub is_of_many: bool,
    /// Whether `null` stands for an optional property, which responses may have.
    pub is_optional_null: bool,
}

impl Mutant {
    /// The value without the property that was made null; none where nothing was.
    pub fn without_null(&self) -> Option<Value> {
        let (above, key) = self.pointer.rsplit_once('/')?;
        if !self.value.pointer(&self.pointer)?.is_null() {
            return None;
        }
        let mut less = self.value.clone();
        let key = key.replace("~1", "/").replace("~0", "~");
        less.pointer_mut(above)?.as_object_mut()?.remove(&key)?;
        Some(less)
    }

    /// Whether the decoded value has an empty list or map in place of the absent one, which responses may lack.
    pub fn is_now_empty(&self, decoded: &Value) -> bool {
        let is_empty = match decoded.pointer(&self.pointer) {
            Some(Value::Array(items)) => items.is_empty(),
            Some(Value::Object(members)) => members.is_empty(),
            _ => false,
        };
        let is_gone = ["null", "missing required member"].contains(&self.reason.as_str());
        self.is_of_many && is_gone && is_empty
    }
}

/// The mutants of a value; up to `most`, chosen by lot.
pub fn mutants(value: &Value, most: usize, random: &mut fastrand::Rng) -> Vec<Mutant> {
    let mut places = Vec::new();
    visit(value, String::new(), &mut places);
    let mut changes: Vec<(String, Change)> = places
        .into_iter()
        .flat_map(|(pointer, is_member, kind)| {
            let removal = is_member.then_some(Change::Remove);
            let others = KINDS.into_iter().filter(move |other| *other != kind);
            let replaced = others.map(move |other| Change::Replace(other, kind));
            let changes: Vec<Change> = removal.into_iter().chain(replaced).collect();
            changes
                .into_iter()
                .map(move |change| (pointer.clone(), change))
        })
        .collect();
    random.shuffle(&mut changes);
    changes.truncate(most);
    let changes = changes.into_iter();
    changes
        .filter_map(|(pointer, change)| changed(value, &pointer, change))
        .collect()
}

const KINDS: [&str; 6] = ["null", "bool", "number", "string", "array", "object"];

#[derive(Clone, Copy)]
enum Change {
    Remove,
    /// The new type for the old one.
    Replace(&'static str, &'static str),
}

/// All values in a value: pointer, whether it is a member of an object, and its type.
fn visit(value: &Value, pointer: String, places: &mut Vec<(String, bool, &'static str)>) {
    fn below(
        value: &Value,
        pointer: &str,
        is_member: bool,
        places: &mut Vec<(String, bool, &'static str)>,
    ) {
        places.push((pointer.to_owned(), is_member, kind(value)));
        match value {
            Value::Object(members) => {
                for (key, value) in members {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    below(value, &format!("{pointer}/{key}"), true, places);
                }
            }
            Value::Array(items) => {
                for (index, value) in items.iter().enumerate() {
                    below(value, &format!("{pointer}/{index}"), false, places);
                }
            }
            _ => {}
        }
    }
    below(value, &pointer, false, places);
}

fn changed(value: &Value, pointer: &str, change: Change) -> Option<Mutant> {
    let is_of_many = value
        .pointer(pointer)
        .is_some_and(|value| value.is_array() || value.is_object());
    let mut value = value.clone();
    let reason = match change {
        Change::Remove => {
            let (above, key) = pointer.rsplit_once('/')?;
            let key = key.replace("~1", "/").replace("~0", "~");
            let members: &mut Map<String, Value> = value.pointer_mut(above)?.as_object_mut()?;
            members.remove(&key);
            "missing required member".to_owned()
        }
        Change::Replace(new, old) => {
            *value.pointer_mut(pointer)? = match new {
                "null" => Value::Null,
                "bool" => json!(true),
                "number" => json!(7),
                "string" => json!("broken"),
                "array" => json!([]),
                _ => json!({}),
            };
            match (new, old) {
                ("null", _) => "null".to_owned(),
                (_, "array" | "object") => format!("{new} for an {old}"),
                _ => format!("{new} for a {old}"),
            }
        }
    };
    Some(Mutant {
        value,
        reason,
        pointer: pointer.to_owned(),
        is_of_many,
        is_optional_null: false,
    })
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "bool",
        Value::Number(_) => "number",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_change_is_one() {
        let value = json!({"a/b": [1]});
        let mut random = fastrand::Rng::with_seed(1);
        let mutants = mutants(&value, 1000, &mut random);
        // Three values can be of five other types each, and one of them is a member.
        assert_eq!(mutants.len(), 16);
        let has = |value: Value, reason: &str| {
            let is_it = |one: &Mutant| one.value == value && one.reason == reason;
            assert!(mutants.iter().any(is_it), "{mutants:?}");
        };
        has(json!({}), "missing required member");
        has(json!({"a/b": ["broken"]}), "string for a number");
        has(json!({"a/b": {}}), "object for an array");
        has(json!({"a/b": [null]}), "null");
        has(json!([]), "array for an object");
        assert!(mutants.iter().all(|mutant| mutant.value != value));
    }
}
