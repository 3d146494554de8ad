//! Names the models and what is in them.

use std::collections::{BTreeMap, BTreeSet};

use glob::Pattern;
use serde_json::Value;

use super::assign::builder_words;
use super::casing::pascal;
use super::{MODELS, Scope};
use crate::analyze::unmatched;
use crate::config::Setting;
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Api, Field, Model, ModelKind, Naming, Struct};

/// Names the models, each after the words it was given, unless the settings know better.
pub(super) fn models(
    api: &mut Api,
    types: &mut Scope,
    names: &BTreeMap<Setting, Setting>,
    diagnostics: &mut Diagnostics,
) {
    let mut modules = Scope::new(&[&["mod", "lib", "error_body"]]);
    // The SDK's own first, then what has a name, then what is named after it.
    let rank = |model: &Model| match model.naming {
        Naming::Sdk(_) => 0,
        Naming::Component(_) => 1,
        Naming::Within(..) | Naming::Operation(..) => 2,
    };
    let mut order: Vec<usize> = (0..api.models.len()).collect();
    order.sort_by_key(|index| api.models.get(*index).map(rank));
    let (mut used, mut known) = (BTreeSet::new(), BTreeSet::new());
    for index in order {
        let Some(model) = api.models.get(index) else {
            continue;
        };
        let wanted = match &model.naming {
            Naming::Component(words) | Naming::Sdk(words) => words.clone(),
            Naming::Within(parent, words) => match api.models.get(parent.0) {
                Some(parent) => format!("{} {words}", parent.name),
                None => words.clone(),
            },
            Naming::Operation(id, words) => match api.operations.get(id.0) {
                Some(operation) => format!("{} {words}", builder_words(api, operation)),
                None => words.clone(),
            },
        };
        let key = match &model.naming {
            Naming::Component(key) if names.contains_key(key.as_str()) => key.clone(),
            _ => pascal(&wanted),
        };
        let wanted = match names.get(key.as_str()) {
            Some(name) => {
                used.insert(key.clone());
                name.as_str().to_owned()
            }
            None => wanted,
        };
        known.insert(key);
        let origin = model.origin;
        let clashes = types.has_ty(&wanted);
        let name = types.ty_or(&wanted, "model");
        if clashes {
            let message = format!("the name for `{wanted}` is taken; the type is called `{name}`");
            diagnostics.push(Code::NameClash, origin, message);
        }
        let module = modules.module(&name.text);
        let Some(model) = api.models.get_mut(index) else {
            continue;
        };
        model.name = name;
        model.module = module;
        members(model);
    }
    for setting in names.keys().filter(|key| !used.contains(key.as_str())) {
        let known = known.iter().map(String::as_str);
        unmatched(diagnostics, setting.origin, "type", setting.as_str(), known);
    }
}

/// Models that are sent and cannot do without many members take them as one struct.
pub(super) fn model_inputs(api: &mut Api, types: &mut Scope) {
    for model in &mut api.models {
        let wanted = format!("{} required", model.name.text);
        if let (ModelKind::Struct(content), true) = (&mut model.kind, model.sent)
            && content.required.len() > MOST_ARGUMENTS
        {
            content.inputs = types.ty(&wanted);
        }
    }
}

/// More required inputs than this are taken as one struct.
pub(super) const MOST_ARGUMENTS: usize = 4;

fn members(model: &mut Model) {
    match &mut model.kind {
        ModelKind::Struct(content) => {
            let mut fields = Scope::new(&[MODELS]);
            let mut constants = Scope::new(&[]);
            for field in &mut content.fields {
                field.name = fields.value(&field.wire);
                field.constant = constants.constant(&field.wire);
                if field.usage.nullable {
                    field.null_name = fields.value(&format!("{} null", field.name.text));
                }
            }
            rename(content);
            for map in &mut content.maps {
                map.name = fields.value(match map.pattern {
                    Some(_) => "matching properties",
                    None => "additional properties",
                });
            }
        }
        ModelKind::Union(union) => {
            let mut variants = Scope::new(&[&["Self", "Unknown"]]);
            let mut constants = Scope::new(&[]);
            for arm in &mut union.arms {
                arm.name = variants.ty(&arm.words);
                arm.constant = constants.constant(&arm.words);
            }
        }
        ModelKind::Enum(content) => {
            let mut variants = Scope::new(&[&["Self", "Unknown"]]);
            for value in &mut content.values {
                let own = match &value.wire {
                    Value::String(text) if text.is_empty() => "empty".to_owned(),
                    Value::String(text) => text.clone(),
                    other => other.to_string(),
                };
                value.name = variants.ty(value.words.as_ref().unwrap_or(&own));
            }
        }
        ModelKind::Pending => {}
    }
}

/// Finds the rule that tells serde most of the names on the wire, and the fields that need to be told apart.
fn rename(content: &mut Struct) {
    type Rule = fn(&str) -> String;
    const RULES: [(&str, Rule); 3] = [
        ("camelCase", serde_camel),
        ("PascalCase", serde_pascal),
        ("kebab-case", serde_kebab),
    ];
    let exceptions = |rule: Rule| {
        let differs = |field: &&Field| rule(field.name.as_str()) != field.wire;
        content.fields.iter().filter(differs).count()
    };
    let without = exceptions(str::to_owned);
    let best = RULES
        .into_iter()
        .min_by_key(|(_, rule)| exceptions(*rule))
        .filter(|(_, rule)| exceptions(*rule) + 1 < without);
    let rule = best.map_or(str::to_owned as Rule, |(_, rule)| rule);
    content.rename_all = best.map(|(name, _)| name);
    for field in &mut content.fields {
        field.renamed = rule(field.name.as_str()) != field.wire;
    }
}

/// As serde does it.
fn serde_pascal(field: &str) -> String {
    let mut pascal = String::new();
    let mut capital = true;
    for char in field.chars() {
        match char {
            '_' => capital = true,
            _ if capital => {
                pascal.push(char.to_ascii_uppercase());
                capital = false;
            }
            _ => pascal.push(char),
        }
    }
    pascal
}

fn serde_camel(field: &str) -> String {
    let pascal = serde_pascal(field);
    let mut chars = pascal.chars();
    match chars.next() {
        Some(first) => first.to_ascii_lowercase().to_string() + chars.as_str(),
        None => pascal,
    }
}

fn serde_kebab(field: &str) -> String {
    field.replace('_', "-")
}

/// Adds the derives that the settings ask for, by the names of types.
pub(super) fn derive(
    api: &mut Api,
    derives: &BTreeMap<Setting, Vec<Setting>>,
    diagnostics: &mut Diagnostics,
) {
    for (setting, paths) in derives {
        let Ok(pattern) = Pattern::new(setting.as_str()) else {
            let message = format!("`{setting}` is no glob of type names");
            diagnostics.push(Code::UnmatchedConfig, setting.origin, message);
            continue;
        };
        let mut matched = false;
        for model in &mut api.models {
            if pattern.matches(&model.name.text) {
                matched = true;
                model.derives.extend(paths.iter().map(Setting::to_string));
            }
        }
        if !matched {
            let known: Vec<&str> = api.models.iter().map(|model| model.name.as_str()).collect();
            unmatched(
                diagnostics,
                setting.origin,
                "type",
                setting.as_str(),
                known.into_iter(),
            );
        }
    }
}
