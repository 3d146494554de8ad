//! Unions: with a discriminator and without, in one another and in themselves.

use serde_json::{Map, Value, json};

use super::{Kind, Maker};

impl Maker {
    /// A union without a discriminator whose branches can be told apart.
    pub(super) fn union(&mut self, depth: usize) -> Value {
        if self.is_swagger() {
            return self.object(depth).0;
        }
        match self.rng.u8(..6) {
            0..=2 => self.of_types(depth),
            3 | 4 => self.of_objects(depth),
            _ => {
                let count = self.rng.usize(1..=3);
                json!({"anyOf": [{"type": "string", "enum": self.unique_names(count)}, {"type": "string"}]})
            }
        }
    }

    pub(super) fn union_component(&mut self) -> (Value, Kind) {
        if self.is_swagger() {
            return self.object(0);
        }
        match self.rng.u8(..6) {
            0 => (self.of_objects(0), Kind::Objects),
            1 => (self.of_required(), Kind::Other),
            2 => (self.beside_properties(), Kind::Other),
            3 => (self.of_any(), Kind::Other),
            _ => (self.union(0), Kind::Other),
        }
    }

    /// Branches of different types.
    fn of_types(&mut self, depth: usize) -> Value {
        let mut types = vec!["string", "integer", "boolean", "array", "object"];
        if self.is_31() {
            types.push("null");
        }
        self.rng.shuffle(&mut types);
        types.truncate(self.rng.usize(2..=3));
        let branches = types.iter().map(|ty| match *ty {
            "string" => match self.one_in(3) {
                true => json!({"type": "string", "enum": ["auto", "none"]}),
                false => self.text(),
            },
            "integer" => self.integer(),
            "array" => self.list(depth + 2),
            "object" => self.closed_object(depth + 2),
            other => json!({"type": other}),
        });
        let branches: Vec<Value> = branches.collect();
        let keyword = self.choose(&["oneOf", "anyOf"]);
        json!({keyword: branches})
    }

    /// Objects, each with a property that it alone needs.
    fn of_objects(&mut self, depth: usize) -> Value {
        let count = self.rng.usize(2..=3);
        let branches = self.unique_names(count).into_iter().map(|name| {
            let value = self.schema(depth + 2, true);
            json!({"type": "object", "required": [name], "properties": {name.as_str(): value}})
        });
        let branches: Vec<Value> = branches.collect();
        let keyword = self.choose(&["oneOf", "anyOf"]);
        json!({keyword: branches})
    }

    /// An object of which one of two properties is needed.
    fn of_required(&mut self) -> Value {
        let names = self.unique_names(2);
        let (first, second) = (self.scalar(), self.schema(1, true));
        let keyword = self.choose(&["oneOf", "anyOf"]);
        json!({
            "type": "object",
            "properties": {names[0].as_str(): first, names[1].as_str(): second},
            keyword: [{"required": [names[0]]}, {"required": [names[1]]}],
        })
    }

    /// Properties beside a union of objects.
    fn beside_properties(&mut self) -> Value {
        let mut schema = self.of_objects(0);
        schema["type"] = "object".into();
        schema["properties"] = json!({"shared_by_all": self.scalar()});
        if self.rng.bool() {
            schema["required"] = json!(["shared_by_all"]);
        }
        schema
    }

    /// Components of whatever kind.
    fn of_any(&mut self) -> Value {
        let first = self.reference(true);
        let second = self.reference(true);
        let mut branches: Vec<Value> = first.into_iter().chain(second).collect();
        branches.dedup();
        let more = self.schema(1, true);
        branches.push(more);
        json!({"anyOf": branches})
    }

    /// A union in a union, or in itself.
    pub(super) fn nested(&mut self, key: &str) -> Value {
        let own = self.reference_to(key);
        if self.is_swagger() {
            return json!({"type": "object", "properties": {"next": own, "value": self.scalar()}});
        }
        let keyword = self.choose(&["oneOf", "anyOf"]);
        let inner = self.choose(&["oneOf", "anyOf"]);
        match self.rng.u8(..5) {
            0 => {
                json!({keyword: [{inner: [{"type": "string"}, {"type": "boolean"}]}, {"type": "array", "items": own}]})
            }
            1 => {
                json!({keyword: [{"type": "integer"}, {"type": "object", "additionalProperties": own}]})
            }
            2 => json!({"type": "array", "items": {keyword: [{"type": "string"}, own]}}),
            3 => json!({"type": "object", "additionalProperties": own}),
            _ => json!({keyword: [
                {"type": "string"},
                {"type": "object", "required": ["left"], "properties": {"left": own, "right": own}},
            ]}),
        }
    }

    /// A union of components that a property tells apart; the components are added.
    pub(super) fn tagged(&mut self, key: &str) -> (Value, Kind) {
        if self.is_swagger() {
            return (self.base(key), Kind::Other);
        }
        let tag = self.choose(&["type", "kind", "@type", "petType", "object_type"]);
        let has_mapping = self.rng.bool();
        let mut branches = Vec::new();
        let mut mapping = Map::new();
        let count = self.rng.usize(2..=3);
        let mut texts = self.unique_names(count);
        texts.retain(|text| !text.is_empty());
        for index in 0..count {
            let branch = self.key();
            let text = texts.get(index).filter(|_| has_mapping).cloned();
            let text = text.unwrap_or_else(|| branch.clone());
            let mut schema = self.closed_object(1);
            schema["properties"][tag] = match self.one_in(3) {
                true => json!({"type": "string"}),
                false => self.only(&text),
            };
            let mut required: Vec<Value> =
                schema["required"].as_array().cloned().unwrap_or_default();
            if !required.contains(&tag.into()) {
                required.push(tag.into());
            }
            schema["required"] = required.into();
            if has_mapping {
                let target = match self.one_in(4) {
                    true => branch.clone(),
                    false => self.pointer_to(&branch),
                };
                mapping.insert(text, target.into());
            }
            branches.push(self.reference_to(&branch));
            self.add(branch, schema, Kind::Object { open: true });
        }
        let keyword = self.choose(&["oneOf", "oneOf", "anyOf"]);
        let mut schema = json!({keyword: branches, "discriminator": {"propertyName": tag}});
        if has_mapping {
            schema["discriminator"]["mapping"] = Value::Object(mapping);
        }
        if self.one_in(4) {
            schema["type"] = "object".into();
        }
        (schema, Kind::Objects)
    }

    /// An object with a discriminator; components that build on it are added.
    pub(super) fn base(&mut self, key: &str) -> Value {
        for _ in 0..self.rng.usize(1..=2) {
            let child = self.key();
            let own = json!({"type": "object", "properties": {"own_part": self.scalar()}});
            let schema = json!({"allOf": [self.reference_to(key), own]});
            self.add(child, schema, Kind::Other);
        }
        let discriminator = match self.is_swagger() {
            true => json!("petType"),
            false => json!({"propertyName": "petType"}),
        };
        let name = self.schema(2, true);
        json!({
            "type": "object",
            "required": ["petType"],
            "properties": {"petType": {"type": "string"}, "other name": name},
            "discriminator": discriminator,
        })
    }
}
