//! How deep the smallest value of a schema is, so that recursion can come to an end.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

/// Of a schema that has no smallest value.
pub(super) const ENDLESS: usize = usize::MAX;

/// How often heights are looked at again; what is deeper counts as endless.
const ROUNDS: usize = 64;

/// The heights of all schemas.
pub(super) fn heights(defs: &Map<String, Value>) -> BTreeMap<&str, usize> {
    let mut known: BTreeMap<&str, usize> = BTreeMap::new();
    for _ in 0..ROUNDS {
        let mut has_changed = false;
        for (name, schema) in defs {
            let now = height(schema, &known);
            if now < known.get(name.as_str()).copied().unwrap_or(ENDLESS) {
                known.insert(name, now);
                has_changed = true;
            }
        }
        if !has_changed {
            break;
        }
    }
    known
}

/// The height of one schema, given what is known of those it refers to.
pub(super) fn height(schema: &Value, known: &BTreeMap<&str, usize>) -> usize {
    let Value::Object(schema) = schema else {
        return if *schema == Value::Bool(false) {
            ENDLESS
        } else {
            0
        };
    };
    if schema.contains_key("const") || schema.contains_key("enum") {
        return 0;
    }
    let mut most = 0;
    if let Some(Value::String(reference)) = schema.get("$ref") {
        let name = reference.strip_prefix("#/$defs/").unwrap_or_default();
        most = known.get(name).copied().unwrap_or(ENDLESS);
    }
    let arms = |key: &str| schema.get(key).and_then(Value::as_array);
    for part in arms("allOf").into_iter().flatten() {
        most = most.max(height(part, known));
    }
    for key in ["oneOf", "anyOf"] {
        let least = arms(key).and_then(|arms| arms.iter().map(|arm| height(arm, known)).min());
        most = most.max(least.unwrap_or_default());
    }
    let properties = schema.get("properties");
    for name in arms("required").into_iter().flatten() {
        let property = name.as_str().and_then(|name| properties?.get(name));
        let below = property.map_or(0, |property| height(property, known));
        most = most.max(below.saturating_add(1));
    }
    if schema.get("minItems").and_then(Value::as_u64) > Some(0) {
        let below = schema.get("items").map_or(0, |items| height(items, known));
        most = most.max(below.saturating_add(1));
    }
    most
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_must_go_on_is_endless() {
        let defs = json!({
            "a": {"required": ["x"], "properties": {"x": {"$ref": "#/$defs/a"}}},
            "b": {"required": ["x"], "properties": {"x": {"anyOf": [{"$ref": "#/$defs/b"}, {"type": "null"}]}}},
            "c": {"properties": {"x": {"$ref": "#/$defs/c"}}},
        });
        let heights = heights(defs.as_object().unwrap());
        assert_eq!(heights.get("a"), None);
        assert_eq!(heights.get("b"), Some(&1));
        assert_eq!(heights.get("c"), Some(&0));
    }
}
