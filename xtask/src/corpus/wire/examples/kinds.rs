//! The kinds of values that a schema wants, read off the text.

use serde_json::Value;

use crate::wire::reader::{At, Reader};

/// How deep the parts of a schema are looked at.
const DEEPEST: usize = 8;

/// Whether all values of a schema are objects or lists, apart from `null`.
pub fn is_structured(reader: &mut Reader<'_>, at: &At) -> bool {
    structured(reader, at, DEEPEST)
}

fn structured(reader: &mut Reader<'_>, at: &At, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let at = reader.resolved(at.clone());
    let Some(schema) = reader.value(&at) else {
        return false;
    };
    let is_structure = |name: &Value| matches!(name.as_str(), Some("object" | "array"));
    match schema.get("type") {
        Some(Value::Array(names)) => {
            return names
                .iter()
                .all(|name| is_structure(name) || name == "null");
        }
        Some(name) => return is_structure(name),
        None => {}
    }
    let has = |key: &str| schema.get(key).is_some_and(Value::is_object);
    if has("properties") || has("items") || has("additionalProperties") {
        return true;
    }
    let parts = |reader: &mut Reader<'_>, key: &str| match reader.member(&at, key) {
        Some(parts) => reader.items(&parts),
        None => Vec::new(),
    };
    let all = parts(reader, "allOf");
    if all.iter().any(|part| structured(reader, part, depth)) {
        return true;
    }
    ["oneOf", "anyOf"].into_iter().any(|key| {
        let arms = parts(reader, key);
        !arms.is_empty() && arms.iter().all(|arm| structured(reader, arm, depth))
    })
}

/// Whether a schema names properties of objects.
pub fn has_properties(reader: &mut Reader<'_>, at: &At) -> bool {
    properties(reader, at, DEEPEST)
}

fn properties(reader: &mut Reader<'_>, at: &At, depth: usize) -> bool {
    let Some(depth) = depth.checked_sub(1) else {
        return false;
    };
    let at = reader.resolved(at.clone());
    let Some(schema) = reader.value(&at) else {
        return false;
    };
    let members = schema.get("properties").and_then(Value::as_object);
    let is_object = schema.get("type").is_none_or(|name| name == "object");
    if members.is_some_and(|members| !members.is_empty()) {
        return is_object;
    }
    let Some(parts) = reader.member(&at, "allOf") else {
        return false;
    };
    let parts = reader.items(&parts);
    parts.iter().any(|part| properties(reader, part, depth))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use serde_json::json;

    use super::*;
    use crate::round_trip::text::Texts;

    #[test]
    fn kinds_are_read_through_references_and_parts() {
        let path = Path::new("a.json");
        let mut texts = Texts::of(
            json!({
                "openapi": "3.1.0",
                "Pet": {"properties": {"name": {}}},
                "Part": {"allOf": [{"description": "A pet"}, {"$ref": "#/Pet"}]},
                "List": {"type": ["array", "null"], "items": {}},
                "Either": {"oneOf": [{"$ref": "#/Pet"}, {"$ref": "#/List"}]},
                "Loose": {"anyOf": [{"$ref": "#/Pet"}, {"type": "string"}]},
                "Any": {},
            }),
            path,
        );
        let mut reader = Reader::new(&mut texts, path);
        let cases = [
            ("Pet", true, true),
            ("Part", true, true),
            ("List", true, false),
            ("Either", true, false),
            ("Loose", false, false),
            ("Any", false, false),
            ("None", false, false),
        ];
        for (key, is_structured_, has_properties_) in cases {
            let at = reader.root(&format!("/{key}"));
            assert_eq!(is_structured(&mut reader, &at), is_structured_, "{key}");
            assert_eq!(has_properties(&mut reader, &at), has_properties_, "{key}");
        }
    }
}
