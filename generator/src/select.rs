//! Keeps what is asked for: the operations and webhooks that the settings choose, and what they reach.

mod marks;

use std::collections::BTreeSet;

use glob::Pattern;

pub use self::marks::Marks;
use crate::config::{Choice, Select, Setting};
use crate::diagnostics::{Code, Diagnostics};
use crate::dialect::{self, Endpoint, Flat};
use crate::source::Node;
use crate::suggest;

/// Drops the operations that marks leave out, then those that are not chosen. Without a selection all others stay.
pub fn select(flat: &mut Flat, settings: &Select, marks: Marks, diagnostics: &mut Diagnostics) {
    let has_fewer = marks::leave_out(flat, marks, diagnostics);
    if settings.is_empty() {
        if has_fewer {
            keep_reached(flat);
        }
        return;
    }
    report_idle(flat, &settings.include, diagnostics);
    report_idle(flat, &settings.exclude, diagnostics);
    let is_chosen = |endpoint: &Endpoint| {
        (settings.include.is_empty() || matches(&settings.include, endpoint))
            && !matches(&settings.exclude, endpoint)
    };
    flat.operations.retain(is_chosen);
    flat.webhooks.retain(is_chosen);
    keep_reached(flat);
}

/// Drops the nodes that no operation or webhook leads to.
fn keep_reached(flat: &mut Flat) {
    let reached = reached(flat);
    flat.nodes.retain(|pointer, _| reached.contains(pointer));
    flat.components
        .retain(|_, pointer| reached.contains(pointer));
}

fn matches(choice: &Choice, endpoint: &Endpoint) -> bool {
    choice
        .tags
        .iter()
        .any(|tag| has_tag(endpoint, tag.as_str()))
        || choice
            .operations
            .iter()
            .any(|id| has_id(endpoint, id.as_str()))
        || choice
            .paths
            .iter()
            .any(|path| has_path(endpoint, path.as_str()))
}

fn has_tag(endpoint: &Endpoint, tag: &str) -> bool {
    let tags = endpoint
        .node
        .get("tags")
        .and_then(Node::as_array)
        .unwrap_or_default();
    tags.iter().any(|one| one.as_str() == Some(tag))
}

fn has_id(endpoint: &Endpoint, id: &str) -> bool {
    endpoint.node.get("operationId").and_then(Node::as_str) == Some(id)
}

/// Whether the path, or the webhook's key, matches a glob: `/v0/pods/**`.
fn has_path(endpoint: &Endpoint, glob: &str) -> bool {
    Pattern::new(glob).is_ok_and(|pattern| pattern.matches(&endpoint.path))
}

/// Reports choices that choose nothing.
fn report_idle(flat: &Flat, choice: &Choice, diagnostics: &mut Diagnostics) {
    let all = || flat.operations.iter().chain(&flat.webhooks);
    let tags = || {
        let tags = all().filter_map(|endpoint| endpoint.node.get("tags")?.as_array());
        tags.flatten().filter_map(Node::as_str)
    };
    let ids = || all().filter_map(|endpoint| endpoint.node.get("operationId")?.as_str());
    let paths = || all().map(|endpoint| endpoint.path.as_str());
    let mut report = |what: &str, name: &Setting, near: Option<&str>| {
        let message = format!("nothing in the description has {what} `{name}`");
        let code = Code::UnmatchedConfig;
        match near {
            Some(near) => {
                let help = format!("did you mean `{near}`?");
                diagnostics.push_with_help(code, name.origin, message, help);
            }
            None => diagnostics.push(code, name.origin, message),
        }
    };
    for name in &choice.tags {
        if !all().any(|endpoint| has_tag(endpoint, name.as_str())) {
            report("the tag", name, suggest::nearest(name.as_str(), tags()));
        }
    }
    for name in &choice.operations {
        if !all().any(|endpoint| has_id(endpoint, name.as_str())) {
            report(
                "the operation",
                name,
                suggest::nearest(name.as_str(), ids()),
            );
        }
    }
    for name in &choice.paths {
        if !all().any(|endpoint| has_path(endpoint, name.as_str())) {
            report(
                "a path like",
                name,
                suggest::nearest(name.as_str(), paths()),
            );
        }
    }
}

/// The pointers of all nodes that the chosen operations and webhooks lead to.
fn reached(flat: &Flat) -> BTreeSet<String> {
    let mut reached = BTreeSet::new();
    let mut ahead: Vec<&Node> = flat
        .operations
        .iter()
        .chain(&flat.webhooks)
        .map(|endpoint| &endpoint.node)
        .collect();
    while let Some(node) = ahead.pop() {
        for pointer in dialect::references_in(node) {
            if let Some(entry) = flat.nodes.get(pointer)
                && reached.insert(pointer.to_owned())
            {
                ahead.push(&entry.node);
            }
        }
    }
    reached
}
