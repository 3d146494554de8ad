//! Tolerance for responses that are not quite as described. Requests stay as described.

use std::collections::BTreeSet;

use glob::Pattern;

use super::direction::{models_of, reach};
use super::{evidence, settings};
use crate::config::{Config, Setting};
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Api, Model, ModelId, ModelKind, Naming, Struct, Tolerated, Type};
use crate::name;

/// Marks what may be missing or `null` although it is required.
pub(super) fn mark(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let types = &config.types;
    let pinned = properties(api, &types.required, diagnostics);
    let optional = properties(api, &types.optional, diagnostics);
    if !types.strict_responses {
        absences(api);
        ranked(api);
        evidence::weigh(api, config.evidence, &pinned);
    }
    for (model, field) in optional.difference(&pinned) {
        if let Some(model) = api.models.get_mut(model.0)
            && let ModelKind::Struct(content) = &mut model.kind
        {
            lack(model.sent, content, *field);
        }
    }
    for (model, field) in pinned {
        if let Some(model) = api.models.get_mut(model.0)
            && let ModelKind::Struct(content) = &mut model.kind
            && let Some(field) = content.fields.get_mut(field)
        {
            field.tolerated = Tolerated::Nothing;
        }
    }
}

/// In what is never sent a list or map that is missing is empty, and what may be `null` is. A list that pages are read
/// from has to be there: an error in place of a page would look like an empty one.
fn absences(api: &mut Api) {
    let paged: BTreeSet<(usize, usize)> = { api.operations.iter() }
        .filter_map(|operation| operation.paging.as_ref()?.items.last())
        .map(|member| (member.model.0, member.field))
        .collect();
    for (id, model) in api.models.iter_mut().enumerate() {
        let ModelKind::Struct(content) = &mut model.kind else {
            continue;
        };
        if model.sent || !model.received {
            continue;
        }
        for (index, field) in content.fields.iter_mut().enumerate() {
            let is_paged = paged.contains(&(id, index));
            field.tolerated = match &field.usage.ty {
                _ if !field.required => continue,
                Type::Array(_) | Type::Map(_) if is_paged => Tolerated::NullList,
                Type::Array(_) | Type::Map(_) => Tolerated::NoList,
                Type::Json => continue,
                _ if field.usage.nullable => Tolerated::NoValue,
                _ => continue,
            };
        }
    }
}

/// The types that a union may hold whose arms nothing names: what they tolerate tells which of them is meant.
fn ranked(api: &mut Api) {
    let mut arms = Vec::new();
    for model in &api.models {
        if let ModelKind::Union(union) = &model.kind
            && union.tag.is_none()
        {
            arms.extend(union.arms.iter().flat_map(|arm| models_of(&arm.usage)));
        }
    }
    reach(api, arms, |model| {
        std::mem::replace(&mut model.ranked, true)
    });
}

/// The properties that settings name.
pub(super) fn properties(
    api: &Api,
    settings: &[Setting],
    diagnostics: &mut Diagnostics,
) -> BTreeSet<(ModelId, usize)> {
    let mut all = BTreeSet::new();
    for setting in settings {
        let Some((schemas, property)) = parts(setting, diagnostics) else {
            continue;
        };
        let mut found = Vec::new();
        for (id, model) in api.models.iter().enumerate() {
            let ModelKind::Struct(content) = &model.kind else {
                continue;
            };
            let mut fields = content.fields.iter();
            let index = fields.position(|field| field.wire == property);
            let is_meant = || names(api, model).iter().any(|name| schemas.matches(name));
            found.extend(
                index
                    .filter(|_| is_meant())
                    .map(|index| (ModelId(id), index)),
            );
        }
        if found.is_empty() {
            let properties = api.models.iter().flat_map(|model| {
                let [key, name] = names(api, model);
                let name = if key.is_empty() { name } else { key };
                let fields = match &model.kind {
                    ModelKind::Struct(content) => content.fields.as_slice(),
                    _ => &[],
                };
                fields
                    .iter()
                    .map(move |field| format!("{name}.{}", field.wire))
            });
            let known: Vec<String> = properties.collect();
            let known = known.iter().map(String::as_str);
            let named = setting.as_str();
            settings::unmatched(diagnostics, setting.origin, "property", named, known);
        }
        all.extend(found);
    }
    all
}

/// The glob of the types and the name of the property.
fn parts<'a>(setting: &'a Setting, diagnostics: &mut Diagnostics) -> Option<(Pattern, &'a str)> {
    let parts = setting.as_str().split_once('.');
    let parts = parts.and_then(|(schemas, property)| Some((Pattern::new(schemas).ok()?, property)));
    if parts.is_none() {
        let message = format!("`{setting}` must be `Type.property`, where the type may be a glob");
        diagnostics.push(Code::UnmatchedConfig, setting.origin, message);
    }
    parts
}

/// Has a field be an `Option`: always, or in responses alone where the type is sent, too.
pub(super) fn lack(is_sent: bool, content: &mut Struct, index: usize) {
    let Some(field) = content.fields.get_mut(index) else {
        return;
    };
    if is_sent {
        field.tolerated = Tolerated::Absence;
    } else {
        field.tolerated = Tolerated::Nothing;
        field.required = false;
        content.required.retain(|other| *other != index);
    }
}

/// The name of a type in the description, and in Rust as far as no other name is in its way.
fn names(api: &Api, model: &Model) -> [String; 2] {
    let key = match &model.naming {
        Naming::Component(key) => key.clone(),
        _ => String::new(),
    };
    [key, in_rust(api, &model.naming, 0)]
}

fn in_rust(api: &Api, naming: &Naming, depth: usize) -> String {
    const DEEPEST: usize = 16;
    let pascal = |text: &str| -> String {
        let words = name::words(text);
        words.iter().map(|word| capitalised(word)).collect()
    };
    match naming {
        Naming::Component(text) | Naming::Part(text) | Naming::Sdk(text) => pascal(text),
        Naming::Within(model, text) => {
            let outer = api.models.get(model.0).filter(|_| depth < DEEPEST);
            let outer = outer.map(|model| in_rust(api, &model.naming, depth + 1));
            outer.unwrap_or_default() + &pascal(text)
        }
        Naming::Operation(id, text) => {
            let operation = api.operations.get(id.0);
            operation.map_or_else(String::new, |operation| pascal(&operation.id)) + &pascal(text)
        }
        Naming::Shared(all) => { all.first() }
            .filter(|_| depth < DEEPEST)
            .map_or_else(String::new, |first| in_rust(api, first, depth + 1)),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    let first = letters.next().map(|first| first.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}
