//! Texts about names: the reason for each, the section of sdk.toml that keeps them, and the table of those that change.

use std::collections::BTreeMap;

use super::{Choices, calls, candidates, choices};
use crate::config::{Config, Put};
use crate::ir::{Api, NamedBy, Operation};

/// The scheme, its score, and the reason for each name.
#[must_use]
pub fn explain(api: &Api, config: &Config) -> String {
    let calls = calls(api);
    let chosen = choices(&calls, config);
    let mut text = format!("scheme: {}", chosen.scheme.word());
    text += match config.names.scheme {
        Some(_) => " (set in sdk.toml)\n",
        None => " (chosen; `[names]` in sdk.toml keeps it)\n",
    };
    for candidate in candidates(&calls) {
        let clean = candidate.smells.iter().filter(|smells| smells.is_empty());
        let line = format!(
            "  {}: score {:.1}, {} of {} names without a smell\n",
            candidate.choices.scheme.word(),
            candidate.score,
            clean.count(),
            calls.len()
        );
        text += &line;
    }
    for operation in &api.operations {
        let origin = match operation.named_by {
            NamedBy::Settings => "settings",
            NamedBy::Extension => "extension",
            NamedBy::Scheme => chosen.scheme.word(),
        };
        let name = call(api, operation);
        let (method, path, reason) = (&operation.method, &operation.path, &operation.reason);
        let line = format!("{method} {path}\n  {name}: {origin}: {reason}\n");
        text += &line;
    }
    text
}

/// How an operation is called: `pets().owners().list`.
fn call(api: &Api, operation: &Operation) -> String {
    let mut name = String::new();
    let resource = api.resources.get(operation.resource.0);
    let path = resource
        .map(|resource| resource.path.as_slice())
        .unwrap_or_default();
    for depth in 1..=path.len() {
        let mut all = api.resources.iter();
        let level = all.find(|one| Some(one.path.as_slice()) == path.get(..depth));
        if let Some(level) = level {
            name += &format!("{}().", level.name);
        }
    }
    name + &operation.name.to_string()
}

/// The names that differ, old and new, as a table.
#[must_use]
pub fn changes(old: &Api, new: &Api) -> String {
    let key = |operation: &Operation| {
        let variant = operation.variant.clone();
        (
            operation.template.clone(),
            operation.method.clone(),
            variant,
        )
    };
    let before: BTreeMap<_, String> = { old.operations.iter() }
        .map(|operation| (key(operation), call(old, operation)))
        .collect();
    let mut rows = Vec::new();
    for operation in &new.operations {
        let now = call(new, operation);
        match before.get(&key(operation)) {
            Some(before) if *before != now => rows.push((before.clone(), now)),
            _ => {}
        }
    }
    let width = rows
        .iter()
        .map(|(before, _)| before.len())
        .max()
        .unwrap_or_default();
    let mut text = match rows.len() {
        0 => "no name changes\n".to_owned(),
        1 => "1 name changes\n".to_owned(),
        count => format!("{count} names change\n"),
    };
    for (before, now) in rows {
        let line = format!("  {before:width$}  {now}\n");
        text += &line;
    }
    text
}

/// The section that keeps the scheme of a description whose settings name none.
#[must_use]
pub fn open_section(api: &Api, config: &Config) -> Option<String> {
    let is_open = config.names.scheme.is_none() && !api.operations.is_empty();
    is_open.then(|| section(&choices(&calls(api), config)))
}

/// The section of sdk.toml that keeps the choices.
pub(super) fn section(choices: &Choices) -> String {
    let mut text = format!("[names]\nscheme = \"{}\"\n", choices.scheme.word());
    if choices.put != Put::default() {
        text += &format!("put = \"{}\"\n", choices.put.word());
    }
    let lists = [
        ("prefix", choices.prefix.iter().collect::<Vec<_>>()),
        ("leaves", choices.leaves.iter().collect()),
        ("singletons", choices.singletons.iter().collect()),
    ];
    if choices.strip_resource {
        text += "strip_resource = true\n";
    }
    for (key, words) in lists {
        if words.is_empty() {
            continue;
        }
        // Words have letters, digits and spaces only.
        let quoted: Vec<String> = words.iter().map(|word| format!("{word:?}")).collect();
        let line = format!("{key} = [{}]", quoted.join(", "));
        match line.len() > 100 {
            true => {
                text += &format!("{key} = [\n");
                for word in quoted {
                    text += &format!("    {word},\n");
                }
                text += "]\n";
            }
            false => text += &format!("{line}\n"),
        }
    }
    text
}
