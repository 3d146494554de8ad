//! Keywords whose values are schemas, each replaced by a reference.

use crate::diagnostics::{Code, Consequence, Loss};
use crate::dialect::flatten::Flattener;
use crate::dialect::keywords::ObjectKind;
use crate::dialect::{Kind, escape};
use crate::source::{Node, Object, Value};

/// An object of schemas: the value of `key`, kept as `target`.
pub(super) fn children<'a>(
    flattener: &mut Flattener<'a>,
    at: &str,
    value: &'a Node,
    flat: &mut Object,
    key: &str,
    target: &str,
) {
    let Some(members) = value.as_object() else {
        return flattener.wrong_kind(value, &format!("`{key}`"), "an object");
    };
    let mut references = Object::new();
    for (name, child) in members {
        let reference = flattener.refer(format!("{at}/{}", escape(name)), Kind::Schema, child);
        references.extend(reference.map(|reference| (name.clone(), reference)));
    }
    flat.insert(target.to_owned(), Node::object(value.origin, references));
}

/// A list of schemas. In `oneOf` and `anyOf`, an arm that is only `null` becomes `nullable`.
pub(super) fn list<'a>(
    flattener: &mut Flattener<'a>,
    at: &str,
    value: &'a Node,
    flat: &mut Object,
    key: &str,
) {
    let Some(items) = value.as_array() else {
        return flattener.wrong_kind(value, &format!("`{key}`"), "a list");
    };
    let mut references = Vec::new();
    for (index, item) in items.iter().enumerate() {
        // Some frameworks refer to a component for it, such as the `NullEnum` of drf-spectacular.
        if (key == "oneOf" || key == "anyOf") && is_null(flattener.component_of(item)) {
            flat.insert(
                "nullable".to_owned(),
                Node::new(item.origin, Value::Bool(true)),
            );
        } else {
            references.extend(flattener.refer(format!("{at}/{index}"), Kind::Schema, item));
        }
    }
    if references.is_empty() {
        return;
    }
    // A `$ref` beside `allOf` stands there already.
    let merged = match flat.get(key).and_then(Node::as_array) {
        Some(before) => before.iter().cloned().chain(references).collect(),
        None => references,
    };
    flat.insert(
        key.to_owned(),
        Node::new(value.origin, Value::Array(merged)),
    );
}

fn is_null(schema: &Node) -> bool {
    let only = |value: Option<&Node>| match value.map(|node| &node.value) {
        Some(Value::Array(items)) => matches!(
            items.as_slice(),
            [Node {
                value: Value::Null,
                ..
            }]
        ),
        _ => false,
    };
    let named = schema.get("type").and_then(Node::as_str) == Some("null");
    let constant = schema
        .get("const")
        .is_some_and(|node| node.value == Value::Null);
    named || constant || only(schema.get("enum"))
}

/// The mapping's targets are references or names of component schemas.
pub(super) fn discriminator<'a>(flattener: &mut Flattener<'a>, value: &'a Node, flat: &mut Object) {
    let Some(property) = value
        .get("propertyName")
        .filter(|node| node.as_str().is_some())
    else {
        return flattener.wrong_kind(value, "`discriminator`", "an object with a `propertyName`");
    };
    flattener.account(ObjectKind::Discriminator, value);
    let mut mapping = Object::new();
    let entries = flattener.member(value, "mapping");
    if let Some(entries) = entries.filter(|entries| entries.as_object().is_none()) {
        let kind = entries.kind();
        let message = format!("`mapping` must be an object, this is {kind}; it is left out");
        let code = Code::DroppedKeyword;
        flattener.diagnostics.push(code, entries.origin, message);
        let what = "`mapping` of the discriminator";
        let consequence = Consequence::both(Loss::Ignored, what);
        flattener.diagnostics.costs(consequence);
    }
    for (tag, target) in entries.and_then(Node::as_object).into_iter().flatten() {
        let reference = flattener.mapped(tag, target);
        let pointer = reference.and_then(|reference| reference.get("$ref").cloned());
        mapping.extend(pointer.map(|pointer| (tag.clone(), pointer)));
    }
    let members = [
        ("propertyName".to_owned(), property.clone()),
        ("mapping".to_owned(), Node::object(value.origin, mapping)),
    ];
    flat.insert(
        "discriminator".to_owned(),
        Node::object(value.origin, members.into_iter().collect()),
    );
}
