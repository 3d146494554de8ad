//! Two schemas, level by level.

use super::side::View;
use super::{Diff, Found, Kind, Pair, Use, Wire, judged};
use crate::ir::{JsonType, SchemaId};
use crate::source::Origin;

/// Two schemas that are compared.
pub(super) struct Level<'a> {
    pub(super) ids: (SchemaId, SchemaId),
    pub(super) old: View<'a>,
    pub(super) new: View<'a>,
    pub(super) at: (Origin, Origin),
    pub(super) label: String,
    pub(super) group: String,
    /// How the old one is used.
    pub(super) way: Use,
}

impl Level<'_> {
    pub(super) fn found(&self, kind: Kind, words: impl Into<String>) -> Found {
        Found::new(kind, words, self.at.0, self.at.1)
    }

    pub(super) fn judged(&self, sent: (Wire, &str), received: (Wire, &str)) -> (Wire, String) {
        judged(self.way, sent, received)
    }

    /// The place as it is called in a sentence.
    pub(super) fn name(&self) -> String {
        format!("`{}`", self.label)
    }
}

impl<'a> Diff<'a> {
    pub(super) fn report(&mut self, level: &Level<'_>, found: Found) {
        self.add(&level.group, &level.label, found);
    }

    /// Compares two schemas.
    pub(super) fn schema(&mut self, pair: &Pair) {
        let (old, new) = (
            self.old.view(pair.old, false),
            self.new.view(pair.new, false),
        );
        let mut level = Level {
            ids: (pair.old, pair.new),
            at: (self.old.origin(pair.old), self.new.origin(pair.new)),
            old,
            new,
            label: pair.label.clone(),
            group: pair.group.clone(),
            way: self.old.usage(pair.old),
        };
        let (old_left, new_left) = self.unmatched(&level);
        match (old_left.as_slice(), new_left.as_slice()) {
            ([], []) => {}
            ([old], [new]) if self.is_other_name(*old, *new) => {
                let (before, after) = (self.key_of(true, *old), self.key_of(false, *new));
                self.rename(*old, *new, &before, &after);
            }
            _ => {
                if self.references(&level, pair, &old_left, &new_left) {
                    return;
                }
                level.old = self.old.view(pair.old, true);
                level.new = self.new.view(pair.new, true);
            }
        }
        self.level(&level);
    }

    /// The named schemas that only one of the two is made of.
    fn unmatched(&self, level: &Level<'_>) -> (Vec<SchemaId>, Vec<SchemaId>) {
        let mut left: Vec<SchemaId> = level.new.refs.clone();
        let mut gone = Vec::new();
        for old in &level.old.refs {
            let key = self.key_of(true, *old);
            let key = self.renamed.get(&key).unwrap_or(&key);
            let same = left.iter().position(|new| self.key_of(false, *new) == *key);
            match same {
                Some(at) => drop(left.remove(at)),
                None => gone.push(*old),
            }
        }
        (gone, left)
    }

    pub(super) fn key_of(&self, is_old: bool, id: SchemaId) -> String {
        let side = if is_old { self.old } else { self.new };
        side.keys.get(&id).copied().unwrap_or_default().to_owned()
    }

    /// Reports another reference, or one in place of what it stands for. True when that is all there is to say.
    fn references(
        &mut self,
        level: &Level<'_>,
        pair: &Pair,
        old_left: &[SchemaId],
        new_left: &[SchemaId],
    ) -> bool {
        // What is part of an `allOf` only groups members.
        let is_plain = |side: &super::Side<'_>, id| {
            let schema = side.schema(id);
            schema.is_some_and(|one| {
                one.reference.is_some() || !one.all_of.is_empty() || one.any_of.len() == 1
            }) && side.view(id, false).properties.is_empty()
        };
        let (old_plain, new_plain) = (is_plain(self.old, pair.old), is_plain(self.new, pair.new));
        let (kind, words, at) = match (old_left, new_left) {
            ([old], [new]) if old_plain && new_plain => (
                Kind::ReferenceChanged,
                format!(
                    "{} is a `{}` now, it was a `{}`",
                    level.name(),
                    self.key_of(false, *new),
                    self.key_of(true, *old)
                ),
                level.at,
            ),
            ([old], []) if old_plain && level.new.refs.is_empty() => {
                let key = self.key_of(true, *old);
                let words = format!("`{key}` stands where it is used now, without a name");
                let is_gone = !self.new.api.components.contains_key(&key);
                let at = if is_gone {
                    self.old.origin(*old)
                } else {
                    level.at.0
                };
                (Kind::SchemaInlined, words, (at, level.at.1))
            }
            ([], [new]) if new_plain && level.old.refs.is_empty() => {
                let key = self.key_of(false, *new);
                let words = format!("{} has a name now: `{key}`", level.name());
                let is_new = !self.old.api.components.contains_key(&key);
                let at = if is_new {
                    self.new.origin(*new)
                } else {
                    level.at.1
                };
                (Kind::SchemaExtracted, words, (level.at.0, at))
            }
            _ => return false,
        };
        let whole = |side: &super::Side<'_>, id: SchemaId, left: &[SchemaId]| {
            left.first().copied().unwrap_or(side.target(id))
        };
        let old = whole(self.old, pair.old, old_left);
        let new = whole(self.new, pair.new, new_left);
        // With a name or without: what stands beside the reference counts, too.
        let changes = match kind {
            _ if self.is_trial => Vec::new(),
            Kind::ReferenceChanged => self.contents(old, new),
            _ => self.contents(pair.old, pair.new),
        };
        let is_same = is_same(&changes);
        if kind != Kind::ReferenceChanged && !is_same {
            return false;
        }
        let worst = changes.iter().max_by_key(|change| change.wire);
        let (wire, reason) = match worst.filter(|change| change.wire != Wire::Yes) {
            // What the parts say is of them alone; this may be where a value can do without it.
            Some(worst) => {
                let reason = format!("{}: {}", worst.words, worst.wire_reason);
                level.judged((worst.wire, &reason), (worst.wire, &reason))
            }
            None => (Wire::Yes, "the JSON is the same".to_owned()),
        };
        self.met.entry(old).or_insert(new);
        let found = Found::new(kind, words, at.0, at.1).wire(wire, reason);
        self.report(level, found);
        true
    }

    /// Whether two schemas say the same of values, whatever they are called.
    pub(super) fn holds_same(&self, old: SchemaId, new: SchemaId) -> bool {
        is_same(&self.contents(old, new))
    }

    /// What differs within two schemas, whatever they are called.
    fn contents(&self, old: SchemaId, new: SchemaId) -> Vec<super::Change> {
        let mut trial = Diff::new(self.old, self.new);
        trial.renamed.clone_from(&self.renamed);
        trial.is_trial = true;
        let level = Level {
            ids: (old, new),
            at: (self.old.origin(old), self.new.origin(new)),
            old: self.old.view(old, true),
            new: self.new.view(new, true),
            label: self.key_of(true, old),
            group: String::new(),
            way: self.old.usage(old),
        };
        trial.level(&level);
        trial.work();
        trial.changes
    }

    /// Everything that one level says.
    pub(super) fn level(&mut self, level: &Level<'a>) {
        self.annotations(level);
        if level.old.any_of.is_empty() != level.new.any_of.is_empty() {
            return self.union_made(level);
        }
        self.types(level);
        if is_disjoint(&level.old, &level.new) {
            return;
        }
        self.values(level);
        self.members(level);
        self.inner(level);
        self.arms(level);
        self.rules(level);
        self.unkept(level);
    }

    fn annotations(&mut self, level: &Level<'a>) {
        let (old, new) = (&level.old, &level.new);
        let name = level.name();
        // What is said of values that only one side has comes and goes with them.
        let has = |view: &View<'a>, value| {
            let mut values = view.values.iter().flatten();
            values.any(|known| *known == value)
        };
        let said = |view: &View<'a>| {
            let words = view.value_words.iter();
            let words: Vec<_> = words
                .filter(|one| has(old, &one.value) && has(new, &one.value))
                .filter_map(|one| Some((&one.value, one.description.as_deref()?)))
                .collect();
            (view.description, view.title, words)
        };
        if said(old) != said(new) {
            let words = format!("{name} is described in other words");
            self.report(level, level.found(Kind::SchemaDocs, words));
        }
        if old.example != new.example {
            let words = format!("{name} has another example");
            self.report(level, level.found(Kind::SchemaDocs, words));
        }
        if old.deprecated != new.deprecated {
            let words = match new.deprecated {
                true => format!("{name} is deprecated now"),
                false => format!("{name} is no longer deprecated"),
            };
            self.report(
                level,
                level
                    .found(Kind::SchemaDeprecation, words)
                    .deprecates(new.deprecated),
            );
        }
        if old.default != new.default {
            let words = match (old.default, new.default) {
                (_, Some(value)) => format!("the default of {name} is `{value}` now"),
                (_, None) => format!("{name} has no default any more"),
            };
            let (wire, reason) = level.judged(
                (
                    Wire::Maybe,
                    "what leaving it out means is for the server to say",
                ),
                (
                    Wire::Yes,
                    "defaults are not filled in when an answer is decoded",
                ),
            );
            self.report(
                level,
                level.found(Kind::DefaultChanged, words).wire(wire, reason),
            );
        }
        let access = |view: &View<'_>| (view.read_only, view.write_only);
        if access(old) != access(new) {
            let words = match access(new) {
                (true, _) => format!("{name} is only received now"),
                (_, true) => format!("{name} is only sent now"),
                _ => format!("{name} is both sent and received now"),
            };
            let (wire, reason) = level.judged(
                (Wire::Maybe, "a client may send it where it is not taken"),
                (Wire::Maybe, "an answer may lack it"),
            );
            self.report(
                level,
                level.found(Kind::AccessChanged, words).wire(wire, reason),
            );
        }
    }
}

/// Whether no value is of both, so that there is nothing else to compare.
fn is_disjoint(old: &View<'_>, new: &View<'_>) -> bool {
    let is_number = |ty: &JsonType| matches!(ty, JsonType::Integer | JsonType::Number);
    let says = !old.types.is_empty() && !new.types.is_empty();
    says && !{ old.types.iter() }
        .any(|ty| new.types.contains(ty) || is_number(ty) && new.types.iter().any(is_number))
}

/// Whether changes leave the values as they are.
fn is_same(changes: &[super::Change]) -> bool {
    changes.iter().all(|change| change.kind.weight() <= 1)
}
