//! One schema: what it says, in the terms of JSON Schema 2020-12.

use std::path::Path;

use serde_json::{Map, Value, json};

use super::{Reading, Translator, hints, keywords};
use crate::round_trip::text::Dialect;

impl Translator<'_> {
    /// Translates a schema found in the file at `base`.
    pub(super) fn schema(&mut self, base: &Path, value: &Value) -> Value {
        let Value::Object(said) = value else {
            return match value {
                Value::Bool(_) => value.clone(),
                _ => Value::Bool(true),
            };
        };
        let mut schema = Map::new();
        let reference = said.get("$ref").and_then(Value::as_str);
        if let Some(reference) = reference {
            let target = self.reference(base, reference);
            schema.insert("$ref".to_owned(), target.into());
        }
        // What stands beside a reference counts in 3.1 only.
        if reference.is_none() || self.texts.dialect == Dialect::OpenApi31 {
            keywords::copy(said, self.reading, &mut schema);
            self.sub_schemas(base, said, &mut schema);
            self.tag(base, said, &mut schema);
        }
        if !self.reading.one_way().is_empty() {
            self.forgive_directions(base, said, &mut schema);
        }
        if !self.is_nullable(said) {
            return Value::Object(schema);
        }
        let mut nullable = Map::new();
        // Where a reader of examples looks first.
        if let Some(candidates) = schema.remove(hints::CANDIDATES) {
            nullable.insert(hints::CANDIDATES.to_owned(), candidates);
        }
        nullable.insert("anyOf".to_owned(), json!([schema, {"type": "null"}]));
        Value::Object(nullable)
    }

    fn is_nullable(&self, said: &Map<String, Value>) -> bool {
        let is_true = |key: &str| said.get(key) == Some(&Value::Bool(true));
        let is_lenient = self.reading.is_lenient();
        match self.texts.dialect {
            Dialect::Swagger => is_true("x-nullable") || is_lenient && is_true("nullable"),
            Dialect::OpenApi30 => is_true("nullable") || is_lenient && is_true("x-nullable"),
            Dialect::OpenApi31 => is_lenient && (is_true("nullable") || is_true("x-nullable")),
        }
    }

    /// The keywords that hold schemas.
    fn sub_schemas(
        &mut self,
        base: &Path,
        said: &Map<String, Value>,
        schema: &mut Map<String, Value>,
    ) {
        for (keyword, value) in said {
            let translated = match (keyword.as_str(), value) {
                ("items", Value::Array(_)) => continue,
                (
                    "items"
                    | "additionalProperties"
                    | "if"
                    | "then"
                    | "else"
                    | "contains"
                    | "propertyNames"
                    | "unevaluatedItems"
                    | "unevaluatedProperties",
                    Value::Object(_) | Value::Bool(_),
                ) => self.schema(base, value),
                ("not", Value::Object(_) | Value::Bool(_)) => self.negated(base, value),
                (
                    "properties" | "patternProperties" | "dependentSchemas",
                    Value::Object(members),
                ) => {
                    let members = members
                        .iter()
                        .filter(|(key, _)| {
                            keyword != "patternProperties" || keywords::can_match(key)
                        })
                        .map(|(key, value)| (key.clone(), self.schema(base, value)));
                    Value::Object(members.collect())
                }
                ("oneOf", Value::Array(arms)) if self.reading.is_lenient() => {
                    let arms: Value = arms.iter().map(|arm| self.schema(base, arm)).collect();
                    let rest = schema.entry("allOf").or_insert_with(|| json!([]));
                    if let Value::Array(rest) = rest {
                        rest.push(json!({ "anyOf": arms }));
                    }
                    continue;
                }
                ("allOf", Value::Array(parts)) => {
                    let parts: Vec<Value> =
                        parts.iter().map(|part| self.schema(base, part)).collect();
                    let rest = schema.entry("allOf").or_insert_with(|| json!([]));
                    if let Value::Array(rest) = rest {
                        rest.extend(parts);
                    }
                    continue;
                }
                ("anyOf" | "oneOf", Value::Array(arms)) if !arms.is_empty() => {
                    arms.iter().map(|arm| self.arm(base, arm)).collect()
                }
                ("prefixItems", Value::Array(items)) if !items.is_empty() => {
                    items.iter().map(|item| self.schema(base, item)).collect()
                }
                _ => continue,
            };
            schema.insert(keyword.clone(), translated);
        }
        if schema.get("allOf") == Some(&json!([])) {
            schema.remove("allOf");
        }
    }

    /// A schema that must not fit. The wider it is taken, the less is let pass.
    fn negated(&mut self, base: &Path, value: &Value) -> Value {
        let reading = self.reading;
        if reading.is_open() || reading.is_lenient() {
            self.reading = Reading::Strict;
        }
        let translated = self.schema(base, value);
        self.reading = reading;
        translated
    }

    /// An arm of a union. Where `nullable` is all that it says, it stands for null, as the old dialect has no other
    /// word for it; only a lenient reading takes it for anything.
    fn arm(&mut self, base: &Path, arm: &Value) -> Value {
        let translated = self.schema(base, arm);
        let anything = json!({"anyOf": [{}, {"type": "null"}]});
        if !self.reading.is_lenient() && translated == anything {
            return json!({"type": "null"});
        }
        translated
    }

    /// `discriminator`, which tells the sampler what to write; a validator makes nothing of it.
    fn tag(&mut self, base: &Path, said: &Map<String, Value>, schema: &mut Map<String, Value>) {
        let (property, mapping) = match said.get("discriminator") {
            Some(Value::String(property)) => (property.clone(), None),
            Some(Value::Object(discriminator)) => {
                let Some(Value::String(property)) = discriminator.get("propertyName") else {
                    return;
                };
                let mapping = discriminator.get("mapping").and_then(Value::as_object);
                (property.clone(), mapping)
            }
            _ => return,
        };
        let mut texts = Map::new();
        for (text, target) in mapping.into_iter().flatten() {
            let Some(target) = target.as_str() else {
                continue;
            };
            let is_path = target.contains(['#', '/']) || target.contains('.');
            let reference = match is_path {
                true => target.to_owned(),
                false => format!("#/components/schemas/{target}"),
            };
            let reference = self.reference(base, &reference);
            texts
                .entry(reference)
                .or_insert_with(|| text.clone().into());
        }
        let tag = json!({ "property": property, "texts": texts });
        schema.insert(hints::TAG.to_owned(), tag);
    }

    /// Takes from `required` what only the one or the other side sends, and forbids it where it must be missing.
    fn forgive_directions(
        &mut self,
        base: &Path,
        said: &Map<String, Value>,
        schema: &mut Map<String, Value>,
    ) {
        if !schema.contains_key("required") && !self.reading.is_one_sided() {
            return;
        }
        let mut names = Vec::new();
        self.one_way(base, said, 8, &mut names);
        if self.reading.is_one_sided()
            && let Some(Value::Object(members)) = schema.get_mut("properties")
        {
            for (_, member) in members.iter_mut().filter(|(name, _)| names.contains(name)) {
                *member = Value::Bool(false);
            }
        }
        if let Some(Value::Array(required)) = schema.get_mut("required") {
            required.retain(|name| !names.iter().any(|other| name == other));
        }
    }

    /// The names of the members that only one side sends.
    fn one_way(
        &mut self,
        base: &Path,
        said: &Map<String, Value>,
        depth: usize,
        names: &mut Vec<String>,
    ) {
        let keywords = self.reading.one_way();
        let is_one_way = |value: &Value| {
            keywords
                .iter()
                .any(|key| value.get(key) == Some(&Value::Bool(true)))
        };
        let properties = said.get("properties").and_then(Value::as_object);
        for (name, property) in properties.into_iter().flatten() {
            let target = property.get("$ref").and_then(Value::as_str);
            let target = target.and_then(|reference| {
                let (path, pointer) = self.texts.target(base, reference);
                self.texts.at(&path, &pointer)
            });
            if is_one_way(property) || target.is_some_and(is_one_way) {
                names.push(name.clone());
            }
        }
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        let parts = said.get("allOf").and_then(Value::as_array);
        for part in parts.into_iter().flatten() {
            let (path, part) = match part.get("$ref").and_then(Value::as_str) {
                Some(reference) => {
                    let (path, pointer) = self.texts.target(base, reference);
                    let target = self.texts.at(&path, &pointer).cloned();
                    (path, target.unwrap_or_default())
                }
                None => (base.to_owned(), part.clone()),
            };
            if let Value::Object(part) = part {
                self.one_way(&path, &part, depth, names);
            }
        }
    }
}
