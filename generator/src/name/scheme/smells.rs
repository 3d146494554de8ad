//! The faults of names that nobody would choose.

use std::fmt;

use super::template::stems;
use super::{Call, Placement, Returns};
use crate::ir::{Api, NamedBy, Operation};
use crate::name::words;

/// A fault of a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Smell {
    /// `create_a_card`
    Article,
    /// `post_charge`, or `search_post`
    HttpVerb,
    /// `get_pets_id`: a parameter of the path.
    PathWord,
    /// `pets().list_pets`
    Repetition,
    /// `list_get`, `delete_remove`: the action twice.
    RepeatedVerb,
    /// `get_instance`, `list_collection`
    Empty,
    /// `deleteprojectspendlimit`
    RunTogether,
    /// `get_pets_2`
    Number,
    /// More than five words.
    Long,
    /// `get` of what returns a list.
    GetOfList,
    /// `retrieve`, where the vocabulary has `get`.
    Retrieve,
    /// The resource is a title: `allow_list_block_list`.
    Title,
    /// Another method of the resource has the name.
    Clash,
}

impl fmt::Display for Smell {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Article => "an article",
            Self::HttpVerb => "an HTTP method",
            Self::PathWord => "a parameter's name",
            Self::Repetition => "the resource again",
            Self::RepeatedVerb => "the action twice",
            Self::Empty => "a word without meaning",
            Self::RunTogether => "words run together",
            Self::Number => "a number",
            Self::Long => "over five words",
            Self::GetOfList => "`get` of a list",
            Self::Retrieve => "`retrieve` beside `get`",
            Self::Title => "a title for a resource",
            Self::Clash => "a clash",
        })
    }
}

/// The faults of the name that an operation has; `None` where the settings or the description give it.
#[must_use]
pub fn smells_of(api: &Api, operation: &Operation) -> Option<Vec<Smell>> {
    if operation.named_by != NamedBy::Scheme || !operation.variant.is_empty() {
        return None;
    }
    let resource = api.resources.get(operation.resource.0);
    let placement = Placement {
        resource: resource
            .map(|resource| resource.path.clone())
            .unwrap_or_default(),
        method: operation.name.to_string(),
        reason: "",
    };
    let mut smells = smells(&Call::of(api, operation), &placement);
    if words(operation.name.as_str()) != words(&operation.words) {
        smells.push(Smell::Clash);
    }
    Some(smells)
}

/// The faults of an operation's name, apart from clashes.
#[must_use]
pub fn smells(call: &Call, placement: &Placement) -> Vec<Smell> {
    let method = words(&placement.method);
    let (first, last) = (
        method.first().map_or("", String::as_str),
        method.last().map_or("", String::as_str),
    );
    let rest = method.get(1..).unwrap_or_default();
    let has = |word: &str| method.iter().any(|other| other == word);
    let is_http = |word: &str| ["post", "put", "patch"].contains(&word);
    let resource = placement
        .resource
        .last()
        .map(|last| stems(&words(last)))
        .unwrap_or_default();
    let repeats = !resource.is_empty()
        && stems(rest)
            .windows(resource.len())
            .any(|window| window == resource);
    let long =
        |word: &&String| word.len() > 15 && word.chars().all(|next| next.is_ascii_lowercase());
    let parameters = crate::template::names(&call.path);
    let is_parameter = |name: &&str| {
        let name = words(name);
        name.len() > 1 && method.len() > name.len() && method.ends_with(&name) && !has("by")
    };
    let in_path = stems(&words(&call.path));
    let is_empty = |word: &str| ["instance", "collection"].contains(&word);
    let digits = |word: &String| word.chars().all(|next| next.is_ascii_digit());
    let faults = [
        (
            ["a", "an", "the"].iter().any(|word| has(word)),
            Smell::Article,
        ),
        (
            is_http(first)
                || is_http(last) && !in_path.iter().any(|word| word == last)
                || method.len() > 1 && ["get", "delete", "method"].contains(&last),
            Smell::HttpVerb,
        ),
        (parameters.iter().any(is_parameter), Smell::PathWord),
        (repeats, Smell::Repetition),
        (repeats_verb(&method), Smell::RepeatedVerb),
        (
            method.len() == 2 && is_empty(last) && !in_path.iter().any(|word| word == last),
            Smell::Empty,
        ),
        (method.iter().any(|word| long(&word)), Smell::RunTogether),
        (method.iter().any(digits), Smell::Number),
        (method.len() > 5, Smell::Long),
        (
            first == "get" && call.returns == Returns::List && !call.path.ends_with('}'),
            Smell::GetOfList,
        ),
        (["retrieve", "fetch"].contains(&first), Smell::Retrieve),
    ];
    faults
        .into_iter()
        .filter(|(is_there, _)| *is_there)
        .map(|(_, smell)| smell)
        .collect()
}

/// Whether the second word says what the first one does, or there are two actions and nothing else: `list list mapped`,
/// `get retrieve`, `replace add`.
fn repeats_verb(method: &[String]) -> bool {
    const SYNONYMS: [&[&str]; 4] = [
        &["list", "get", "retrieve", "fetch"],
        &["create", "add"],
        &["update", "replace", "set"],
        &["delete", "remove"],
    ];
    let meaning = |word: &String| {
        let mut meanings = SYNONYMS.iter();
        meanings.position(|words| words.contains(&word.as_str()))
    };
    let [first, second, rest @ ..] = method else {
        return false;
    };
    match (meaning(first), meaning(second)) {
        (Some(first), Some(second)) => first == second || rest.is_empty(),
        _ => false,
    }
}
