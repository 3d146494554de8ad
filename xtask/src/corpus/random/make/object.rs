//! Objects, and what is merged of several.

use serde_json::{Map, Value, json};

use super::{Kind, Maker};

impl Maker {
    /// An object with properties; perhaps with others that it does not name.
    pub(super) fn object(&mut self, depth: usize) -> (Value, Kind) {
        let mut schema = self.closed_object(depth);
        let mut open = true;
        match self.rng.u8(..12) {
            0 => schema["additionalProperties"] = true.into(),
            1 => schema["additionalProperties"] = json!({}),
            2 | 3 => {
                schema["additionalProperties"] = self.schema(depth + 1, false);
                open = false;
            }
            4 => {
                schema["additionalProperties"] = false.into();
                open = false;
            }
            5 if self.is_31() => {
                schema["patternProperties"] = json!({"^x-": self.scalar()});
                open = false;
            }
            _ => {}
        }
        (schema, Kind::Object { open })
    }

    /// An object with properties and nothing said of others.
    pub(super) fn closed_object(&mut self, depth: usize) -> Value {
        let count = self.rng.usize(1..=4);
        let mut properties = Map::new();
        let mut required = Vec::new();
        for name in self.unique_names(count) {
            let is_required = self.one_in(3);
            let mut schema = self.schema(depth + 1, is_required);
            if is_required {
                required.push(name.clone());
            }
            if let Value::Object(schema) = &mut schema
                && !schema.contains_key("$ref")
            {
                self.annotate(schema);
            }
            properties.insert(name, schema);
        }
        let mut schema = json!({"type": "object", "properties": properties});
        if !required.is_empty() {
            schema["required"] = required.into();
        }
        schema
    }

    fn annotate(&mut self, schema: &mut Map<String, Value>) {
        match self.rng.u8(..20) {
            0 => schema.insert("readOnly".to_owned(), true.into()),
            1 if !self.is_swagger() => schema.insert("writeOnly".to_owned(), true.into()),
            2 if !self.is_swagger() => schema.insert("deprecated".to_owned(), true.into()),
            3 => schema.insert("description".to_owned(), "See [`Pet`] or <T>.".into()),
            4 => schema.insert("title".to_owned(), "A Title".into()),
            _ => None,
        };
    }

    /// A schema that merges others: objects, a union of objects, a property that both have.
    pub(super) fn merged(&mut self) -> (Value, Kind) {
        let bases =
            self.made_of(|kind| matches!(kind, Kind::Object { open: true } | Kind::Objects));
        if bases.is_empty() {
            return self.object(0);
        }
        let key = bases[self.rng.usize(..bases.len())].clone();
        let base = self.schemas[&key].clone();
        let mut own = self.closed_object(1);
        self.share(&base, &mut own);
        let mut parts = vec![self.reference_to(&key), own];
        if self.one_in(4) {
            let other = self.closed_object(2);
            if are_apart(&parts[1], &other) && are_apart(&base, &other) {
                parts.push(other);
            }
        }
        if self.one_in(4) {
            parts.reverse();
        }
        let mut schema = json!({"allOf": parts});
        if self.one_in(4) {
            schema["type"] = "object".into();
        }
        let is_union = base.get("properties").is_none();
        let kind = match is_union {
            true => Kind::Objects,
            false => Kind::Object { open: true },
        };
        (schema, kind)
    }

    /// Gives a property that the base has to the other object too, and takes away those that would not go together.
    fn share(&mut self, base: &Value, own: &mut Value) {
        let mut taken = Vec::new();
        collect_names(base, &self.schemas, &mut taken);
        let Some(Value::Object(properties)) = own.get_mut("properties") else {
            return;
        };
        properties.retain(|name, _| !taken.contains(name));
        if let Some(Value::Object(shared)) = base.get("properties")
            && let Some((name, schema)) = shared.iter().next()
            && self.rng.bool()
        {
            let mut schema = schema.clone();
            if schema == json!({"type": "string"}) && self.rng.bool() {
                schema["enum"] = json!(["a", "b"]);
            }
            properties.insert(name.clone(), schema);
        }
        let names: Vec<String> = properties.keys().cloned().collect();
        if let Some(Value::Array(required)) = own.get_mut("required") {
            required.retain(|name| names.iter().any(|other| name == other));
        }
        if own["required"] == json!([])
            && let Value::Object(own) = own
        {
            own.remove("required");
        }
        if own["required"].is_null()
            && let Value::Object(own) = own
        {
            own.remove("required");
        }
    }
}

/// Whether two objects have no property in common.
fn are_apart(a: &Value, b: &Value) -> bool {
    let names = |schema: &Value| -> Vec<String> {
        let properties = schema.get("properties").and_then(Value::as_object);
        properties
            .into_iter()
            .flat_map(Map::keys)
            .cloned()
            .collect()
    };
    let names_of_a = names(a);
    names(b).iter().all(|name| !names_of_a.contains(name)) && b.get("properties").is_some()
}

/// The names of all properties that a schema or its parts name.
fn collect_names(schema: &Value, schemas: &Map<String, Value>, names: &mut Vec<String>) {
    if let Some(Value::Object(properties)) = schema.get("properties") {
        names.extend(properties.keys().cloned());
    }
    for keyword in ["allOf", "oneOf", "anyOf"] {
        let parts = schema.get(keyword).and_then(Value::as_array);
        for part in parts.into_iter().flatten() {
            let key = part["$ref"]
                .as_str()
                .and_then(|reference| reference.rsplit('/').next());
            match key.and_then(|key| schemas.get(key)) {
                Some(target) => collect_names(target, schemas, names),
                None => collect_names(part, schemas, names),
            }
        }
    }
}
