//! One schema: JSON Schema 2020-12, or what documents write, as OpenAPI 3.0 says it.

mod sub_schemas;
mod values;
pub(super) mod words;

use self::sub_schemas::{children, discriminator, list};
use self::values::{dependent_required, drop_null_value, exclusive, required, texts, types, whole};
use super::extension;
use super::flatten::Flattener;
use super::keywords::ObjectKind;
use super::kinds::Expected::{Flag, Text};
use super::swagger::OF_VALUES;
use super::{Kind, references, samples};
use crate::source::{Node, Object, Value};

/// `node` as one OpenAPI 3.0 schema without inline sub-schemas.
pub(super) fn flatten<'a>(flattener: &mut Flattener<'a>, pointer: &str, node: &'a Node) -> Node {
    let members = match &node.value {
        Value::Object(members) => members,
        // Both are any JSON in Rust, which has no type without values worth a name.
        Value::Bool(allows) => {
            let flag = Node::new(node.origin, Value::Bool(true));
            let nothing = (!allows).then(|| (extension::NOTHING.to_owned(), flag));
            return Node::object(node.origin, nothing.into_iter().collect());
        }
        _ => {
            flattener.wrong_kind(node, "a schema", "an object");
            return Node::object(node.origin, Object::new());
        }
    };
    flattener.account(ObjectKind::Schema, node);
    of_members(flattener, pointer, node, members.iter())
}

/// The type that a parameter says itself, as in 2.0.
pub(super) fn of_parameter<'a>(
    flattener: &mut Flattener<'a>,
    pointer: &str,
    node: &'a Node,
) -> Node {
    let members = node.as_object().into_iter().flatten();
    let members = members.filter(|(key, _)| OF_VALUES.contains(&key.as_str()));
    of_members(flattener, pointer, node, members)
}

fn of_members<'a>(
    flattener: &mut Flattener<'a>,
    pointer: &str,
    node: &'a Node,
    members: impl Iterator<Item = (&'a String, &'a Node)> + Clone,
) -> Node {
    let mut flat = Object::new();
    if let Some(target) = references::target(node) {
        let Some(reference) = flattener.refer_to_target(target) else {
            return Node::object(node.origin, flat);
        };
        let mut keys = members.clone().map(|(key, _)| key);
        if keys.all(|key| key == "$ref" || key.starts_with("x-")) {
            return reference;
        }
        flat.insert(
            "allOf".to_owned(),
            Node::new(target.origin, Value::Array(vec![reference])),
        );
    }
    let is_reference = !flat.is_empty();
    for (key, value) in members {
        if is_reference && key == "type" && values::is_void(flattener, value) {
            continue;
        }
        keyword(flattener, pointer, key, value, &mut flat);
    }
    texts(flattener, &mut flat);
    unkept(node, &mut flat);
    samples::of_schema(node, &mut flat);
    flattener.check_default(node);
    words::type_name(node, &mut flat);
    words::value_words(node, &mut flat, |text| flattener.prose(text));
    drop_null_value(&mut flat);
    Node::object(node.origin, flat)
}

/// Keeps what nothing is made of for who compares two descriptions.
fn unkept(node: &Node, flat: &mut Object) {
    let members = node.as_object().into_iter().flatten();
    let unkept = members.filter(|(key, _)| UNKEPT.contains(&key.as_str()));
    let unkept: Object = { unkept }
        .map(|(key, value)| (key.clone(), value.clone()))
        .collect();
    if !unkept.is_empty() {
        let unkept = Node::object(node.origin, unkept);
        flat.insert(extension::UNKEPT.to_owned(), unkept);
    }
}

/// The keywords that say something of values, and that nothing is made of.
const UNKEPT: &[&str] = &[
    "not",
    "if",
    "then",
    "else",
    "dependentSchemas",
    "contains",
    "minContains",
    "maxContains",
    "unevaluatedProperties",
    "unevaluatedItems",
    "contentMediaType",
    "contentEncoding",
    "contentSchema",
];

/// Carries one keyword over.
fn keyword<'a>(
    flattener: &mut Flattener<'a>,
    pointer: &str,
    key: &str,
    value: &'a Node,
    flat: &mut Object,
) {
    // `type: null` without quotes is taken as the type it is meant as.
    let may_be_null = ["default", "example", "const", "type"].contains(&key);
    if !may_be_null && flattener.is_left_out(key, value) {
        return;
    }
    let at = format!("{pointer}/{key}");
    let keep = |flat: &mut Object, value: &Node| {
        flat.insert(key.to_owned(), value.clone());
    };
    match key {
        "title" | "description" | "format" | "pattern" => flattener.keep(flat, key, value, Text),
        // An arm or a type list may have said so already.
        "nullable" if value.value == Value::Bool(false) => {}
        "nullable" | "readOnly" | "writeOnly" | "deprecated" | "uniqueItems" => {
            flattener.keep(flat, key, value, Flag);
        }
        "minLength" | "maxLength" | "minItems" | "maxItems" | "minProperties" | "maxProperties" => {
            match whole(value) {
                Some(number) => keep(flat, &Node::new(value.origin, Value::Integer(number))),
                None => flattener.wrong_kind(
                    value,
                    &format!("`{key}`"),
                    "a whole number that is not negative",
                ),
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
        "properties" => children(flattener, &at, value, flat, key, key),
        "patternProperties" => {
            let target = extension::PATTERN_PROPERTIES;
            children(flattener, &at, value, flat, key, target);
        }
        "dependentRequired" => dependent_required(flattener, value, flat),
        "additionalProperties" => match value.value {
            Value::Bool(_) => keep(flat, value),
            _ => {
                let reference = flattener.refer(at, Kind::Schema, value);
                flat.extend(reference.map(|reference| (key.to_owned(), reference)));
            }
        },
        "propertyNames" => {
            let reference = flattener.refer(at, Kind::Schema, value);
            let key = extension::PROPERTY_NAMES.to_owned();
            flat.extend(reference.map(|reference| (key, reference)));
        }
        "items" => match &value.value {
            Value::Array(_) => list(flattener, &at, value, flat, extension::PREFIX_ITEMS),
            _ => {
                let reference = flattener.refer(at, Kind::Schema, value);
                flat.extend(reference.map(|reference| (key.to_owned(), reference)));
            }
        },
        "prefixItems" => list(flattener, &at, value, flat, extension::PREFIX_ITEMS),
        "allOf" | "oneOf" | "anyOf" => list(flattener, &at, value, flat, key),
        "discriminator" => discriminator(flattener, value, flat),
        // What is encoded as text is text: some documents mean a data URL by it.
        "contentMediaType" => {
            flat.entry("format".to_owned())
                .or_insert_with(|| Node::string(value.origin, "binary"));
        }
        "$ref" if value.as_str().is_some() => {}
        "$ref" => flattener.wrong_kind(value, "`$ref`", "a string"),
        _ => {}
    }
}
