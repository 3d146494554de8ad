//! The words that somebody chose for an operation: those of its operationId.

use std::collections::BTreeSet;

use super::Call;
use super::template::{Segment, Template};
use super::verbs::{can_act, is_action};
use crate::name::{singular, words};

/// The words of the operationId; none where a framework made it up from method and path.
pub(super) fn chosen_words(call: &Call) -> Vec<String> {
    let Some(id) = call.id.as_deref() else {
        return Vec::new();
    };
    if is_made_up(call, id) {
        return Vec::new();
    }
    let id = function(call, id).unwrap_or(id);
    let id = handler(call, id).unwrap_or(id);
    let is_version = |word: &String| {
        let digits = word.strip_prefix('v').unwrap_or_default();
        !digits.is_empty() && digits.chars().all(|next| next.is_ascii_digit())
    };
    let mut all = apart(call, words(id));
    all.retain(|word| !is_version(word));
    without_kind(call, all)
}

/// The words without those at the end that only say what kind of thing the path leads to, as generators of JSON:API write
/// them: `apps_get_instance`, `apps_appInfos_getToManyRelated`, and without the HTTP method behind another action.
fn without_kind(call: &Call, mut all: Vec<String>) -> Vec<String> {
    const KINDS: [&[&str]; 4] = [
        &["instance"],
        &["collection"],
        &["to", "many", "related"],
        &["to", "one", "related"],
    ];
    let ends = |all: &[String], end: &[&str]| {
        let start = all.len().checked_sub(end.len());
        let rest = start.and_then(|start| all.get(start..));
        rest.is_some_and(|rest| rest.iter().eq(end.iter()))
    };
    for kind in KINDS {
        let left = all.len().saturating_sub(kind.len());
        let acts = left
            .checked_sub(1)
            .and_then(|last| all.get(last))
            .is_some_and(|word| is_action(word));
        if acts && ends(&all, kind) {
            all.truncate(left);
        }
    }
    for number in ["many", "one"] {
        if let [.., action, to, many, _] = all.as_slice()
            && is_action(action)
            && to == "to"
            && many == number
            && all
                .last()
                .is_some_and(|last| last.starts_with("relationship"))
        {
            // `apps_builds_getToManyRelationship` gets the relationship, not the builds.
            let action = all.len() - 4;
            all.drain(action + 1..action + 3);
            if let Some(action) = all.get_mut(..=action) {
                action.rotate_right(1);
            }
        }
    }
    let method = call.verb.to_lowercase();
    let (last, before) = all.split_last().unwrap_or((&method, &[]));
    if *last == method && before.len() > 1 && before.iter().any(|word| is_action(word)) {
        all.pop();
    }
    all
}

/// The name of the Java method, of which SpringFox makes an id that is unique: `listUsersUsingGET_1`.
fn handler<'a>(call: &Call, id: &'a str) -> Option<&'a str> {
    let unnumbered = id.trim_end_matches(|last: char| last.is_ascii_digit());
    let unnumbered = unnumbered.strip_suffix('_').unwrap_or(id);
    let handler = unnumbered.strip_suffix(&format!("Using{}", call.verb))?;
    (!handler.is_empty()).then_some(handler)
}

/// Whether it is the method and the path, like `PostChargesChargeCapture` of `POST /v1/charges/{charge}/capture`.
fn is_made_up(call: &Call, id: &str) -> bool {
    let method = call.verb.to_lowercase();
    let all = words(id);
    // FastAPI's, where the path was mounted elsewhere later.
    if all.len() > 5
        && all.last() == Some(&method)
        && all.first() != Some(&method)
        && id.contains("__")
    {
        return true;
    }
    let joined = all.concat();
    let mut path = words(&call.path);
    let is_prefix = |word: &String| word == "api" || word.starts_with('v') && word.len() < 4;
    for said in [joined.strip_prefix(&method), joined.strip_suffix(&method)]
        .into_iter()
        .flatten()
    {
        loop {
            if path.concat() == said && path.len() > 1 {
                return true;
            }
            if path.is_empty() || !is_prefix(&path.remove(0)) {
                path = words(&call.path);
                break;
            }
        }
    }
    // `get_public_missions_missions_mission_id_runs`: the path, mounted elsewhere.
    let names = Template::new(&call.path, &[]);
    let parameters = names.segments.iter().filter_map(|segment| match segment {
        Segment::Parameter(words) => Some(words.concat()),
        Segment::Fixed(_) => None,
    });
    let parameters: Vec<String> = parameters.collect();
    all.first() == Some(&method)
        && all.len() > 4
        && !parameters.is_empty()
        && parameters
            .iter()
            .all(|name| name.len() > 3 && joined.contains(name.as_str()))
}

/// The name of the function, of which FastAPI makes an id that is unique: `read_item_items__item_id__get`.
fn function<'a>(call: &Call, id: &'a str) -> Option<&'a str> {
    let path = call
        .path
        .replace(|char: char| !(char.is_alphanumeric() || char == '_'), "_");
    let method = call.verb.to_lowercase();
    let function = id.strip_suffix(&format!("{path}_{method}"))?;
    (!function.trim_matches('_').is_empty()).then_some(function)
}

/// Splits words that run together, such as `deleteprojectspendlimit`, into words of the operation's path and tags.
fn apart(call: &Call, all: Vec<String>) -> Vec<String> {
    /// A word of this length is more likely several.
    const LONG: usize = 11;
    let method = call.verb.to_lowercase();
    let is_methodical = |word: &String| word.len() > method.len() && word.starts_with(&method);
    let is_acting = |word: &String| !can_act(word) && actions(word).next().is_some();
    if !all
        .iter()
        .any(|word| word.len() >= LONG || is_methodical(word) || is_acting(word))
    {
        return all;
    }
    let mut known: BTreeSet<String> = words(&call.path).into_iter().collect();
    known.extend(call.tags.iter().flat_map(|tag| words(tag)));
    let more: Vec<String> = known.iter().map(|word| singular(word)).collect();
    known.extend(more);
    known.extend(["a", "an", "the", "for", "of", "by"].map(str::to_owned));
    let split = |word: String| {
        if known.contains(&word) {
            return vec![word];
        }
        if is_methodical(&word)
            && let Some(rest) = word.strip_prefix(&method)
            && let Some(rest) = parts(rest, &known)
        {
            // `getchat` of `GET /chat`, however short.
            return [vec![method.clone()], rest].concat();
        }
        if word.len() < LONG {
            // `listusers` of `/users`.
            let split = { actions(&word) }.find_map(|(action, rest)| {
                let rest = parts(rest, &known).filter(|_| is_acting(&word))?;
                Some([vec![action.to_owned()], rest].concat())
            });
            return split.unwrap_or_else(|| vec![word]);
        }
        parts(&word, &known).unwrap_or_else(|| vec![word])
    };
    all.into_iter().flat_map(split).collect()
}

/// The actions that a word begins with, each with the rest of the word.
fn actions(word: &str) -> impl Iterator<Item = (&str, &str)> {
    /// A shorter rest is more likely a part of the word, as in `payout`.
    const SHORTEST: usize = 4;
    let ends = 2..word.len().saturating_sub(SHORTEST) + 1;
    ends.filter_map(|end| word.split_at_checked(end))
        .filter(|(action, _)| is_action(action))
}

/// The longest known words that make up a word.
fn parts(word: &str, known: &BTreeSet<String>) -> Option<Vec<String>> {
    // The split of each beginning, if there is one.
    let mut splits: Vec<Option<Vec<String>>> = vec![None; word.len() + 1];
    if let Some(first) = splits.first_mut() {
        *first = Some(Vec::new());
    }
    for end in 1..=word.len() {
        for start in 0..end {
            let Some(part) = word.get(start..end) else {
                continue;
            };
            if !(known.contains(part) || start == 0 && can_act(part)) {
                continue;
            }
            let Some(Some(before)) = splits.get(start) else {
                continue;
            };
            let fewer = before.len() + 1;
            let best = splits
                .get(end)
                .and_then(Option::as_ref)
                .map_or(usize::MAX, Vec::len);
            if fewer < best {
                let mut split = before.clone();
                split.push(part.to_owned());
                if let Some(slot) = splits.get_mut(end) {
                    *slot = Some(split);
                }
            }
        }
    }
    splits.pop().flatten()
}
