//! Tells operations that return a list from those that return one thing.

use super::answer::content;
use super::lists;
use crate::ir::{Api, ModelId, ModelKind, Operation, Success, Type};
use crate::name::scheme::Returns;

/// Whether a success of an operation is a list or a page of one.
#[must_use]
pub fn returns(api: &Api, operation: &Operation) -> Returns {
    if operation.paging.is_some() {
        return Returns::List;
    }
    let success = match &operation.success {
        Success::Several(arms) => arms.iter().find_map(|arm| match &arm.gives {
            Success::Json(usage) | Success::Optional(usage) => Some(usage),
            _ => None,
        }),
        Success::Json(usage) | Success::Optional(usage) => Some(usage),
        Success::Empty => return Returns::Unknown,
        Success::Text | Success::Bytes | Success::Stream(..) => return Returns::Value,
    };
    match success.map(|usage| &usage.ty) {
        Some(Type::Array(_)) => Returns::List,
        Some(Type::Model(model)) if holds_list(api, *model, operation) => Returns::List,
        Some(_) => Returns::Value,
        None => Returns::Unknown,
    }
}

fn holds_list(api: &Api, model: ModelId, operation: &Operation) -> bool {
    if let Some(ModelKind::Union(union)) = api.models.get(model.0).map(|model| &model.kind) {
        return union
            .arms
            .iter()
            .any(|arm| matches!(arm.usage.ty, Type::Array(_)));
    }
    let is_alone = content(api, model).is_some_and(|content| content.fields.len() == 1);
    lists::find(api, model, operation).is_ok_and(|list| list.is_plain || is_alone)
}
