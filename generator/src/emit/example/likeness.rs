//! Which arm of a union an example is of.

use serde_json::Value;

use crate::ir::{Api, Arm, ModelKind, Type};
use crate::name::words;

/// Names of the most common case, the likeliest first.
const COMMON: [&str; 7] = [
    "user", "text", "default", "standard", "basic", "simple", "message",
];

/// Ranks an arm by its likeness to the example; the lowest rank is tried first. Without an example, strings come first and
/// objects last, that of the most common case before others.
pub(super) fn rank(api: &Api, arm: &Arm, example: Option<&Value>) -> u8 {
    let Some(example) = example else {
        return match &arm.usage.ty {
            Type::String => 0,
            Type::Bool | Type::Integer(_) | Type::Float64 | Type::External(_) => 1,
            Type::Model(_) => {
                let words = words(arm.name.as_str());
                let is_common = |word: &&str| words.iter().any(|one| one == word);
                let place = COMMON.iter().position(is_common);
                place.map_or(10, |place| 2 + place as u8)
            }
            _ => 11,
        };
    };
    let tag = |value: &Value| {
        value
            .as_str()
            .is_some_and(|text| arm.values.iter().any(|one| one == text))
    };
    let is_tagged = example
        .as_object()
        .is_some_and(|members| members.values().any(tag));
    match (is_tagged, is_like(api, &arm.usage.ty, example)) {
        (true, true) => 0,
        (_, true) => 1,
        _ => 2,
    }
}

pub(super) fn is_like(api: &Api, ty: &Type, example: &Value) -> bool {
    match ty {
        Type::Json => true,
        Type::Bool => example.is_boolean(),
        Type::Integer(_) => example.is_i64() || example.is_u64(),
        Type::Float64 => example.is_number(),
        Type::String | Type::Secret | Type::External(_) => example.is_string(),
        Type::Array(_) | Type::OneOrMany(_) | Type::Tuple(_) => example.is_array(),
        Type::Map(_) => example.is_object(),
        Type::Model(id) => match api.models.get(id.0).map(|model| &model.kind) {
            Some(ModelKind::Enum(content)) => {
                content.values.iter().any(|value| value.wire == *example)
            }
            Some(ModelKind::Struct(content)) => example.as_object().is_some_and(|members| {
                let required = content.fields.iter().filter(|field| field.required);
                let mut required = required.map(|field| &field.wire);
                required.all(|wire| members.contains_key(wire))
            }),
            Some(ModelKind::Union(_)) => true,
            _ => false,
        },
    }
}
