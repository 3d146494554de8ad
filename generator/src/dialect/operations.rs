//! Path items and operations.

use super::conformance::is_token;
use super::flatten::Flattener;
use super::keywords::ObjectKind;
use super::kinds::Expected::{Flag, Text, Texts};
use super::ledger::unknown;
use super::{Endpoint, Kind, escape, extension, references, samples};
use crate::diagnostics::Code;
use crate::source::{Node, Object, Value};

const METHODS: [&str; 9] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace", "query",
];

/// The operations of a path item, each with the parameters of the whole item. What stands beside a reference counts
/// before what it leads to.
pub(super) fn path_item<'a>(
    flattener: &mut Flattener<'a>,
    path: &str,
    pointer: String,
    item: &'a Node,
    endpoints: &mut Vec<Endpoint>,
) {
    let beside = references::target(item).map(|_| (pointer.clone(), item));
    let Some(found) = flattener.followed(pointer, item) else {
        return;
    };
    let mut shared = Shared::default();
    let mut layers = Vec::new();
    for (pointer, item) in beside.into_iter().chain([found]) {
        let Some(members) = item.as_object() else {
            flattener.wrong_kind(item, "a path item", "an object");
            continue;
        };
        flattener.account(ObjectKind::PathItem, item);
        if shared.servers.is_none() {
            shared.servers = flattener.own_servers(item);
        }
        let more = parameters(flattener, &pointer, item);
        let more = without(more, &shared.parameters);
        shared.parameters.extend(more);
        let words = flattener.keep_known(item, &[("summary", Text), ("description", Text)]);
        for (key, text) in words {
            shared.words.entry(key).or_insert(text);
        }
        layers.push((pointer, members));
    }
    let mut methods = Vec::new();
    for (pointer, members) in layers {
        for (method, pointer, node) in in_members(flattener, &pointer, members) {
            if methods.contains(&method) {
                continue;
            }
            if let Some(node) = operation(flattener, &pointer, node, &shared) {
                endpoints.push(Endpoint {
                    path: path.to_owned(),
                    method: method.clone(),
                    node,
                });
            }
            methods.push(method);
        }
    }
}

/// The operations among the members of a path item: method, place and node.
fn in_members<'a>(
    flattener: &mut Flattener<'a>,
    pointer: &str,
    members: &'a Object,
) -> Vec<(String, String, &'a Node)> {
    let mut found = Vec::new();
    for (key, node) in members {
        let at = format!("{pointer}/{}", escape(key));
        if ["query", "additionalOperations"].contains(&key.as_str()) {
            flattener.check_age(key, node.origin);
        }
        if METHODS.contains(&key.as_str()) {
            found.push((key.to_uppercase(), at, node));
        } else if key == "additionalOperations" {
            let Some(more) = node.as_object() else {
                flattener.wrong_kind(node, "`additionalOperations`", "an object");
                continue;
            };
            for (method, node) in more {
                if METHODS.contains(&method.to_lowercase().as_str()) {
                    let own = method.to_lowercase();
                    let message = format!(
                        "`{method}` should stand beside `additionalOperations`, as `{own}`"
                    );
                    flattener.unusual(node.origin, message);
                }
                if is_token(method) {
                    found.push((method.clone(), format!("{at}/{}", escape(method)), node));
                } else {
                    let message = format!("`{method}` cannot be a method of HTTP");
                    let code = Code::WrongKind;
                    flattener.diagnostics.push(code, node.origin, message);
                }
            }
        }
    }
    found
}

/// A parameter with the name and place that make it what it is.
type Identified = ((String, String), Node);

/// What a path item says for all its operations.
#[derive(Default)]
struct Shared {
    parameters: Vec<Identified>,
    /// `summary` and `description`
    words: Object,
    /// `servers`
    servers: Option<Node>,
}

/// The parameters that are not replaced by others of the same name and place.
fn without(parameters: Vec<Identified>, others: &[Identified]) -> Vec<Identified> {
    let is_kept = |one: &Identified| others.iter().all(|other| other.0 != one.0);
    parameters.into_iter().filter(is_kept).collect()
}

/// The `parameters` of a path item or operation.
fn parameters<'a>(flattener: &mut Flattener<'a>, pointer: &str, node: &'a Node) -> Vec<Identified> {
    let Some(list) = flattener.member(node, "parameters") else {
        return Vec::new();
    };
    let Some(items) = list.as_array() else {
        flattener.wrong_kind(list, "`parameters`", "a list");
        return Vec::new();
    };
    let mut found: Vec<Identified> = Vec::new();
    for (index, item) in items.iter().enumerate() {
        let at = format!("{pointer}/parameters/{index}");
        let Some((pointer, resolved)) = flattener.followed(at, item) else {
            continue;
        };
        let word = |key: &str| match resolved.get(key).map(|value| &value.value) {
            Some(Value::String(word)) => word.clone(),
            // YAML reads some names as numbers.
            Some(Value::Integer(number)) => number.to_string(),
            _ => String::new(),
        };
        let identity = (word("name"), word("in"));
        let is_same = |(other, _): &&Identified| *other == identity && !identity.0.is_empty();
        if let Some((_, first)) = found.iter().find(is_same) {
            let (name, place) = &identity;
            let message = format!("`{name}` in the {place} is listed twice; the first counts");
            let related = vec![(first.origin, "it is listed here first".to_owned())];
            let (code, help) = (Code::DuplicateKey, None::<String>);
            flattener
                .diagnostics
                .push_related(code, item.origin, message, help, related);
            continue;
        }
        let reference = flattener.refer(pointer, Kind::Parameter, resolved);
        found.extend(reference.map(|reference| (identity, reference)));
    }
    found
}

/// An operation with its sub-nodes replaced by references.
fn operation<'a>(
    flattener: &mut Flattener<'a>,
    pointer: &str,
    node: &'a Node,
    shared: &Shared,
) -> Option<Node> {
    let Some(members) = node.as_object() else {
        flattener.wrong_kind(node, "an operation", "an object");
        return None;
    };
    flattener.account(ObjectKind::Operation, node);
    let servers = flattener.own_servers(node);
    let own = parameters(flattener, pointer, node);
    let inherited = without(shared.parameters.clone(), &own);
    let all = inherited.into_iter().chain(own);
    let all: Vec<Node> = all.map(|(_, reference)| reference).collect();
    let mut flat = Object::new();
    for (key, value) in members {
        match key.as_str() {
            "tags" => flattener.keep(&mut flat, key, value, Texts),
            "summary" | "description" | "operationId" => {
                flattener.keep(&mut flat, key, value, Text);
            }
            "deprecated" => flattener.keep(&mut flat, key, value, Flag),
            "security" if !flattener.is_left_out(key, value) => {
                let security = flattener.security(value);
                flat.extend(security.map(|security| (key.clone(), security)));
            }
            "requestBody" if !flattener.is_left_out(key, value) => {
                let reference =
                    flattener.refer(format!("{pointer}/requestBody"), Kind::Body, value);
                flat.extend(reference.map(|reference| (key.clone(), reference)));
            }
            extension if extension::OPERATION.contains(&extension) => {
                flat.insert(key.clone(), value.clone());
            }
            _ => {}
        }
    }
    if !flat.contains_key("summary") && !flat.contains_key("description") {
        flat.extend(shared.words.clone());
    }
    let servers = match members.contains_key("servers") {
        true => servers,
        false => shared.servers.clone(),
    };
    flat.extend(servers.map(|servers| ("servers".to_owned(), servers)));
    flat.insert(
        "parameters".to_owned(),
        Node::new(node.origin, Value::Array(all)),
    );
    samples::of_operation(node, &mut flat);
    flattener.check_responses(node);
    flattener.check_external_docs(node);
    let answers = flattener
        .member(node, "responses")
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
            if flat.contains_key(&key) {
                let message = format!("`{key}` is given twice; the first counts");
                let code = Code::DuplicateKey;
                flattener.diagnostics.push(code, value.origin, message);
                continue;
            }
            let reference = flattener.refer(at, Kind::Response, value);
            flat.extend(reference.map(|reference| (key, reference)));
        } else if !status.starts_with("x-") {
            let known = ["default", "200", "2XX", "4XX", "5XX"].into_iter();
            unknown(value.origin, status, known, flattener.diagnostics);
        }
    }
    flat
}
