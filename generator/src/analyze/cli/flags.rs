//! The flags of a command: parameters, and the members of a body.

use serde_json::Value;

use super::plain::plain;
use crate::ir::{
    Api, EnumBase, Flag, FlagKind, FlagShape, ModelKind, Operation, Parameter, Place, Rule, Type,
    Usage,
};

/// The flags of an operation, those of the path first.
pub(super) fn of(api: &Api, operation: &Operation) -> Vec<Flag> {
    // What the client is given has a flag of every command.
    let parameters = operation.parameters.iter();
    let parameters = parameters.filter(|one| one.by_client.is_none());
    let (path, others): (Vec<&Parameter>, Vec<&Parameter>) =
        parameters.partition(|one| one.place == Place::Path);
    let mut flags: Vec<Flag> = path
        .into_iter()
        .chain(others)
        .map(|one| parameter(api, one))
        .collect();
    let Some(body) = &operation.body else {
        return flags;
    };
    let model = body.flattened.and_then(|model| api.models.get(model.0));
    let Some(ModelKind::Struct(content)) = model.map(|model| &model.kind) else {
        return flags;
    };
    for field in content.fields.iter().filter(|field| !field.read_only) {
        let example = body
            .example
            .as_ref()
            .and_then(|example| example.get(&field.wire));
        let mut flag = flag(api, &field.usage, field.description.as_deref());
        flag.wire.clone_from(&field.wire);
        flag.required = field.required && field.default.is_none();
        flag.nullable = field.usage.nullable;
        flag.example = example.and_then(typed);
        flags.push(flag);
    }
    flags
}

fn parameter(api: &Api, parameter: &Parameter) -> Flag {
    let mut flag = flag(api, &parameter.usage, parameter.description.as_deref());
    flag.place = Some(parameter.place);
    flag.wire.clone_from(&parameter.wire);
    flag.required = parameter.required;
    let schema = parameter.schema.and_then(|id| api.schemas.get(id.0));
    flag.example = schema
        .and_then(|schema| schema.example.as_ref())
        .and_then(typed);
    flag
}

fn flag(api: &Api, usage: &Usage, description: Option<&str>) -> Flag {
    let (shape, one) = match &usage.ty {
        Type::Array(item) | Type::OneOrMany(item) => (FlagShape::List, &**item),
        Type::Map(value) if kind(api, &value.ty) != FlagKind::Json => (FlagShape::Map, &**value),
        _ => (FlagShape::One, usage),
    };
    let values = match one.values.as_slice() {
        [] => values(api, &one.ty),
        few => few.iter().filter_map(typed).collect(),
    };
    Flag {
        name: String::new(),
        plural: String::new(),
        place: None,
        wire: String::new(),
        kind: kind(api, &one.ty),
        shape,
        required: false,
        help: plain(description.unwrap_or_default()),
        limits: limits(&usage.rules),
        values,
        secret: one.ty == Type::Secret,
        nullable: false,
        example: None,
    }
}

fn kind(api: &Api, ty: &Type) -> FlagKind {
    match ty {
        Type::Bool => FlagKind::Bool,
        Type::Integer(_) => FlagKind::Integer,
        Type::Float64 => FlagKind::Number,
        Type::External(external) if external.text == "Upload" => FlagKind::File,
        Type::String | Type::Secret | Type::External(_) => FlagKind::Text,
        Type::Model(id) => match api.models.get(id.0).map(|model| &model.kind) {
            Some(ModelKind::Enum(content)) => match content.base {
                EnumBase::Text => FlagKind::Text,
                EnumBase::Integer => FlagKind::Integer,
                EnumBase::Json => FlagKind::Json,
            },
            _ => FlagKind::Json,
        },
        _ => FlagKind::Json,
    }
}

fn values(api: &Api, ty: &Type) -> Vec<String> {
    match ty {
        Type::Model(id) => match api.models.get(id.0).map(|model| &model.kind) {
            Some(ModelKind::Enum(content)) if content.base != EnumBase::Json => content
                .values
                .iter()
                .filter_map(|value| typed(&value.wire))
                .collect(),
            _ => Vec::new(),
        },
        _ => Vec::new(),
    }
}

/// A value as it is typed; of a list the first.
fn typed(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) if text.contains(char::is_control) => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(items) => items
            .first()
            .filter(|item| !item.is_array())
            .and_then(typed),
        Value::Object(members) => {
            let (name, value) = members.iter().next()?;
            match value {
                Value::String(text) => Some(format!("{name}: {text}")),
                _ => Some(value.to_string()).filter(|_| false),
            }
        }
        other => Some(other.to_string()),
    }
}

/// Rules in words.
fn limits(rules: &[Rule]) -> String {
    let words: Vec<String> = rules.iter().filter_map(limit).collect();
    words.join(", ")
}

fn limit(rule: &Rule) -> Option<String> {
    Some(match rule {
        Rule::MinItems(count) | Rule::MinProperties(count) => format!("at least {count}"),
        Rule::MaxItems(count) | Rule::MaxProperties(count) => format!("at most {count}"),
        Rule::UniqueItems => "each once".to_owned(),
        Rule::MinLength(1) => "not empty".to_owned(),
        Rule::MinLength(count) => format!("at least {count} characters"),
        Rule::MaxLength(count) => format!("at most {count} characters"),
        Rule::Pattern(_, said) => format!("matches {said}"),
        Rule::Minimum(bound) => format!("{bound} or more"),
        Rule::Maximum(bound) => format!("{bound} or less"),
        Rule::ExclusiveMinimum(bound) => format!("more than {bound}"),
        Rule::ExclusiveMaximum(bound) => format!("less than {bound}"),
        Rule::MultipleOf(step) => format!("a multiple of {step}"),
        _ => return None,
    })
}
