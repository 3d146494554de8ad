//! Goes on where a description has broken places: each is given up, or repaired, alone.
//!
//! The tree is changed and everything behind it runs again, so that what is said of the rest stays true.

mod edit;
mod overlay;
mod repair;
mod units;

use std::collections::{HashMap, HashSet};

pub(crate) use self::edit::Edit;
use self::overlay::Action;
pub use self::overlay::render;
use self::units::{Role, Units, last};
use crate::diagnostics::{Code, Diagnostic, Diagnostics, Severity};
use crate::source::{Documents, FILES, Node, Origin, Value};

/// A place that was given up or repaired.
#[derive(Clone, Debug)]
pub struct Step {
    /// The error that is gone because of it.
    pub(crate) error: Diagnostic,
    /// The consequence in words.
    pub(crate) words: String,
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
    let mut refused = HashSet::new();
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
    refused: &HashSet<(String, Origin)>,
    diagnostics: &mut Diagnostics,
    said: &[Diagnostic],
    read: &impl Fn(&Documents, &mut Diagnostics) -> Option<T>,
) -> (Vec<Step>, Option<T>) {
    let mark = diagnostics.list().len();
    let mut documents = documents.clone();
    let mut walk = Walk {
        manner,
        spent: HashSet::new(),
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

/// What has been tried.
struct Walk {
    manner: Manner,
    /// Given up: pointer, and the place of the node, which tells items of a list apart.
    spent: HashSet<(String, Origin)>,
    /// Repaired.
    tried: HashSet<(String, Origin)>,
}

impl Walk {
    /// The next steps, in an order in which they can be taken.
    fn steps(&mut self, documents: &Documents, errors: &[Diagnostic]) -> Vec<Step> {
        if errors.is_empty() {
            return Vec::new();
        }
        let units = Units::of(documents);
        let places = places(&documents.root, errors);
        let mut chosen: Vec<(String, Option<Role>, Step)> = Vec::new();
        let mut repaired: HashSet<String> = HashSet::new();
        for error in errors {
            let pointers = places.get(&error.origin).map_or(&[][..], Vec::as_slice);
            for pointer in pointers {
                for pointer in self.in_reach(&units, pointer) {
                    if repaired.contains(&pointer) {
                        continue;
                    }
                    let choice = self.choose(&units, &pointer, error);
                    if let Some((pointer, None, _)) = &choice {
                        repaired.insert(pointer.clone());
                    }
                    chosen.extend(choice);
                }
            }
        }
        // A part of something that is given up goes with it.
        let given_up: HashSet<String> = { chosen.iter() }
            .filter(|(_, role, _)| role.is_some())
            .map(|(pointer, ..)| pointer.clone())
            .collect();
        chosen.retain(|(pointer, ..)| {
            !ancestors(pointer).any(|above| above != pointer && given_up.contains(above))
        });
        // Items of a list from the back, so that the places of those before them stay true.
        chosen.sort_by_cached_key(|(pointer, ..)| {
            let segments = pointer.split('/').map(|segment| {
                let index = segment.parse::<usize>().ok();
                (
                    index.map_or(0, |index| usize::MAX - index),
                    segment.to_owned(),
                )
            });
            segments.collect::<Vec<_>>()
        });
        let mut given: HashSet<String> = HashSet::new();
        // Lists that items are taken from, and whether one is written anew as it is now.
        let mut lists: HashMap<&str, bool> = HashMap::new();
        let mut steps = Vec::new();
        for (pointer, role, step) in &chosen {
            let mut step = step.clone();
            if role.is_some() {
                let takes_item = step.edits.contains(&Edit::Remove(pointer.clone()));
                let list = overlay::list_of(&units, pointer).filter(|_| takes_item);
                if let Some((list, node)) = list {
                    let is_new = overlay::filter(&units, pointer, node).is_none();
                    let known = lists.get(list).copied();
                    if known == Some(true) || known.is_some() && is_new {
                        // The error is found again in the next round.
                        continue;
                    }
                    lists.insert(list, is_new);
                }
                let origin = units.node(pointer).map(|node| node.origin);
                let origin = origin.unwrap_or(Origin::NOWHERE);
                self.spent.insert((pointer.clone(), origin));
                // Another error of the same place: there is nothing more to do.
                if !given.insert(pointer.clone()) {
                    step.edits.clear();
                }
            }
            step.actions = overlay::actions(&units, &step.edits);
            steps.push(step);
        }
        steps
    }

    /// The pointer itself, or the places in the document that lead there when an overlay cannot change it.
    fn in_reach(&self, units: &Units<'_>, pointer: &str) -> Vec<String> {
        let is_elsewhere = |pointer: &str| pointer.starts_with(&format!("/{FILES}/"));
        if self.manner == Manner::GiveUp || !is_elsewhere(pointer) {
            return vec![pointer.to_owned()];
        }
        let mut seen = HashSet::new();
        let mut found = Vec::new();
        let mut ahead = vec![pointer.to_owned()];
        while let Some(pointer) = ahead.pop() {
            for above in ancestors(&pointer) {
                for referrer in units.referrers(above) {
                    if !seen.insert(referrer.clone()) {
                        continue;
                    }
                    match is_elsewhere(referrer) {
                        true => ahead.push(referrer.clone()),
                        false => found.push(referrer.clone()),
                    }
                }
            }
        }
        found
    }

    fn choose(
        &mut self,
        units: &Units<'_>,
        pointer: &str,
        error: &Diagnostic,
    ) -> Option<(String, Option<Role>, Step)> {
        let node = units.node(pointer)?;
        let step = |edits, words: String| Step {
            error: error.clone(),
            words,
            edits,
            place: pointer.to_owned(),
            is_repair: false,
            actions: Vec::new(),
        };
        if self.manner == Manner::Repair
            && node.origin == error.origin
            && self.tried.insert((pointer.to_owned(), node.origin))
            && let Some((edits, words)) = repair::repair(units, pointer, node, error)
        {
            let mut step = step(edits, words);
            step.is_repair = true;
            return Some((pointer.to_owned(), None, step));
        }
        let (unit, role) = ancestors(pointer).find_map(|above| {
            let role = units.unit(above)?;
            let origin = units.node(above)?.origin;
            let is_spent = self.spent.contains(&(above.to_owned(), origin));
            (!is_spent).then(|| (above.to_owned(), role))
        })?;
        let edits = give_up(units, &unit, role, pointer)?;
        let mut step = step(edits, loss(units, &unit, role));
        step.place.clone_from(&unit);
        Some((unit, Some(role), step))
    }
}

/// The edits that give a unit up.
fn give_up(units: &Units<'_>, unit: &str, role: Role, pointer: &str) -> Option<Vec<Edit>> {
    let node = units.node(unit)?;
    let (parent, _) = unit.rsplit_once('/')?;
    let is_item = units.node(parent)?.as_array().is_some();
    if matches!(role, Role::Schema | Role::MediaType | Role::Response) {
        let reference = format!("{unit}/$ref");
        if pointer == unit && node.get("$ref").is_some() || pointer == reference {
            return Some(vec![Edit::Remove(reference)]);
        }
        if node.as_object().is_some() {
            return Some(vec![Edit::Clear(unit.to_owned())]);
        }
        if !is_item {
            let empty = Node::object(node.origin, crate::source::Object::new());
            return Some(Edit::replace(unit, node, empty));
        }
    }
    Some(vec![Edit::Remove(unit.to_owned())])
}

/// The consequence of giving a unit up.
fn loss(units: &Units<'_>, unit: &str, role: Role) -> String {
    let (parent, _) = unit.rsplit_once('/').unwrap_or_default();
    let key = last(unit);
    let is_item = units
        .node(parent)
        .is_some_and(|node| node.as_array().is_some());
    let word = |key: &str| {
        let value = units.node(unit).and_then(|node| node.get(key));
        value.and_then(Node::as_str)
    };
    match role {
        Role::Schema
            if is_item
                && units
                    .node(unit)
                    .is_some_and(|node| node.as_object().is_none()) =>
        {
            format!("this item of `{}` is left out", last(parent))
        }
        Role::Schema if last(parent) == "allOf" => "this part of `allOf` is left out".to_owned(),
        Role::Schema => match last(parent).as_str() {
            "properties" => format!("property `{key}` becomes free-form JSON"),
            "schemas" | "definitions" | "$defs" => format!("schema `{key}` becomes free-form JSON"),
            _ => "this schema becomes free-form JSON".to_owned(),
        },
        Role::MediaType => format!("content of type `{key}` becomes free-form"),
        Role::Operation => format!(
            "operation `{} {}` is left out",
            key.to_uppercase(),
            path_of(unit)
        ),
        Role::PathItem => format!("path `{key}` is left out with all its operations"),
        Role::Parameter => match word("name") {
            Some(name) => format!("parameter `{name}` is left out"),
            None => "this parameter is left out".to_owned(),
        },
        Role::Body => format!("request body `{key}` is left out"),
        Role::Response => format!("the body of response `{key}` is not read"),
        Role::Header => format!("header `{key}` is left out"),
        Role::Entry(name) => format!("this {name} is left out"),
        Role::Detail | Role::Document | Role::Components => format!("`{key}` is left out"),
    }
}

/// The path or webhook of an operation.
fn path_of(operation: &str) -> String {
    let segments: Vec<&str> = operation.split('/').collect();
    let at = segments
        .iter()
        .rposition(|one| ["paths", "webhooks", "pathItems"].contains(one));
    let path = at.and_then(|at| segments.get(at + 1));
    last(path.copied().unwrap_or_default())
}

/// A pointer and all pointers above it, the nearest first.
fn ancestors(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |at| Some(at.rsplit_once('/')?.0))
}

/// The pointers of the nodes that errors are about.
fn places(root: &Node, errors: &[Diagnostic]) -> HashMap<Origin, Vec<String>> {
    let mut places: HashMap<Origin, Vec<String>> = HashMap::new();
    let wanted: HashSet<Origin> = errors.iter().map(|error| error.origin).collect();
    let mut ahead = vec![(String::new(), root)];
    while let Some((pointer, node)) = ahead.pop() {
        match &node.value {
            Value::Array(items) => {
                let items = items.iter().enumerate();
                ahead.extend(items.map(|(index, item)| (format!("{pointer}/{index}"), item)));
            }
            Value::Object(members) => {
                let members = members.iter();
                ahead.extend(members.map(|(key, value)| {
                    (format!("{pointer}/{}", crate::dialect::escape(key)), value)
                }));
            }
            _ => {}
        }
        if wanted.contains(&node.origin) {
            places.entry(node.origin).or_default().push(pointer);
        }
    }
    places
}
