//! Keywords whose values are no schemas: types, bounds, names.

use crate::diagnostics::{Code, Consequence};
use crate::dialect::extension;
use crate::dialect::flatten::Flattener;
use crate::dialect::kinds::Expected::Texts;
use crate::source::{Node, Object, Value};

/// A whole number, also when it is spelled `1.0`.
pub(super) fn whole(node: &Node) -> Option<i128> {
    match node.value {
        Value::Integer(number) if number >= 0 => Some(number),
        Value::Number(number) if number >= 0.0 && number.fract() == 0.0 && number < 1e15 => {
            Some(number as i128)
        }
        _ => None,
    }
}

/// A flag in 3.0, a bound of its own in 3.1.
pub(super) fn exclusive(flattener: &mut Flattener<'_>, key: &str, value: &Node, flat: &mut Object) {
    let bound = if key == "exclusiveMinimum" {
        "minimum"
    } else {
        "maximum"
    };
    match value.value {
        Value::Bool(_) => {
            flat.insert(key.to_owned(), value.clone());
        }
        Value::Integer(_) | Value::Number(_) => {
            flat.insert(bound.to_owned(), value.clone());
            flat.insert(key.to_owned(), Node::new(value.origin, Value::Bool(true)));
        }
        _ => flattener.wrong_kind(value, &format!("`{key}`"), "a number, or true or false"),
    }
}

const TYPES: [&str; 7] = [
    "null", "boolean", "integer", "number", "string", "array", "object",
];

/// Whether a `type` beside a reference means nothing: 3.0 has no keywords there, and nobody looked at this one.
pub(super) fn is_void(flattener: &mut Flattener<'_>, value: &Node) -> bool {
    let word = value
        .as_str()
        .filter(|word| !TYPES.contains(word) && *word != "file");
    if let Some(word) = word {
        let message = format!("`{word}` is not a type; the reference beside it says what it is");
        flattener.unusual(value.origin, message);
    }
    word.is_some()
}

/// One type stays; `null` becomes `nullable`; several ride along.
pub(super) fn types(flattener: &mut Flattener<'_>, value: &Node, flat: &mut Object) {
    /// What types are called elsewhere.
    const MEANT: [(&str, &str); 12] = [
        ("any", "object"),
        ("bool", "boolean"),
        ("date", "string"),
        ("dict", "object"),
        ("double", "number"),
        ("float", "number"),
        ("int", "integer"),
        ("list", "array"),
        ("long", "integer"),
        ("map", "object"),
        ("str", "string"),
        ("uuid", "string"),
    ];
    let list = match &value.value {
        Value::String(_) | Value::Null => std::slice::from_ref(value),
        Value::Array(list) => list,
        _ => return flattener.wrong_kind(value, "`type`", "a string or a list of strings"),
    };
    let mut named = Vec::new();
    for item in list {
        if item.value == Value::Null {
            flattener.unusual(
                item.origin,
                "the type is the text `\"null\"`, not null itself",
            );
        }
        let word = match item.value {
            Value::Null => Some("null"),
            _ => item.as_str(),
        };
        match word {
            Some("null") => {
                flat.insert(
                    "nullable".to_owned(),
                    Node::new(item.origin, Value::Bool(true)),
                );
            }
            Some(word) if TYPES.contains(&word) => named.push(item.clone()),
            Some("file") => {
                flat.insert("format".to_owned(), Node::string(item.origin, "binary"));
                named.push(Node::string(item.origin, "string"));
            }
            Some(word) => {
                let message = format!("`{word}` is not a type");
                let meant = MEANT.iter().find(|(other, _)| *other == word);
                let near = meant.map(|(_, meant)| *meant);
                match near.or_else(|| crate::suggest::nearest(word, TYPES)) {
                    Some(near) => {
                        flattener.diagnostics.push_misspelt(
                            Code::WrongKind,
                            item.origin,
                            message,
                            near,
                        );
                    }
                    None => flattener
                        .diagnostics
                        .push(Code::WrongKind, item.origin, message),
                }
            }
            None => flattener.wrong_kind(item, "a type", "a string"),
        }
    }
    match named.as_slice() {
        [] if !list.is_empty() => {
            let only = Node::new(
                value.origin,
                Value::Array(vec![Node::string(value.origin, "null")]),
            );
            flat.insert(extension::TYPES.to_owned(), only);
        }
        [] => {}
        [one] => {
            flat.insert("type".to_owned(), one.clone());
        }
        several => {
            flat.insert(
                extension::TYPES.to_owned(),
                Node::new(value.origin, Value::Array(several.to_vec())),
            );
        }
    }
}

/// JSON Schema's first drafts wrote `required: true` at the property.
pub(super) fn required(flattener: &mut Flattener<'_>, value: &Node, flat: &mut Object) {
    match &value.value {
        Value::Array(items) => {
            let mut names: Vec<Node> = Vec::new();
            for item in items {
                match item.as_str() {
                    Some(name) if names.iter().any(|one| one.as_str() == Some(name)) => {}
                    Some(_) => names.push(item.clone()),
                    None => flattener.wrong_kind(item, "a required property", "a string"),
                }
            }
            flat.insert(
                "required".to_owned(),
                Node::new(value.origin, Value::Array(names)),
            );
        }
        Value::Bool(_) => {
            let message =
                "`required` is a list of property names of the object, not a flag of the property";
            flattener
                .diagnostics
                .push(Code::DroppedKeyword, value.origin, message);
            let is_set = value.value == Value::Bool(true);
            flattener.diagnostics.costs(match is_set {
                true => Consequence::unchecked("`required: true`, a flag of the property"),
                false => Consequence::none(),
            });
        }
        _ => flattener.wrong_kind(value, "`required`", "a list of property names"),
    }
}

/// Which members need which others.
pub(super) fn dependent_required(flattener: &mut Flattener<'_>, value: &Node, flat: &mut Object) {
    let Some(members) = value.as_object() else {
        return flattener.wrong_kind(value, "`dependentRequired`", "an object");
    };
    let mut kept = Object::new();
    for (member, needs) in members {
        flattener.keep(&mut kept, member, needs, Texts);
    }
    let key = extension::DEPENDENT_REQUIRED.to_owned();
    flat.insert(key, Node::object(value.origin, kept));
}

/// The values of a schema that allows only text are text: YAML reads `1.10` and `true` as something else.
pub(super) fn texts(flattener: &mut Flattener<'_>, flat: &mut Object) {
    if flat.get("type").and_then(Node::as_str) != Some("string") {
        return;
    }
    let is_other = |value: &Node| {
        matches!(
            value.value,
            Value::Bool(_) | Value::Integer(_) | Value::Number(_)
        )
    };
    if let Some(Value::Array(values)) = flat.get_mut("enum").map(|node| &mut node.value) {
        for value in values.iter_mut().filter(|value| is_other(value)) {
            *value = flattener.as_written(value);
        }
        values.retain(|value| {
            let can_be = matches!(value.value, Value::String(_) | Value::Null);
            if !can_be {
                let message = format!(
                    "{} is never a value of a string; it is left out",
                    value.kind()
                );
                let code = Code::Contradiction;
                flattener.diagnostics.push(code, value.origin, message);
            }
            can_be
        });
    }
    for key in ["default", "example"] {
        if let Some(value) = flat.get_mut(key).filter(|value| is_other(value)) {
            *value = flattener.as_written(value);
        }
    }
}

/// `null` among the values of an enum says that `null` is allowed.
pub(super) fn drop_null_value(flat: &mut Object) {
    let Some(values) = flat.get("enum").and_then(Node::as_array) else {
        return;
    };
    if values.iter().all(|value| value.value != Value::Null) {
        return;
    }
    let kept: Vec<Node> = values
        .iter()
        .filter(|value| value.value != Value::Null)
        .cloned()
        .collect();
    let origin = flat.get("enum").map(|node| node.origin).unwrap_or_default();
    flat.insert("nullable".to_owned(), Node::new(origin, Value::Bool(true)));
    if kept.is_empty() {
        flat.shift_remove("enum");
    } else {
        flat.insert("enum".to_owned(), Node::new(origin, Value::Array(kept)));
    }
}
