//! Where each change is made, and what leads from one place of a description to another.

use std::collections::{BTreeMap, BTreeSet};

use super::graph::{above, shared};
use super::side::Side;
use super::{Diff, Kind};
use crate::ir::{Additional, SchemaId};
use crate::source::Origin;

/// The places of one description.
pub(super) struct Places {
    /// The changes that are made at a place.
    pub(super) changes: BTreeMap<Origin, Vec<usize>>,
    /// What uses what is at a place.
    pub(super) above: BTreeMap<Origin, Vec<Origin>>,
    /// What is part of what is at a place.
    pub(super) below: BTreeMap<Origin, Vec<Origin>>,
    /// What has the same type without a name of its own.
    pub(super) shared: BTreeMap<Origin, Vec<Origin>>,
}

/// Which crate alone has an item.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Only {
    InOld,
    InNew,
    Neither,
}

impl Only {
    /// Whether a change takes something away, or adds something.
    pub(super) fn fits(self, diff: &Diff<'_>, index: usize) -> bool {
        let ending = match self {
            Self::InOld => "-removed",
            Self::InNew => "-added",
            Self::Neither => "",
        };
        let change = diff.changes.get(index);
        change.is_some_and(|one| one.kind.as_str().ends_with(ending))
    }

    /// Keeps of several changes at a place those that take something away, or add something.
    pub(super) fn narrow(self, diff: &Diff<'_>, found: &mut BTreeSet<usize>) {
        if found.iter().any(|index| self.fits(diff, *index)) {
            found.retain(|index| self.fits(diff, *index));
        }
    }
}

impl Places {
    /// Those of the old description, or of the new one.
    pub(super) fn of(diff: &Diff<'_>, side: &Side<'_>, is_old: bool) -> Self {
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
        Self {
            changes,
            above,
            below,
            shared: shared(side.api),
        }
    }

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
    pub(super) fn within(&self, diff: &Diff<'_>, side: &Side<'_>, at: Origin) -> Vec<usize> {
        // A title may make a name; whatever else is found is a better reason than words.
        let is_docs = |found: &[usize]| {
            let mut kinds = found.iter().filter_map(|index| diff.changes.get(*index));
            kinds.all(|one| one.kind == Kind::SchemaDocs)
        };
        let mut docs = self.best(diff, at);
        if !is_docs(&docs) {
            return docs;
        }
        let mut seen = BTreeSet::new();
        let mut level: Vec<SchemaId> = side.at.get(&at).copied().into_iter().collect();
        while !level.is_empty() && seen.len() < MOST_STEPS {
            let mut next = Vec::new();
            for id in level {
                if !seen.insert(id) {
                    continue;
                }
                let found = self.best(diff, side.origin(id));
                if !is_docs(&found) {
                    return found;
                }
                if docs.is_empty() {
                    docs = found;
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
        docs
    }

    /// The changes by which a place came, or went: its own, or those of what it is in.
    pub(super) fn around(
        &self,
        diff: &Diff<'_>,
        side: &Side<'_>,
        at: Origin,
        only: Only,
    ) -> BTreeSet<usize> {
        let mut found = self.within(diff, side, at);
        if found.is_empty() {
            found = self.spread(diff, at, &[&self.above], MOST_STEPS);
        }
        found.retain(|index| only.fits(diff, *index));
        found.into_iter().collect()
    }

    /// The places that have the type of these.
    pub(super) fn sharing(&self, at: &[Origin]) -> BTreeSet<Origin> {
        let mut all = BTreeSet::new();
        let mut ahead = at.to_vec();
        while let Some(at) = ahead.pop() {
            if all.insert(at) {
                ahead.extend(self.shared.get(&at).into_iter().flatten());
            }
        }
        all
    }

    /// Changes at the nearest of the places that lead on from one.
    pub(super) fn spread(
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
pub(super) const MOST_STEPS: usize = 5_000;
/// How many parts are looked at for one.
pub(super) const MOST_DEEP: usize = 100;
/// How many places are looked at that share types.
pub(super) const MOST_SHARED: usize = 1_000;
