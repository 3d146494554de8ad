//! Type names of a readable length, and others for those that are taken.

use super::Scope;
use super::casing::{pascal, words};

/// No type name has more letters, unless a component has it.
const LONGEST: usize = 50;

/// The words, or fewer of them: the first ones, which say what it belongs to, and as many of the last ones as fit.
pub(super) fn fitting(text: &str, types: &Scope) -> String {
    if letters(text) <= LONGEST {
        return text.to_owned();
    }
    let all = words(text);
    let mut best = None;
    for heads in [2, 1, 3, 0, 4, 5] {
        let (head, rest) = all.split_at(heads.min(all.len()));
        for dropped in 1..rest.len() {
            let tail = rest.get(dropped..).unwrap_or_default();
            let candidate = [head, tail].concat().join(" ");
            if letters(&candidate) > LONGEST {
                continue;
            }
            if !types.has_ty(&candidate) {
                return candidate;
            }
            best.get_or_insert(candidate);
        }
    }
    best.unwrap_or_else(|| {
        let mut text = pascal(text);
        text = text.chars().take(LONGEST).collect();
        text
    })
}

fn letters(text: &str) -> usize {
    pascal(text).chars().count()
}

/// The words for a name that is taken: with the name of the API before it, or a noun behind it.
pub(super) fn other(text: &str, api: &str, is_object: bool, types: &Scope) -> Option<String> {
    /// A longer name of an API would drown the rest.
    const LONGEST_API: usize = 16;
    let noun = if is_object { "object" } else { "value" };
    let prefixed = format!("{api} {text}");
    let candidates = [
        (!api.is_empty() && letters(api) <= LONGEST_API).then_some(prefixed),
        Some(format!("{text} {noun}")),
        Some(format!("{text} details")),
    ];
    let mut candidates = candidates.into_iter().flatten();
    candidates.find(|candidate| !types.has_ty(candidate))
}
