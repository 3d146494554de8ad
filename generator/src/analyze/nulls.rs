//! Where a call can set a property to null: where that takes something away.

use std::collections::BTreeSet;

use super::direction::{models_of, parts};
use super::tolerance::properties;
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Api, Field, ModelId, ModelKind, Nulled, Operation, Type};

/// Marks the calls that change what is there, and the properties that these, or by the settings all calls, can set to null.
pub(super) fn mark(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let mut ahead = Vec::new();
    for operation in &mut api.operations {
        operation.changes = changes(operation);
        if let (true, Some(body)) = (operation.changes, &operation.body) {
            ahead.extend(models_of(&body.usage));
        }
    }
    let mut seen = BTreeSet::new();
    while let Some(id) = ahead.pop() {
        let Some(model) = api.models.get_mut(id.0).filter(|_| seen.insert(id)) else {
            continue;
        };
        if let ModelKind::Struct(content) = &mut model.kind {
            for field in content.fields.iter_mut().filter(|field| can_be_null(field)) {
                field.nulled = Nulled::InChanges;
            }
        }
        ahead.extend(parts(model).into_iter().flat_map(models_of));
    }
    for setting in &config.types.null_setters {
        let found = properties(api, std::slice::from_ref(setting), diagnostics);
        let (mut is_marked, is_found) = (false, !found.is_empty());
        for (model, field) in found {
            if let Some(field) = sent_field(api, model, field) {
                field.nulled = Nulled::Always;
                is_marked = true;
            }
        }
        if is_found && !is_marked {
            let message = format!("`{setting}` is no optional property that can be sent as null");
            diagnostics.push(Code::UnmatchedConfig, setting.origin, message);
        }
    }
}

/// Whether an operation changes something that is there already.
fn changes(operation: &Operation) -> bool {
    let last = operation.path.trim_end_matches('/').rsplit('/').next();
    match operation.method.as_str() {
        "PATCH" | "PUT" => true,
        "POST" => last.is_some_and(|segment| segment.contains('{')),
        _ => false,
    }
}

fn sent_field(api: &mut Api, model: ModelId, field: usize) -> Option<&mut Field> {
    let model = api.models.get_mut(model.0).filter(|model| model.sent)?;
    let ModelKind::Struct(content) = &mut model.kind else {
        return None;
    };
    let field = content.fields.get_mut(field)?;
    Some(field).filter(|field| can_be_null(field))
}

fn can_be_null(field: &Field) -> bool {
    field.usage.nullable && !field.required && field.usage.ty != Type::Json
}
