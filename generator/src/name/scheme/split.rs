//! The words that somebody chose for an operation: those of its operationId.

use std::collections::BTreeSet;

use super::Call;
use super::actions::{can_act, is_action};
use super::frameworks;
use super::template::{Segment, Template};
use super::verbs::is_usual;
use crate::name::{singular, words};

/// The words of the operationId; none where a framework made it up from method and path.
pub(super) fn chosen_words(call: &Call) -> Vec<String> {
    let Some(id) = call.id.as_deref() else {
        return Vec::new();
    };
    if is_made_up(call, id) {
        return Vec::new();
    }
    let id = frameworks::bare(call, function(call, id).unwrap_or(id));
    let is_version = |word: &String| {
        let digits = word.strip_prefix('v').unwrap_or_default();
        !digits.is_empty() && digits.chars().all(|next| next.is_ascii_digit())
    };
    let mut all = apart(call, words(id));
    all.retain(|word| !is_version(word));
    frameworks::plain(call, all)
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
    let mut known: BTreeSet<String> = words(&call.path).into_iter().collect();
    known.extend(call.tags.iter().flat_map(|tag| words(tag)));
    let singulars: Vec<String> = known.iter().map(|word| singular(word)).collect();
    let plurals: Vec<String> = singulars.iter().map(|word| plural(word)).collect();
    known.extend(singulars);
    known.extend(plurals);
    let leaf = Template::new(&call.path, &[]).leaf().cloned();
    let leaf = leaf.map(|words| words.concat()).unwrap_or_default();
    let mut joined = known.clone();
    joined.extend(JOINTS.iter().chain(&COMMON).map(|word| (*word).to_owned()));
    let split = |(index, word): (usize, String)| {
        if known.contains(&word) {
            return vec![word];
        }
        // `getchat` of `GET /chat`, however short.
        if let Some(rest) = word.strip_prefix(&method).filter(|rest| !rest.is_empty())
            && let Some(rest) = parts(rest, &joined)
        {
            return [vec![method.clone()], rest].concat();
        }
        let split = match word.len() < LONG {
            true if index == 0 => {
                parts(&word, &joined).filter(|parts| is_call(parts, &leaf, &known))
            }
            true => None,
            false => parts(&word, &joined),
        };
        split.unwrap_or_else(|| vec![word])
    };
    all.into_iter().enumerate().flat_map(split).collect()
}

/// Words that many APIs have.
const COMMON: [&str; 30] = [
    "account", "address", "check", "code", "count", "current", "data", "date", "details", "email",
    "file", "files", "form", "health", "id", "image", "info", "input", "key", "list", "name",
    "order", "password", "profile", "status", "token", "type", "url", "user", "users",
];

/// Words that join others in ids.
const JOINTS: [&str; 12] = [
    "a", "all", "an", "and", "by", "for", "from", "in", "of", "the", "to", "with",
];

fn plural(word: &str) -> String {
    match word.strip_suffix('y') {
        Some(stem) if !stem.ends_with(['a', 'e', 'o', 'u']) => format!("{stem}ies"),
        _ if word.ends_with(['s', 'x']) || word.ends_with("ch") => format!("{word}es"),
        _ => format!("{word}s"),
    }
}

/// Whether words are an action and things, so that a short word is not split by chance. `leaf` is the last segment of the
/// path, `known` are the words of path and tags.
fn is_call(parts: &[String], leaf: &str, known: &BTreeSet<String>) -> bool {
    /// A shorter word is part of many others.
    const SHORT: usize = 3;
    let is_thing = |word: &String| word.len() >= SHORT && !can_act(word);
    let begins = match parts {
        [verb, things @ ..] if is_action(verb) || verb == leaf => things.iter().any(is_thing),
        // `exportorders`
        [verb, things @ ..] if can_act(verb) => things
            .iter()
            .any(|word| is_thing(word) && known.contains(word)),
        _ => false,
    };
    let ends = matches!(parts, [things @ .., verb]
        if is_usual(verb) && things.iter().any(is_thing));
    begins || ends
}

/// The longest known words that make up a word; the first may be an action, the last one of the shared vocabulary.
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
            let is_verb = start == 0 && can_act(part) || end == word.len() && is_usual(part);
            if !(known.contains(part) || is_verb) {
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
