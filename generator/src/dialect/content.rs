//! Request bodies, responses, and the media types in them.

use super::flatten::Flattener;
use super::keywords::ObjectKind;
use super::kinds::Expected::{Flag, Text};
use super::{Kind, escape, extension};
use crate::source::{Node, Object};

/// A request body with its schemas replaced by references. `None` when it is none; the reason is reported.
pub(super) fn body<'a>(
    flattener: &mut Flattener<'a>,
    pointer: &str,
    node: &'a Node,
) -> Option<Node> {
    if !flattener.is_complete(node, "a request body", &[]) {
        return None;
    }
    flattener.account(ObjectKind::RequestBody, node);
    let mut flat = flattener.keep_known(node, &[("description", Text), ("required", Flag)]);
    if let Some(value) = flattener.member(node, "content") {
        let content = content(flattener, &format!("{pointer}/content"), value);
        flat.insert("content".to_owned(), content);
    }
    Some(Node::object(node.origin, flat))
}

/// A response with its schemas replaced by references. `None` when it is none; the reason is reported.
pub(super) fn response<'a>(
    flattener: &mut Flattener<'a>,
    pointer: &str,
    node: &'a Node,
) -> Option<Node> {
    if !flattener.is_complete(node, "a response", &[]) {
        return None;
    }
    flattener.account(ObjectKind::Response, node);
    let known = [("summary", Text), ("description", Text)];
    let mut flat = flattener.keep_known(node, &known);
    // Required by the standard, missing in the wild; 3.2 allows a summary instead.
    let summary = flat.shift_remove("summary");
    flat.entry("description".to_owned())
        .or_insert_with(|| summary.unwrap_or_else(|| Node::string(node.origin, "")));
    flattener.check_headers(pointer, node);
    if let Some(headers) = node.get("headers").and_then(Node::as_object) {
        let names = headers.iter();
        let names = names.map(|(name, header)| (name.clone(), Node::string(header.origin, "")));
        let names = Node::object(node.origin, names.collect());
        flat.insert(extension::HEADERS.to_owned(), names);
    }
    if let Some(value) = flattener.member(node, "content") {
        let content = content(flattener, &format!("{pointer}/content"), value);
        flat.insert("content".to_owned(), content);
    }
    Some(Node::object(node.origin, flat))
}

/// Media types, each with its schema replaced by a reference. Real descriptions share whole lists of them, and 3.2
/// single ones.
pub(super) fn content<'a>(flattener: &mut Flattener<'a>, pointer: &str, node: &'a Node) -> Node {
    let Some((pointer, node)) = flattener.followed(pointer.to_owned(), node) else {
        return Node::object(node.origin, Object::new());
    };
    if node.as_object().is_none() {
        flattener.wrong_kind(node, "`content`", "an object");
    }
    let mut flat = Object::new();
    for (media_type, value) in node.as_object().into_iter().flatten() {
        let at = format!("{pointer}/{}", escape(media_type));
        let Some((at, value)) = flattener.followed(at, value) else {
            continue;
        };
        flattener.check_media_type(media_type, value);
        if flattener.is_left_out(media_type, value) {
            flat.insert(
                media_type.clone(),
                Node::object(value.origin, Object::new()),
            );
            continue;
        }
        if !flattener.is_complete(value, "a media type", &[]) {
            continue;
        }
        flattener.check_examples(&at, value);
        flattener.account(ObjectKind::MediaType, value);
        let mut entry = Object::new();
        if let Some(schema) = flattener.member(value, "schema") {
            let reference = flattener.refer(format!("{at}/schema"), Kind::Schema, schema);
            entry.extend(reference.map(|reference| ("schema".to_owned(), reference)));
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
        flat.insert(media_type.clone(), Node::object(value.origin, entry));
    }
    Node::object(node.origin, flat)
}
