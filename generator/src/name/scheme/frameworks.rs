//! The words that frameworks add to operationIds and tags: they name neither a resource nor an action.

use super::Call;
use super::actions::can_act;
use super::template::{is_version, stems};
use super::verbs::{is_usual, usual};
use crate::name::words;

/// Last words of the classes that serve requests: `UserController`.
const CLASSES: [&str; 5] = ["controller", "resource", "endpoint", "handler", "service"];

/// Words for any API as a whole.
const WHOLE: [&str; 3] = ["api", "rest", "default"];

/// An operationId without the parts that say nothing: `listUsersUsingGET_1` is `listUsers`, `UserController_find` is
/// `find`.
pub(super) fn bare<'a>(call: &Call, id: &'a str) -> &'a str {
    let id = unnumbered(call, id);
    // SpringFox writes the HTTP method behind the name of the function.
    let suffix = format!("Using{}", call.verb);
    let id = id.strip_suffix(&suffix).unwrap_or(id);
    match id.split_once('_') {
        Some((class, function)) if is_class(class) && !function.is_empty() => function,
        _ => id,
    }
}

/// Without the number that tells an operationId from an equal one: `list_1`.
fn unnumbered<'a>(call: &Call, id: &'a str) -> &'a str {
    let Some((name, number)) = id.rsplit_once('_') else {
        return id;
    };
    let is_number = (1..=2).contains(&number.len())
        && number.chars().all(|next| next.is_ascii_digit())
        && name.ends_with(char::is_alphanumeric);
    let is_in_path = || words(&call.path).iter().any(|word| word == number);
    match is_number && !is_in_path() {
        true => name,
        false => id,
    }
}

fn is_class(name: &str) -> bool {
    let words = words(name);
    let class = words.last().map_or("", String::as_str);
    words.len() > 1 && ["controller", "service"].contains(&class)
}

/// The words of a tag, or of a part of an operationId, that name a resource: `user` of `UserController`, none of `v1`.
pub(super) fn resource_words(call: &Call, tag: &str) -> Vec<String> {
    let mut all = words(tag);
    // `Customer Service` is written for people.
    let is_code = !tag.contains(' ');
    let in_path = stems(&words(&call.path));
    while let [_, .., last] = all.as_slice() {
        let is_class = is_code && CLASSES.contains(&last.as_str()) && !in_path.contains(last);
        if !is_class && last != "controller" && last != "api" {
            break;
        }
        all.pop();
    }
    let says_nothing = |word: &String| is_version(word) || WHOLE.contains(&word.as_str());
    match all.iter().all(says_nothing) {
        true => Vec::new(),
        false => all,
    }
}

/// The words of an operationId without those of JSON:API, the action first: `apps builds get to many related` is
/// `get apps builds`, `apps get collection` is `apps list`.
pub(super) fn plain(call: &Call, mut all: Vec<String>) -> Vec<String> {
    let is = |word: &str, any: &[&str]| any.contains(&word);
    match all.as_slice() {
        [names @ .., verb, to, count, kind]
            if to == "to"
                && is(count, &["one", "many"])
                && is(kind, &["related", "relationship"])
                && can_act(verb) =>
        {
            let verb = match (usual(verb), count.as_str()) {
                ("get", "many") => "list",
                _ => verb,
            };
            let mut plain = vec![verb.to_owned()];
            plain.extend_from_slice(names);
            if kind == "relationship" {
                plain.push(kind.clone());
            }
            plain
        }
        [_, .., verb, kind]
            if is(kind, &["instance", "collection"])
                && is_usual(verb)
                && !stems(&words(&call.path)).contains(kind) =>
        {
            let verb = match (usual(verb), kind.as_str()) {
                ("get", "collection") => "list",
                _ => verb,
            };
            let verb = verb.to_owned();
            all.truncate(all.len() - 2);
            all.push(verb);
            all
        }
        _ => all,
    }
}
