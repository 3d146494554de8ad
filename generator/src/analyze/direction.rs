//! Marks what is sent and what is received.

use std::collections::BTreeSet;

use crate::config::Serialized;
use crate::ir::{Api, External, Model, ModelId, ModelKind, Response, Type, Usage};

/// Marks every model that can be reached from an input as sent, from an answer or webhook as received.
pub(super) fn mark(api: &mut Api, serialized: Serialized) {
    let mut inputs = Vec::new();
    let mut outputs = Vec::new();
    for operation in &api.operations {
        inputs.extend(
            operation
                .parameters
                .iter()
                .flat_map(|parameter| models_of(&parameter.usage)),
        );
        inputs.extend(
            operation
                .body
                .iter()
                .flat_map(|body| models_of(&body.usage)),
        );
        outputs.extend(
            operation
                .responses
                .iter()
                .flat_map(received)
                .flat_map(models_of),
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
        model.encodes = sent || serialized == Serialized::All;
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
                || models_of(usage)
                    .into_iter()
                    .any(|model| known.get(model.0).copied().unwrap_or_default())
        };
        let mut changed = false;
        for model in &mut api.models {
            let mut checked = parts(model).into_iter().any(is_checked);
            if let ModelKind::Struct(content) = &mut model.kind {
                for field in &mut content.fields {
                    field.checked = is_checked(&field.usage);
                }
                for map in &mut content.maps {
                    map.checked = is_checked(&map.usage);
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
pub(super) fn reach(api: &mut Api, mut ahead: Vec<ModelId>, visit: fn(&mut Model) -> bool) {
    while let Some(id) = ahead.pop() {
        let Some(model) = api.models.get_mut(id.0) else {
            continue;
        };
        if visit(model) {
            continue;
        }
        ahead.extend(parts(model).into_iter().flat_map(models_of));
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
            .chain(content.maps.iter().map(|map| &map.usage))
            .collect(),
        ModelKind::Union(union) => union.arms.iter().map(|arm| &arm.usage).collect(),
        ModelKind::Enum(_) | ModelKind::Pending => Vec::new(),
    }
}

/// The types from elsewhere that occur anywhere.
#[must_use]
pub fn externals(api: &Api) -> BTreeSet<External> {
    let external = |usage: &Usage| match &usage.ty {
        Type::External(external) => Some(external.clone()),
        _ => None,
    };
    usages(api).into_iter().filter_map(external).collect()
}

/// Every use of a type, with those inside lists and maps.
#[must_use]
pub fn usages(api: &Api) -> Vec<&Usage> {
    let in_models = api.models.iter().flat_map(parts);
    let in_operations = api.operations.iter().flat_map(|operation| {
        let parameters = operation.parameters.iter().map(|one| &one.usage);
        let body = operation.body.iter().map(|body| &body.usage);
        let answers = operation.responses.iter();
        let answers = answers.flat_map(received);
        parameters.chain(body).chain(answers)
    });
    let components = api.component_types.values();
    let mut ahead: Vec<&Usage> = in_models.chain(in_operations).chain(components).collect();
    let mut found = Vec::new();
    while let Some(usage) = ahead.pop() {
        found.push(usage);
        ahead.extend(inner(usage));
    }
    found
}

/// The types of an answer: of its body and its headers.
fn received(response: &Response) -> impl Iterator<Item = &Usage> {
    let headers = response.headers.iter().map(|header| &header.usage);
    response.usage.iter().chain(headers)
}

/// What lists and maps hold.
fn inner(usage: &Usage) -> Vec<&Usage> {
    match &usage.ty {
        Type::Array(inner) | Type::OneOrMany(inner) | Type::Map(inner) => vec![inner],
        Type::Tuple(places) => places.iter().collect(),
        _ => Vec::new(),
    }
}

/// The models at the core of a usage, through lists and maps.
/// The models that a use of a type names, with those inside lists and maps.
#[must_use]
pub fn models_of(usage: &Usage) -> Vec<ModelId> {
    let mut found = Vec::new();
    let mut ahead = vec![usage];
    while let Some(usage) = ahead.pop() {
        if let Type::Model(model) = &usage.ty {
            found.push(*model);
        }
        ahead.extend(inner(usage));
    }
    found
}
