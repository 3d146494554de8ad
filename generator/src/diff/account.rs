//! Which change explains that a Rust item differs.

use std::collections::{BTreeMap, BTreeSet};

use super::items::Event;
use super::places::{MOST_DEEP, MOST_SHARED, MOST_STEPS, Only, Places};
use super::side::Side;
use super::{Diff, Found, Kind, Source, Wire};
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

impl Accounts {
    pub(super) fn of(diff: &Diff<'_>) -> Self {
        Self {
            old: Places::of(diff, diff.old, true),
            new: Places::of(diff, diff.new, false),
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
            found.extend(self.taken(diff, &event));
        }
        if found.is_empty() {
            self.unexplained.push(event);
            return;
        }
        for index in found {
            self.put(diff, index, &event);
        }
    }

    /// The changes of what has the old name of a type now.
    fn taken(&self, diff: &Diff<'_>, event: &Event) -> Vec<usize> {
        let mut models = diff.new.api.models.iter();
        let taker = models.find(|model| model.name.as_str() == event.path);
        taker.map_or_else(Vec::new, |model| {
            self.new.within(diff, diff.new, model.origin)
        })
    }

    /// The changes that explain what happens at some places, those of the old description and those of the new one: at
    /// the places themselves or in what they refer to, where their types are shared, in their parts, or in what uses them.
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
        // The nearest place alone, then all of them.
        let searches: [(usize, Search); 5] = [
            (1, Places::within),
            (usize::MAX, Places::within),
            (usize::MAX, |places, diff, _, at| {
                places.spread(diff, at, &[&places.below], MOST_DEEP)
            }),
            (usize::MAX, |places, diff, _, at| {
                places.spread(diff, at, &[&places.above], MOST_STEPS)
            }),
            // Places that say the same share a type, until one of them changes.
            (usize::MAX, |places, diff, _, at| {
                let ways = [&places.shared, &places.below, &places.above];
                places.spread(diff, at, &ways, MOST_SHARED)
            }),
        ];
        for (most, search) in searches {
            let mut found = BTreeSet::new();
            for (places, side, at) in sides {
                let nearest = at.iter().take(most);
                let mut all = nearest.map(|at| search(places, diff, side, *at));
                found.extend(all.find(|found| !found.is_empty()).unwrap_or_default());
                // What is in one crate only has its cause there, as a rule.
                if only != Only::Neither && !found.is_empty() {
                    break;
                }
            }
            if found.is_empty() && most == 1 {
                found = self.shared_otherwise(diff, at);
            }
            if !found.is_empty() {
                return found;
            }
        }
        BTreeSet::new()
    }

    /// The changes by which other places than before share a type, which is named after what they have in common.
    fn shared_otherwise(
        &self,
        diff: &Diff<'_>,
        at: &(Vec<Origin>, Vec<Origin>),
    ) -> BTreeSet<usize> {
        // What an operation gives and takes is none of this.
        let is_type = |side: &Side<'_>, at: &[Origin]| {
            at.first().is_none_or(|first| side.at.contains_key(first))
        };
        if !is_type(diff.old, &at.0) || !is_type(diff.new, &at.1) {
            return BTreeSet::new();
        }
        let (old, new) = (self.old.sharing(&at.0), self.new.sharing(&at.1));
        let met: BTreeSet<&Origin> = new.iter().filter_map(|at| self.other.get(at)).collect();
        let mut found = BTreeSet::new();
        for at in &new {
            match self.other.get(at) {
                Some(there) if old.contains(there) => {}
                Some(_) => found.extend(self.new.within(diff, diff.new, *at)),
                None => found.extend(self.new.around(diff, diff.new, *at, Only::InNew)),
            }
        }
        let all: BTreeSet<&Origin> = self.other.values().collect();
        for at in old.iter().filter(|at| !met.contains(at)) {
            match all.contains(at) {
                true => found.extend(self.old.within(diff, diff.old, *at)),
                false => found.extend(self.old.around(diff, diff.old, *at, Only::InOld)),
            }
        }
        found
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

    /// Reports what nothing explains: names that moved, since something else took them. Where one thing alone changed, it
    /// is the cause of all that did.
    pub(super) fn close(mut self, diff: &mut Diff<'_>) {
        let has_one_cause = diff.changes.len() == 1;
        for event in std::mem::take(&mut self.unexplained) {
            if has_one_cause {
                self.put(diff, 0, &event);
                continue;
            }
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
