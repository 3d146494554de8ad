//! Request bodies, responses, and the media types in them.

use super::flatten::Flattener;
use super::keywords::ObjectKind;
use super::kinds::Expected::{Flag, Text, Word};
use super::{Kind, escape, extension, samples, schema};
use crate::diagnostics::{Code, Consequence, Loss};
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
        let mut kept = Object::new();
        for (name, node) in headers {
            let at = format!("{pointer}/headers/{}", escape(name));
            // Its value is the media type that the answer says beside it.
            if !name.eq_ignore_ascii_case("content-type")
                && let Some((at, node)) = flattener.followed(at, node)
            {
                kept.insert(name.clone(), header(flattener, &at, node));
            }
        }
        let kept = Node::object(node.origin, kept);
        flat.insert(extension::HEADERS.to_owned(), kept);
    }
    if let Some(value) = flattener.member(node, "content") {
        let content = content(flattener, &format!("{pointer}/content"), value);
        flat.insert("content".to_owned(), content);
    }
    Some(Node::object(node.origin, flat))
}

/// A header of a response with its schema replaced by a reference.
fn header<'a>(flattener: &mut Flattener<'a>, pointer: &str, node: &'a Node) -> Node {
    flattener.account(ObjectKind::Header, node);
    let mut flat = flattener.keep_known(node, &[("description", Text), ("deprecated", Flag)]);
    let (at, content) = (
        format!("{pointer}/content"),
        flattener.member(node, "content"),
    );
    if let Some(content) = content.map(|value| self::content(flattener, &at, value)) {
        flat.insert("content".to_owned(), content);
        return Node::object(node.origin, flat);
    }
    let at = format!("{pointer}/schema");
    let schema = match flattener.member(node, "schema") {
        Some(schema) => flattener.refer(at, Kind::Schema, schema),
        // As 2.0 has it, the type stands here.
        None => {
            let schema = schema::of_parameter(flattener, &at, node);
            Some(flattener.made(at, Kind::Schema, schema))
        }
    };
    flat.extend(schema.map(|schema| ("schema".to_owned(), schema)));
    Node::object(node.origin, flat)
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
        if let Some(items) = flattener.member(value, "itemSchema") {
            if crate::media::is_stream(media_type) {
                let reference = flattener.refer(format!("{at}/itemSchema"), Kind::Schema, items);
                // What an item is says more than what they are together.
                if let Some(reference) = reference {
                    entry.insert("schema".to_owned(), reference.clone());
                    entry.insert("itemSchema".to_owned(), reference);
                }
            } else {
                let message = format!(
                    "`{media_type}` is not read item by item: the `itemSchema` is not kept"
                );
                let code = Code::DroppedKeyword;
                flattener.diagnostics.push(code, items.origin, message);
                let what = format!("the items of `{media_type}`, which are not read one by one");
                let consequence = Consequence::both(Loss::Untyped, what);
                flattener.diagnostics.costs(consequence);
            }
        }
        samples::of_media(flattener, &at, value, &mut entry);
        if let Some(encoding) = flattener.member(value, "encoding") {
            let encoding = encodings(flattener, &format!("{at}/encoding"), encoding);
            entry.insert("encoding".to_owned(), encoding);
        }
        flat.insert(media_type.clone(), Node::object(value.origin, entry));
    }
    Node::object(node.origin, flat)
}

/// How the fields of a form are written.
fn encodings<'a>(flattener: &mut Flattener<'a>, pointer: &str, node: &'a Node) -> Node {
    let mut flat = Object::new();
    for (field, value) in node.as_object().into_iter().flatten() {
        let at = format!("{pointer}/{}", escape(field));
        let Some((_, value)) = flattener.followed(at, value) else {
            continue;
        };
        if !flattener.is_complete(value, "an encoding", &[]) {
            continue;
        }
        flattener.account(ObjectKind::Encoding, value);
        let known = [
            ("contentType", Text),
            ("style", Word(&STYLES)),
            ("explode", Flag),
            ("allowReserved", Flag),
        ];
        let known = flattener.keep_known(value, &known);
        flat.insert(field.clone(), Node::object(value.origin, known));
    }
    Node::object(node.origin, flat)
}

const STYLES: [&str; 4] = ["form", "spaceDelimited", "pipeDelimited", "deepObject"];
