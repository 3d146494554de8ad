//! The values of enums and the arms of unions.

use serde_json::Value;

use super::schemas::Level;
use super::{Diff, Found, Kind, Wire};
use crate::ir::SchemaId;

impl<'a> Diff<'a> {
    pub(super) fn values(&mut self, level: &Level<'a>) {
        let name = level.name();
        let (old, new) = match (&level.old.values, &level.new.values) {
            (None, None) => return,
            (Some(old), Some(new)) => (old, new),
            (None, Some(_)) => {
                let words = format!("{name} has a list of values now");
                let (wire, reason) = level.judged(
                    (Wire::Maybe, "the server may refuse other values"),
                    (Wire::Yes, "answers hold less than before"),
                );
                return self.report(
                    level,
                    level.found(Kind::EnumIntroduced, words).wire(wire, reason),
                );
            }
            (Some(_), None) => {
                let words = format!("{name} is no longer limited to a list of values");
                let (wire, reason) = level.judged(
                    (Wire::Yes, "the server takes more than before"),
                    (
                        Wire::Yes,
                        "values that clients do not know are kept as they come",
                    ),
                );
                return self.report(
                    level,
                    level.found(Kind::EnumDropped, words).wire(wire, reason),
                );
            }
        };
        let gone: Vec<&&Value> = old.iter().filter(|value| !new.contains(value)).collect();
        let fresh: Vec<&&Value> = new.iter().filter(|value| !old.contains(value)).collect();
        let open = "values that clients do not know are kept as they come";
        if let ([before], [after], [_], [_]) = (
            old.as_slice(),
            new.as_slice(),
            gone.as_slice(),
            fresh.as_slice(),
        ) {
            let words = format!("{name} is always `{after}` now, it was `{before}`");
            let (wire, reason) = level.judged(
                (Wire::No, "the server refuses the value that clients send"),
                (Wire::Maybe, open),
            );
            return self.report(
                level,
                level.found(Kind::ConstantChanged, words).wire(wire, reason),
            );
        }
        let listed = |values: &[&&Value]| {
            let values: Vec<String> = values.iter().map(|value| format!("`{value}`")).collect();
            match values.len() {
                1 => format!("the value {}", values.join("")),
                _ => format!("the values {}", values.join(", ")),
            }
        };
        if !gone.is_empty() {
            let words = format!("{name} has {} no longer", listed(&gone));
            let (wire, reason) = level.judged(
                (
                    Wire::Maybe,
                    "the server refuses it from clients that send it",
                ),
                (Wire::Yes, "answers hold less than before"),
            );
            self.report(
                level,
                level.found(Kind::ValueRemoved, words).wire(wire, reason),
            );
        }
        if !fresh.is_empty() {
            let words = format!("{name} has {} now", listed(&fresh));
            let (wire, reason) =
                level.judged((Wire::Yes, "clients do not send it"), (Wire::Yes, open));
            self.report(
                level,
                level.found(Kind::ValueAdded, words).wire(wire, reason),
            );
        }
        if gone.is_empty() && fresh.is_empty() && old != new {
            let words = format!("the values of {name} are in another order");
            self.report(level, level.found(Kind::EnumOrder, words));
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
