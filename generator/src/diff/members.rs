//! The members of two objects.

use super::schemas::Level;
use super::{Diff, Found, Kind, Wire, judged};
use crate::ir::{Additional, SchemaId};

impl<'a> Diff<'a> {
    pub(super) fn members(&mut self, level: &Level<'a>) {
        let (old, new) = (&level.old.properties, &level.new.properties);
        let mut gone: Vec<(&str, SchemaId)> = Vec::new();
        for (name, id) in old {
            match new.get(name) {
                Some(other) => {
                    self.pair(*id, *other, format!("{}.{name}", level.label), &level.group);
                }
                None => gone.push((name, *id)),
            }
        }
        let fresh = new.iter().filter(|(name, _)| !old.contains_key(*name));
        let mut fresh: Vec<(&str, SchemaId)> = fresh.map(|(name, id)| (*name, *id)).collect();
        self.renamed_members(level, &mut gone, &mut fresh);
        for (name, id) in gone {
            self.member_removed(level, name, id);
        }
        for (name, id) in fresh {
            self.member_added(level, name, id);
        }
        self.required(level);
    }

    /// A member that is gone and one that is new, of the same shape, are the same when no others are.
    fn renamed_members(
        &mut self,
        level: &Level<'a>,
        gone: &mut Vec<(&'a str, SchemaId)>,
        fresh: &mut Vec<(&'a str, SchemaId)>,
    ) {
        if gone.len() * fresh.len() > 64 || self.is_trial {
            return;
        }
        let needs = |view: &super::side::View<'_>, name: &str| view.required.contains(&name);
        let mut pairs = Vec::new();
        for (before, old) in gone.iter() {
            let alike = fresh.iter().filter(|(after, new)| {
                needs(&level.old, before) == needs(&level.new, after)
                    && (said_alike(self, *old, *new) || near(before, after))
                    && self.is_same(*old, *new)
            });
            let alike: Vec<_> = alike.collect();
            if let [(after, new)] = alike.as_slice() {
                pairs.push((*before, *old, *after, *new));
            }
        }
        for (before, old, after, new) in &pairs {
            if pairs.iter().filter(|other| other.2 == *after).count() > 1 {
                continue;
            }
            gone.retain(|(name, _)| name != before);
            fresh.retain(|(name, _)| name != after);
            self.pair(*old, *new, format!("{}.{after}", level.label), &level.group);
            let words = format!(
                "the member `{before}` of {} is called `{after}` now",
                level.name()
            );
            let needed = needs(&level.old, before);
            let (wire, reason) = level.judged(
                match needed {
                    true => (
                        Wire::No,
                        "the server asks for a member that clients do not send",
                    ),
                    false => (
                        Wire::Maybe,
                        "the server may ignore or refuse what clients send",
                    ),
                },
                match needed {
                    true => (Wire::No, "answers lack a member that clients need"),
                    false => (Wire::Yes, "clients find nothing under the old name"),
                },
            );
            let at = (self.old.origin(*old), self.new.origin(*new));
            let found = Found::new(Kind::MemberRenamed, words, at.0, at.1).wire(wire, reason);
            self.report(level, found);
        }
    }

    fn member_removed(&mut self, level: &Level<'a>, name: &str, id: SchemaId) {
        let words = format!("the member `{name}` of {} is gone", level.name());
        let is_needed = level.old.required.contains(&name);
        let schema = self.old.view(id, true);
        let mut way = level.way;
        way.sent &= !schema.read_only;
        way.received &= !schema.write_only;
        let (wire, reason) = judged(
            way,
            match level.new.additional {
                Additional::Forbidden => (
                    Wire::Maybe,
                    "the server refuses it from clients that send it",
                ),
                _ => (Wire::Yes, "the server has no use for it"),
            },
            match is_needed {
                true => (Wire::No, "answers lack a member that clients need"),
                false => (Wire::Yes, "clients do without it"),
            },
        );
        let found = Found::new(Kind::MemberRemoved, words, self.old.origin(id), level.at.1);
        self.report(level, found.wire(wire, reason));
    }

    fn member_added(&mut self, level: &Level<'a>, name: &str, id: SchemaId) {
        let is_needed = level.new.required.contains(&name);
        let words = match is_needed {
            true => format!(
                "the member `{name}` of {} is new, and required",
                level.name()
            ),
            false => format!("the member `{name}` of {} is new", level.name()),
        };
        let schema = self.new.view(id, true);
        let mut way = level.way;
        way.sent &= !schema.read_only;
        way.received &= !schema.write_only;
        let (wire, reason) = judged(
            way,
            match is_needed {
                true if schema.default.is_some() => (
                    Wire::Maybe,
                    "clients do not send it; the server may take the default",
                ),
                true => (
                    Wire::No,
                    "the server asks for a member that clients do not send",
                ),
                false => (Wire::Yes, "clients do not send it, and need not"),
            },
            (Wire::Yes, "clients tolerate members that they do not know"),
        );
        let found = Found::new(Kind::MemberAdded, words, level.at.0, self.new.origin(id));
        self.report(level, found.wire(wire, reason));
    }

    /// Members that are there in both, and required in one.
    fn required(&mut self, level: &Level<'a>) {
        for (name, id) in &level.new.properties {
            let Some(before) = level.old.properties.get(name) else {
                continue;
            };
            let is_needed = |view: &super::side::View<'_>| view.required.contains(name);
            let schema = self.new.view(*id, true);
            let mut way = level.way;
            way.sent &= !schema.read_only;
            way.received &= !schema.write_only;
            let (kind, words, (wire, reason)) = match (is_needed(&level.old), is_needed(&level.new))
            {
                (false, true) => (
                    Kind::MemberRequired,
                    format!("the member `{name}` of {} is required now", level.name()),
                    judged(
                        way,
                        (Wire::Maybe, "the server refuses what lacks it"),
                        (Wire::Yes, "answers hold more than clients need"),
                    ),
                ),
                (true, false) => (
                    Kind::MemberOptional,
                    format!("the member `{name}` of {} is optional now", level.name()),
                    judged(
                        way,
                        (Wire::Yes, "the server needs less than clients send"),
                        (Wire::Maybe, "answers may lack a member that clients need"),
                    ),
                ),
                _ => continue,
            };
            let at = (self.old.origin(*before), self.new.origin(*id));
            let found = Found::new(kind, words, at.0, at.1).wire(wire, reason);
            self.report(level, found);
        }
        // Names without a schema of their own.
        let unknown = |view: &super::side::View<'a>| -> Vec<&'a str> {
            let names = view.required.iter().copied();
            names
                .filter(|name| !view.properties.contains_key(name))
                .collect()
        };
        if unknown(&level.old) != unknown(&level.new)
            && level.old.properties.len() == level.new.properties.len()
        {
            let words = format!(
                "{} requires other members that it does not describe",
                level.name()
            );
            let (wire, reason) = level.judged(
                (Wire::Maybe, "the server refuses what lacks them"),
                (Wire::Yes, "clients do not look at them"),
            );
            self.report(
                level,
                level.found(Kind::RuleChanged, words).wire(wire, reason),
            );
        }
    }
}

/// Whether both are described, in the same words.
fn said_alike(diff: &Diff<'_>, old: SchemaId, new: SchemaId) -> bool {
    let (old, new) = (diff.old.view(old, true), diff.new.view(new, true));
    old.description.is_some() && old.description == new.description
}

/// Whether two names differ in spelling alone, or one is part of the other.
pub(super) fn near(before: &str, after: &str) -> bool {
    let letters = |name: &str| -> String {
        let letters = name.chars().filter(|char| char.is_alphanumeric());
        letters.flat_map(char::to_lowercase).collect()
    };
    let (before, after) = (letters(before), letters(after));
    before.contains(&after) || after.contains(&before)
}
