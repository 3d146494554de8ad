//! The consequence of giving up a part of a description, in words.

use super::units::{Role, Units, last};
use crate::source::Node;

/// The consequence of giving a unit up.
pub(super) fn loss(units: &Units<'_>, unit: &str, role: Role) -> String {
    let (parent, _) = unit.rsplit_once('/').unwrap_or_default();
    let key = last(unit);
    let is_item = units
        .node(parent)
        .is_some_and(|node| node.as_array().is_some());
    let word = |key: &str| {
        let value = units.node(unit).and_then(|node| node.get(key));
        value.and_then(Node::as_str)
    };
    match role {
        Role::Schema
            if is_item
                && units
                    .node(unit)
                    .is_some_and(|node| node.as_object().is_none()) =>
        {
            format!("this item of `{}` is left out", last(parent))
        }
        Role::Schema if last(parent) == "allOf" => "this part of `allOf` is left out".to_owned(),
        Role::Schema => match last(parent).as_str() {
            "properties" => format!("property `{key}` becomes free-form JSON"),
            "schemas" | "definitions" | "$defs" => format!("schema `{key}` becomes free-form JSON"),
            _ => "this schema becomes free-form JSON".to_owned(),
        },
        Role::MediaType => format!("content of type `{key}` becomes free-form"),
        Role::Operation => format!(
            "operation `{} {}` is left out",
            key.to_uppercase(),
            path_of(unit)
        ),
        Role::PathItem => format!("path `{key}` is left out with all its operations"),
        Role::Parameter => match word("name") {
            Some(name) => format!("parameter `{name}` is left out"),
            None => "this parameter is left out".to_owned(),
        },
        Role::Body => format!("request body `{key}` is left out"),
        Role::Response => format!("the body of response `{key}` is not read"),
        Role::Header => format!("header `{key}` is left out"),
        Role::Entry(name) => format!("this {name} is left out"),
        Role::Detail | Role::Document | Role::Components => format!("`{key}` is left out"),
    }
}

/// The path or webhook of an operation.
pub(super) fn path_of(operation: &str) -> String {
    let segments: Vec<&str> = operation.split('/').collect();
    let at = segments
        .iter()
        .rposition(|one| ["paths", "webhooks", "pathItems"].contains(one));
    let path = at.and_then(|at| segments.get(at + 1));
    last(path.copied().unwrap_or_default())
}
