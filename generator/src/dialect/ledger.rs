//! Counts every keyword that is met, and reports those whose meaning is not wholly kept.

use std::collections::BTreeMap;

use super::keywords::{self, Fate, ObjectKind};
use crate::diagnostics::{Code, Diagnostics};
use crate::source::{Node, Origin};
use crate::suggest;

/// How often each keyword was met, by the object it stands in and what becomes of it.
pub type Counts = BTreeMap<(ObjectKind, &'static str, Fate), usize>;

/// The keywords of a description, and those that the standards do not have.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// The keywords of the standards.
    pub counts: Counts,
    /// How many keywords are not of the standards and no extensions either.
    pub unknown: usize,
    /// How many extensions (`x-…`) there are.
    pub extensions: usize,
}

impl Ledger {
    /// Counts the members of an object. What is dropped, approximated or not in the standards is reported.
    pub(super) fn account(
        &mut self,
        object: ObjectKind,
        node: &Node,
        diagnostics: &mut Diagnostics,
    ) {
        for (key, value) in node.as_object().into_iter().flatten() {
            self.keyword(object, key, value.origin, diagnostics);
        }
    }

    /// Counts one keyword.
    fn keyword(
        &mut self,
        object: ObjectKind,
        key: &str,
        origin: Origin,
        diagnostics: &mut Diagnostics,
    ) {
        let Some((key, fate)) = keywords::find(object, key) else {
            if key.starts_with("x-") {
                self.extensions += 1;
            } else {
                self.unknown += 1;
                let known = keywords::all(object).map(|(known, _)| known);
                unknown(origin, key, known, diagnostics);
            }
            return;
        };
        *self.counts.entry((object, key, fate)).or_default() += 1;
        match fate {
            Fate::Exact | Fate::Annotation => {}
            Fate::Approximated(kept) => {
                let message = format!("`{key}` is kept in part: {kept}");
                diagnostics.push(Code::ApproximatedKeyword, origin, message);
            }
            Fate::Dropped => {
                let message = format!("`{key}` is not kept in the generated code");
                diagnostics.push(Code::DroppedKeyword, origin, message);
            }
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
