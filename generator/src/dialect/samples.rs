//! Samples: values that a description shows, wherever it does.
//!
//! The order of members says nothing, so samples are sorted by the names that they stand under.

use super::escape;
use super::extension;
use super::flatten::Flattener;
use crate::source::{Node, Object, Value};

/// How deep an extension is looked through.
const DEEPEST: usize = 6;

/// Keeps the samples of a media type: its `example` and the values of its `examples`.
pub(super) fn of_media<'a>(
    flattener: &mut Flattener<'a>,
    pointer: &str,
    media: &'a Node,
    flat: &mut Object,
) {
    let mut samples: Vec<Node> = media.get("example").cloned().into_iter().collect();
    for (name, example) in sorted(media.get("examples").and_then(Node::as_object)) {
        let at = format!("{pointer}/examples/{}", escape(name));
        let example = flattener.followed(at, example);
        samples.extend(example.and_then(|(_, example)| example.get("value").cloned()));
    }
    // Of several the first by name.
    if let Some(example) = samples.first() {
        flat.insert("example".to_owned(), example.clone());
    }
    keep(samples, media, flat);
}

/// Keeps the samples of a schema: `example`, `examples`, `default`, and what extensions show as an `example`.
pub(super) fn of_schema(schema: &Node, flat: &mut Object) {
    let single = ["example", "default"].into_iter();
    let mut samples: Vec<Node> = single.filter_map(|key| schema.get(key).cloned()).collect();
    let several = schema.get("examples").and_then(Node::as_array);
    samples.extend(several.unwrap_or_default().iter().cloned());
    samples.extend(of_extensions(schema, "example"));
    // Of a schema only what holds properties tells which there are.
    samples.retain(|sample| is_whole(&sample.value));
    keep(samples, schema, flat);
}

/// Keeps what extensions of an operation show as a `response`.
pub(super) fn of_operation(operation: &Node, flat: &mut Object) {
    keep(of_extensions(operation, "response"), operation, flat);
}

fn keep(samples: Vec<Node>, holder: &Node, flat: &mut Object) {
    if !samples.is_empty() {
        let samples = Node::new(holder.origin, Value::Array(samples));
        flat.insert(extension::SAMPLES.to_owned(), samples);
    }
}

/// The members of an object by name.
fn sorted(members: Option<&Object>) -> Vec<(&String, &Node)> {
    let mut sorted: Vec<(&String, &Node)> = members.into_iter().flatten().collect();
    sorted.sort_by_key(|(name, _)| *name);
    sorted
}

/// The values of this name in extensions, however deep: JSON, or JSON as text.
fn of_extensions(node: &Node, name: &str) -> Vec<Node> {
    let mut found = Vec::new();
    for (key, value) in sorted(node.as_object()) {
        if key.starts_with("x-") {
            named(value, name, DEEPEST, &mut found);
        }
    }
    found
}

/// Adds the values of this name below a node.
fn named(node: &Node, name: &str, depth: usize, found: &mut Vec<Node>) {
    match &node.value {
        Value::Object(members) => {
            for (key, value) in sorted(Some(members)) {
                if key == name && is_whole(&value.value) {
                    found.push(value.clone());
                } else if let Some(depth) = depth.checked_sub(1) {
                    named(value, name, depth, found);
                }
            }
        }
        Value::Array(items) => {
            if let Some(depth) = depth.checked_sub(1) {
                items
                    .iter()
                    .for_each(|item| named(item, name, depth, found));
            }
        }
        _ => {}
    }
}

/// Whether a value is an object or a list, perhaps as text.
fn is_whole(value: &Value) -> bool {
    match value {
        Value::Object(members) => !members.is_empty(),
        Value::Array(items) => !items.is_empty(),
        Value::String(text) => text.trim_start().starts_with(['{', '[']),
        _ => false,
    }
}
