//! Reports the keywords whose meaning is not wholly kept, and those that the standards do not have.

use super::keywords::{self, Fate, ObjectKind};
use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Node, Origin};
use crate::suggest;

/// Reports the members of an object that are dropped, approximated or not in the standards.
pub(super) fn account(object: ObjectKind, node: &Node, diagnostics: &mut Diagnostics) {
    for (key, value) in node.as_object().into_iter().flatten() {
        let Some((key, fate)) = keywords::find(object, key) else {
            if !key.starts_with("x-") {
                let known = keywords::all(object).map(|(known, _)| known);
                unknown(value.origin, key, known, diagnostics);
            }
            continue;
        };
        match fate {
            Fate::Exact | Fate::Annotation => continue,
            Fate::Approximated(kept) => {
                let message = format!("`{key}` is kept in part: {kept}");
                diagnostics.push(Code::ApproximatedKeyword, value.origin, message);
            }
            Fate::Dropped => {
                let message = format!("`{key}` is not kept in the generated code");
                diagnostics.push(Code::DroppedKeyword, value.origin, message);
            }
        }
        if let Some(consequence) = keywords::consequence(object, key, value, node) {
            diagnostics.costs(consequence);
        }
    }
}

/// Reports a keyword that the standards do not have.
pub(super) fn unknown(
    origin: Origin,
    key: &str,
    known: impl Iterator<Item = &'static str>,
    diagnostics: &mut Diagnostics,
) {
    let message = format!("`{key}` is not a keyword here");
    match suggest::nearest(key, known) {
        Some(near) => {
            let help = format!("did you mean `{near}`?");
            diagnostics.push_with_help(Code::UnknownKeyword, origin, message, help);
        }
        None => diagnostics.push(Code::UnknownKeyword, origin, message),
    }
}
