//! Which members of a list's items a table shows.

use crate::config::CliConfig;
use crate::ir::{Api, Field, ModelId, ModelKind, Operation, Type};

/// How many columns there are at most.
const MOST: usize = 6;

/// The columns of what an operation lists.
pub(super) fn of(api: &Api, operation: &Operation, settings: &CliConfig) -> Vec<String> {
    let Some(Type::Model(item)) = operation.paging.as_ref().map(|paging| &paging.item) else {
        return Vec::new();
    };
    let chosen = settings
        .columns
        .iter()
        .find(|(schema, _)| model(api, schema.as_str()) == Some(*item));
    if let Some((_, columns)) = chosen {
        let columns = columns.iter();
        return columns.map(|column| column.as_str().to_owned()).collect();
    }
    let Some(ModelKind::Struct(content)) = api.models.get(item.0).map(|model| &model.kind) else {
        return Vec::new();
    };
    let mut ranked: Vec<(u8, usize, &Field)> = Vec::new();
    for (index, field) in content.fields.iter().enumerate() {
        if let Some(rank) = rank(api, field) {
            ranked.push((rank, index, field));
        }
    }
    ranked.sort_by_key(|(rank, index, _)| (*rank, *index));
    ranked.truncate(MOST);
    ranked.sort_by_key(|(rank, index, _)| (*rank > 0, *index));
    ranked
        .into_iter()
        .map(|(_, _, field)| field.wire.clone())
        .collect()
}

/// How much a person wants to see a member: ids first, then names and states; none: not at all.
fn rank(api: &Api, field: &Field) -> Option<u8> {
    let words = crate::name::words(&field.wire);
    let last = words.last().map(String::as_str).unwrap_or_default();
    let is_plain = |ty: &Type| match ty {
        Type::Bool | Type::Integer(_) | Type::Float64 | Type::String | Type::External(_) => true,
        Type::Model(id) => {
            let model = api.models.get(id.0);
            model.is_some_and(|model| matches!(model.kind, ModelKind::Enum(_)))
        }
        _ => false,
    };
    match &field.usage.ty {
        Type::Array(item) if is_plain(&item.ty) => Some(if field.required { 2 } else { 3 }),
        ty if !is_plain(ty) => None,
        _ => Some(match last {
            "id" if field.required => 0,
            "name" | "title" | "status" | "state" | "type" | "url" | "email" | "enabled" => 1,
            "at" | "date" | "time" if words.first().is_some_and(|word| word == "created") => 2,
            "at" | "date" | "time" => 5,
            _ if field.required => 3,
            _ => 4,
        }),
    }
}

/// The model of a schema.
pub(super) fn model(api: &Api, schema: &str) -> Option<ModelId> {
    match api.component_types.get(schema)?.ty {
        Type::Model(id) => Some(id),
        _ => None,
    }
}

/// The members of a schema.
pub(super) fn members<'a>(api: &'a Api, schema: &str) -> Option<impl Iterator<Item = &'a str>> {
    let model = api.models.get(model(api, schema)?.0)?;
    match &model.kind {
        ModelKind::Struct(content) => Some(content.fields.iter().map(|field| field.wire.as_str())),
        _ => None,
    }
}
