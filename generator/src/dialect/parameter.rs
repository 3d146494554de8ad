//! Parameters.

use super::content::content;
use super::flatten::Flattener;
use super::keywords::ObjectKind;
use super::kinds::Expected::{self, Flag, Text, Word};
use super::{Kind, extension, schema};
use crate::source::{Node, Object};

/// The members of a parameter and their kinds; those without one are taken apart.
const KNOWN: [(&str, Option<Expected>); 11] = [
    ("name", Some(Text)),
    ("in", Some(Word(&PLACES))),
    ("description", Some(Text)),
    ("required", Some(Flag)),
    ("deprecated", Some(Flag)),
    ("allowEmptyValue", Some(Flag)),
    ("style", None),
    ("explode", Some(Flag)),
    ("allowReserved", Some(Flag)),
    ("schema", None),
    ("content", None),
];

const PLACES: [&str; 5] = ["query", "header", "path", "cookie", "querystring"];

/// A parameter with its schema replaced by a reference. `None` when it is none; the reason is reported.
pub(super) fn parameter<'a>(
    flattener: &mut Flattener<'a>,
    pointer: &str,
    node: &'a Node,
) -> Option<Node> {
    if !flattener.is_complete(node, "a parameter", &["name", "in"]) {
        return None;
    }
    flattener.account(ObjectKind::Parameter, node);
    flattener.check_parameter(node);
    flattener.check_examples(pointer, node);
    let is_cookie = node.get("in").and_then(Node::as_str) == Some("cookie");
    let mut flat = Object::new();
    schema::words::component_name(node, &mut flat);
    for (key, value) in node.as_object().into_iter().flatten() {
        if flattener.is_left_out(key, value) {
            continue;
        }
        let known = KNOWN.iter().find(|(known, _)| known == key);
        match (key.as_str(), known) {
            (_, Some((_, Some(expected)))) => flattener.keep(&mut flat, key, value, *expected),
            ("schema", _) => {
                let reference = flattener.refer(format!("{pointer}/schema"), Kind::Schema, value);
                flat.extend(reference.map(|reference| (key.clone(), reference)));
            }
            ("content", _) => {
                let content = content(flattener, &format!("{pointer}/content"), value);
                flat.insert(key.clone(), content);
            }
            // New in 3.2, for values that are not percent-encoded.
            ("style", _) if value.as_str() == Some("cookie") && is_cookie => {
                flat.insert(extension::STYLE.to_owned(), value.clone());
            }
            ("style", _) => {
                let styles = styles(node.get("in").and_then(Node::as_str).unwrap_or_default());
                flattener.keep(&mut flat, key, value, Word(styles));
            }
            (extension::STYLE, _) if flattener.is_upgraded() => {
                flat.insert(key.clone(), value.clone());
            }
            _ => {}
        }
    }
    // New in 3.2: the whole query.
    let place = node.get("in");
    if let Some(place) = place.filter(|place| place.as_str() == Some("querystring")) {
        let insert = |flat: &mut Object, key: &str, text: &str| {
            flat.insert(key.to_owned(), Node::string(place.origin, text));
        };
        insert(&mut flat, "in", "query");
        insert(&mut flat, extension::STYLE, "whole");
    }
    if !flat.contains_key("schema") && !flat.contains_key("content") {
        // As 2.0 has it, real descriptions say the type here; those that say none take any value.
        let at = format!("{pointer}/schema");
        let schema = schema::of_parameter(flattener, &at, node);
        flat.insert(
            "schema".to_owned(),
            flattener.made(at, Kind::Schema, schema),
        );
    }
    let is_whole = flat.contains_key("name") && flat.contains_key("in");
    is_whole.then(|| Node::object(node.origin, flat))
}

/// How a parameter may be spelled, by its place.
fn styles(place: &str) -> &'static [&'static str] {
    match place {
        "query" => &["form", "spaceDelimited", "pipeDelimited", "deepObject"],
        "path" => &["simple", "label", "matrix"],
        "header" => &["simple"],
        _ => &["form"],
    }
}
