//! The headers that `x-fern-global-headers` has the client send with every call.

use crate::ir::{ClientParameter, Place, Type, Usage};
use crate::name::Name;
use crate::source::{Node, Value};

/// The parameters of the client, from entries such as `{header: X-Tenant, name: tenant, env: TENANT, optional: true}`.
pub(super) fn all(headers: &[Node]) -> Vec<ClientParameter> {
    headers.iter().filter_map(parameter).collect()
}

fn parameter(header: &Node) -> Option<ClientParameter> {
    let text = |key: &str| header.get(key).and_then(Node::as_str);
    let wire = text("header")?;
    let default = ["x-fern-default", "default"].into_iter();
    let default = default.filter_map(|key| header.get(key)).find_map(scalar);
    // `type: literal<"2.10">` is a constant, which the caller may replace.
    let ty = text("type").unwrap_or_default();
    let literal = ty
        .strip_prefix("literal<")
        .and_then(|ty| ty.strip_suffix('>'));
    let literal = literal.map(|literal| literal.trim_matches('"').to_owned());
    let is_optional =
        header.get("optional").and_then(Node::as_bool) == Some(true) || ty.starts_with("optional<");
    let default = default.or(literal);
    Some(ClientParameter {
        origin: header.origin,
        wire: wire.to_owned(),
        place: Place::Header,
        words: text("name").unwrap_or(wire).to_owned(),
        description: text("docs").map(str::to_owned),
        required: !is_optional && default.is_none(),
        everywhere: true,
        default,
        variable: text("env").map(str::to_owned),
        usage: Usage {
            ty: Type::String,
            ..Usage::default()
        },
        name: Name::default(),
    })
}

/// A scalar as it is sent.
fn scalar(node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Integer(_) | Value::Number(_) => Some(node.to_json().to_string()),
        _ => None,
    }
}
