//! Which operations a README shows: those that users of the API call first.

use crate::emit::example::{Sample, sample};
use crate::ir::{Api, BodyKind, Operation, Place, Success};
use crate::name::words;

/// Words of resources and methods that newcomers rarely call first.
const ASIDE: [&str; 14] = [
    "admin",
    "audit",
    "beta",
    "debug",
    "deprecated",
    "experimental",
    "health",
    "internal",
    "legacy",
    "ping",
    "preview",
    "status",
    "test",
    "version",
];

/// The best operation of a kind that has an example, with that. A long example is none to begin with.
pub(super) fn best(api: &Api, is_it: impl Fn(&Operation) -> bool) -> Option<(&Operation, Sample)> {
    /// How many examples are written to choose from.
    const MOST: usize = 40;
    /// The usual number of lines of a call with a few inputs.
    const USUAL: usize = 8;
    let found = ranked(api, is_it).take(MOST);
    let found = found.map(|(score, one, sample)| {
        let lines = sample.body.len() + sample.imports.len();
        (2 * count(lines.saturating_sub(USUAL)) - score, one, sample)
    });
    let best = found.min_by_key(|(score, ..)| *score)?;
    Some((best.1, best.2))
}

/// The operation with a value whose example is the shortest.
pub(super) fn shortest(api: &Api) -> Option<Sample> {
    /// How many examples are written to choose from.
    const MOST: usize = 200;
    let is_value =
        |one: &Operation| matches!(one.success, Success::Json(_)) && one.paging.is_none();
    let all = ranked(api, is_value).take(MOST);
    let found =
        all.min_by_key(|(score, _, sample)| (sample.body.len() + sample.imports.len(), -score))?;
    Some(found.2)
}

/// The operations of a kind that have an example, the likeliest first. An example is written when it is asked for.
fn ranked(
    api: &Api,
    is_it: impl Fn(&Operation) -> bool,
) -> impl Iterator<Item = (i64, &Operation, Sample)> {
    let operations = { api.operations.iter() }.filter(|one| !one.deprecated && is_it(one));
    let scored = operations.map(|one| (score(api, one), one));
    let mut scored: Vec<(i64, &Operation)> = scored.collect();
    // Of equals the first in the description.
    scored.sort_by_key(|(score, _)| -score);
    let scored = scored.into_iter();
    scored.filter_map(move |(score, one)| Some((score, one, sample(api, one)?)))
}

/// How likely it is that somebody who tries the API calls this operation.
fn score(api: &Api, operation: &Operation) -> i64 {
    let siblings = api.resources.get(operation.resource.0);
    let siblings = siblings.map_or(&[][..], |resource| &resource.operations);
    let siblings = { siblings.iter() }.filter_map(|id| api.operations.get(id.0));
    let methods: Vec<&str> = siblings.map(|one| one.name.as_str()).collect();
    let kinds = ["list", "get", "create", "update", "delete"];
    let is_full = kinds.iter().filter(|kind| methods.contains(kind)).count();
    let verb = match operation.name.as_str() {
        "create" | "send" => 14,
        "list" | "search" => 10,
        _ => 0,
    };
    let inputs = { operation.parameters.iter() }.filter(|one| one.required);
    let (in_path, others): (Vec<_>, Vec<_>) = inputs.partition(|one| one.place == Place::Path);
    let (asked, all) = properties(api, operation);
    let path = api.resources.get(operation.resource.0);
    let path = path.map_or(&[][..], |resource| &resource.path);
    let aside = { path.iter().flat_map(|part| words(part)) }
        .chain(words(operation.name.as_str()))
        .filter(|word| ASIDE.contains(&word.as_str()));
    let gives_value = matches!(operation.success, Success::Json(_) | Success::Stream(..));
    let has_sample = operation
        .responses
        .iter()
        .any(|one| !one.samples.is_empty());
    let has_example = { operation.body.as_ref() }.is_some_and(|body| body.example.is_some());
    // Such a call says nothing, and so shows nothing.
    let is_silent = asked == 0 && all > 0 && !has_example && others.is_empty() && verb == 14;
    let mentioned = mentions(api, path);
    verb + 3 * count(is_full)
        + 6 * i64::from(gives_value)
        + 3 * i64::from(has_sample)
        + 5 * i64::from(has_example)
        + mentioned
        // What an API is about has the most settings, and often a way to watch it.
        + count(all / 3).min(10)
        + 5 * i64::from(operation.streams.is_some())
        - 20 * i64::from(is_silent)
        - 9 * count(in_path.len())
        - 2 * count(others.len())
        - 2 * count(asked.saturating_sub(2))
        - 4 * count(path.len().saturating_sub(1))
        - 15 * count(aside.count())
}

fn count(items: usize) -> i64 {
    i64::try_from(items).unwrap_or(i64::MAX / 64)
}

/// Returns the numbers of required properties and of all properties of a body.
fn properties(api: &Api, operation: &Operation) -> (usize, usize) {
    let Some(body) = &operation.body else {
        return (0, 0);
    };
    let flat = crate::emit::operation::flattened(api, body);
    flat.map_or((1, 1), |(_, content)| {
        (content.required.len(), content.fields.len())
    })
}

/// Scores a resource that the title or the introduction of the API names.
fn mentions(api: &Api, path: &[String]) -> i64 {
    let Some(last) = path.last() else {
        return 0;
    };
    let wanted = words(last);
    let has = |text: &str| {
        let text = words(text);
        let mut windows = text.windows(wanted.len().max(1));
        windows.any(|window| window.iter().zip(&wanted).all(|(a, b)| stem(a) == stem(b)))
    };
    let in_title = has(&api.title);
    let in_text = api.description.as_deref().is_some_and(has);
    8 * i64::from(in_title) + 4 * i64::from(in_text)
}

fn stem(word: &str) -> &str {
    word.strip_suffix('s').unwrap_or(word)
}

/// Whether an operation sends a file.
pub(super) fn sends_file(operation: &Operation) -> bool {
    let mut parameters = operation.parameters.iter();
    let body = operation.body.as_ref();
    parameters.any(|one| one.required && crate::emit::types::is_upload(&one.usage.ty))
        || body.is_some_and(|body| body.required && body.kind == BodyKind::Bytes)
}
