//! Schemas of every kind, and those that are components.

use serde_json::{Value, json};

use super::{Kind, Maker};

/// How deep schemas are nested in one another.
const DEEP: usize = 3;

impl Maker {
    /// A component: the schema, and what may be done with it.
    pub(super) fn component(&mut self, key: &str) -> (Value, Kind) {
        let (mut schema, kind) = match self.rng.u8(..24) {
            0..=7 => self.object(0),
            8 | 9 => self.merged(),
            10..=12 => self.tagged(key),
            13 => (self.base(key), Kind::Other),
            14..=16 => self.union_component(),
            17 => (self.listed(), Kind::Scalar),
            18 => (self.scalar(), Kind::Scalar),
            19 => (self.list(1), Kind::Other),
            20 => (self.map(1), Kind::Other),
            21 => (self.nested(key), Kind::Other),
            22 => match self.reference(true) {
                Some(reference) => (reference, Kind::Other),
                None => self.object(0),
            },
            _ => (self.schema(0, true), Kind::Other),
        };
        if schema.get("$ref").is_none() && schema.is_object() && self.one_in(3) {
            schema["description"] = "A thing with a `name`.".into();
        }
        (schema, kind)
    }

    /// A schema that may stand anywhere. What must be there refers only to what has been made.
    pub(super) fn schema(&mut self, depth: usize, must_be: bool) -> Value {
        let is_deep = depth >= DEEP;
        match self.rng.u8(..28) {
            0..=7 => self.scalar(),
            8..=10 => self.listed(),
            11..=15 => self.reference(must_be).unwrap_or_else(|| self.scalar()),
            16..=17 if !is_deep => self.list(depth + 1),
            18..=19 if !is_deep => self.object(depth + 1).0,
            20 if !is_deep => self.map(depth + 1),
            21..=22 if !is_deep => self.union(depth + 1),
            23 => {
                let schema = self.nullable_candidate(depth);
                self.nullable(schema)
            }
            24 => json!({}),
            25 => self.negated(),
            26 if self.is_31() => json!({"type": ["string", "integer"]}),
            27 => self.wrapped(must_be),
            _ => self.text(),
        }
    }

    fn nullable_candidate(&mut self, depth: usize) -> Value {
        match self.rng.u8(..4) {
            0 => self.listed_text(),
            1 if depth < DEEP => self.list(depth + 1),
            _ => self.scalar(),
        }
    }

    fn listed_text(&mut self) -> Value {
        let count = self.rng.usize(1..=3);
        json!({"type": "string", "enum": self.unique_names(count)})
    }

    pub(super) fn list(&mut self, depth: usize) -> Value {
        let items = self.schema(depth, false);
        let mut schema = json!({"type": "array", "items": items});
        match self.rng.u8(..8) {
            0 => schema["maxItems"] = 3.into(),
            1 => schema["minItems"] = 0.into(),
            2 if schema["items"]["type"] == "integer" => schema["uniqueItems"] = true.into(),
            _ => {}
        }
        schema
    }

    pub(super) fn map(&mut self, depth: usize) -> Value {
        let values = match self.one_in(5) {
            true => true.into(),
            false => self.schema(depth, false),
        };
        json!({"type": "object", "additionalProperties": values})
    }

    /// A reference with something beside it, as the dialect allows it.
    fn wrapped(&mut self, must_be: bool) -> Value {
        let Some(reference) = self.reference(must_be) else {
            return self.scalar();
        };
        match self.is_31() {
            true => json!({"$ref": reference["$ref"], "description": "The other one."}),
            false => json!({"allOf": [reference], "description": "The other one."}),
        }
    }

    fn negated(&mut self) -> Value {
        if self.is_swagger() {
            return self.text();
        }
        match self.rng.u8(..3) {
            0 => json!({"type": "string", "not": {"enum": ["forbidden"]}}),
            1 => {
                json!({"type": "object", "properties": {"a": {"type": "integer"}}, "not": {"required": ["b"]}})
            }
            _ => json!({"not": {"type": "integer"}}),
        }
    }
}
