//! Path items, operations, parameters, bodies and responses.

use super::flatten::Flattener;
use super::{Endpoint, Kind, escape, references};
use crate::source::{Node, Object, Value};

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// The operations of a path item, each with the parameters of the whole item.
pub(super) fn path_item<'a>(
    flattener: &mut Flattener<'a>,
    path: &str,
    pointer: String,
    item: &'a Node,
    endpoints: &mut Vec<Endpoint>,
) {
    let (pointer, item) = match references::target(item) {
        None => (pointer, item),
        Some(_) => match references::follow(flattener.root, pointer, flattener.diagnostics) {
            Some(found) => found,
            None => return,
        },
    };
    let Some(members) = item.as_object() else {
        flattener.wrong_kind(item, "a path item", "an object");
        return;
    };
    let shared = parameters(flattener, &pointer, item);
    for (key, operation) in members {
        if METHODS.contains(&key.as_str()) {
            let at = format!("{pointer}/{key}");
            if let Some(node) = self::operation(flattener, &at, operation, &shared) {
                endpoints.push(Endpoint {
                    path: path.to_owned(),
                    method: key.to_uppercase(),
                    node,
                });
            }
        } else if key == "servers" {
            flattener.dropped(operation.origin, key);
        } else if !key.starts_with("x-")
            && !["summary", "description", "parameters", "$ref"].contains(&key.as_str())
        {
            flattener.unknown(operation.origin, key, &METHODS);
        }
    }
}

/// The `parameters` of a path item or operation: each with the name and place that make it what it is.
fn parameters<'a>(
    flattener: &mut Flattener<'a>,
    pointer: &str,
    node: &'a Node,
) -> Vec<((String, String), Node)> {
    let Some(list) = node.get("parameters") else {
        return Vec::new();
    };
    let Some(items) = list.as_array() else {
        flattener.wrong_kind(list, "`parameters`", "a list");
        return Vec::new();
    };
    let mut found = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let at = format!("{pointer}/parameters/{index}");
        let resolved = match references::target(item) {
            None => item,
            Some(_) => {
                match references::follow(flattener.root, at.clone(), flattener.diagnostics) {
                    Some((_, node)) => node,
                    None => continue,
                }
            }
        };
        let word = |key: &str| {
            resolved
                .get(key)
                .and_then(Node::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let identity = (word("name"), word("in"));
        found.push((identity, flattener.refer(at, Kind::Parameter, item)));
    }
    found
}

/// An operation with its sub-nodes replaced by references.
fn operation<'a>(
    flattener: &mut Flattener<'a>,
    pointer: &str,
    node: &'a Node,
    shared: &[((String, String), Node)],
) -> Option<Node> {
    let Some(members) = node.as_object() else {
        flattener.wrong_kind(node, "an operation", "an object");
        return None;
    };
    const KNOWN: [&str; 12] = [
        "tags",
        "summary",
        "description",
        "externalDocs",
        "operationId",
        "parameters",
        "requestBody",
        "responses",
        "callbacks",
        "deprecated",
        "security",
        "servers",
    ];
    let own = parameters(flattener, pointer, node);
    let inherited = shared
        .iter()
        .filter(|(identity, _)| own.iter().all(|(other, _)| other != identity));
    let all: Vec<Node> = inherited
        .chain(&own)
        .map(|(_, reference)| reference.clone())
        .collect();
    let mut flat = Object::new();
    for (key, value) in members {
        match key.as_str() {
            "tags" | "summary" | "description" | "operationId" | "deprecated" | "security" => {
                flat.insert(key.clone(), value.clone());
            }
            "requestBody" => {
                let reference =
                    flattener.refer(format!("{pointer}/requestBody"), Kind::Body, value);
                flat.insert(key.clone(), reference);
            }
            "callbacks" | "servers" => flattener.dropped(value.origin, key),
            "parameters" | "responses" | "externalDocs" => {}
            _ if key.starts_with("x-") => {}
            _ => flattener.unknown(value.origin, key, &KNOWN),
        }
    }
    flat.insert(
        "parameters".to_owned(),
        Node::new(node.origin, Value::Array(all)),
    );
    let answers = node
        .get("responses")
        .map(|answers| responses(flattener, pointer, answers))
        .unwrap_or_default();
    flat.insert("responses".to_owned(), Node::object(node.origin, answers));
    Some(Node::object(node.origin, flat))
}

fn responses<'a>(flattener: &mut Flattener<'a>, pointer: &str, node: &'a Node) -> Object {
    let Some(members) = node.as_object() else {
        flattener.wrong_kind(node, "`responses`", "an object");
        return Object::new();
    };
    let mut flat = Object::new();
    for (status, value) in members {
        let is_code = status
            .parse::<u16>()
            .is_ok_and(|code| (100..600).contains(&code));
        let upper = status.to_uppercase();
        let is_range = matches!(upper.as_str(), "1XX" | "2XX" | "3XX" | "4XX" | "5XX");
        if is_code || is_range || status == "default" {
            let at = format!("{pointer}/responses/{}", escape(status));
            let key = if is_range { upper } else { status.clone() };
            let reference = flattener.refer(at, Kind::Response, value);
            flat.insert(key, reference);
        } else if !status.starts_with("x-") {
            flattener.unknown(
                value.origin,
                status,
                &["default", "200", "2XX", "4XX", "5XX"],
            );
        }
    }
    flat
}

/// A parameter with its schema replaced by a reference.
pub(super) fn parameter<'a>(flattener: &mut Flattener<'a>, pointer: &str, node: &'a Node) -> Node {
    let Some(members) = node.as_object() else {
        flattener.wrong_kind(node, "a parameter", "an object");
        return Node::object(node.origin, Object::new());
    };
    const KNOWN: [&str; 13] = [
        "name",
        "in",
        "description",
        "required",
        "deprecated",
        "allowEmptyValue",
        "style",
        "explode",
        "allowReserved",
        "schema",
        "content",
        "example",
        "examples",
    ];
    let mut flat = Object::new();
    for (key, value) in members {
        match key.as_str() {
            "schema" => {
                let reference = flattener.refer(format!("{pointer}/schema"), Kind::Schema, value);
                flat.insert(key.clone(), reference);
            }
            "content" => {
                flat.insert(
                    key.clone(),
                    content(flattener, &format!("{pointer}/content"), value),
                );
            }
            "example" | "examples" => {}
            _ if key.starts_with("x-") => {}
            known if KNOWN.contains(&known) => {
                flat.insert(key.clone(), value.clone());
            }
            _ => flattener.unknown(value.origin, key, &KNOWN),
        }
    }
    if !flat.contains_key("schema") && !flat.contains_key("content") {
        // Real descriptions leave both out; any value goes.
        flat.insert(
            "schema".to_owned(),
            Node::object(node.origin, Object::new()),
        );
    }
    Node::object(node.origin, flat)
}

/// A request body with its schemas replaced by references.
pub(super) fn body<'a>(flattener: &mut Flattener<'a>, pointer: &str, node: &'a Node) -> Node {
    let mut flat = Object::new();
    for key in ["description", "required"] {
        if let Some(value) = node.get(key) {
            flat.insert(key.to_owned(), value.clone());
        }
    }
    if let Some(value) = node.get("content") {
        flat.insert(
            "content".to_owned(),
            content(flattener, &format!("{pointer}/content"), value),
        );
    }
    Node::object(node.origin, flat)
}

/// A response with its schemas replaced by references.
pub(super) fn response<'a>(flattener: &mut Flattener<'a>, pointer: &str, node: &'a Node) -> Node {
    let mut flat = Object::new();
    let description = node
        .get("description")
        .filter(|text| text.as_str().is_some())
        .cloned();
    // Required by the standard, missing in the wild.
    let description = description.unwrap_or_else(|| Node::string(node.origin, ""));
    flat.insert("description".to_owned(), description);
    if let Some(value) = node.get("content") {
        flat.insert(
            "content".to_owned(),
            content(flattener, &format!("{pointer}/content"), value),
        );
    }
    Node::object(node.origin, flat)
}

/// Media types, each with its schema replaced by a reference.
fn content<'a>(flattener: &mut Flattener<'a>, pointer: &str, node: &'a Node) -> Node {
    let Some(members) = node.as_object() else {
        flattener.wrong_kind(node, "`content`", "an object");
        return Node::object(node.origin, Object::new());
    };
    let mut flat = Object::new();
    for (media_type, value) in members {
        let mut entry = Object::new();
        if let Some(schema) = value.get("schema") {
            let at = format!("{pointer}/{}/schema", escape(media_type));
            entry.insert(
                "schema".to_owned(),
                flattener.refer(at, Kind::Schema, schema),
            );
        }
        let first = value
            .get("examples")
            .and_then(Node::as_object)
            .and_then(|all| all.values().next());
        let example = value
            .get("example")
            .or_else(|| first.and_then(|one| one.get("value")));
        if let Some(example) = example {
            entry.insert("example".to_owned(), example.clone());
        }
        if let Some(encoding) = value.get("encoding") {
            flattener.dropped(encoding.origin, "encoding");
        }
        flat.insert(media_type.clone(), Node::object(value.origin, entry));
    }
    Node::object(node.origin, flat)
}
