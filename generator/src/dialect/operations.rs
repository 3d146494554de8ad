//! Path items and operations.

use super::flatten::Flattener;
use super::kinds::Expected::{Flag, Text, Texts};
use super::{Endpoint, Kind, escape};
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
    let Some((pointer, item)) = flattener.followed(pointer, item) else {
        return;
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
        let Some((_, resolved)) = flattener.followed(at.clone(), item) else {
            continue;
        };
        let word = |key: &str| {
            resolved
                .get(key)
                .and_then(Node::as_str)
                .unwrap_or_default()
                .to_owned()
        };
        let identity = (word("name"), word("in"));
        let reference = flattener.refer(at, Kind::Parameter, item);
        found.extend(reference.map(|reference| (identity, reference)));
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
            "tags" => flattener.keep(&mut flat, key, value, Texts),
            "summary" | "description" | "operationId" => {
                flattener.keep(&mut flat, key, value, Text);
            }
            "deprecated" => flattener.keep(&mut flat, key, value, Flag),
            "security" => {
                let security = flattener.security(value);
                flat.extend(security.map(|security| (key.clone(), security)));
            }
            "requestBody" => {
                let reference =
                    flattener.refer(format!("{pointer}/requestBody"), Kind::Body, value);
                flat.extend(reference.map(|reference| (key.clone(), reference)));
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
            flat.extend(reference.map(|reference| (key, reference)));
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
