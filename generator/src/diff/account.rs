//! Which change explains that a Rust item differs.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{above, shared};
use super::items::Event;
use super::side::Side;
use super::{Diff, Found, Kind, Source, Wire};
use crate::ir::{Additional, SchemaId};
use crate::source::Origin;

/// A change that follows from others, as a rule.
pub(super) struct Derived {
    pub(super) found: Found,
    pub(super) group: String,
    pub(super) place: String,
    /// What decides it in the old description, and in the new one.
    pub(super) at: (Vec<Origin>, Vec<Origin>),
}

/// A way to look for what explains something at a place.
type Search = fn(&Places, &Diff<'_>, &Side<'_>, Origin) -> Vec<usize>;

/// Where each change is made, and what leads from one place to another.
pub(super) struct Accounts {
    old: Places,
    new: Places,
    /// Where what is in the new description is in the old one.
    other: BTreeMap<Origin, Origin>,
    /// What nothing explains.
    unexplained: Vec<Event>,
}

/// The places of one description.
struct Places {
    changes: BTreeMap<Origin, Vec<usize>>,
    /// What uses what is at a place.
    above: BTreeMap<Origin, Vec<Origin>>,
    /// What is part of what is at a place.
    below: BTreeMap<Origin, Vec<Origin>>,
    /// What has the same type without a name of its own.
    shared: BTreeMap<Origin, Vec<Origin>>,
}

/// Which crate alone has an item.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Only {
    InOld,
    InNew,
    Neither,
}

impl Only {
    /// Keeps of several changes at a place those that take something away, or add something.
    fn narrow(self, diff: &Diff<'_>, found: &mut BTreeSet<usize>) {
        let ending = match self {
            Self::InOld => "-removed",
            Self::InNew => "-added",
            Self::Neither => return,
        };
        let fits = |index: &usize| {
            let change = diff.changes.get(*index);
            change.is_some_and(|one| one.kind.as_str().ends_with(ending))
        };
        if found.iter().any(fits) {
            found.retain(|index| fits(index));
        }
    }
}

impl Accounts {
    pub(super) fn of(diff: &Diff<'_>) -> Self {
        let places = |side: &Side<'_>, is_old: bool| {
            let mut changes: BTreeMap<Origin, Vec<usize>> = BTreeMap::new();
            for (index, change) in diff.changes.iter().enumerate() {
                let at = if is_old { change.old } else { change.new };
                if let Some(at) = at.filter(|_| change.kind.weight() > 0) {
                    changes.entry(at).or_default().push(index);
                }
            }
            let above = above(side);
            let mut below: BTreeMap<Origin, Vec<Origin>> = BTreeMap::new();
            for (part, users) in &above {
                for user in users {
                    below.entry(*user).or_default().push(*part);
                }
            }
            Places {
                changes,
                above,
                below,
                shared: shared(side.api),
            }
        };
        Self {
            old: places(diff.old, true),
            new: places(diff.new, false),
            other: { diff.met.iter() }
                .map(|(old, new)| (diff.new.origin(*new), diff.old.origin(*old)))
                .collect(),
            unexplained: Vec::new(),
        }
    }

    /// Adds another order of arguments.
    pub(super) fn order(&mut self, diff: &mut Diff<'_>, found: Found, place: &str) -> usize {
        let key = (found.kind, found.old, found.new, found.words.clone());
        diff.add("client", place, found);
        diff.known.get(&key).copied().unwrap_or_default()
    }

    /// Puts an item to a change.
    pub(super) fn put(&self, diff: &mut Diff<'_>, index: usize, event: &Event) {
        let Some(change) = diff.changes.get_mut(index) else {
            return;
        };
        if !change.items.contains(&event.path) {
            change.items.push(event.path.clone());
        }
        if event.source > change.source
            || change.source_reason.is_empty() && event.source == change.source
        {
            change.source = event.source;
            change.source_reason.clone_from(&event.reason);
            change.migration.clone_from(&event.migration);
        }
    }

    /// Puts an item to the changes that explain it.
    pub(super) fn settle(&mut self, diff: &mut Diff<'_>, mut event: Event) {
        // What is in one crate only has to do with what happens there in the other description.
        let (old, new) = (&mut event.at.0, &mut event.at.1);
        let only = match (old.is_empty(), new.is_empty()) {
            (true, false) => Only::InNew,
            (false, true) => Only::InOld,
            _ => Only::Neither,
        };
        if old.is_empty() {
            old.extend(new.iter().filter_map(|at| self.other.get(at)));
        } else if new.is_empty() {
            let schemas = old
                .iter()
                .filter_map(|at| diff.met.get(diff.old.at.get(at)?));
            new.extend(schemas.map(|id| diff.new.origin(*id)));
        }
        // What belongs to the API as a whole is at no place; its title is at the first.
        for at in [&mut event.at.0, &mut event.at.1] {
            if at.contains(&Origin::NOWHERE) {
                at.push(Origin::default());
            }
        }
        let mut found = self.explain(diff, &event.at, only);
        only.narrow(diff, &mut found);
        if found.is_empty() {
            self.unexplained.push(event);
            return;
        }
        for index in found {
            self.put(diff, index, &event);
        }
    }

    /// The changes that explain what happens at some places, those of the old description and those of the new one: at
    /// the places themselves or in what they refer to, in their parts, or in what uses them.
    fn explain(
        &self,
        diff: &Diff<'_>,
        at: &(Vec<Origin>, Vec<Origin>),
        only: Only,
    ) -> BTreeSet<usize> {
        let (old, new) = ((&self.old, diff.old, &at.0), (&self.new, diff.new, &at.1));
        let sides = match only {
            Only::InOld => [old, new],
            _ => [new, old],
        };
        let searches: [Search; 4] = [
            Places::within,
            |places, diff, _, at| places.spread(diff, at, &[&places.below], MOST_DEEP),
            |places, diff, _, at| places.spread(diff, at, &[&places.above], MOST_STEPS),
            // Places that say the same share a type, until one of them changes.
            |places, diff, _, at| {
                let ways = [&places.shared, &places.below, &places.above];
                places.spread(diff, at, &ways, MOST_SHARED)
            },
        ];
        for search in searches {
            let mut found = BTreeSet::new();
            for (places, side, at) in sides {
                let mut all = at.iter().map(|at| search(places, diff, side, *at));
                found.extend(all.find(|found| !found.is_empty()).unwrap_or_default());
                // What is in one crate only has its cause there, as a rule.
                if only != Only::Neither && !found.is_empty() {
                    break;
                }
            }
            if !found.is_empty() {
                return found;
            }
        }
        BTreeSet::new()
    }

    /// Reports what follows from other changes, unless one of them explains it.
    pub(super) fn follow(&mut self, diff: &mut Diff<'_>, derived: Derived) {
        let found = derived.found;
        let causes = self.explain(diff, &derived.at, Only::Neither);
        let causes: Vec<usize> = { causes.into_iter() }
            .filter(|index| {
                let kind = diff.changes.get(*index).map(|change| change.kind);
                !matches!(kind, Some(Kind::SecurityChanged | Kind::RuleChanged))
            })
            .collect();
        for index in &causes {
            if let Some(change) = diff.changes.get_mut(*index)
                && found.wire.0 > change.wire
            {
                change.wire = found.wire.0;
                change.wire_reason = format!("{}: {}", found.words, found.wire.1);
            }
        }
        if causes.is_empty() {
            let index = diff.changes.len();
            for (places, at) in [(&mut self.old, found.old), (&mut self.new, found.new)] {
                places
                    .changes
                    .entry(at.unwrap_or(Origin::NOWHERE))
                    .or_default()
                    .push(index);
            }
            diff.add(&derived.group, &derived.place, found);
        }
    }

    /// Reports what nothing explains: names that moved, since something else took them.
    pub(super) fn close(self, diff: &mut Diff<'_>) {
        for event in self.unexplained {
            let is_name = event.reason.contains("is called");
            let kind = if is_name {
                Kind::NameChanged
            } else {
                Kind::ItemChanged
            };
            let owner = event.path.rsplit(" for ").next().unwrap_or_default();
            let owner = owner.split("::").next().unwrap_or_default().to_owned();
            let words = match is_name {
                true => format!(
                    "{}, though nothing of it changed in the description",
                    event.reason
                ),
                false => format!(
                    "items of `{owner}` change with what shares a type with it, or with its size"
                ),
            };
            let at = (event.at.0.first().copied(), event.at.1.first().copied());
            let found = Found {
                old: at.0.filter(|_| is_name),
                new: at.1.filter(|_| is_name),
                ..Found::new(kind, words.clone(), Origin::NOWHERE, Origin::NOWHERE)
            };
            let key = (kind, found.old, found.new, words);
            diff.add(
                "client",
                &owner,
                found.wire(Wire::Yes, "names are not sent"),
            );
            if let Some(change) = diff
                .known
                .get(&key)
                .and_then(|at| diff.changes.get_mut(*at))
            {
                change.items.push(event.path);
                if event.source > change.source || change.source == Source::Patch {
                    change.source = event.source;
                    change.source_reason = event.reason;
                    change.migration = event.migration;
                }
            }
        }
        for change in &mut diff.changes {
            if change.source_reason.is_empty() {
                change.source_reason = match change.source {
                    Source::None => "the crate is the same",
                    Source::Minor => "what is deprecated compiles, with a warning",
                    _ => "no public item changes",
                }
                .to_owned();
            }
        }
    }
}

impl Places {
    /// The best of the changes at a place.
    fn best(&self, diff: &Diff<'_>, at: Origin) -> Vec<usize> {
        let weight = |index: &usize| diff.changes.get(*index).map_or(0, |one| one.kind.weight());
        let here = self.changes.get(&at).map(Vec::as_slice).unwrap_or_default();
        let most = here.iter().map(weight).max().unwrap_or_default();
        here.iter()
            .filter(|index| weight(index) == most)
            .copied()
            .collect()
    }

    /// Changes at a place, or in what makes the type that is used there.
    fn within(&self, diff: &Diff<'_>, side: &Side<'_>, at: Origin) -> Vec<usize> {
        let here = self.best(diff, at);
        let (mut ahead, mut seen) = (Vec::new(), BTreeSet::new());
        ahead.extend(side.at.get(&at));
        let mut level: Vec<SchemaId> = ahead;
        if !here.is_empty() {
            return here;
        }
        while !level.is_empty() && seen.len() < MOST_STEPS {
            let mut next = Vec::new();
            for id in level {
                if !seen.insert(id) {
                    continue;
                }
                let found = self.best(diff, side.origin(id));
                if !found.is_empty() {
                    return found;
                }
                if let Some(schema) = side.schema(id) {
                    next.extend(schema.reference);
                    next.extend(
                        schema
                            .all_of
                            .iter()
                            .chain(&schema.any_of)
                            .chain(&schema.items),
                    );
                    next.extend(&schema.prefix_items);
                    if let Additional::Schema(id) = schema.additional {
                        next.push(id);
                    }
                }
            }
            level = next;
        }
        Vec::new()
    }

    /// Changes at the nearest of the places that lead on from one.
    fn spread(
        &self,
        diff: &Diff<'_>,
        at: Origin,
        ways: &[&BTreeMap<Origin, Vec<Origin>>],
        most: usize,
    ) -> Vec<usize> {
        let mut seen = BTreeSet::new();
        let mut level = vec![at];
        while !level.is_empty() && seen.len() < most {
            let mut next = Vec::new();
            let mut found = Vec::new();
            for origin in level {
                if !seen.insert(origin) {
                    continue;
                }
                found.extend(self.best(diff, origin));
                for way in ways {
                    next.extend(way.get(&origin).into_iter().flatten().copied());
                }
            }
            if !found.is_empty() {
                return found;
            }
            level = next;
        }
        Vec::new()
    }
}

/// How far is looked for an explanation.
const MOST_STEPS: usize = 5_000;
/// How many parts are looked at for one.
const MOST_DEEP: usize = 100;
/// How many places are looked at that share types.
const MOST_SHARED: usize = 1_000;
