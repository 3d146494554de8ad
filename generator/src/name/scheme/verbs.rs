//! The vocabulary that all methods share, and the actions that read.

/// Actions that read: what else is requested by `GET` is a thing, whatever its name.
const READING: &[&str] = &[
    "authorize",
    "autocomplete",
    "browse",
    "calculate",
    "check",
    "compare",
    "count",
    "describe",
    "discover",
    "download",
    "explain",
    "export",
    "find",
    "geocode",
    "introspect",
    "lookup",
    "parse",
    "ping",
    "poll",
    "predict",
    "preview",
    "probe",
    "query",
    "search",
    "simulate",
    "suggest",
    "summarize",
    "tail",
    "validate",
    "verify",
];

/// What other words say, in the vocabulary that all methods share.
const SYNONYMS: &[(&str, &str)] = &[
    ("describe", "get"),
    ("destroy", "delete"),
    ("edit", "update"),
    ("fetch", "get"),
    ("insert", "create"),
    ("modify", "update"),
    ("obtain", "get"),
    ("patch", "update"),
    ("post", "create"),
    ("read", "get"),
    ("retrieve", "get"),
    ("retreive", "get"),
    ("show", "get"),
    ("view", "get"),
    ("find", "get"),
    ("del", "delete"),
];

/// Whether a word is an action that reads.
pub(super) fn reads(word: &str) -> bool {
    READING.contains(&word)
}

/// Whether a word is an action that goes on reading.
pub(super) fn streams(word: &str) -> bool {
    ["follow", "stream", "tail", "watch"].contains(&word)
}

/// The word of the shared vocabulary.
pub(super) fn usual(word: &str) -> &str {
    let known = SYNONYMS.iter().find(|(other, _)| *other == word);
    known.map_or(word, |(_, usual)| usual)
}

/// Whether a word is one of the vocabulary for what every collection has.
pub(super) fn is_usual(word: &str) -> bool {
    ["list", "get", "create", "update", "replace", "delete"].contains(&usual(word))
}
