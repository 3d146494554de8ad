//! Cargo features that choose what of a big API is compiled: one for each group of operations. Types come along by need.

use std::collections::{BTreeMap, BTreeSet};

use super::Name;
use crate::analyze::{models_of, parts};
use crate::ir::{Api, ModelId, Operation, ResourceId};

/// What a crate has features for already.
const TAKEN: [&str; 7] = [
    "blocking",
    "cli",
    "cli-keyring",
    "default",
    "full",
    "rustls",
    "tracing",
];

/// Names the features and says which files of models they need.
pub(super) fn assign(api: &mut Api) {
    let roots: Vec<ResourceId> = api
        .resources
        .first()
        .map(|root| root.children.clone())
        .unwrap_or_default();
    let mut by_file: BTreeMap<Name, BTreeSet<String>> = BTreeMap::new();
    for root in roots {
        let Some(resource) = api.resources.get(root.0) else {
            continue;
        };
        let name = resource.module.as_str().replace('_', "-");
        let feature = match TAKEN.contains(&name.as_str()) {
            true => format!("{name}-api"),
            false => name,
        };
        let within = within(api, root);
        let operations = within.iter().filter_map(|id| api.resources.get(id.0));
        let operations = operations.flat_map(|resource| &resource.operations);
        let operations = operations.filter_map(|id| api.operations.get(id.0));
        for file in files(api, operations.map(of_operation)) {
            by_file.entry(file).or_default().insert(feature.clone());
        }
        for id in within {
            if let Some(resource) = api.resources.get_mut(id.0) {
                resource.feature = Some(feature.clone());
            }
        }
    }
    let always = always(api, &by_file);
    by_file.retain(|file, _| !always.contains(file));
    api.file_features = by_file;
}

/// A resource and all below it.
fn within(api: &Api, root: ResourceId) -> Vec<ResourceId> {
    let mut found = Vec::new();
    let mut ahead = vec![root];
    while let Some(id) = ahead.pop() {
        let children = api.resources.get(id.0).map(|resource| &resource.children);
        ahead.extend(children.into_iter().flatten());
        found.push(id);
    }
    found
}

fn of_operation(operation: &Operation) -> Vec<ModelId> {
    let parameters = operation.parameters.iter().map(|one| &one.usage);
    let body = operation.body.iter().map(|body| &body.usage);
    let answers = operation.responses.iter();
    let answers = answers.filter_map(|response| response.usage.as_ref());
    let all = parameters.chain(body).chain(answers);
    all.flat_map(models_of).collect()
}

/// The files that are needed whatever is chosen: what errors, headers, events and calls of the client itself use, and what
/// no call uses.
fn always(api: &Api, by_file: &BTreeMap<Name, BTreeSet<String>>) -> BTreeSet<Name> {
    let errors = api.errors.iter().map(|arm| arm.model);
    let headers = api.headers.iter().flat_map(|key| models_of(&key.usage));
    let own = api.resources.first().into_iter();
    let own = own.flat_map(|root| &root.operations);
    let own = own.filter_map(|id| api.operations.get(id.0));
    let unused = api.models.iter().enumerate();
    let unused = unused.filter(|(_, model)| !by_file.contains_key(&model.module));
    let unused = unused.map(|(index, _)| ModelId(index));
    let roots = errors.chain(headers).chain(api.event).chain(unused);
    files(
        api,
        std::iter::once(roots.collect()).chain(own.map(of_operation)),
    )
}

/// The files of these models and of all that those files need.
fn files(api: &Api, models: impl Iterator<Item = Vec<ModelId>>) -> BTreeSet<Name> {
    let mut together: BTreeMap<&Name, Vec<ModelId>> = BTreeMap::new();
    for (index, model) in api.models.iter().enumerate() {
        together
            .entry(&model.module)
            .or_default()
            .push(ModelId(index));
    }
    let mut found = BTreeSet::new();
    let mut ahead: Vec<ModelId> = models.flatten().collect();
    while let Some(id) = ahead.pop() {
        let Some(model) = api.models.get(id.0) else {
            continue;
        };
        if !found.insert(model.module.clone()) {
            continue;
        }
        for neighbour in together.get(&model.module).into_iter().flatten() {
            let neighbour = api.models.get(neighbour.0).into_iter();
            ahead.extend(neighbour.flat_map(parts).flat_map(models_of));
        }
    }
    found
}
