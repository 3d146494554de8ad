//! Values that a schema may have, made up branch by branch.
//!
//! What is made up need not be valid: a validator has the last word. The sampler works on translated schemas only, so
//! that it knows one dialect.

mod array;
mod choice;
mod height;
mod number;
mod object;
mod parts;
mod pattern;
mod scalar;
mod text;

use std::collections::BTreeMap;

use serde_json::{Map, Value, json};

use choice::Choices;
use parts::Parts;

use super::translate::hints;

/// From this depth on values are kept as small as can be.
const DEEP: usize = 5;

/// How many values one sample may be made of before the rest is kept small.
const LARGE: usize = 250;

/// The text that no enum lists.
pub const UNKNOWN_TEXT: &str = "xUnknownValue";

/// The whole number that no enum lists.
pub const UNKNOWN_NUMBER: i64 = 918_273;

/// What the name of a member begins with that no schema names.
pub const UNNAMED: &str = "xUnnamed";

/// Makes up values for the schemas of a document.
pub struct Sampler<'a> {
    defs: &'a Map<String, Value>,
    heights: BTreeMap<&'a str, usize>,
    choices: Choices,
    /// How many values the sample at hand has so far.
    size: usize,
}

impl<'a> Sampler<'a> {
    /// For a document of schemas, `{"$defs": {…}}`.
    pub fn new(root: &'a Value) -> Option<Self> {
        let defs = root.get("$defs")?.as_object()?;
        Some(Self {
            defs,
            heights: height::heights(defs),
            choices: Choices::new(0),
            size: 0,
        })
    }

    /// Begins with another schema: every branch is new again.
    pub fn begin(&mut self, seed: u64) {
        self.choices = Choices::new(seed);
    }

    /// A value for the schema with this name in `$defs`; another one each time.
    pub fn sample(&mut self, name: &str) -> Option<Value> {
        self.size = 0;
        let (name, schema) = self.defs.get_key_value(name)?;
        let mut parts = Parts::default();
        parts.target = Some(name);
        self.collect(schema, &mut parts, 0);
        Some(self.value_of(&parts, 0))
    }

    /// Whether there are branches that have been seen and not been taken.
    pub fn has_more(&self) -> bool {
        self.choices.has_more()
    }

    /// The values that the document gives for the schema with this name in `$defs`.
    pub fn examples(&self, name: &str) -> Vec<Value> {
        let candidates = self
            .defs
            .get(name)
            .and_then(|schema| schema.get(hints::CANDIDATES));
        let candidates = candidates.and_then(Value::as_array);
        candidates.cloned().unwrap_or_default()
    }

    /// A value that all of these schemas allow.
    fn value(&mut self, schemas: &[&'a Value], depth: usize) -> Value {
        let mut parts = Parts::default();
        for schema in schemas {
            self.collect(schema, &mut parts, depth);
        }
        self.value_of(&parts, depth)
    }

    fn value_of(&mut self, parts: &Parts<'a>, depth: usize) -> Value {
        self.size += 1;
        if let Some(example) = self.example(parts, depth) {
            return example;
        }
        if let Some(value) = self.unlisted(parts) {
            return value;
        }
        if let Some(listed) = parts.listed() {
            let at = self.choices.choose(parts.place(), "enum", listed.len());
            return listed.get(at).map_or(Value::Null, |value| (*value).clone());
        }
        let types = parts.types();
        let at = self.choices.choose(parts.place(), "type", types.len());
        match types.get(at).copied() {
            Some("null") => Value::Null,
            Some("boolean") => (self.choices.choose(parts.place(), "boolean", 2) == 0).into(),
            Some("integer") => self.integer(parts),
            Some("number") => self.number(parts),
            Some("string") => self.text(parts).into(),
            Some("array") => self.array(parts, depth),
            Some("object") => self.object(parts, depth),
            _ => self.anything(depth),
        }
    }

    /// One of the document's own values, every now and then, where it looks right.
    fn example(&mut self, parts: &Parts<'a>, depth: usize) -> Option<Value> {
        let candidates: Vec<&Value> = parts
            .members(hints::CANDIDATES)
            .filter_map(Value::as_array)
            .flatten()
            .filter(|value| parts.could_be(value))
            .collect();
        if depth == 0 || candidates.is_empty() || self.choices.random().u8(..4) > 0 {
            return None;
        }
        let at = self
            .choices
            .choose(parts.place(), "example", candidates.len());
        candidates.get(at).map(|value| (*value).clone())
    }

    /// A value that an enum does not list, where the reading of the schemas says that there was one.
    fn unlisted(&mut self, parts: &Parts<'a>) -> Option<Value> {
        let listed: Vec<&Value> = parts
            .members(hints::LISTED)
            .filter_map(Value::as_array)
            .flatten()
            .collect();
        let first = listed.iter().find(|value| !value.is_null())?;
        let at = self
            .choices
            .choose(parts.place(), "unlisted", listed.len() + 1);
        Some(match (listed.get(at), first) {
            (Some(value), _) if self.choices.random().bool() => (*value).clone(),
            (_, Value::String(_)) => UNKNOWN_TEXT.into(),
            _ => UNKNOWN_NUMBER.into(),
        })
    }

    /// A value where nothing is said of it.
    fn anything(&mut self, depth: usize) -> Value {
        let values = [
            json!("any"),
            json!({"k": [1.5, true], "l": "x"}),
            json!(7),
            json!(["a", {"b": 2}]),
            json!(true),
        ];
        let at = match self.is_small(depth) {
            true => 0,
            false => self.choices.random().usize(..values.len()),
        };
        values.into_iter().nth(at).unwrap_or_default()
    }

    /// Whether what is made up should be as small as can be.
    fn is_small(&self, depth: usize) -> bool {
        depth >= DEEP || self.size >= LARGE
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::round_trip::validate::Validators;

    /// Valid samples of the first schema, as texts.
    fn samples(defs: Value, count: usize) -> Vec<String> {
        let root = json!({ "$defs": defs });
        let validator = Validators::of(root.clone()).build("0").unwrap();
        let mut sampler = Sampler::new(&root).unwrap();
        sampler.begin(1);
        let values = (0..count).filter_map(|_| sampler.sample("0"));
        let valid = values.filter(|value| validator.is_valid(value));
        let mut texts: Vec<String> = valid.map(|value| value.to_string()).collect();
        texts.sort();
        texts.dedup();
        texts
    }

    #[test]
    fn every_branch_is_reached() {
        let schema = json!({"0": {
            "type": "object",
            "required": ["kind"],
            "additionalProperties": false,
            "properties": {
                "kind": {"enum": ["a", "b", "c"]},
                "size": {"oneOf": [{"type": "boolean"}, {"type": "null"}]},
            },
        }});
        let texts = samples(schema, 40);
        for kind in ["a", "b", "c"] {
            let start = format!("{{\"kind\":\"{kind}\"");
            assert!(
                texts.iter().any(|text| text.starts_with(&start)),
                "{texts:?}"
            );
        }
        for rest in ["\"}", "\"size\":true}", "\"size\":false}", "\"size\":null}"] {
            assert!(
                texts.iter().any(|text| text.ends_with(rest)),
                "{rest}: {texts:?}"
            );
        }
    }

    #[test]
    fn recursion_stops_and_bounds_are_met() {
        let schema = json!({"0": {
            "allOf": [{"$ref": "#/$defs/1"}],
            "required": ["next", "list"],
            "properties": {"list": {"type": "array", "items": {"$ref": "#/$defs/0"}}},
        }, "1": {"type": "object", "properties": {
            "next": {"anyOf": [{"$ref": "#/$defs/0"}, {"type": "string", "minLength": 3, "maxLength": 4}]},
            "count": {"type": "integer", "minimum": 3, "maximum": 4},
        }}});
        let texts = samples(schema, 60);
        assert!(texts.len() > 20, "{}", texts.len());
        for count in ["\"count\":3", "\"count\":4"] {
            assert!(texts.iter().any(|text| text.contains(count)), "{texts:?}");
        }
    }

    #[test]
    fn a_tag_says_which_arm_it_is() {
        let arm = |key: &str| {
            json!({"type": "object", "x-key": key, "required": ["kind"], "additionalProperties": false,
                "properties": {"kind": {"type": "string"}, key: {"type": "boolean"}}})
        };
        let schema = json!({
            "0": {
                "oneOf": [{"$ref": "#/$defs/1"}, {"$ref": "#/$defs/2"}],
                "x-tag": {"property": "kind", "texts": {"#/$defs/2": "two"}},
            },
            "1": arm("one"),
            "2": arm("zwei"),
        });
        let root = json!({ "$defs": schema });
        let mut sampler = Sampler::new(&root).unwrap();
        sampler.begin(3);
        for _ in 0..10 {
            let value = sampler.sample("0").unwrap();
            let kind = value["kind"].as_str().unwrap();
            assert!(["one", "two"].contains(&kind), "{value}");
            assert!(kind != "one" || value.get("zwei").is_none(), "{value}");
        }
    }
}
