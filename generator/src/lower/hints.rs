//! Extensions that give an operation its names, which other generators' users write into descriptions.

use crate::ir::NameHint;
use crate::source::Node;

/// The extensions, the strongest first, and whether each names the resource.
const KEYS: [(&str, bool); 4] = [
    ("x-fern-sdk-group-name", true),
    ("x-fern-sdk-method-name", false),
    ("x-speakeasy-group", true),
    ("x-speakeasy-name-override", false),
];

/// The names that extensions give to an operation.
pub(super) fn hints(operation: &Node) -> Vec<NameHint> {
    let hint = |(key, is_resource): (&'static str, bool)| {
        let value = operation.get(key)?;
        let names = match (value.as_str(), value.as_array()) {
            // Speakeasy nests with dots, and puts an operation into several groups with a list.
            (Some(text), _) if is_resource => text.split('.').map(str::to_owned).collect(),
            (Some(text), _) => vec![text.to_owned()],
            (None, Some(groups)) if key == "x-speakeasy-group" => {
                let first = groups.first().and_then(Node::as_str)?;
                first.split('.').map(str::to_owned).collect()
            }
            // Fern nests with a list.
            (None, Some(levels)) if is_resource => {
                let levels = levels.iter().filter_map(Node::as_str);
                levels.map(str::to_owned).collect()
            }
            _ => return None,
        };
        let names: Vec<String> = names;
        let is_named = |name: &String| name.contains(char::is_alphanumeric);
        (!names.is_empty() && names.iter().all(is_named)).then_some(NameHint {
            origin: value.origin,
            key,
            is_resource,
            names,
        })
    };
    KEYS.into_iter().filter_map(hint).collect()
}

/// Returns the request body's type name from `x-fern-request-name`.
pub(super) fn request_name(operation: &Node) -> Option<String> {
    let name = operation.get("x-fern-request-name")?.as_str()?;
    let is_part = |next: char| next.is_alphanumeric() || "_- ".contains(next);
    let is_clean = name.starts_with(char::is_alphabetic) && name.chars().all(is_part);
    is_clean.then(|| name.to_owned())
}
