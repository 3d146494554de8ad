//! Finds other names where several operations want one.

use std::collections::BTreeSet;

use super::actions::{can_act, is_action};
use super::paths::turned;
use super::split::chosen_words;
use super::tags::without;
use super::template::{Template, is_plural, is_version};
use super::verbs::{is_usual, usual};
use super::{Call, Placement};
use crate::name::words;

/// The operations whose name an earlier one has, or a resource below theirs.
pub(super) fn clashes(calls: &[Call], placements: &[Placement]) -> BTreeSet<usize> {
    let children = children(placements);
    let mut taken = BTreeSet::new();
    let mut clashes = BTreeSet::new();
    for index in order(calls, placements) {
        let Some(placement) = placements.get(index) else {
            continue;
        };
        let key = key(&placement.resource, &placement.method);
        if children.contains(&key) || !taken.insert(key) {
            clashes.insert(index);
        }
    }
    clashes
}

/// Gives each operation a name of its own, and returns those that another had first.
pub fn settle(calls: &[Call], placements: &mut [Placement]) -> Vec<usize> {
    let clashes = clashes(calls, placements);
    let mut taken = children(placements);
    for (index, placement) in placements.iter().enumerate() {
        if !clashes.contains(&index) {
            taken.insert(key(&placement.resource, &placement.method));
        }
    }
    for index in order(calls, placements)
        .into_iter()
        .filter(|index| clashes.contains(index))
    {
        let (Some(call), Some(placement)) = (calls.get(index), placements.get_mut(index)) else {
            continue;
        };
        let versioned = versioned(calls, call, placement);
        for method in versioned.into_iter().chain(others(call, placement)) {
            if taken.insert(key(&placement.resource, &method)) {
                placement.method = method;
                placement.reason = "another operation has the first choice";
                break;
            }
        }
    }
    clashes.into_iter().collect()
}

/// The method with the version of the path, where another version has the same path: `list v2`.
fn versioned(calls: &[Call], call: &Call, placement: &Placement) -> Option<String> {
    let mut segments = call.path.split('/');
    let version = segments.find(|segment| is_version(segment))?;
    let segments = |path: &str| Template::new(path, &[]).segments;
    let path = segments(&call.path);
    let is_twin = |other: &Call| {
        other.verb == call.verb && other.path != call.path && segments(&other.path) == path
    };
    let has_twin = calls.iter().any(is_twin);
    has_twin.then(|| format!("{} {}", placement.method, words(version).join(" ")))
}

/// Other names, the best first.
fn others(call: &Call, placement: &Placement) -> Vec<String> {
    let template = Template::new(&call.path, &[]);
    let method = words(&placement.method);
    let last = placement
        .resource
        .last()
        .map(|last| words(last))
        .unwrap_or_default();
    let leaf = template
        .leaf()
        .filter(|leaf| **leaf != last && !method.ends_with(leaf));
    let parameter = template.parameter().map(|words| words.join(" "));
    let verb = method.first().cloned().unwrap_or_default();
    let http = match call.verb.as_str() {
        "GET" => "get",
        "POST" => "create",
        "PUT" => "replace",
        "PATCH" => "update",
        "DELETE" => "delete",
        "HEAD" => "head",
        "OPTIONS" => "options",
        _ => "call",
    };
    let mut others = Vec::new();
    let is_alone = method.len() == 1;
    // `delete remove` says it twice.
    let is_synonym = ["add", "remove", "set", "save"].contains(&verb.as_str());
    if is_alone && !is_usual(&verb) && !is_synonym && verb != http {
        others.push(format!("{http} {verb}"));
    }
    if call.verb == "HEAD" {
        let rest = method.get(1..).unwrap_or_default();
        others.push([&["head".to_owned()], rest].concat().join(" "));
    }
    if is_alone && is_bulk(&template, placement) {
        others.push(match verb.as_str() {
            "get" => "list".to_owned(),
            _ => format!("{verb} all"),
        });
    }
    if let Some(leaf) = leaf {
        others.push(format!("{verb} {}", leaf.join(" ")));
    }
    others.extend(told(call, &last));
    if let Some(parameter) = &parameter {
        others.push(format!("{} by {parameter}", method.join(" ")));
    }
    others.push(chosen_words(call).join(" "));
    let fixed: Vec<String> = template.fixed().flatten().cloned().collect();
    others.push(format!("{http} {}", fixed.join(" ")));
    others.push(format!("{http} {}", words(&call.path).join(" ")));
    others.retain(|other| !other.is_empty());
    others
}

/// The words of the operationId, the action first and without the resource.
fn told(call: &Call, resource: &[String]) -> Option<String> {
    let mut told = chosen_words(call);
    if !can_act(told.first()?) && is_action(told.last()?) {
        told = turned(&told);
    }
    let rest = without(told.get(1..)?, resource);
    let first = usual(told.first()?).to_owned();
    (!rest.is_empty()).then(|| [vec![first], rest].concat().join(" "))
}

/// Whether it does to all of a collection what is usually done to one of it.
fn is_bulk(template: &Template, placement: &Placement) -> bool {
    let usual = [
        "get", "update", "replace", "delete", "add", "remove", "set", "head", "options",
    ];
    !template.is_item() && usual.contains(&placement.method.as_str())
}

/// The order in which operations choose: what is about one before what is about all, then the shortest paths.
fn order(calls: &[Call], placements: &[Placement]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..calls.len()).collect();
    order.sort_by_cached_key(|index| {
        let (call, placement) = (calls.get(*index)?, placements.get(*index)?);
        let template = Template::new(&call.path, &[]);
        // `POST /pet/{id}` updates less than `PUT /pet`.
        let is_form = call.verb == "POST"
            && placement.method == "update"
            && !template.leaf().is_some_and(|leaf| is_plural(leaf));
        let bulk = is_bulk(&template, placement) || is_form;
        let verb = (rank(&call.verb), call.verb.clone());
        Some((bulk, call.path.len(), call.path.clone(), verb))
    });
    order
}

fn rank(verb: &str) -> usize {
    let order = ["GET", "PATCH", "PUT", "POST", "DELETE"];
    order
        .iter()
        .position(|other| *other == verb)
        .unwrap_or(order.len())
}

type Key = Vec<String>;

fn key(resource: &[String], method: &str) -> Key {
    let parts = resource.iter().map(String::as_str).chain([method]);
    parts.map(|part| words(part).join("_")).collect()
}

/// The resources, as methods of those that they are in.
fn children(placements: &[Placement]) -> BTreeSet<Key> {
    let mut children = BTreeSet::new();
    for placement in placements {
        for depth in 1..=placement.resource.len() {
            if let Some((last, outer)) = placement
                .resource
                .get(..depth)
                .and_then(<[String]>::split_last)
            {
                children.insert(key(outer, last));
            }
        }
    }
    children
}
