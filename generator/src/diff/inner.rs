//! What lists and objects hold beside named members.

use std::collections::BTreeSet;

use super::schemas::Level;
use super::{Diff, Kind, Wire};
use crate::ir::{Additional, SchemaId};

impl<'a> Diff<'a> {
    /// Items, places of a tuple, other members.
    pub(super) fn inner(&mut self, level: &Level<'a>) {
        let (old, new) = (&level.old, &level.new);
        let label = &level.label;
        self.presence(
            level,
            old.items,
            new.items,
            &format!("{label}[]"),
            "the type of items",
        );
        let names = format!("{label} (names)");
        let what = "a schema for the names of members";
        self.presence(level, old.property_names, new.property_names, &names, what);
        for (index, (old, new)) in old.prefix_items.iter().zip(&new.prefix_items).enumerate() {
            self.pair(*old, *new, format!("{label}[{index}]"), &level.group);
        }
        if old.prefix_items.len() != new.prefix_items.len() {
            let words = format!(
                "{} has {} places of its own type now, it had {}",
                level.name(),
                new.prefix_items.len(),
                old.prefix_items.len()
            );
            let (wire, reason) = level.judged(
                (Wire::Maybe, "the server may refuse lists of another length"),
                (Wire::Maybe, "lists of another length cannot be decoded"),
            );
            self.report(
                level,
                level.found(Kind::TupleChanged, words).wire(wire, reason),
            );
        }
        for (pattern, id) in &old.patterns {
            if let Some(other) = new.patterns.get(pattern) {
                self.pair(*id, *other, format!("{label}{{{pattern}}}"), &level.group);
            }
        }
        let patterns: BTreeSet<_> = old.patterns.keys().collect();
        let others: BTreeSet<_> = new.patterns.keys().collect();
        let is_map = |one: &Additional| matches!(one, Additional::Schema(_));
        match (&old.additional, &new.additional) {
            (Additional::Schema(old), Additional::Schema(new)) => {
                self.pair(*old, *new, format!("{label}{{}}"), &level.group);
            }
            (Additional::Unsaid, Additional::Any) | (Additional::Any, Additional::Unsaid)
                if is_map(&old.additional) == is_map(&new.additional) =>
            {
                self.report(
                    level,
                    level.found(
                        Kind::AdditionalChanged,
                        format!(
                            "{} says that it may hold other members, or no longer",
                            level.name()
                        ),
                    ),
                );
            }
            (before, after) if before != after => {
                let words = format!(
                    "{} may hold {} now, it could hold {}",
                    level.name(),
                    rest(after),
                    rest(before)
                );
                let (wire, reason) = level.judged(
                    match after {
                        Additional::Forbidden => (Wire::Maybe, "the server refuses other members"),
                        Additional::Schema(_) => {
                            (Wire::Maybe, "the server may refuse other members")
                        }
                        _ => (Wire::Yes, "the server takes more than before"),
                    },
                    match before {
                        Additional::Schema(_) => {
                            (Wire::Maybe, "other members may not fit the type they had")
                        }
                        _ => (Wire::Yes, "members that are not known are tolerated"),
                    },
                );
                self.report(
                    level,
                    level
                        .found(Kind::AdditionalChanged, words)
                        .wire(wire, reason),
                );
            }
            _ => {}
        }
        if patterns != others {
            let words = format!(
                "{} has other patterns for the names of members",
                level.name()
            );
            let (wire, reason) = level.judged(
                (Wire::Maybe, "the server may refuse members of other names"),
                (Wire::Yes, "members that are not known are tolerated"),
            );
            self.report(
                level,
                level
                    .found(Kind::AdditionalChanged, words)
                    .wire(wire, reason),
            );
        }
    }

    /// A schema that may be there or not.
    pub(super) fn presence(
        &mut self,
        level: &Level<'_>,
        old: Option<SchemaId>,
        new: Option<SchemaId>,
        label: &str,
        what: &str,
    ) {
        let (words, sent, received) = match (old, new) {
            (Some(old), Some(new)) => return self.pair(old, new, label, &level.group),
            (None, None) => return,
            (None, Some(_)) => ("has", Wire::Maybe, Wire::Yes),
            (Some(_), None) => ("no longer has", Wire::Yes, Wire::Maybe),
        };
        let words = format!("{} {words} {what}", level.name());
        let (wire, reason) = level.judged(
            (sent, "the server may refuse what clients send"),
            (received, "answers may hold what clients cannot decode"),
        );
        self.report(
            level,
            level.found(Kind::SchemaPresence, words).wire(wire, reason),
        );
    }
}

fn rest(additional: &Additional) -> &'static str {
    match additional {
        Additional::Unsaid | Additional::Any => "any other members",
        Additional::Forbidden => "no other members",
        Additional::Schema(_) => "other members of one type",
    }
}
