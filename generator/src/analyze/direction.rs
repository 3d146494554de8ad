//! Marks what is sent and what is received.

use crate::ir::{Api, Model, ModelId, ModelKind, Success, Type, Usage};

/// Marks every model that can be reached from an input as sent, from an answer or webhook as received.
pub(super) fn mark(api: &mut Api) {
    let mut inputs = Vec::new();
    let mut outputs = Vec::new();
    for operation in &api.operations {
        inputs.extend(
            operation
                .parameters
                .iter()
                .filter_map(|parameter| model_of(&parameter.usage)),
        );
        inputs.extend(
            operation
                .body
                .iter()
                .filter_map(|body| model_of(&body.usage)),
        );
        if let Success::Json(usage) = &operation.success {
            outputs.extend(model_of(usage));
        }
        outputs.extend(
            operation
                .responses
                .iter()
                .filter_map(|response| model_of(response.usage.as_ref()?)),
        );
    }
    outputs.extend(api.event);
    reach(api, inputs, |model| {
        std::mem::replace(&mut model.sent, true)
    });
    reach(api, outputs, |model| {
        std::mem::replace(&mut model.received, true)
    });
    for model in &mut api.models {
        let (sent, received) = (model.sent, model.received);
        if let ModelKind::Struct(content) = &mut model.kind {
            for (index, field) in content.fields.iter_mut().enumerate() {
                // What is never sent, or never received, cannot be there always.
                if (field.write_only && received) || (field.read_only && sent) {
                    field.required = false;
                    content.required.retain(|other| *other != index);
                }
            }
        }
    }
}

/// Marks the models and members in which something is checked, until nothing changes.
pub(super) fn mark_checked(api: &mut Api) {
    loop {
        let known: Vec<bool> = api.models.iter().map(|model| model.checked).collect();
        let is_checked = |usage: &Usage| {
            !usage.rules.is_empty()
                || model_of(usage)
                    .is_some_and(|model| known.get(model.0).copied().unwrap_or_default())
        };
        let mut changed = false;
        for model in &mut api.models {
            let mut checked = parts(model).into_iter().any(is_checked);
            if let ModelKind::Struct(content) = &mut model.kind {
                for field in &mut content.fields {
                    field.checked = is_checked(&field.usage);
                }
                checked |= !content.rules.is_empty();
            }
            changed |= checked != model.checked;
            model.checked = checked;
        }
        if !changed {
            return;
        }
    }
}

/// Visits all that can be reached; `visit` says whether it was there before.
fn reach(api: &mut Api, mut ahead: Vec<ModelId>, visit: fn(&mut Model) -> bool) {
    while let Some(id) = ahead.pop() {
        let Some(model) = api.models.get_mut(id.0) else {
            continue;
        };
        if visit(model) {
            continue;
        }
        ahead.extend(parts(model).into_iter().filter_map(model_of));
    }
}

/// The usages a model is made of.
#[must_use]
pub fn parts(model: &Model) -> Vec<&Usage> {
    match &model.kind {
        ModelKind::Struct(content) => content
            .fields
            .iter()
            .map(|field| &field.usage)
            .chain(&content.additional)
            .collect(),
        ModelKind::Union(union) => union.arms.iter().map(|arm| &arm.usage).collect(),
        ModelKind::Enum(_) | ModelKind::Pending => Vec::new(),
    }
}

/// The model at the core of a usage, through lists and maps.
fn model_of(usage: &Usage) -> Option<ModelId> {
    let mut usage = usage;
    loop {
        match &usage.ty {
            Type::Model(model) => return Some(*model),
            Type::Array(inner) | Type::Map(inner) => usage = inner,
            _ => return None,
        }
    }
}
