//! The next steps around the errors of a description.

use std::collections::{BTreeMap, BTreeSet};

use super::consequence::consequence;
use super::edit::Edit;
use super::units::{Role, Units};
use super::words::loss;
use super::{Manner, Step, ancestors, overlay, repair};
use crate::diagnostics::Diagnostic;
use crate::dialect::escape;
use crate::source::{Documents, FILES, Node, Object, Origin, Value};

/// A place, its role when it is given up, and the step.
type Choice = (String, Option<Role>, Step);

/// The list that a step takes the item at `pointer` from, and its index there.
fn takes_item<'p, 'a>(
    units: &Units<'a>,
    pointer: &'p str,
    step: &Step,
) -> Option<(&'p str, &'a Node, usize)> {
    let (list, node) = overlay::list_of(units, pointer)?;
    let index = pointer.rsplit('/').next()?.parse().ok()?;
    let removal = Edit::Remove(pointer.to_owned());
    step.edits.contains(&removal).then_some((list, node, index))
}

/// The places that have been tried.
pub(super) struct Walk {
    pub(super) manner: Manner,
    /// Given up: pointer, and the place of the node, which tells items of a list apart.
    pub(super) spent: BTreeSet<(String, Origin)>,
    /// Repaired.
    pub(super) tried: BTreeSet<(String, Origin)>,
}

impl Walk {
    /// The next steps, in an order in which they can be taken.
    pub(super) fn steps(&mut self, documents: &Documents, errors: &[Diagnostic]) -> Vec<Step> {
        if errors.is_empty() {
            return Vec::new();
        }
        let units = Units::of(documents);
        let places = places(&documents.root, errors);
        let mut chosen: Vec<Choice> = Vec::new();
        let mut repaired: BTreeSet<String> = BTreeSet::new();
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
        let given_up: BTreeSet<String> = { chosen.iter() }
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
        let shorter = self.rewritten(&units, &chosen);
        let is_moved = |pointer: &str, takes_item: bool| {
            let mut above = ancestors(pointer).skip(1);
            let parent = above.next().unwrap_or_default();
            let changes = |above: &str| repaired.contains(above) || shorter.contains_key(above);
            repaired.contains(parent)
                || shorter.contains_key(parent) && !takes_item
                || above.any(changes)
        };
        let mut given: BTreeSet<String> = BTreeSet::new();
        let mut steps = Vec::new();
        for (pointer, role, mut step) in chosen {
            let takes_item = takes_item(&units, &pointer, &step).is_some();
            if is_moved(&pointer, takes_item) {
                // What is around it changes first; the error is found again in the next round.
                self.tried.remove(&(pointer, step.error.origin));
                continue;
            }
            if role.is_some() {
                let origin = units.node(&pointer).map(|node| node.origin);
                let origin = origin.unwrap_or(Origin::NOWHERE);
                self.spent.insert((pointer.clone(), origin));
                // Another error of the same place: there is nothing more to do.
                if !given.insert(pointer.clone()) {
                    step.edits.clear();
                }
            }
            step.actions = match pointer.rsplit_once('/') {
                Some((list, _)) if shorter.contains_key(list) && given.insert(list.to_owned()) => {
                    overlay::rewrite(&units, list, shorter.get(list))
                }
                Some((list, _)) if shorter.contains_key(list) => Vec::new(),
                _ => overlay::actions(&units, &step.edits),
            };
            steps.push(step);
        }
        steps
    }

    /// The lists that an overlay must write anew, since no filter selects an item to remove: the items that go.
    fn rewritten(&self, units: &Units<'_>, chosen: &[Choice]) -> BTreeMap<String, BTreeSet<usize>> {
        let mut lists: BTreeMap<String, (bool, BTreeSet<usize>)> = BTreeMap::new();
        // Only an overlay needs filters.
        let chosen = chosen.iter().filter(|_| self.manner == Manner::Repair);
        for (pointer, _, step) in chosen {
            if let Some((list, node, index)) = takes_item(units, pointer, step) {
                let (is_new, items) = lists.entry(list.to_owned()).or_default();
                *is_new |= overlay::filter(units, pointer, node).is_none();
                items.insert(index);
            }
        }
        let lists = lists.into_iter().filter(|(_, (is_new, _))| *is_new);
        lists.map(|(list, (_, items))| (list, items)).collect()
    }

    /// The pointer itself, or the places in the document that lead there when an overlay cannot change it.
    fn in_reach(&self, units: &Units<'_>, pointer: &str) -> Vec<String> {
        let is_elsewhere = |pointer: &str| pointer.starts_with(&format!("/{FILES}/"));
        if self.manner == Manner::GiveUp || !is_elsewhere(pointer) {
            return vec![pointer.to_owned()];
        }
        let mut seen = BTreeSet::new();
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

    fn choose(&mut self, units: &Units<'_>, pointer: &str, error: &Diagnostic) -> Option<Choice> {
        let node = units.node(pointer)?;
        let step = |edits, words: String| Step {
            error: error.clone(),
            words,
            consequence: None,
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
        step.consequence = Some(consequence(units, &unit, role, step.words.clone()));
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
            let empty = Node::object(node.origin, Object::new());
            return Some(Edit::replace(unit, node, empty));
        }
    }
    Some(vec![Edit::Remove(unit.to_owned())])
}

/// The pointers of the nodes that errors are about.
fn places(root: &Node, errors: &[Diagnostic]) -> BTreeMap<Origin, Vec<String>> {
    let mut places: BTreeMap<Origin, Vec<String>> = BTreeMap::new();
    let wanted: BTreeSet<Origin> = errors.iter().map(|error| error.origin).collect();
    let mut ahead = vec![(String::new(), root)];
    while let Some((pointer, node)) = ahead.pop() {
        match &node.value {
            Value::Array(items) => {
                let items = items.iter().enumerate();
                ahead.extend(items.map(|(index, item)| (format!("{pointer}/{index}"), item)));
            }
            Value::Object(members) => {
                let members = members.iter();
                ahead.extend(
                    members.map(|(key, value)| (format!("{pointer}/{}", escape(key)), value)),
                );
            }
            _ => {}
        }
        if wanted.contains(&node.origin) {
            places.entry(node.origin).or_default().push(pointer);
        }
    }
    places
}
