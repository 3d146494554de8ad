//! Groups operations into resources and finds the words of their methods.

use std::collections::{BTreeMap, BTreeSet};

use super::settings;
use crate::config::{Config, Setting};
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Api, NameHint, NamedBy, Operation, OperationId, Resource, ResourceId};
use crate::name;
use crate::name::scheme::{self, Call, Choices, Placement};

/// Builds the tree of resources; the first one is the client itself.
pub(super) fn group(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let mut tree = Tree {
        resources: vec![Resource::default()],
        by_path: BTreeMap::new(),
    };
    let calls = scheme::calls(api);
    let choices = scheme::choices(&calls, config);
    let placements = placements(api, &calls, &choices, config, diagnostics);
    // What is sent in another way goes where the operation goes.
    let mut place = None;
    let mut next = placements.into_iter();
    for (index, operation) in api.operations.iter_mut().enumerate() {
        if operation.variant.is_empty() {
            place = next.next();
        }
        let Some((placement, named_by)) = &place else {
            continue;
        };
        operation.resource = tree.resource(&placement.resource);
        operation.named_by = *named_by;
        placement.reason.clone_into(&mut operation.reason);
        operation.words = match operation.variant.as_str() {
            "" => placement.method.clone(),
            variant => format!("{} {variant}", placement.method),
        };
        if let Some(resource) = tree.resources.get_mut(operation.resource.0) {
            resource.operations.push(OperationId(index));
        }
    }
    report_unmatched(api, config, diagnostics);
    if !config.names.ignore_extensions {
        report_conflicts(api, diagnostics);
    }
    for resource in &mut tree.resources {
        let tag = resource.path.last();
        let is_it = |key: &&String| tag.is_some_and(|tag| name::words(key) == name::words(tag));
        resource.description = api
            .tags
            .keys()
            .find(is_it)
            .and_then(|key| api.tags.get(key))
            .cloned();
    }
    api.resources = tree.resources;
}

/// A place for each call: by the settings, else by the scheme.
fn placements(
    api: &Api,
    calls: &[Call],
    choices: &Choices,
    config: &Config,
    diagnostics: &mut Diagnostics,
) -> Vec<(Placement, NamedBy)> {
    let operations = api
        .operations
        .iter()
        .filter(|operation| operation.variant.is_empty());
    let mut sources = Vec::new();
    let mut placements: Vec<Placement> = Vec::new();
    for (operation, call) in operations.zip(calls) {
        let mut placement = scheme::place(call, choices);
        let settings = config.operation(&operation.id, &operation.method, &operation.path);
        let settings = settings.map(|(_, settings)| settings);
        let mut named_by = NamedBy::Scheme;
        if !config.names.ignore_extensions
            && let Some(reason) = follow(operation, &mut placement)
        {
            placement.reason = reason;
            named_by = NamedBy::Extension;
        }
        if let Some(resource) = settings.and_then(|settings| settings.resource.clone()) {
            placement.resource = resource;
            named_by = NamedBy::Settings;
        }
        if let Some(method) = settings.and_then(|settings| settings.method.clone()) {
            placement.method = method;
            named_by = NamedBy::Settings;
        }
        if named_by == NamedBy::Settings {
            placement.reason = "the settings";
        }
        for part in &mut placement.resource {
            // However it is spelled, it is one resource: `apiKeys`, `api_keys`.
            let words = name::words(part).join(" ");
            if !words.is_empty() {
                *part = words;
            }
        }
        placements.push(placement);
        sources.push(named_by);
    }
    let wanted = placements.clone();
    let clashes = scheme::settle(calls, &mut placements);
    let operations = api.operations.iter();
    let operations: Vec<&Operation> = operations.filter(|one| one.variant.is_empty()).collect();
    for index in clashes {
        let (Some(operation), Some(wanted), Some(placement)) = (
            operations.get(index),
            wanted.get(index),
            placements.get(index),
        ) else {
            continue;
        };
        let name = |method: &String| name::words(method).join("_");
        let message = format!(
            "`{}` is called `{}`, since `{}` is taken",
            operation.id,
            name(&placement.method),
            name(&wanted.method)
        );
        diagnostics.push(Code::NameClash, operation.origin, message);
    }
    placements.into_iter().zip(sources).collect()
}

/// Takes over the names that extensions give, and returns the one that decides.
fn follow(operation: &Operation, placement: &mut Placement) -> Option<&'static str> {
    let named = |is_resource| {
        let mut hints = operation.hints.iter();
        hints.find(move |hint| hint.is_resource == is_resource)
    };
    let (resource, method) = (named(true), named(false));
    if let Some(hint) = resource {
        placement.resource.clone_from(&hint.names);
    }
    if let Some(hint) = method {
        placement.method = hint.names.concat();
    }
    method.or(resource).map(|hint| hint.key)
}

/// Reports extensions that name an operation in different ways.
fn report_conflicts(api: &Api, diagnostics: &mut Diagnostics) {
    let operations = api.operations.iter();
    for operation in operations.filter(|operation| operation.variant.is_empty()) {
        for is_resource in [true, false] {
            let mut hints =
                { operation.hints.iter() }.filter(|hint| hint.is_resource == is_resource);
            let Some(first) = hints.next() else {
                continue;
            };
            let words = |hint: &NameHint| hint.names.iter().map(|name| name::words(name)).collect();
            let named: Vec<Vec<String>> = words(first);
            for other in hints.filter(|other| words(other) != named) {
                let message = format!(
                    "`{}` names `{}` `{}`, `{}` names it `{}`; the first one counts",
                    first.key,
                    operation.id,
                    first.names.join("."),
                    other.key,
                    other.names.join(".")
                );
                diagnostics.push(Code::NameClash, other.origin, message);
            }
        }
    }
}

/// Reports settings of operations that the description does not have.
fn report_unmatched(api: &Api, config: &Config, diagnostics: &mut Diagnostics) {
    if !config.select.is_empty() {
        return;
    }
    let used: BTreeSet<&Setting> = { api.operations.iter() }
        .filter_map(|one| config.operation(&one.id, &one.method, &one.path))
        .map(|(key, _)| key)
        .collect();
    let unmatched = config.operations.keys().filter(|id| !used.contains(id));
    let first_call = config.package.first_call.iter();
    let is_unknown = |id: &&Setting| api.operations.iter().all(|one| one.id != id.as_str());
    for id in unmatched.chain(first_call.filter(is_unknown)) {
        let known = api.operations.iter().map(|operation| operation.id.as_str());
        settings::unmatched(diagnostics, id.origin, "operation", id.as_str(), known);
    }
}

struct Tree {
    resources: Vec<Resource>,
    by_path: BTreeMap<Vec<String>, ResourceId>,
}

impl Tree {
    /// The resource at `path`, made with all that leads to it when it is new.
    fn resource(&mut self, path: &[String]) -> ResourceId {
        let mut at = ResourceId(0);
        for depth in 1..=path.len() {
            let here: Vec<String> = path.iter().take(depth).cloned().collect();
            at = match self.by_path.get(&here) {
                Some(known) => *known,
                None => {
                    let id = ResourceId(self.resources.len());
                    self.by_path.insert(here.clone(), id);
                    self.resources.push(Resource {
                        path: here,
                        ..Resource::default()
                    });
                    if let Some(parent) = self.resources.get_mut(at.0) {
                        parent.children.push(id);
                    }
                    id
                }
            };
        }
        at
    }
}
