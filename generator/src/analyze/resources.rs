//! Groups operations into resources and finds the words of their methods.

use std::collections::BTreeMap;

use super::ids::Ids;
use super::settings;
use crate::config::Config;
use crate::diagnostics::Diagnostics;
use crate::ir::{Api, Operation, OperationId, Resource, ResourceId};
use crate::name;
use crate::template;

/// Builds the tree of resources; the first one is the client itself.
pub(super) fn group(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let mut tree = Tree {
        resources: vec![Resource::default()],
        by_path: BTreeMap::new(),
    };
    let ids = Ids::of(api);
    for index in 0..api.operations.len() {
        let Some(operation) = api.operations.get_mut(index) else {
            continue;
        };
        let settings = config.operations.get(operation.id.as_str());
        let place = place(operation, &ids);
        let path = settings
            .and_then(|settings| settings.resource.clone())
            .unwrap_or(place.resource);
        let words = settings
            .and_then(|settings| settings.method.clone())
            .unwrap_or(place.method);
        operation.resource = tree.resource(&path);
        operation.words = match operation.variant.as_str() {
            "" => words,
            variant => format!("{words} {variant}"),
        };
        if let Some(resource) = tree.resources.get_mut(operation.resource.0) {
            resource.operations.push(OperationId(index));
        }
    }
    for id in config
        .operations
        .keys()
        .filter(|_| config.select.is_empty())
    {
        let mut known = api.operations.iter().map(|operation| operation.id.as_str());
        if known.all(|known| known != id.as_str()) {
            let known = api.operations.iter().map(|operation| operation.id.as_str());
            settings::unmatched(diagnostics, id.origin, "operation", id.as_str(), known);
        }
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

struct Placement {
    resource: Vec<String>,
    method: String,
}

/// The first tag says which resource it is, operationId or path how it nests, the rest of the operationId what the
/// method is called.
fn place(operation: &Operation, ids: &Ids) -> Placement {
    let segments = segments(operation);
    let tag = operation
        .tags
        .first()
        .map(|tag| name::words(tag))
        .filter(|words| !words.is_empty());
    let id = ids.words(operation);
    let Some(tag) = tag.or_else(|| segments.first().cloned()) else {
        return Placement {
            resource: Vec::new(),
            method: method(operation, &id, &[]),
        };
    };
    let outer = outer(&id, &tag, &segments);
    let mut resource: Vec<String> = outer.iter().map(|words| words.join(" ")).collect();
    resource.push(tag.join(" "));
    let all: Vec<Vec<String>> = outer.into_iter().chain([tag]).collect();
    Placement {
        method: method(operation, &id, &all),
        resource,
    }
}

/// The words of the segments of the path: of those that are no parameters, no version and no word for all of the API.
fn segments(operation: &Operation) -> Vec<Vec<String>> {
    let mut segments: Vec<Vec<String>> = template::words(&operation.path)
        .into_iter()
        .map(name::words)
        // `/_/pets` begins with a segment without a word.
        .filter(|words| !words.is_empty())
        .collect();
    let is_prefix = |words: &Vec<String>| {
        let says_nothing = |word: &String| word.chars().all(|char| char.is_ascii_digit());
        *words == ["api"] || *words == ["rest"] || words.iter().all(says_nothing)
    };
    while segments.len() > 1 && segments.first().is_some_and(is_prefix) {
        segments.remove(0);
    }
    segments
}

/// The segments of the path that the operationId names before the tag: `pods_webhooks_list` under `/pods/{id}/webhooks`
/// with the tag `webhooks` nests in `pods`.
fn outer(id: &[String], tag: &[String], segments: &[Vec<String>]) -> Vec<Vec<String>> {
    let Some(at) = id.windows(tag.len()).position(|window| window == tag) else {
        return Vec::new();
    };
    let mut ahead: &[String] = id.get(..at).unwrap_or_default();
    let mut found = Vec::new();
    for segment in segments {
        if ahead.is_empty() {
            break;
        }
        match ahead.strip_prefix(segment.as_slice()) {
            Some(rest) => {
                found.push(segment.clone());
                ahead = rest;
            }
            None => return Vec::new(),
        }
    }
    if ahead.is_empty() { found } else { Vec::new() }
}

/// The operationId without the resource's words; without an operationId, the verb and what is left of the path.
fn method(operation: &Operation, id: &[String], resource: &[Vec<String>]) -> String {
    let flat: Vec<String> = resource.iter().flatten().cloned().collect();
    let ends_in_parameter = operation.path.trim_end_matches('/').ends_with('}');
    if !id.is_empty() {
        let rest = match id.strip_prefix(flat.as_slice()) {
            Some(rest) => rest.to_vec(),
            None => without(id, resource.last().map(Vec::as_slice).unwrap_or_default()),
        };
        let is_many = id.last().is_some_and(|word| word.ends_with('s'));
        return match rest.as_slice() {
            [] => id.join(" "),
            // `getBookings` of a collection lists it; `getBooking` gets one.
            [get] if get == "get" && is_many && !ends_in_parameter => "list".to_owned(),
            _ => rest.join(" "),
        };
    }
    let mut rest: Vec<String> = segments(operation)
        .into_iter()
        .filter(|words| !resource.contains(words))
        .flatten()
        .collect();
    let last = rest.last().or_else(|| flat.last());
    let is_many = last.is_some_and(|word| name::singular(word) != *word);
    let verb = match (operation.method.as_str(), ends_in_parameter) {
        ("GET", false) if is_many => "list",
        ("GET", _) => "get",
        ("POST", true) => "update",
        // What is done with one of them: `/charges/{id}/capture`.
        ("POST", false) if !is_many && !rest.is_empty() => "",
        ("POST", false) => "create",
        ("PUT", _) => "replace",
        ("PATCH", _) => "update",
        ("DELETE", _) => "delete",
        ("HEAD", _) => "head",
        ("OPTIONS", _) => "options",
        (other, _) => return other.to_lowercase(),
    };
    if let Some(last) = rest.last_mut()
        && is_many
        && (ends_in_parameter || verb == "create")
    {
        *last = name::singular(last);
    }
    let verb = (!verb.is_empty()).then(|| verb.to_owned());
    { verb.into_iter() }
        .chain(rest)
        .collect::<Vec<_>>()
        .join(" ")
}

/// `id` without the words of `tag`, in singular or plural.
fn without(id: &[String], tag: &[String]) -> Vec<String> {
    let stem = |words: &[String]| -> Vec<String> {
        words.iter().map(|word| name::singular(word)).collect()
    };
    let is_it = |window: &[String]| stem(window) == stem(tag);
    match id.windows(tag.len().max(1)).position(is_it) {
        Some(at) => {
            let (before, after) = (id.iter().take(at), id.iter().skip(at + tag.len()));
            before.chain(after).cloned().collect()
        }
        None => id.to_vec(),
    }
}
