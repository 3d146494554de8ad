//! Goes on where a description has broken places: each is given up, or repaired, alone.
//!
//! The tree is changed and everything behind it runs again, so that what is said of the rest stays true.

mod consequence;
mod edit;
mod overlay;
mod repair;
mod units;
mod walk;
mod words;

use std::collections::BTreeSet;

pub(crate) use self::edit::Edit;
use self::overlay::Action;
pub use self::overlay::render;
use self::walk::Walk;
use crate::diagnostics::{Code, Consequence, Diagnostic, Diagnostics, Severity};
use crate::source::{Documents, Origin};

/// A place that was given up or repaired.
#[derive(Clone, Debug)]
pub struct Step {
    /// The error that is gone because of it.
    pub(crate) error: Diagnostic,
    /// The consequence in words.
    pub(crate) words: String,
    /// The consequence for callers.
    consequence: Option<Consequence>,
    pub(crate) edits: Vec<Edit>,
    /// The place that is repaired, or given up.
    place: String,
    is_repair: bool,
    /// The edits as actions of an overlay.
    pub(crate) actions: Vec<Action>,
}

/// How to deal with a broken place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Manner {
    /// Give up as little as possible.
    GiveUp,
    /// Repair it where the intention is clear, in the document itself, which is all that an overlay changes.
    Repair,
}

/// The errors that are about one place of a description and leave the rest readable.
const LOCAL: [Code; 7] = [
    Code::WrongKind,
    Code::MissingMember,
    Code::DanglingReference,
    Code::ForeignReference,
    Code::OutsideReference,
    Code::CircularReference,
    Code::InvalidNode,
];

/// Reads `documents` with `read`. When they have broken places: with `lenient`, reads all the rest, and warns of each
/// place; without, counts those that could be stepped around.
pub(crate) fn settle<T>(
    documents: &Documents,
    lenient: bool,
    diagnostics: &mut Diagnostics,
    read: impl Fn(&Documents, &mut Diagnostics) -> Option<T>,
) -> Option<T> {
    let mark = diagnostics.list().len();
    let whole = read(documents, diagnostics);
    let found = errors(diagnostics, mark);
    if found.is_empty() {
        return whole;
    }
    let said = diagnostics.split_off(mark);
    let (steps, rest) = around(documents, Manner::GiveUp, diagnostics, &said, &read);
    if lenient {
        for step in steps {
            diagnostics.extend([Diagnostic {
                code: Code::SteppedAround,
                message: format!("{}; {}", step.error.message, step.words),
                consequence: step.consequence,
                ..step.error
            }]);
        }
        return rest;
    }
    let remaining = errors(diagnostics, mark);
    diagnostics.split_off(mark);
    diagnostics.extend(said);
    let is_avoidable = |error: &&Diagnostic| {
        let mut remaining = remaining.iter();
        !remaining.any(|other| (other.code, other.origin) == (error.code, error.origin))
    };
    diagnostics.set_avoidable(found.iter().filter(is_avoidable).count());
    whole
}

/// The repairs after which `documents` can be read, and how many errors no repair is known for.
pub(crate) fn repairs<T>(
    documents: &Documents,
    diagnostics: &mut Diagnostics,
    read: impl Fn(&Documents, &mut Diagnostics) -> Option<T>,
) -> Vec<Step> {
    let mark = diagnostics.list().len();
    read(documents, diagnostics);
    let said = diagnostics.split_off(mark);
    let (steps, _) = around(documents, Manner::Repair, diagnostics, &said, &read);
    // Only what cannot be repaired is left to say.
    steps
}

/// The local errors since `mark`, each once.
fn errors(diagnostics: &Diagnostics, mark: usize) -> Vec<Diagnostic> {
    let list = diagnostics.list().get(mark..).unwrap_or_default();
    let mut errors: Vec<Diagnostic> = list
        .iter()
        .filter(|one| LOCAL.contains(&one.code))
        .filter(|one| diagnostics.severity(one.code) == Some(Severity::Error))
        .cloned()
        .collect();
    errors.sort();
    errors.dedup();
    errors
}

/// Takes steps until no local error is left, or none can be taken. `said` is the first reading's diagnostics.
fn around<T>(
    documents: &Documents,
    manner: Manner,
    diagnostics: &mut Diagnostics,
    said: &[Diagnostic],
    read: &impl Fn(&Documents, &mut Diagnostics) -> Option<T>,
) -> (Vec<Step>, Option<T>) {
    let mut refused = BTreeSet::new();
    loop {
        let mark = diagnostics.list().len();
        let (steps, rest) = walk(documents, manner, &refused, diagnostics, said, read);
        // A repair was no repair when the place, or what is around it, has to be given up all the same.
        let is_in_vain = |(at, repair): &(usize, &Step)| {
            let mut later = steps.iter().skip(at + 1).filter(|step| !step.is_repair);
            repair.is_repair
                && later.any(|step| ancestors(&repair.place).any(|above| above == step.place))
        };
        let in_vain = steps.iter().enumerate().filter(is_in_vain);
        let in_vain: Vec<_> = in_vain
            .map(|(_, step)| (step.place.clone(), step.error.origin))
            .collect();
        if in_vain.is_empty() {
            return (steps, rest);
        }
        refused.extend(in_vain);
        diagnostics.split_off(mark);
    }
}

/// As [`around`], without the repairs at `refused` places.
fn walk<T>(
    documents: &Documents,
    manner: Manner,
    refused: &BTreeSet<(String, Origin)>,
    diagnostics: &mut Diagnostics,
    said: &[Diagnostic],
    read: &impl Fn(&Documents, &mut Diagnostics) -> Option<T>,
) -> (Vec<Step>, Option<T>) {
    let mark = diagnostics.list().len();
    let mut documents = documents.clone();
    let mut walk = Walk {
        manner,
        spent: BTreeSet::new(),
        tried: refused.clone(),
    };
    diagnostics.extend(said.iter().cloned());
    let mut steps: Vec<Step> = Vec::new();
    loop {
        let errors = errors(diagnostics, mark);
        let more = walk.steps(&documents, &errors);
        // Each step spends a place, so the loop ends. The last reading is the one that counts.
        let is_done = more.is_empty();
        if !is_done {
            for edit in more.iter().flat_map(|step| &step.edits) {
                edit.apply(&mut documents.root);
            }
            steps.extend(more);
        }
        diagnostics.split_off(mark);
        let rest = read(&documents, diagnostics);
        if is_done {
            // A setting for an operation that was given up is not the reader's mistake.
            let is_new = |one: &Diagnostic| !said.contains(one);
            let after = diagnostics.split_off(mark);
            let is_kept = |one: &Diagnostic| one.code != Code::UnmatchedConfig || !is_new(one);
            diagnostics.extend(after.into_iter().filter(is_kept));
            return (steps, rest);
        }
    }
}

/// A pointer and all pointers above it, the nearest first.
fn ancestors(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |at| Some(at.rsplit_once('/')?.0))
}
