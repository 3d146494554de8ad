//! Names by path and HTTP method.

use super::actions::{can_act, is_action};
use super::split::chosen_words;
use super::template::{Segment, Template, is_plural, stems};
use super::verbs::{is_usual, reads, streams, usual};
use super::{Call, Choices, Placement, Returns};
use crate::config::Put;
use crate::name::singular;

/// The path is the resource; the HTTP method and what is returned make the method.
pub(super) fn place(call: &Call, choices: &Choices) -> Placement {
    let template = Template::new(&call.path, &choices.prefix);
    let resource: Vec<Vec<String>> = template.fixed().cloned().collect();
    let Some((leaf, outer)) = resource.split_last() else {
        let words = chosen_words(call);
        let verb = if words.is_empty() {
            vec![verb(call, choices, false).to_owned()]
        } else {
            words
        };
        return placement(&[], &verb, "the path has no words");
    };
    let is_below = !outer.is_empty();
    if is_below && !template.is_item() {
        if let Some(action) = action(call, leaf) {
            return placement(outer, &action, "the last segment is an action");
        }
        if choices.leaves.contains(&leaf.join(" ")) {
            let method = of_leaf(call, choices, leaf, &resource);
            return placement(
                outer,
                &method,
                "the last segment is part of what the resource before it is",
            );
        }
    }
    let before = template.segments.iter().rev().nth(1);
    let is_named = template
        .parameter()
        .is_some_and(|name| name.starts_with(leaf));
    // `/users/get/{id}`, but not `/timelines/list/{list_id}`
    if is_below
        && template.is_item()
        && call.verb == "GET"
        && matches!(before, Some(Segment::Fixed(_)))
        && matches!(leaf.as_slice(), [word] if ["list", "get"].contains(&word.as_str()))
        && !is_named
    {
        let verb = verb(call, choices, false).to_owned();
        return placement(
            outer,
            &[verb],
            "the segment before the parameter is an action",
        );
    }
    // `/brand/feedback/{id}`: what is done with the one that the parameter names.
    if is_below
        && template.is_item()
        && call.verb != "GET"
        && matches!(before, Some(Segment::Fixed(_)))
        && let Some(action) = action(call, leaf)
        && is_action(leaf.first().map_or("", String::as_str))
    {
        return placement(
            outer,
            &action,
            "the segment before the parameter is an action",
        );
    }
    if let Some(action) = told(call, &resource) {
        return placement(&resource, &[action], "the operationId names the action");
    }
    let is_one = choices.singletons.contains(&leaf.join(" "));
    let verb = verb(call, choices, is_one);
    placement(&resource, &[verb.to_owned()], "HTTP method and response")
}

fn placement(resource: &[Vec<String>], method: &[String], reason: &'static str) -> Placement {
    Placement {
        resource: resource.iter().map(|words| words.join(" ")).collect(),
        method: method.join(" "),
        reason,
    }
}

/// The words of a last segment that is an action: `/charges/{id}/capture`, `/calls/{id}/actions/playback_start`.
pub(super) fn action(call: &Call, leaf: &[String]) -> Option<Vec<String>> {
    let (first, last) = (leaf.first()?, leaf.last()?);
    let begins = match call.verb.as_str() {
        "GET" | "HEAD" => {
            reads(first) || leaf.len() == 1 && (is_read(first) || is_told(call, first))
        }
        _ => is_action(first),
    };
    if begins {
        return Some(leaf.to_vec());
    }
    let is_turned = call.verb != "GET" && leaf.len() > 1 && is_action(last) && !can_act(first)
        || call.verb != "GET" && leaf.len() == 2 && is_action(last) && !is_action(first);
    is_turned.then(|| turned(leaf))
}

/// Whether the operationId names the same action as the path: `loginUser` of `GET /user/login`.
fn is_told(call: &Call, word: &str) -> bool {
    is_action(word)
        && chosen_words(call)
            .first()
            .is_some_and(|first| first == word)
}

/// Whether a last segment of this word alone reads: `/events/stream`, `/users/list`.
fn is_read(word: &str) -> bool {
    streams(word) || ["list", "get"].contains(&word)
}

/// The last word first: `playback start` is `start playback`.
pub(super) fn turned(words: &[String]) -> Vec<String> {
    let mut turned = words.to_vec();
    turned.rotate_right(1);
    turned
}

/// The method for a last segment that is no resource of its own.
fn of_leaf(
    call: &Call,
    choices: &Choices,
    leaf: &[String],
    resource: &[Vec<String>],
) -> Vec<String> {
    let is_word = leaf.len() == 1 && leaf.first().is_some_and(|word| can_act(word));
    if call.verb == "POST" && is_word {
        return leaf.to_vec();
    }
    let told = chosen_words(call);
    let first = told.first().map_or("", String::as_str);
    let verb = match call.verb.as_str() {
        "POST" | "PUT" | "PATCH" if is_action(first) && names(&told, leaf, resource) => {
            usual(first)
        }
        "POST" if is_plural(leaf) => "create",
        _ => verb(call, choices, false),
    };
    let mut method = joined(verb, leaf);
    if let ("create", Some(last)) = (verb, method.last_mut()) {
        *last = singular(last);
    }
    method
}

/// A verb and the words of a segment, which may begin with a verb itself: `/plants/get-codes`.
pub(super) fn joined(verb: &str, rest: &[String]) -> Vec<String> {
    let reads = |word: &str| ["get", "list"].contains(&usual(word));
    let rest = match rest {
        [first, rest @ ..] if !rest.is_empty() && reads(verb) && reads(first) => rest,
        _ => rest,
    };
    [&[verb.to_owned()], rest].concat()
}

/// Whether the words after the first name the leaf, and beside it nothing but resources.
fn names(told: &[String], leaf: &[String], resource: &[Vec<String>]) -> bool {
    let rest = stems(told.get(1..).unwrap_or_default());
    let known: Vec<String> = resource.iter().flat_map(|words| stems(words)).collect();
    stems(leaf).iter().all(|word| rest.contains(word))
        && rest.iter().all(|word| known.contains(word))
}

/// The action that the operationId names, where it names nothing else: `cancelEvalRun` of `POST /evals/{id}/runs/{id}`.
fn told(call: &Call, resource: &[Vec<String>]) -> Option<String> {
    let words = chosen_words(call);
    let (first, rest) = words.split_first()?;
    let known: Vec<String> = resource.iter().flat_map(|words| stems(words)).collect();
    let is_action = match call.verb.as_str() {
        "GET" => (reads(first) || streams(first)) && usual(first) == first,
        // `putPet` says no more than the method does.
        _ => is_action(first) && !is_usual(first) && !is_http(first),
    };
    let is_about_it = stems(rest).iter().all(|word| known.contains(word));
    (is_action && is_about_it).then(|| first.clone())
}

fn is_http(word: &str) -> bool {
    ["post", "put", "patch"].contains(&word)
}

/// The word of the vocabulary for an HTTP method.
pub(super) fn verb(call: &Call, choices: &Choices, is_singleton: bool) -> &'static str {
    let template = Template::new(&call.path, &choices.prefix);
    let is_item = template.is_item();
    let told = chosen_words(call);
    let is_list = match call.returns {
        // Of one of many, a list of its parts.
        Returns::List => !is_item || lists(&told),
        Returns::Value => !is_item && matches!(told.as_slice(), [_, all, ..] if all == "all"),
        Returns::Unknown => !is_item && template.leaf().is_some_and(|leaf| is_plural(leaf)),
    };
    let said = told.first().map_or("", |word| usual(word));
    match call.verb.as_str() {
        "GET" if is_list => "list",
        "GET" => "get",
        "PUT" if said == "create" && !is_item => "create",
        "POST" if is_item || is_singleton || said == "update" => "update",
        "POST" => "create",
        "PUT" if choices.put == Put::Replace => "replace",
        "PUT" | "PATCH" => "update",
        "DELETE" => "delete",
        "HEAD" => "head",
        "OPTIONS" => "options",
        "TRACE" => "trace",
        _ => "call",
    }
}

/// Whether the words of an operationId are about several: `listFilterValues`, `getSettlementDetails`.
fn lists(told: &[String]) -> bool {
    let end = told
        .iter()
        .position(|word| word == "by")
        .unwrap_or(told.len());
    let named = told.get(..end).unwrap_or_default();
    named.first().is_some_and(|word| word == "list") || is_plural(named)
}
