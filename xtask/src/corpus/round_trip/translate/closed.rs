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
    json!({ "$defs": closed(translated, "", None) })
}

/// The schemas of an open reading, closed. A union takes a value that fits one of its arms as that stands for nothing
/// else: only a value that no arm lists is a value of the arms that would take it if their enums were open.
pub fn close_open(open: &Translated, strict: &Translated) -> Value {
    let mut defs = closed(
        open,
        "",
        strict.root.get("$defs").and_then(Value::as_object),
    );
    defs.extend(closed(strict, LISTED, None));
    for (name, schema) in strict.root["$defs"].as_object().into_iter().flatten() {
        defs.insert(format!("{PLAIN}{name}"), renamed(schema, PLAIN));
    }
    json!({ "$defs": defs })
}

/// Begins the names of the schemas of the strict reading, closed, among those of an open one.
const LISTED: &str = "listed-";

/// Begins the names of the schemas of the strict reading as they stand.
const PLAIN: &str = "plain-";

fn closed(
    translated: &Translated,
    prefix: &str,
    strict: Option<&Map<String, Value>>,
) -> Map<String, Value> {
    let defs = translated.root.get("$defs").and_then(Value::as_object);
    let mut closed = Map::new();
    let Some(defs) = defs else {
        return closed;
    };
    let names = &names(defs);
    let closing = Closing { names, prefix };
    for (name, schema) in defs {
        let strict = strict.and_then(|strict| strict.get(name));
        let inner = closing.inner(name);
        let reference = json!({ "$ref": format!("#/$defs/{inner}") });
        closed.insert(inner, closing.within(schema, strict));
        let whole = match names.get(name.as_str()) {
            Some(true) => wrapped(reference),
            _ => reference,
        };
        closed.insert(format!("{prefix}{name}"), whole);
    }
    closed
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

/// How the schemas of one reading are closed.
struct Closing<'a> {
    names: &'a BTreeMap<&'a str, bool>,
    prefix: &'a str,
}

impl Closing<'_> {
    /// What a schema is called where it is but a part of a value's schema.
    fn inner(&self, name: &str) -> String {
        format!("{}part-{name}", self.prefix)
    }

    /// A schema that is part of that of a value: what is below it is whole again. `strict` is the same schema in the
    /// strict reading.
    fn within(&self, schema: &Value, strict: Option<&Value>) -> Value {
        let Value::Object(schema) = schema else {
            return schema.clone();
        };
        let below = |keyword: &str| strict.and_then(|strict| strict.get(keyword));
        let item = |keyword: &str, index| below(keyword).and_then(|items| items.get(index));
        let mut closed = Map::new();
        let mut listed = Vec::new();
        for (keyword, value) in schema {
            let value = match (keyword.as_str(), value) {
                ("$ref", Value::String(reference)) => {
                    let name = reference.strip_prefix(DEFS).unwrap_or_default();
                    format!("{DEFS}{}", self.inner(name)).into()
                }
                ("anyOf" | "oneOf", Value::Array(_)) if below(keyword).is_some() => {
                    listed.push(self.listed_first(keyword, value, strict));
                    continue;
                }
                ("allOf" | "anyOf" | "oneOf", Value::Array(parts)) => {
                    let parts = parts.iter().enumerate();
                    parts
                        .map(|(index, part)| self.within(part, item(keyword, index)))
                        .collect()
                }
                ("prefixItems", Value::Array(items)) => {
                    let items = items.iter().enumerate();
                    items
                        .map(|(index, part)| self.whole(part, item(keyword, index)))
                        .collect()
                }
                ("properties" | "patternProperties", Value::Object(members)) => {
                    let members = members.iter().map(|(key, value)| {
                        let strict = below(keyword).and_then(|members| members.get(key));
                        (key.clone(), self.whole(value, strict))
                    });
                    Value::Object(members.collect())
                }
                ("items" | "additionalProperties" | "unevaluatedProperties", value) => {
                    self.whole(value, below(keyword))
                }
                ("not" | "if" | "then" | "else" | "contains" | "dependentSchemas", value) => {
                    self.rest(value)
                }
                _ => value.clone(),
            };
            closed.insert(keyword.clone(), value);
        }
        if !listed.is_empty() {
            let parts = closed.entry("allOf").or_insert_with(|| json!([]));
            parts
                .as_array_mut()
                .into_iter()
                .for_each(|parts| parts.append(&mut listed));
        }
        Value::Object(closed)
    }

    /// A union of an open reading: its arms as they stand where one of those fits, else with open enums.
    fn listed_first(&self, keyword: &str, arms: &Value, strict: Option<&Value>) -> Value {
        let strict = strict.and_then(|strict| strict.get(keyword));
        let names = self.names;
        let prefix = LISTED;
        let listed = Closing { names, prefix };
        let each = |arms: Option<&Value>, part: &dyn Fn(usize, &Value) -> Value| -> Value {
            let arms = arms.and_then(Value::as_array).into_iter().flatten();
            arms.enumerate()
                .map(|(index, arm)| part(index, arm))
                .collect()
        };
        json!({
            "if": { "not": { "not": { "anyOf": each(strict, &|_, arm| renamed(arm, PLAIN)) } } },
            "then": { "anyOf": each(strict, &|_, arm| listed.within(arm, None)) },
            "else": {
                keyword: each(Some(arms), &|index, arm| {
                    self.within(arm, strict.and_then(|strict| strict.get(index)))
                }),
            },
        })
    }

    /// A schema that is the whole of a value's.
    fn whole(&self, schema: &Value, strict: Option<&Value>) -> Value {
        match names_members(schema, self.names) {
            true => wrapped(self.within(schema, strict)),
            false => self.within(schema, strict),
        }
    }

    /// References go on to lead somewhere; nothing else changes.
    fn rest(&self, value: &Value) -> Value {
        match value {
            Value::Object(members) if members.contains_key("$ref") => self.within(value, None),
            Value::Object(members) => {
                let members = members.iter();
                Value::Object(
                    members
                        .map(|(key, value)| (key.clone(), self.rest(value)))
                        .collect(),
                )
            }
            Value::Array(items) => items.iter().map(|item| self.rest(item)).collect(),
            _ => value.clone(),
        }
    }
}

/// Where references lead.
const DEFS: &str = "#/$defs/";

/// The schema with references to schemas whose names begin so.
fn renamed(value: &Value, prefix: &str) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.iter().map(|(key, value)| {
                let target = value.as_str().and_then(|text| text.strip_prefix(DEFS));
                let value = match target {
                    Some(name) if key == "$ref" => format!("{DEFS}{prefix}{name}").into(),
                    _ => renamed(value, prefix),
                };
                (key.clone(), value)
            });
            Value::Object(members.collect())
        }
        Value::Array(items) => items.iter().map(|item| renamed(item, prefix)).collect(),
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

    #[test]
    fn open_enums_count_where_no_arm_takes_the_value_as_it_stands() {
        let translated = |of_a: Value| Translated {
            root: json!({"$defs": {
                "0": {"anyOf": [{"$ref": "#/$defs/1"}, {"$ref": "#/$defs/2"}]},
                "1": {"properties": {"kind": of_a, "tags": {}}},
                "2": {"required": ["size"], "properties": {"kind": {}, "size": {}}},
                "3": {"properties": {"page": {"$ref": "#/$defs/0"}}},
            }}),
            components: Vec::new(),
        };
        let strict = translated(json!({"enum": ["a"]}));
        let open = translated(json!({"type": "string"}));
        let validators = Validators::of(close_open(&open, &strict));
        for (value, is_fit) in [
            (json!({"kind": "a", "tags": 1}), true),
            (json!({"kind": "b", "tags": 1}), true),
            (json!({"kind": "b", "size": 1}), true),
            // The second arm takes it and has no place for the tags.
            (json!({"kind": "b", "size": 1, "tags": 1}), false),
            (json!({"kind": "a", "size": 1}), true),
        ] {
            let alone = validators.build("0").unwrap();
            assert_eq!(alone.is_valid(&value), is_fit, "{value}");
            let inside = validators.build("3").unwrap();
            assert_eq!(inside.is_valid(&json!({"page": value})), is_fit, "{value}");
        }
    }
}
