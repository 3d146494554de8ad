//! The consequence for callers of giving up a part of a description.

use super::units::{METHODS, Role, Units, last};
use super::words::path_of;
use crate::diagnostics::{Consequence, Loss};

/// The consequence of giving a unit up; `words` say what becomes of it.
pub(super) fn consequence(units: &Units<'_>, unit: &str, role: Role, words: String) -> Consequence {
    let key = last(unit);
    match role {
        // What refers to it is given up on its own.
        Role::Parameter | Role::Body | Role::Header if is_shared(unit) => Consequence::none(),
        Role::Entry("example" | "tag" | "callback" | "security scheme") => Consequence::none(),
        Role::Operation => {
            let name = name(unit, &key);
            Consequence::both(loss_of_whole(unit), words).of([name])
        }
        Role::PathItem => {
            let members = units.node(unit).and_then(|node| node.as_object());
            let methods = members.into_iter().flatten().map(|(key, _)| key);
            let methods = methods.filter(|key| METHODS.contains(&key.as_str()));
            let mut names: Vec<String> = methods
                .map(|method| name(&format!("{unit}/{method}"), method))
                .collect();
            names.dedup();
            if names.is_empty() {
                names.push(key);
            }
            Consequence::both(loss_of_whole(unit), words).of(names)
        }
        Role::Parameter => {
            let target = units.node(unit).and_then(|node| node.get("$ref"));
            let target = target.and_then(|target| target.as_str()).map(last);
            let named = target.map(|target| format!("parameter `{target}` is left out"));
            Consequence::both(Loss::CannotSend, named.unwrap_or(words))
        }
        Role::Body => Consequence::both(Loss::CannotSend, words),
        Role::Response => Consequence::both(Loss::CannotReceive, "the content is not read"),
        Role::Header => Consequence::both(Loss::CannotReceive, words),
        Role::Entry("encoding" | "security requirement" | "server") => {
            Consequence::both(Loss::CannotSend, words)
        }
        Role::Schema | Role::MediaType if words.ends_with("left out") => {
            Consequence::both(Loss::Ignored, words)
        }
        Role::Schema | Role::MediaType => Consequence::both(Loss::Untyped, "as free-form JSON"),
        Role::Detail if TEXTS.contains(&key.as_str()) => Consequence::none(),
        Role::Detail if RULES.contains(&key.as_str()) => Consequence::unchecked(words),
        Role::Detail if TYPES.contains(&key.as_str()) => Consequence::both(Loss::Untyped, words),
        Role::Detail if SPELLINGS.contains(&key.as_str()) => {
            Consequence::sent(Loss::CannotSend, words)
        }
        Role::Entry(_) | Role::Detail | Role::Document | Role::Components => {
            Consequence::both(Loss::Ignored, words)
        }
    }
}

/// Whether a unit is a component, which stands for itself in no operation.
fn is_shared(unit: &str) -> bool {
    ["/components/", "/parameters/", "/responses/"]
        .iter()
        .any(|section| unit.starts_with(section))
}

fn is_webhook(unit: &str) -> bool {
    unit.starts_with("/webhooks/")
}

/// An operation or webhook as reports have it.
fn name(operation: &str, method: &str) -> String {
    let path = path_of(operation);
    match is_webhook(operation) {
        true => format!("webhook {path}"),
        false => format!("{} {path}", method.to_uppercase()),
    }
}

fn loss_of_whole(unit: &str) -> Loss {
    match is_webhook(unit) {
        true => Loss::CannotReceive,
        false => Loss::CannotSend,
    }
}

/// Members that say nothing of what is sent or received.
const TEXTS: [&str; 14] = [
    "contentEncoding",
    "contentMediaType",
    "default",
    "deprecated",
    "description",
    "example",
    "examples",
    "externalDocs",
    "info",
    "operationId",
    "summary",
    "tags",
    "title",
    "xml",
];

/// Members that are rules for values.
const RULES: [&str; 18] = [
    "contains",
    "dependencies",
    "dependentRequired",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxContains",
    "maxItems",
    "maxLength",
    "maxProperties",
    "maximum",
    "minContains",
    "minItems",
    "minLength",
    "minProperties",
    "minimum",
    "multipleOf",
    "pattern",
    "required",
];

/// Members that make a type narrower.
const TYPES: [&str; 5] = ["discriminator", "enum", "format", "nullable", "x-nullable"];

/// Members that say how a value is written.
const SPELLINGS: [&str; 6] = [
    "allowEmptyValue",
    "allowReserved",
    "collectionFormat",
    "consumes",
    "explode",
    "style",
];
