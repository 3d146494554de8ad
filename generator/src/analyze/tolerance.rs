//! What is read of responses that are not quite as the description has them. Requests stay as described.

use std::collections::BTreeSet;

use glob::Pattern;

use super::direction::{models_of, reach};
use super::settings;
use crate::config::{Setting, Types};
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Api, Model, ModelKind, Naming, Tolerated, Type};
use crate::name;

/// Marks what may be missing or `null` although it is required.
pub(super) fn mark(api: &mut Api, types: &Types, diagnostics: &mut Diagnostics) {
    if !types.strict_responses {
        lists(api);
        ranked(api);
    }
    by_hand(api, types, diagnostics);
}

/// In what is never sent a list or map that is missing is empty. One that pages are read from has to be there: an error in
/// place of a page would look like an empty one.
fn lists(api: &mut Api) {
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
            if field.required && matches!(field.usage.ty, Type::Array(_) | Type::Map(_)) {
                field.tolerated = match paged.contains(&(id, index)) {
                    true => Tolerated::NullList,
                    false => Tolerated::NoList,
                };
            }
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

/// Applies `optional` and `required` of the section `[types]`.
fn by_hand(api: &mut Api, types: &Types, diagnostics: &mut Diagnostics) {
    let settings = [(&types.optional, true), (&types.required, false)];
    for (setting, may_lack) in { settings.into_iter() }
        .flat_map(|(settings, may_lack)| settings.iter().map(move |setting| (setting, may_lack)))
    {
        let Some((schemas, property)) = parts(setting, diagnostics) else {
            continue;
        };
        let names: Vec<[String; 2]> = api.models.iter().map(|model| names(api, model)).collect();
        let mut is_used = false;
        for (model, names) in api.models.iter_mut().zip(&names) {
            if names.iter().any(|name| schemas.matches(name)) {
                is_used |= set(model, property, may_lack);
            }
        }
        if !is_used {
            let all = names.iter().flatten().map(String::as_str);
            settings::unmatched(
                diagnostics,
                setting.origin,
                "property",
                setting.as_str(),
                all,
            );
        }
    }
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

/// Whether the model has such a property.
fn set(model: &mut Model, property: &str, may_lack: bool) -> bool {
    let ModelKind::Struct(content) = &mut model.kind else {
        return false;
    };
    let mut fields = content.fields.iter_mut().enumerate();
    let Some((index, field)) = fields.find(|(_, field)| field.wire == property) else {
        return false;
    };
    if !may_lack {
        field.tolerated = Tolerated::Nothing;
    } else if model.sent {
        field.tolerated = Tolerated::Absence;
    } else {
        field.tolerated = Tolerated::Nothing;
        field.required = false;
        content.required.retain(|other| *other != index);
    }
    true
}

/// What a type is called in the description, and in Rust as far as no other name is in its way.
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
