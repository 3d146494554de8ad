//! One schema: JSON Schema 2020-12, or what documents write, as OpenAPI 3.0 says it.

use super::extension;
use super::flatten::Flattener;
use super::{Kind, escape, references};
use crate::diagnostics::Code;
use crate::source::{Node, Object, Value};

const KNOWN: [&str; 40] = [
    "$ref",
    "title",
    "description",
    "type",
    "format",
    "enum",
    "const",
    "default",
    "example",
    "examples",
    "nullable",
    "readOnly",
    "writeOnly",
    "deprecated",
    "properties",
    "required",
    "additionalProperties",
    "propertyNames",
    "patternProperties",
    "minProperties",
    "maxProperties",
    "items",
    "prefixItems",
    "minItems",
    "maxItems",
    "uniqueItems",
    "minLength",
    "maxLength",
    "pattern",
    "minimum",
    "maximum",
    "exclusiveMinimum",
    "exclusiveMaximum",
    "multipleOf",
    "allOf",
    "oneOf",
    "anyOf",
    "discriminator",
    "not",
    "xml",
];

/// Keywords that say nothing about the shape of a value.
const SILENT: [&str; 12] = [
    "externalDocs",
    "xml",
    "$schema",
    "$id",
    "$anchor",
    "$comment",
    "$defs",
    "definitions",
    "$vocabulary",
    "contentSchema",
    "id",
    "$dynamicAnchor",
];

/// Keywords whose meaning is not kept.
const DROPPED: [&str; 14] = [
    "not",
    "if",
    "then",
    "else",
    "dependentRequired",
    "dependentSchemas",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedProperties",
    "unevaluatedItems",
    "$dynamicRef",
    "patternProperties",
    "dependencies",
];

/// `node` as one OpenAPI 3.0 schema without inline sub-schemas.
pub(super) fn flatten<'a>(flattener: &mut Flattener<'a>, pointer: &str, node: &'a Node) -> Node {
    let members = match &node.value {
        Value::Object(members) => members,
        // `true` allows everything, `false` nothing; the latter is said where it matters, at additionalProperties.
        Value::Bool(_) => return Node::object(node.origin, Object::new()),
        _ => {
            flattener.wrong_kind(node, "a schema", "an object");
            return Node::object(node.origin, Object::new());
        }
    };
    let mut flat = Object::new();
    if let Some(target) = references::target(node) {
        let Some(reference) = flattener.refer_to_target(target) else {
            return Node::object(node.origin, flat);
        };
        if members
            .keys()
            .all(|key| key == "$ref" || key.starts_with("x-"))
        {
            return reference;
        }
        flat.insert(
            "allOf".to_owned(),
            Node::new(target.origin, Value::Array(vec![reference])),
        );
    }
    for (key, value) in members {
        keyword(flattener, pointer, key, value, &mut flat);
    }
    drop_null_value(&mut flat);
    Node::object(node.origin, flat)
}

/// Carries one keyword over.
fn keyword<'a>(
    flattener: &mut Flattener<'a>,
    pointer: &str,
    key: &str,
    value: &'a Node,
    flat: &mut Object,
) {
    let at = format!("{pointer}/{key}");
    let keep = |flat: &mut Object, value: &Node| {
        flat.insert(key.to_owned(), value.clone());
    };
    match key {
        "title" | "description" | "format" | "pattern" => match value.value {
            Value::String(_) => keep(flat, value),
            _ => flattener.wrong_kind(value, &format!("`{key}`"), "a string"),
        },
        "nullable" | "readOnly" | "writeOnly" | "deprecated" | "uniqueItems" => match value.value {
            // An arm or a type list may have said so already.
            Value::Bool(false) if key == "nullable" => {}
            Value::Bool(_) => keep(flat, value),
            _ => flattener.wrong_kind(value, &format!("`{key}`"), "true or false"),
        },
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
            match whole(value) {
                Some(number) => keep(flat, &Node::new(value.origin, Value::Integer(number))),
                None => flattener.wrong_kind(value, &format!("`{key}`"), "a whole number"),
            }
        }
        "minimum" | "maximum" | "multipleOf" => match value.value {
            Value::Integer(_) | Value::Number(_) => {
                flat.entry(key.to_owned()).or_insert_with(|| value.clone());
            }
            _ => flattener.wrong_kind(value, &format!("`{key}`"), "a number"),
        },
        "exclusiveMinimum" | "exclusiveMaximum" => exclusive(flattener, key, value, flat),
        "type" => types(flattener, value, flat),
        "enum" => match value.as_array() {
            Some(_) => keep(flat, value),
            None => flattener.wrong_kind(value, "`enum`", "a list"),
        },
        "const" => {
            flat.insert(
                "enum".to_owned(),
                Node::new(value.origin, Value::Array(vec![value.clone()])),
            );
        }
        "default" | "example" => keep(flat, value),
        "examples" => {
            if let Some(first) = value.as_array().and_then(<[Node]>::first) {
                flat.entry("example".to_owned())
                    .or_insert_with(|| first.clone());
            }
        }
        "required" => required(flattener, value, flat),
        "properties" => children(flattener, &at, value, flat, key),
        "additionalProperties" => match value.value {
            Value::Bool(_) => keep(flat, value),
            _ => {
                let reference = flattener.refer(at, Kind::Schema, value);
                keep(flat, &reference);
            }
        },
        "propertyNames" => {
            let reference = flattener.refer(at, Kind::Schema, value);
            flat.insert(extension::PROPERTY_NAMES.to_owned(), reference);
        }
        "items" => match &value.value {
            Value::Array(_) => list(flattener, &at, value, flat, extension::PREFIX_ITEMS),
            _ => {
                let reference = flattener.refer(at, Kind::Schema, value);
                keep(flat, &reference);
            }
        },
        "prefixItems" => list(flattener, &at, value, flat, extension::PREFIX_ITEMS),
        "allOf" | "oneOf" | "anyOf" => list(flattener, &at, value, flat, key),
        "discriminator" => discriminator(flattener, value, flat),
        "contentEncoding" | "contentMediaType" => {
            let format = if value.as_str() == Some("base64") {
                "byte"
            } else {
                "binary"
            };
            flat.entry("format".to_owned())
                .or_insert_with(|| Node::string(value.origin, format));
        }
        "$ref" => {}
        _ if key.starts_with("x-") || SILENT.contains(&key) => {}
        _ if DROPPED.contains(&key) => flattener.dropped(value.origin, key),
        _ => flattener.unknown(value.origin, key, &KNOWN),
    }
}

/// A whole number, also when it is spelled `1.0`.
fn whole(node: &Node) -> Option<i128> {
    match node.value {
        Value::Integer(number) if number >= 0 => Some(number),
        Value::Number(number) if number >= 0.0 && number.fract() == 0.0 && number < 1e15 => {
            Some(number as i128)
        }
        _ => None,
    }
}

/// A flag in 3.0, a bound of its own in 3.1.
fn exclusive(flattener: &mut Flattener<'_>, key: &str, value: &Node, flat: &mut Object) {
    let bound = if key == "exclusiveMinimum" {
        "minimum"
    } else {
        "maximum"
    };
    match value.value {
        Value::Bool(_) => {
            flat.insert(key.to_owned(), value.clone());
        }
        Value::Integer(_) | Value::Number(_) => {
            flat.insert(bound.to_owned(), value.clone());
            flat.insert(key.to_owned(), Node::new(value.origin, Value::Bool(true)));
        }
        _ => flattener.wrong_kind(value, &format!("`{key}`"), "a number, or true or false"),
    }
}

/// One type stays; `null` becomes `nullable`; several ride along.
fn types(flattener: &mut Flattener<'_>, value: &Node, flat: &mut Object) {
    const TYPES: [&str; 7] = [
        "null", "boolean", "integer", "number", "string", "array", "object",
    ];
    let list = match &value.value {
        Value::String(_) => std::slice::from_ref(value),
        Value::Array(list) => list,
        _ => return flattener.wrong_kind(value, "`type`", "a string or a list of strings"),
    };
    let mut named = Vec::new();
    for item in list {
        match item.as_str() {
            Some("null") => {
                flat.insert(
                    "nullable".to_owned(),
                    Node::new(item.origin, Value::Bool(true)),
                );
            }
            Some(word) if TYPES.contains(&word) => named.push(item.clone()),
            Some("file") => {
                flat.insert("format".to_owned(), Node::string(item.origin, "binary"));
                named.push(Node::string(item.origin, "string"));
            }
            Some(word) => {
                let message = format!("`{word}` is not a type");
                match crate::suggest::nearest(word, TYPES) {
                    Some(near) => {
                        let help = format!("did you mean `{near}`?");
                        flattener.diagnostics.push_with_help(
                            Code::WrongKind,
                            item.origin,
                            message,
                            help,
                        );
                    }
                    None => flattener
                        .diagnostics
                        .push(Code::WrongKind, item.origin, message),
                }
            }
            None => flattener.wrong_kind(item, "a type", "a string"),
        }
    }
    match named.as_slice() {
        [] if !list.is_empty() => {
            let only = Node::new(
                value.origin,
                Value::Array(vec![Node::string(value.origin, "null")]),
            );
            flat.insert(extension::TYPES.to_owned(), only);
        }
        [] => {}
        [one] => {
            flat.insert("type".to_owned(), one.clone());
        }
        several => {
            flat.insert(
                extension::TYPES.to_owned(),
                Node::new(value.origin, Value::Array(several.to_vec())),
            );
        }
    }
}

/// JSON Schema's first drafts wrote `required: true` at the property.
fn required(flattener: &mut Flattener<'_>, value: &Node, flat: &mut Object) {
    match &value.value {
        Value::Array(items) => {
            let mut names: Vec<Node> = Vec::new();
            for item in items {
                match item.as_str() {
                    Some(name) if names.iter().any(|one| one.as_str() == Some(name)) => {}
                    Some(_) => names.push(item.clone()),
                    None => flattener.wrong_kind(item, "a required property", "a string"),
                }
            }
            flat.insert(
                "required".to_owned(),
                Node::new(value.origin, Value::Array(names)),
            );
        }
        Value::Bool(_) => {
            let message =
                "`required` is a list of property names of the object, not a flag of the property";
            flattener
                .diagnostics
                .push(Code::DroppedKeyword, value.origin, message);
        }
        _ => flattener.wrong_kind(value, "`required`", "a list of property names"),
    }
}

/// An object of schemas.
fn children<'a>(
    flattener: &mut Flattener<'a>,
    at: &str,
    value: &'a Node,
    flat: &mut Object,
    key: &str,
) {
    let Some(members) = value.as_object() else {
        return flattener.wrong_kind(value, &format!("`{key}`"), "an object");
    };
    let mut references = Object::new();
    for (name, child) in members {
        let reference = flattener.refer(format!("{at}/{}", escape(name)), Kind::Schema, child);
        references.insert(name.clone(), reference);
    }
    flat.insert(key.to_owned(), Node::object(value.origin, references));
}

/// A list of schemas. In `oneOf` and `anyOf`, an arm that is only `null` becomes `nullable`.
fn list<'a>(
    flattener: &mut Flattener<'a>,
    at: &str,
    value: &'a Node,
    flat: &mut Object,
    key: &str,
) {
    let Some(items) = value.as_array() else {
        return flattener.wrong_kind(value, &format!("`{key}`"), "a list");
    };
    let mut references = Vec::new();
    for (index, item) in items.iter().enumerate() {
        if (key == "oneOf" || key == "anyOf") && is_null(item) {
            flat.insert(
                "nullable".to_owned(),
                Node::new(item.origin, Value::Bool(true)),
            );
        } else {
            references.push(flattener.refer(format!("{at}/{index}"), Kind::Schema, item));
        }
    }
    if references.is_empty() {
        return;
    }
    // A `$ref` beside `allOf` stands there already.
    let merged = match flat.get(key).and_then(Node::as_array) {
        Some(before) => before.iter().cloned().chain(references).collect(),
        None => references,
    };
    flat.insert(
        key.to_owned(),
        Node::new(value.origin, Value::Array(merged)),
    );
}

fn is_null(schema: &Node) -> bool {
    let only = |value: Option<&Node>| match value.map(|node| &node.value) {
        Some(Value::Array(items)) => matches!(
            items.as_slice(),
            [Node {
                value: Value::Null,
                ..
            }]
        ),
        _ => false,
    };
    let named = schema.get("type").and_then(Node::as_str) == Some("null");
    let constant = schema
        .get("const")
        .is_some_and(|node| node.value == Value::Null);
    named || constant || only(schema.get("enum"))
}

/// The mapping's targets are references or names of component schemas.
fn discriminator<'a>(flattener: &mut Flattener<'a>, value: &'a Node, flat: &mut Object) {
    let Some(property) = value
        .get("propertyName")
        .filter(|node| node.as_str().is_some())
    else {
        return flattener.wrong_kind(value, "`discriminator`", "an object with a `propertyName`");
    };
    let mut mapping = Object::new();
    for (tag, target) in value
        .get("mapping")
        .and_then(Node::as_object)
        .into_iter()
        .flatten()
    {
        let Some(spelled) = target.as_str() else {
            flattener.wrong_kind(target, "a mapping", "a string");
            continue;
        };
        let by_name = format!("/components/schemas/{}", escape(spelled));
        if let Some(node) = flattener.root.pointer(&by_name) {
            flattener.refer(by_name.clone(), Kind::Schema, node);
            mapping.insert(
                tag.clone(),
                Node::string(target.origin, format!("#{by_name}")),
            );
        } else if let Some(reference) = flattener.refer_to_target(target)
            && let Some(pointer) = reference.get("$ref")
        {
            mapping.insert(tag.clone(), pointer.clone());
        }
    }
    let members = [
        ("propertyName".to_owned(), property.clone()),
        ("mapping".to_owned(), Node::object(value.origin, mapping)),
    ];
    flat.insert(
        "discriminator".to_owned(),
        Node::object(value.origin, members.into_iter().collect()),
    );
}

/// `null` among the values of an enum says that `null` is allowed.
fn drop_null_value(flat: &mut Object) {
    let Some(values) = flat.get("enum").and_then(Node::as_array) else {
        return;
    };
    if values.iter().all(|value| value.value != Value::Null) {
        return;
    }
    let kept: Vec<Node> = values
        .iter()
        .filter(|value| value.value != Value::Null)
        .cloned()
        .collect();
    let origin = flat.get("enum").map(|node| node.origin).unwrap_or_default();
    flat.insert("nullable".to_owned(), Node::new(origin, Value::Bool(true)));
    if kept.is_empty() {
        flat.shift_remove("enum");
    } else {
        flat.insert("enum".to_owned(), Node::new(origin, Value::Array(kept)));
    }
}
