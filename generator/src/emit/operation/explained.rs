//! Docs of the arguments of a method whose names do not say it all.

use super::arguments::{argument_name, flattened};
use super::{parameter_text, sentence};
use crate::emit::field::text;
use crate::emit::inputs;
use crate::ir::{Api, Operation, Place};
use crate::name::words;

/// Words that describe nothing.
const EMPTY: &[&str] = &[
    "a",
    "an",
    "the",
    "of",
    "for",
    "to",
    "in",
    "by",
    "with",
    "from",
    "this",
    "that",
    "is",
    "be",
    "and",
    "or",
    "its",
    "id",
    "ids",
    "identifier",
    "unique",
    "uuid",
    "key",
    "value",
    "name",
    "specified",
    "given",
    "specific",
    "associated",
    "string",
    "parameter",
    "path",
    "required",
];

/// A list of the arguments that have more to them than their names.
pub(super) fn arguments(api: &Api, operation: &Operation) -> Option<String> {
    let by_struct = !operation.inputs.is_empty();
    let parameters = operation.parameters.iter().filter(|one| one.required);
    let shown = parameters.filter(|one| !by_struct || one.place == Place::Path);
    let mut all: Vec<(String, String)> = shown
        .map(|one| (one.name.to_string(), parameter_text(one)))
        .collect();
    let body = operation.body.as_ref().filter(|_| !by_struct);
    if let Some((body, (_, content))) = body.and_then(|body| Some((body, flattened(api, body)?))) {
        let asked = inputs::asked(api, content).into_iter();
        all.extend(asked.map(|field| {
            let name = argument_name(body, content, field).to_string();
            (name, text(field))
        }));
    }
    let context = format!("{} {}", operation.path, operation.id);
    let lines: Vec<String> = all
        .into_iter()
        .filter(|(name, about)| says_more(about, name, &context))
        .map(|(name, about)| (name, short(&about)))
        .filter(|(_, about)| !about.is_empty())
        .map(|(name, about)| format!("- `{name}`: {about}"))
        .collect();
    (!lines.is_empty()).then(|| lines.join("\n"))
}

/// A description on one line, or its first sentence where it is long.
fn short(about: &str) -> String {
    const LONG: usize = 160;
    let line = about.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_prose = !about.contains(['|', '\\', '\n']);
    match line.len() <= LONG && is_prose {
        true => line,
        false => sentence(about),
    }
}

/// Whether a description has words beside those of the name and of what it is an argument of.
fn says_more(about: &str, name: &str, context: &str) -> bool {
    let stem = |word: &String| word.trim_end_matches('s').to_owned();
    let known = words(&format!("{name} {context}"));
    let known: Vec<String> = known.iter().map(stem).collect();
    let is_new = |word: &String| !EMPTY.contains(&word.as_str()) && !known.contains(&stem(word));
    words(about).iter().any(is_new)
}
