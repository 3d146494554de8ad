//! What callers lose by a keyword that is not wholly kept.

use super::ObjectKind;
use crate::diagnostics::{Consequence, Loss};
use crate::source::{Node, Value};

/// The consequence of a keyword that is dropped or approximated in an object, by its value.
pub fn consequence(
    object: ObjectKind,
    keyword: &str,
    value: &Node,
    around: &Node,
) -> Option<Consequence> {
    Some(match (object, keyword) {
        (ObjectKind::Schema, _) => schema(keyword, value, around),
        (ObjectKind::Operation, "callbacks") => Consequence::both(
            Loss::CannotReceive,
            "callbacks: no types are generated for their requests",
        ),
        (ObjectKind::Response, "links") => {
            Consequence::both(Loss::Ignored, "links: no method follows them")
        }
        (ObjectKind::SwaggerOperation, "schemes") => Consequence::both(
            Loss::Ignored,
            "`schemes` of the operation: calls use that of the base URL",
        ),
        (ObjectKind::Encoding, "headers") => Consequence::sent(
            Loss::CannotSend,
            "headers of a part, except those of a file, set by name with `Upload::header`",
        ),
        (ObjectKind::MediaType | ObjectKind::Encoding, _) => Consequence::sent(
            Loss::CannotSend,
            format!("parts written as `{keyword}` says"),
        ),
        (ObjectKind::Discriminator, _) => Consequence::received(
            Loss::Untyped,
            "a value with an unknown discriminator, for which `defaultMapping` names a schema",
        ),
        (ObjectKind::SecurityScheme, _) => Consequence::both(
            Loss::Ignored,
            format!("`{keyword}`: the caller gets the token, the client sends it"),
        ),
        // Where resources nest is no matter of what is sent.
        (ObjectKind::Tag, _) => Consequence::none(),
        _ => return None,
    })
}

fn schema(keyword: &str, value: &Node, around: &Node) -> Consequence {
    let is_false = value.value == Value::Bool(false);
    let is_true = value.value == Value::Bool(true);
    match keyword {
        // They belong to another keyword, and say nothing without it.
        "then" | "else" | "minContains" | "maxContains" => Consequence::none(),
        "if" => unchecked(around, &["if", "then", "else"]),
        "contains" => unchecked(around, &["contains", "minContains", "maxContains"]),
        // The reference beside it says the type.
        "$recursiveAnchor" => Consequence::none(),
        "$dynamicRef" | "$recursiveRef" => Consequence::both(
            Loss::Untyped,
            format!("the schema that `{keyword}` refers to"),
        ),
        "additionalItems" | "unevaluatedItems" | "unevaluatedProperties" if is_true => {
            Consequence::none()
        }
        // A struct has no other properties than those that are named.
        "unevaluatedProperties" if is_false && names_properties(around) => Consequence::none(),
        "additionalItems" | "unevaluatedItems" if !is_false => {
            Consequence::unusable(format!("items that only `{keyword}` describes"))
        }
        "unevaluatedProperties" if !is_false => {
            Consequence::unusable(format!("properties that only `{keyword}` describes"))
        }
        _ => Consequence::unchecked(format!("`{keyword}`")),
    }
}

/// Keywords that are one rule, as far as a schema has them.
fn unchecked(schema: &Node, keywords: &[&str]) -> Consequence {
    let keywords = keywords.iter().filter(|key| schema.get(key).is_some());
    let keywords: Vec<String> = keywords.map(|key| format!("`{key}`")).collect();
    Consequence::unchecked(keywords.join(", "))
}

fn names_properties(schema: &Node) -> bool {
    ["properties", "allOf", "$ref"]
        .iter()
        .any(|key| schema.get(key).is_some())
}
