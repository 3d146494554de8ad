//! The schemas once more, without the members that nobody names.
//!
//! A value that was made up for one arm of a union may be valid as another one that does not know all of its members;
//! such a value says nothing of whether members are kept. Here objects have only members that a schema they satisfy
//! names, and those that are made up on purpose.

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use super::Translated;
use crate::round_trip::sample::UNNAMED;

/// The translated schemas, closed. The components keep their names.
pub fn close(translated: &Translated) -> Value {
    let defs = translated.root.get("$defs").and_then(Value::as_object);
    let Some(defs) = defs else {
        return translated.root.clone();
    };
    let names = names(defs);
    let mut closed = Map::new();
    for (name, schema) in defs {
        closed.insert(inner(name), within(schema, &names));
        let reference = json!({ "$ref": format!("#/$defs/{}", inner(name)) });
        let whole = match names.get(name.as_str()) {
            Some(true) => wrapped(reference),
            _ => reference,
        };
        closed.insert(name.clone(), whole);
    }
    json!({ "$defs": closed })
}

/// What a schema is called where it is but a part of a value's schema.
fn inner(name: &str) -> String {
    format!("part-{name}")
}

/// Which of the schemas name members, by themselves or by what they are made of.
fn names(defs: &Map<String, Value>) -> BTreeMap<&str, bool> {
    let mut known: BTreeMap<&str, bool> = BTreeMap::new();
    loop {
        let mut has_changed = false;
        for (name, schema) in defs {
            if !known.contains_key(name.as_str()) && names_members(schema, &known) {
                known.insert(name, true);
                has_changed = true;
            }
        }
        if !has_changed {
            return known;
        }
    }
}

fn names_members(schema: &Value, known: &BTreeMap<&str, bool>) -> bool {
    let reference = schema.get("$ref").and_then(Value::as_str);
    let name = reference.and_then(|reference| reference.strip_prefix("#/$defs/"));
    let parts = ["allOf", "anyOf", "oneOf"]
        .iter()
        .filter_map(|keyword| schema.get(keyword)?.as_array());
    schema.get("properties").is_some()
        || name.is_some_and(|name| known.contains_key(name))
        || parts.flatten().any(|part| names_members(part, known))
}

/// A schema that is part of that of a value: what is below it is whole again.
fn within(schema: &Value, names: &BTreeMap<&str, bool>) -> Value {
    let Value::Object(schema) = schema else {
        return schema.clone();
    };
    let part = |schema: &Value| within(schema, names);
    let whole = |schema: &Value| match names_members(schema, names) {
        true => wrapped(within(schema, names)),
        false => within(schema, names),
    };
    let mut closed = Map::new();
    for (keyword, value) in schema {
        let value = match (keyword.as_str(), value) {
            ("$ref", Value::String(reference)) => {
                let name = reference.strip_prefix("#/$defs/").unwrap_or_default();
                format!("#/$defs/{}", inner(name)).into()
            }
            ("allOf" | "anyOf" | "oneOf", Value::Array(parts)) => parts.iter().map(part).collect(),
            ("prefixItems", Value::Array(items)) => items.iter().map(whole).collect(),
            ("properties" | "patternProperties", Value::Object(members)) => {
                let members = members.iter();
                Value::Object(
                    members
                        .map(|(key, value)| (key.clone(), whole(value)))
                        .collect(),
                )
            }
            ("items" | "additionalProperties" | "unevaluatedProperties", value) => whole(value),
            ("not" | "if" | "then" | "else" | "contains" | "dependentSchemas", value) => {
                rest(value, names)
            }
            _ => value.clone(),
        };
        closed.insert(keyword.clone(), value);
    }
    Value::Object(closed)
}

/// References go on to lead somewhere; nothing else changes.
fn rest(value: &Value, names: &BTreeMap<&str, bool>) -> Value {
    match value {
        Value::Object(members) if members.contains_key("$ref") => within(value, names),
        Value::Object(members) => {
            let members = members.iter();
            Value::Object(
                members
                    .map(|(key, value)| (key.clone(), rest(value, names)))
                    .collect(),
            )
        }
        Value::Array(items) => items.iter().map(|item| rest(item, names)).collect(),
        _ => value.clone(),
    }
}

fn wrapped(schema: Value) -> Value {
    json!({
        "allOf": [schema],
        "patternProperties": {format!("^{UNNAMED}"): true},
        "unevaluatedProperties": false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::round_trip::validate::Validators;

    #[test]
    fn members_count_for_the_arm_that_fits() {
        let root = json!({"$defs": {
            "0": {"properties": {"list": {"items": {"oneOf": [{"$ref": "#/$defs/1"}, {"$ref": "#/$defs/2"}]}}}},
            "1": {"required": ["a"], "properties": {"kind": {"const": 1}, "a": {}}},
            "2": {"allOf": [{"$ref": "#/$defs/3"}], "properties": {"b": {"type": "object"}}},
            "3": {"required": ["kind"], "properties": {"kind": {"const": 2}}},
        }});
        let closed = close(&Translated {
            root,
            components: Vec::new(),
        });
        let validator = Validators::of(closed).build("0").unwrap();
        let fits = |value: Value| validator.is_valid(&value);
        assert!(fits(
            json!({"list": [{"kind": 1, "a": 3}, {"kind": 2, "b": {"c": 4}}]})
        ));
        assert!(fits(
            json!({"xUnnamedMember": 1, "list": [{"kind": 2, "xUnnamedMember": 1}]})
        ));
        assert!(!fits(json!({"list": [{"kind": 1, "a": 3, "b": {}}]})));
        assert!(!fits(json!({"other": 1})));
    }
}
