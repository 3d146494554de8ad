//! Makes a failing document smaller, as long as it fails in the same way.

use std::collections::VecDeque;

use serde_json::{Map, Value, json};

use super::valid;

/// Removes whatever a document can do without and still fail; `fails` is asked at most `steps` times.
pub fn shrink(document: Value, steps: usize, fails: impl FnMut(&Value) -> bool) -> Value {
    let mut shrinking = Shrinking {
        document,
        steps,
        fails,
    };
    shrinking.forget_sections();
    loop {
        let before = shrinking.document.clone();
        shrinking.forget_components();
        shrinking.remove_nodes();
        shrinking.simplify_schemas();
        if shrinking.document == before || shrinking.steps == 0 {
            return shrinking.document;
        }
    }
}

struct Shrinking<F> {
    document: Value,
    steps: usize,
    fails: F,
}

impl<F: FnMut(&Value) -> bool> Shrinking<F> {
    /// Takes the candidate if it is valid and fails.
    fn attempt(&mut self, candidate: Value) -> bool {
        if self.steps == 0 || candidate == self.document || !valid::problems(&candidate).is_empty()
        {
            return false;
        }
        self.steps -= 1;
        let does_fail = (self.fails)(&candidate);
        if does_fail {
            self.document = candidate;
        }
        does_fail
    }

    /// Empties whole sections of the document.
    fn forget_sections(&mut self) {
        let mut candidate = self.document.clone();
        candidate["paths"] = json!({});
        if let Value::Object(document) = &mut candidate {
            document.retain(|key, _| {
                [
                    "openapi",
                    "swagger",
                    "info",
                    "paths",
                    "components",
                    "definitions",
                ]
                .contains(&key.as_str())
            });
        }
        if let Some(Value::Object(components)) = candidate.get_mut("components") {
            components.retain(|key, _| key == "schemas");
        }
        if self.attempt(candidate) {
            return;
        }
        // It is about operations.
        let mut candidate = self.document.clone();
        let section = match candidate.get("swagger") {
            Some(_) => candidate.get_mut("definitions"),
            None => candidate.pointer_mut("/components/schemas"),
        };
        if let Some(section) = section {
            *section = json!({});
            replace_references(&mut candidate, None);
            self.attempt(candidate);
        }
    }

    /// Removes components; a text stands in for each reference to one.
    fn forget_components(&mut self) {
        for above in ["/components/schemas", "/definitions"] {
            let components = self.document.pointer(above).and_then(Value::as_object);
            let keys: Vec<String> = components
                .into_iter()
                .flat_map(Map::keys)
                .cloned()
                .collect();
            for key in keys.into_iter().rev() {
                let mut candidate = self.document.clone();
                if let Some(Value::Object(components)) = candidate.pointer_mut(above) {
                    components.remove(&key);
                }
                let reference = format!("#{above}/{key}");
                replace_references(&mut candidate, Some(&reference));
                self.attempt(candidate);
            }
        }
    }

    /// Removes members and items, the outer ones first.
    fn remove_nodes(&mut self) {
        for pointer in pointers(&self.document) {
            let mut candidate = self.document.clone();
            if remove(&mut candidate, &pointer) {
                self.attempt(candidate);
            }
        }
    }

    /// Puts a branch, an item or a text in the place of a schema.
    fn simplify_schemas(&mut self) {
        for pointer in pointers(&self.document) {
            let Some(schema) = self.document.pointer(&pointer) else {
                continue;
            };
            for simpler in simpler(schema) {
                let mut candidate = self.document.clone();
                if let Some(place) = candidate.pointer_mut(&pointer) {
                    *place = simpler;
                }
                if self.attempt(candidate) {
                    break;
                }
            }
        }
    }
}

/// Every place in a document: the outer ones first, the last of a list before the others.
fn pointers(document: &Value) -> Vec<String> {
    let mut all = Vec::new();
    let mut waiting = VecDeque::from([(String::new(), document)]);
    while let Some((pointer, value)) = waiting.pop_front() {
        match value {
            Value::Object(members) => {
                for (key, value) in members {
                    let key = key.replace('~', "~0").replace('/', "~1");
                    waiting.push_back((format!("{pointer}/{key}"), value));
                }
            }
            Value::Array(items) => {
                for (index, value) in items.iter().enumerate().rev() {
                    waiting.push_back((format!("{pointer}/{index}"), value));
                }
            }
            _ => {}
        }
        all.push(pointer);
    }
    all
}

/// Removes the node at a pointer, and its name from the required ones when it is a property.
fn remove(document: &mut Value, pointer: &str) -> bool {
    let Some((above, key)) = pointer.rsplit_once('/') else {
        return false;
    };
    let key = key.replace("~1", "/").replace("~0", "~");
    let is_removed = match document.pointer_mut(above) {
        Some(Value::Object(members)) => members.remove(&key).is_some(),
        Some(Value::Array(items)) => match key.parse::<usize>() {
            Ok(index) if index < items.len() => {
                items.remove(index);
                true
            }
            _ => false,
        },
        _ => false,
    };
    if let Some(schema) = above.strip_suffix("/properties")
        && let Some(Value::Array(required)) = document.pointer_mut(&format!("{schema}/required"))
    {
        required.retain(|name| name != key.as_str());
    }
    is_removed
}

/// What may stand in the place of a schema.
fn simpler(schema: &Value) -> Vec<Value> {
    const KEYWORDS: &[&str] = &[
        "$ref",
        "type",
        "allOf",
        "oneOf",
        "anyOf",
        "enum",
        "const",
        "properties",
        "items",
        "not",
    ];
    let Value::Object(members) = schema else {
        return Vec::new();
    };
    if !KEYWORDS
        .iter()
        .any(|keyword| members.contains_key(*keyword))
    {
        return Vec::new();
    }
    let mut all = vec![json!({"type": "string"})];
    for keyword in ["allOf", "oneOf", "anyOf"] {
        all.extend(
            members
                .get(keyword)
                .and_then(Value::as_array)
                .cloned()
                .unwrap_or_default(),
        );
    }
    all.extend(members.get("items").cloned());
    let size = schema.to_string().len();
    all.retain(|simpler| simpler.to_string().len() < size);
    all
}

/// Puts a text in the place of every reference, or of those to one component.
fn replace_references(value: &mut Value, target: Option<&str>) {
    if let Some(Value::String(reference)) = value.get("$ref")
        && target.is_none_or(|target| target == reference)
    {
        *value = json!({"type": "string"});
        return;
    }
    match value {
        Value::Object(members) => {
            members
                .values_mut()
                .for_each(|value| replace_references(value, target));
        }
        Value::Array(items) => items
            .iter_mut()
            .for_each(|value| replace_references(value, target)),
        _ => {}
    }
}
