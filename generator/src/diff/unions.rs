//! The arms of unions, and what tells them apart.

use super::schemas::Level;
use super::{Diff, Found, Kind, Wire};
use crate::ir::SchemaId;

impl<'a> Diff<'a> {
    /// A union in place of one type, or one type in place of a union.
    pub(super) fn union_made(&mut self, level: &Level<'a>) {
        let is_made = level.old.any_of.is_empty();
        let (plain, arms) = match is_made {
            true => (level.ids.0, &level.new.any_of),
            false => (level.ids.1, &level.old.any_of),
        };
        let is_it = |arm: &&SchemaId| {
            let (old, new) = if is_made {
                (plain, **arm)
            } else {
                (**arm, plain)
            };
            match (self.old.key(old), self.new.key(new)) {
                (Some(old), Some(new)) => self.renamed.get(old).map_or(old, String::as_str) == new,
                _ => self.is_same(old, new),
            }
        };
        let held = arms.iter().find(is_it).copied();
        let kinds: Vec<String> = { arms.iter().enumerate() }
            .map(|(index, arm)| self.arm(!is_made, *arm, index))
            .collect();
        let (name, kinds) = (level.name(), kinds.join(", "));
        let (kind, words) = match (is_made, held.is_some()) {
            (true, true) => (
                Kind::ArmAdded,
                format!("{name} is one of several now: {kinds}"),
            ),
            (true, false) => (
                Kind::TypeChanged,
                format!("{name} is one of several now: {kinds}"),
            ),
            (false, true) => (
                Kind::ArmRemoved,
                format!("{name} is of one kind now, it was one of several: {kinds}"),
            ),
            (false, false) => (
                Kind::TypeChanged,
                format!("{name} is something else now than one of several: {kinds}"),
            ),
        };
        let fine = (Wire::Yes, "everything still fits");
        let sent = match is_made && held.is_some() {
            true => fine,
            false => (Wire::Maybe, "the server may refuse what clients send"),
        };
        let received = match !is_made && held.is_some() {
            true => fine,
            false => (Wire::Maybe, "answers may hold what clients cannot decode"),
        };
        let (wire, reason) = level.judged(sent, received);
        self.report(level, level.found(kind, words).wire(wire, reason));
        if let Some(arm) = held {
            let (old, new) = if is_made { (plain, arm) } else { (arm, plain) };
            self.met
                .entry(self.old.target(old))
                .or_insert(self.new.target(new));
        }
    }

    pub(super) fn arms(&mut self, level: &Level<'a>) {
        let (old, new) = (&level.old.any_of, &level.new.any_of);
        let mut left: Vec<(usize, SchemaId)> = new.iter().copied().enumerate().collect();
        let mut pairs: Vec<(usize, SchemaId, usize, SchemaId)> = Vec::new();
        let mut gone: Vec<(usize, SchemaId)> = Vec::new();
        for (at, arm) in old.iter().copied().enumerate() {
            let key = self.old.key(arm);
            let key = key.map(|key| self.renamed.get(key).map_or(key, String::as_str).to_owned());
            let same = left.iter().position(|(_, other)| match &key {
                Some(key) => self.new.key(*other) == Some(key),
                None => self.new.key(*other).is_none() && self.is_same(arm, *other),
            });
            match same.map(|index| left.remove(index)) {
                Some((place, other)) => pairs.push((at, arm, place, other)),
                None => gone.push((at, arm)),
            }
        }
        // Arms without names are the same when they stand at the same place.
        gone.retain(|(at, arm)| {
            let is_free = |(place, other): &(usize, SchemaId)| {
                let keys = (self.old.key(*arm), self.new.key(*other));
                let targets = (self.old.target(*arm), self.new.target(*other));
                match keys {
                    (None, None) => place == at,
                    (Some(_), Some(_)) => place == at && self.is_other_name(targets.0, targets.1),
                    // The same with a name, and without one.
                    _ => !self.is_trial && self.holds_same(*arm, *other),
                }
            };
            match left
                .iter()
                .position(is_free)
                .map(|index| left.remove(index))
            {
                Some((place, other)) => {
                    pairs.push((*at, *arm, place, other));
                    false
                }
                None => true,
            }
        });
        let is_reordered = pairs.windows(2).any(|pair| match pair {
            [a, b] => a.0 < b.0 && a.2 > b.2,
            _ => false,
        });
        for (_, arm, place, other) in &pairs {
            let label = format!("{} ({})", level.label, self.arm(false, *other, *place));
            self.pair(*arm, *other, label, &level.group);
        }
        let name = level.name();
        if let ([(at, before)], [(place, after)]) = (gone.as_slice(), left.as_slice())
            && at == place
            && self.old.key(*before).is_some()
            && self.new.key(*after).is_some()
        {
            return self.arm_replaced(level, *before, *after);
        }
        for (at, arm) in &gone {
            let words = format!("{name} is never {} now", self.arm(true, *arm, *at));
            let (wire, reason) = level.judged(
                (
                    Wire::Maybe,
                    "the server refuses it from clients that send it",
                ),
                (Wire::Yes, "answers hold less than before"),
            );
            let found = Found::new(Kind::ArmRemoved, words, self.old.origin(*arm), level.at.1);
            self.report(level, found.wire(wire, reason));
        }
        for (at, arm) in &left {
            let words = format!("{name} may be {} now", self.arm(false, *arm, *at));
            let received = match level.old.discriminator.is_some() {
                true => (Wire::Yes, "what clients do not know is kept as it comes"),
                false => (Wire::Maybe, "clients cannot decode what they do not know"),
            };
            let (wire, reason) = level.judged((Wire::Yes, "clients do not send it"), received);
            let found = Found::new(Kind::ArmAdded, words, level.at.0, self.new.origin(*arm));
            self.report(level, found.wire(wire, reason));
        }
        if is_reordered && gone.is_empty() && left.is_empty() {
            let words = format!("the kinds of {name} are in another order");
            let found = level.found(Kind::ArmOrder, words);
            self.report(level, found);
        }
        self.discriminator(level);
    }

    /// Another schema at the place of one that went.
    fn arm_replaced(&mut self, level: &Level<'a>, before: SchemaId, after: SchemaId) {
        let words = format!(
            "{} may be a `{}` now instead of a `{}`",
            level.name(),
            self.new.key(after).unwrap_or_default(),
            self.old.key(before).unwrap_or_default()
        );
        let (wire, reason) = level.judged(
            (Wire::Maybe, "the server may refuse what clients send"),
            (Wire::Maybe, "answers may hold what clients cannot decode"),
        );
        let at = (self.old.origin(before), self.new.origin(after));
        let found = Found::new(Kind::ReferenceChanged, words, at.0, at.1);
        self.report(level, found.wire(wire, reason));
        self.discriminator(level);
    }

    fn arm(&self, is_old: bool, id: SchemaId, index: usize) -> String {
        let side = if is_old { self.old } else { self.new };
        let view = side.view(id, true);
        match (side.key(id), view.title) {
            (Some(key), _) => format!("a `{key}`"),
            (None, Some(title)) => format!("a `{title}`"),
            (None, None) => format!("kind {}", index + 1),
        }
    }

    fn discriminator(&mut self, level: &Level<'a>) {
        let mapped = |level: &super::side::View<'a>| level.discriminator.map(|one| &one.mapping);
        if let (Some(old), Some(new)) = (mapped(&level.old), mapped(&level.new)) {
            for (tag, before) in old {
                let Some((_, after)) = new.iter().find(|(other, _)| other == tag) else {
                    continue;
                };
                let (before, after) = (self.old.target(*before), self.new.target(*after));
                let keys = (self.key_of(true, before), self.key_of(false, after));
                if keys.0 != keys.1 && self.is_other_name(before, after) {
                    self.rename(before, after, &keys.0, &keys.1);
                }
            }
        }
        let tags = |side: &super::Side<'a>, view: &super::side::View<'a>| {
            let said = view.discriminator?;
            let mapping = said.mapping.iter().map(|(tag, id)| {
                let key = side.key(*id).unwrap_or_default();
                (tag.clone(), key.to_owned())
            });
            let mut mapping: Vec<_> = mapping.collect();
            mapping.sort();
            Some((said.property.clone(), mapping))
        };
        let old = tags(self.old, &level.old).map(|(property, mapping)| {
            let named = mapping.into_iter().map(|(tag, key)| {
                let key = self.renamed.get(&key).cloned().unwrap_or(key);
                (tag, key)
            });
            (property, named.collect::<Vec<_>>())
        });
        let new = tags(self.new, &level.new);
        if old == new {
            return;
        }
        let name = level.name();
        let words = match (&old, &new) {
            (None, Some((property, _))) => {
                format!("`{property}` tells the kinds of {name} apart now")
            }
            (Some(_), None) => format!("nothing tells the kinds of {name} apart any more"),
            (Some((before, _)), Some((after, _))) if before != after => {
                format!("`{after}` tells the kinds of {name} apart now, it was `{before}`")
            }
            _ => {
                let known = old.iter().flat_map(|(_, mapping)| mapping);
                let is_known = |one: &(String, String)| known.clone().any(|other| other == one);
                let after = new.iter().flat_map(|(_, mapping)| mapping);
                let tags: Vec<&str> = after
                    .clone()
                    .filter(|one| !is_known(one))
                    .map(|one| one.0.as_str())
                    .collect();
                // A tag of an arm that comes or goes is said with the arm.
                let is_counted = level.old.any_of.len() != level.new.any_of.len()
                    && known.clone().all(|one| {
                        !after
                            .clone()
                            .any(|other| other.0 == one.0 && other.1 != one.1)
                    });
                if is_counted {
                    return;
                }
                format!(
                    "other tags of {name} mean other kinds now: {}",
                    tags.join(", ")
                )
            }
        };
        let (wire, reason) = level.judged(
            (Wire::Maybe, "the server may not understand the tag"),
            (Wire::Maybe, "clients look for the tag they know"),
        );
        self.report(
            level,
            level
                .found(Kind::DiscriminatorChanged, words)
                .wire(wire, reason),
        );
    }
}
