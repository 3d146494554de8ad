//! Two schemas, level by level.

use std::collections::BTreeSet;

use super::side::View;
use super::{Diff, Found, Kind, Pair, Use, Wire, judged};
use crate::ir::{Additional, JsonType, SchemaId};
use crate::source::Origin;

/// Two schemas that are compared.
pub(super) struct Level<'a> {
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
            schema.is_some_and(|one| one.reference.is_some() || !one.all_of.is_empty())
                && side.view(id, false).properties.is_empty()
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
            ([old], []) if old_plain => {
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
            ([], [new]) if new_plain => {
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
        let changes = if self.is_trial {
            Vec::new()
        } else {
            self.contents(old, new)
        };
        let is_same = changes.iter().all(|change| change.kind.weight() <= 1);
        if kind != Kind::ReferenceChanged && !is_same {
            return false;
        }
        let worst = changes.iter().max_by_key(|change| change.wire);
        let (wire, reason) = match worst.filter(|change| change.wire != Wire::Yes) {
            Some(worst) => (
                worst.wire,
                format!("{}: {}", worst.words, worst.wire_reason),
            ),
            None => (Wire::Yes, "the JSON is the same".to_owned()),
        };
        self.met.entry(old).or_insert(new);
        let found = Found::new(kind, words, at.0, at.1).wire(wire, reason);
        self.report(level, found);
        true
    }

    /// What differs within two schemas, whatever they are called.
    fn contents(&self, old: SchemaId, new: SchemaId) -> Vec<super::Change> {
        let mut trial = Diff::new(self.old, self.new);
        trial.renamed.clone_from(&self.renamed);
        trial.is_trial = true;
        let level = Level {
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
        self.types(level);
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
        let said = |view: &View<'a>| {
            let words = view.value_words.iter();
            let words: Vec<_> = words
                .map(|one| (&one.value, one.description.as_deref()))
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

    fn types(&mut self, level: &Level<'a>) {
        let (old, new) = (&level.old, &level.new);
        let name = level.name();
        if old.types != new.types || old.allows_nothing != new.allows_nothing {
            let words = format!("{name} is {} now, it was {}", kinds(new), kinds(old));
            let sent = fits(old, new, "the server may refuse what clients send");
            let received = fits(new, old, "answers may hold what clients cannot decode");
            let (wire, reason) =
                level.judged((sent.0, sent.1.as_str()), (received.0, received.1.as_str()));
            self.report(
                level,
                level.found(Kind::TypeChanged, words).wire(wire, reason),
            );
        } else if old.format != new.format {
            let shown = |format: Option<&str>| match format {
                Some(format) => format!("`{format}`"),
                None => "none".to_owned(),
            };
            let words = format!(
                "the format of {name} is {} now, it was {}",
                shown(new.format),
                shown(old.format)
            );
            let (sent, received) = formats(old.format, new.format);
            let (wire, reason) = level.judged(sent, received);
            self.report(
                level,
                level.found(Kind::FormatChanged, words).wire(wire, reason),
            );
        }
        if old.nullable != new.nullable {
            let (words, wire) = match new.nullable {
                true => (
                    format!("{name} may be null now"),
                    level.judged(
                        (Wire::Yes, "the server takes more than before"),
                        (Wire::Maybe, "clients cannot decode a null"),
                    ),
                ),
                false => (
                    format!("{name} may not be null any more"),
                    level.judged(
                        (Wire::Maybe, "the server refuses a null"),
                        (Wire::Yes, "answers hold less than before"),
                    ),
                ),
            };
            let found = level
                .found(Kind::NullabilityChanged, words)
                .wire(wire.0, wire.1);
            self.report(level, found);
        }
    }

    /// Items, places of a tuple, other members.
    fn inner(&mut self, level: &Level<'a>) {
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

/// The types in words.
fn kinds(view: &View<'_>) -> String {
    if view.allows_nothing {
        return "nothing".to_owned();
    }
    let names = view.types.iter().map(|ty| match ty {
        JsonType::Null => "null",
        JsonType::Boolean => "a boolean",
        JsonType::Integer => "an integer",
        JsonType::Number => "a number",
        JsonType::String => "a string",
        JsonType::Array => "a list",
        JsonType::Object => "an object",
    });
    let names: Vec<&str> = names.collect();
    match names.is_empty() {
        true => "of any type".to_owned(),
        false => names.join(" or "),
    }
}

/// Whether what `from` allows is allowed by `to`.
fn fits(from: &View<'_>, to: &View<'_>, otherwise: &str) -> (Wire, String) {
    let any = |view: &View<'_>| view.types.is_empty() && !view.allows_nothing;
    let has = |ty: &JsonType| {
        to.types.contains(ty) || *ty == JsonType::Integer && to.types.contains(&JsonType::Number)
    };
    if any(to) || !any(from) && from.types.iter().all(has) && !to.allows_nothing {
        return (Wire::Yes, "everything still fits".to_owned());
    }
    let near = |ty: &JsonType| *ty == JsonType::Number && to.types.contains(&JsonType::Integer);
    let some = any(from) || from.types.iter().any(|ty| has(ty) || near(ty));
    let wire = if some && !to.allows_nothing {
        Wire::Maybe
    } else {
        Wire::No
    };
    (wire, otherwise.to_owned())
}

type Judgement = (Wire, &'static str);

/// What another format means where it is sent, and where it is received.
fn formats(old: Option<&str>, new: Option<&str>) -> (Judgement, Judgement) {
    let bits = |format: Option<&str>| match format {
        Some("int8" | "uint8") => 8,
        Some("int16" | "uint16") => 16,
        Some("int32" | "uint32" | "float") => 32,
        _ => 64,
    };
    let is_number = |format: Option<&str>| {
        format.is_some_and(|text| {
            text.starts_with("int")
                || text.starts_with("uint")
                || ["float", "double"].contains(&text)
        })
    };
    if [old, new]
        .into_iter()
        .flatten()
        .all(|one| is_number(Some(one)))
    {
        let narrower = (Wire::Maybe, "numbers that do not fit are refused");
        let wider = (Wire::Yes, "every number still fits");
        return match bits(old).cmp(&bits(new)) {
            std::cmp::Ordering::Greater => (narrower, wider),
            std::cmp::Ordering::Less => (wider, (Wire::Maybe, "numbers may not fit the old type")),
            std::cmp::Ordering::Equal => (wider, wider),
        };
    }
    let sent = match new {
        Some(_) => (Wire::Maybe, "the server may refuse what clients send"),
        None => (Wire::Yes, "the server takes more than before"),
    };
    // Only some formats are decoded as more than text.
    let is_parsed = |format| {
        [
            "date-time",
            "date",
            "uuid",
            "byte",
            "base64url",
            "ipv4",
            "ipv6",
        ]
        .contains(&format)
    };
    let received = match old {
        Some(format) if is_parsed(format) => {
            (Wire::Maybe, "clients cannot decode text of another format")
        }
        _ => (Wire::Yes, "it was decoded as it came"),
    };
    (sent, received)
}
