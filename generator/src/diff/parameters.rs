//! What a call takes beside its body.

use super::members::near;
use super::{Diff, Found, Kind, Wire};
use crate::ir::{Operation, Parameter, Place};

impl<'a> Diff<'a> {
    pub(super) fn parameters(
        &mut self,
        old: &'a Operation,
        new: &'a Operation,
        group: &str,
        place: &str,
    ) {
        let mut gone: Vec<&Parameter> = old.parameters.iter().collect();
        let mut fresh: Vec<&Parameter> = new.parameters.iter().collect();
        let mut pairs: Vec<(&Parameter, &Parameter)> = Vec::new();
        take(&mut gone, &mut fresh, &mut pairs, |one, other| {
            one.place == other.place && one.wire == other.wire
        });
        take(&mut gone, &mut fresh, &mut pairs, |one, other| {
            one.wire == other.wire
        });
        // In a path it is the place that counts.
        let in_path = |list: &[&'a Parameter]| -> Vec<&'a Parameter> {
            list.iter()
                .filter(|one| one.place == Place::Path)
                .copied()
                .collect()
        };
        for (before, after) in in_path(&gone).into_iter().zip(in_path(&fresh)) {
            gone.retain(|one| !std::ptr::eq(*one, before));
            fresh.retain(|one| !std::ptr::eq(*one, after));
            pairs.push((before, after));
        }
        let described = |one: &Parameter| one.description.clone();
        let is_renamed = |diff: &Self, one: &Parameter, other: &Parameter| {
            let alike = described(one).is_some() && described(one) == described(other)
                || near(&one.wire, &other.wire);
            let is_same = match (one.schema, other.schema) {
                (Some(old), Some(new)) => {
                    diff.old.key(old) == diff.new.key(new)
                        && (diff.old.key(old).is_some() || diff.is_same(old, new))
                }
                (None, None) => true,
                _ => false,
            };
            alike && is_same && one.place == other.place && is_required(one) == is_required(other)
        };
        let trial = &*self;
        take(&mut gone, &mut fresh, &mut pairs, |one, other| {
            is_renamed(trial, one, other)
        });
        for one in gone {
            let words = format!("{} is gone", called(one));
            let found = Found::removed(Kind::ParameterRemoved, words, one.origin);
            let wire = match one.place {
                Place::Path => (Wire::No, "the path is another one"),
                _ => (Wire::Yes, "the server has no use for it"),
            };
            self.add(group, place, found.wire(wire.0, wire.1));
        }
        for one in fresh {
            let (words, wire) = match is_required(one) {
                true => (
                    format!("{} is new, and required", called(one)),
                    (Wire::No, "clients do not send what the server asks for"),
                ),
                false => (
                    format!("{} is new", called(one)),
                    (Wire::Yes, "clients do not send it, and need not"),
                ),
            };
            let found = Found::added(Kind::ParameterAdded, words, one.origin);
            self.add(group, place, found.wire(wire.0, wire.1));
        }
        for (old, new) in pairs {
            self.parameter(old, new, group, place);
        }
    }

    fn parameter(&mut self, old: &Parameter, new: &Parameter, group: &str, place: &str) {
        let name = called(new);
        let at = |kind, words: String| Found::new(kind, words, old.origin, new.origin);
        if old.wire != new.wire {
            let words = format!("{} is called `{}` now", called(old), new.wire);
            let wire = match (old.place, is_required(old)) {
                (Place::Path, _) => (Wire::Yes, "the names of path parameters are not sent"),
                (_, true) => (Wire::No, "clients do not send what the server asks for"),
                _ => (
                    Wire::Maybe,
                    "the server does not know the name that clients send",
                ),
            };
            self.add(
                group,
                place,
                at(Kind::ParameterRenamed, words).wire(wire.0, wire.1),
            );
        }
        if old.place != new.place {
            let words = format!("{} is {name} now", called(old));
            let wire = match (is_required(old), is_required(new)) {
                (false, false) => Wire::Maybe,
                _ => Wire::No,
            };
            let reason = "the server does not look where clients send it";
            self.add(
                group,
                place,
                at(Kind::ParameterMoved, words).wire(wire, reason),
            );
        }
        if is_required(old) != is_required(new) {
            let (kind, words, wire) = match is_required(new) {
                true => (
                    Kind::ParameterRequired,
                    format!("{name} is required now"),
                    (Wire::Maybe, "the server refuses calls without it"),
                ),
                false => (
                    Kind::ParameterOptional,
                    format!("{name} is optional now"),
                    (Wire::Yes, "the server needs less than clients send"),
                ),
            };
            self.add(group, place, at(kind, words).wire(wire.0, wire.1));
        }
        let spelled = |one: &Parameter| (one.style, one.explode, one.allow_reserved);
        if spelled(old) != spelled(new) && old.place == new.place {
            let words = format!("{name} is spelled in another way");
            let reason = "the server may read something else than clients mean";
            self.add(
                group,
                place,
                at(Kind::ParameterStyle, words).wire(Wire::Maybe, reason),
            );
        }
        if old.content_type != new.content_type {
            let words = format!("{name} is sent as another media type");
            let reason = "the server may not take the part";
            self.add(
                group,
                place,
                at(Kind::EncodingChanged, words).wire(Wire::Maybe, reason),
            );
        }
        if old.deprecated != new.deprecated && new.place != Place::Field {
            let words = match new.deprecated {
                true => format!("{name} is deprecated now"),
                false => format!("{name} is no longer deprecated"),
            };
            self.add(
                group,
                place,
                at(Kind::ParameterDeprecation, words).deprecates(new.deprecated),
            );
        }
        // One that is said of the schema is reported there.
        let is_own = |side: &super::Side<'_>, one: &Parameter| {
            let schema = one.schema.map(|id| side.view(id, true));
            one.description.as_deref() != schema.and_then(|view| view.description)
        };
        let is_own = is_own(self.old, old) || is_own(self.new, new);
        if old.description != new.description && new.place != Place::Field && is_own {
            let words = format!("{name} is described in other words");
            self.add(group, place, at(Kind::ParameterDocs, words));
        }
        if let (Some(old), Some(new)) = (old.schema, new.schema) {
            let label = format!("{name} of {place}").replace('`', "");
            self.pair(old, new, label, group);
        }
    }
}

/// Moves what is the same in both, and in no other, to `pairs`.
fn take<'a>(
    gone: &mut Vec<&'a Parameter>,
    fresh: &mut Vec<&'a Parameter>,
    pairs: &mut Vec<(&'a Parameter, &'a Parameter)>,
    is_same: impl Fn(&Parameter, &Parameter) -> bool,
) {
    gone.retain(|old| {
        let mut same = fresh
            .iter()
            .enumerate()
            .filter(|(_, new)| is_same(old, new));
        let found = match (same.next(), same.next()) {
            (Some((index, _)), None) => Some(index),
            _ => None,
        };
        match found.map(|index| fresh.remove(index)) {
            Some(new) => {
                pairs.push((old, new));
                false
            }
            None => true,
        }
    });
}

/// A parameter as people call it.
fn called(one: &Parameter) -> String {
    let place = match one.place {
        Place::Path => "path parameter",
        Place::Query => "query parameter",
        Place::Header => "header",
        Place::Cookie => "cookie",
        Place::Field => "form field",
    };
    format!("the {place} `{}`", one.wire)
}

/// Whether a call fails without it, whether the call or the client gives it.
fn is_required(parameter: &Parameter) -> bool {
    parameter.required || parameter.by_client == Some(true)
}
