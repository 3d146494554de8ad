//! Bodies and webhooks.

use super::{Diff, Found, Kind, Wire};
use crate::ir::{Body, Operation, SchemaId, Webhook};

impl<'a> Diff<'a> {
    pub(super) fn body(
        &mut self,
        old: &'a Operation,
        new: &'a Operation,
        group: &str,
        place: &str,
    ) {
        let at = |kind, words: String| Found::new(kind, words, old.origin, new.origin);
        match (&old.body, &new.body) {
            (Some(before), Some(after)) => self.bodies(before, after, group, place),
            (Some(_), None) if new.form.is_none() => {
                let found = at(Kind::BodyRemoved, format!("{place} takes no body any more"));
                self.add(
                    group,
                    place,
                    found.wire(Wire::Maybe, "the server may refuse a body"),
                );
            }
            (None, Some(after)) if old.form.is_none() => {
                let (words, wire) = match after.required {
                    true => (
                        "takes a body now, and requires it",
                        (Wire::No, "clients send none"),
                    ),
                    false => (
                        "takes a body now",
                        (Wire::Yes, "clients send none, and need not"),
                    ),
                };
                let found = at(Kind::BodyAdded, format!("{place} {words}"));
                self.add(group, place, found.wire(wire.0, wire.1));
            }
            _ => {}
        }
        let form = |one: &Operation| {
            let body = one.body.as_ref().map(|_| "a body");
            one.form.clone().or(body.map(str::to_owned))
        };
        if form(old) != form(new) && (old.form.is_some() || new.form.is_some()) {
            let shown = |form: Option<String>| form.unwrap_or_else(|| "nothing".to_owned());
            let words = format!(
                "{place} sends {} now, it sent {}",
                shown(form(new)),
                shown(form(old))
            );
            let found = at(Kind::RequestMediaTypeRemoved, words);
            self.add(
                group,
                place,
                found.wire(Wire::No, "the server does not take what clients send"),
            );
        }
    }

    fn bodies(&mut self, old: &'a Body, new: &'a Body, group: &str, place: &str) {
        let at = |kind, words: String| Found::new(kind, words, old.origin, new.origin);
        if old.required != new.required {
            let (kind, words, wire) = match new.required {
                true => (
                    Kind::BodyRequired,
                    format!("the body of {place} is required now"),
                    (Wire::Maybe, "the server refuses calls without it"),
                ),
                false => (
                    Kind::BodyOptional,
                    format!("the body of {place} is optional now"),
                    (Wire::Yes, "the server needs less than clients send"),
                ),
            };
            self.add(group, place, at(kind, words).wire(wire.0, wire.1));
        }
        if (&old.description, &old.example) != (&new.description, &new.example) {
            let words = format!("the body of {place} is described in other words");
            // One whose members are arguments has no place for its words.
            let is_unseen = old.example == new.example && new.flattened.is_some();
            self.add(group, place, at(Kind::BodyDocs, words).unseen(is_unseen));
        }
        for content in &old.contents {
            let same = new
                .contents
                .iter()
                .find(|one| one.media_type == content.media_type);
            let Some(other) = same else {
                let words = format!("{place} takes no `{}` any more", content.media_type);
                let wire = match content.media_type == old.media_type {
                    true => (Wire::No, "the server does not take what clients send"),
                    false => (
                        Wire::Maybe,
                        "the server does not take it from clients that send it",
                    ),
                };
                let found = at(Kind::RequestMediaTypeRemoved, words);
                self.add(group, place, found.wire(wire.0, wire.1));
                continue;
            };
            let label = format!("body of {place}");
            let schemas = (content.schema, other.schema);
            self.payload(
                schemas,
                (old.origin, new.origin),
                &label,
                (group, place),
                true,
            );
            if content.encoding != other.encoding {
                let words = format!("the fields of the body of {place} are written in another way");
                let found = at(Kind::EncodingChanged, words);
                self.add(
                    group,
                    place,
                    found.wire(Wire::Maybe, "the server may not take the parts"),
                );
            }
        }
        for content in &new.contents {
            if !old
                .contents
                .iter()
                .any(|one| one.media_type == content.media_type)
            {
                let words = format!("{place} takes `{}` now", content.media_type);
                let found = at(Kind::RequestMediaTypeAdded, words);
                self.add(
                    group,
                    place,
                    found.wire(Wire::Yes, "the server takes more than before"),
                );
                // What was sent as another type may be meant by it.
                if let ([only], [_]) = (old.contents.as_slice(), new.contents.as_slice()) {
                    let label = format!("body of {place}");
                    let schemas = (only.schema, content.schema);
                    self.payload(
                        schemas,
                        (old.origin, new.origin),
                        &label,
                        (group, place),
                        true,
                    );
                }
            }
        }
    }

    pub(super) fn payload(
        &mut self,
        (old, new): (Option<SchemaId>, Option<SchemaId>),
        at: (crate::source::Origin, crate::source::Origin),
        label: &str,
        (group, place): (&str, &str),
        is_sent: bool,
    ) {
        let (words, wire) = match (old, new) {
            (Some(old), Some(new)) => return self.pair(old, new, label, group),
            (None, None) => return,
            (None, Some(_)) => ("has", if is_sent { Wire::Maybe } else { Wire::Yes }),
            (Some(_), None) => (
                "no longer has",
                if is_sent { Wire::Yes } else { Wire::Maybe },
            ),
        };
        let found = Found::new(
            Kind::SchemaPresence,
            format!("the {label} {words} a schema"),
            at.0,
            at.1,
        );
        self.add(group, place, found.wire(wire, "it may hold something else"));
    }

    pub(super) fn webhooks(&mut self) {
        let (old, new) = (&self.old.api.webhooks, &self.new.api.webhooks);
        let find = |list: &'a [Webhook], key: &str| list.iter().find(|one| one.key == key);
        for before in old {
            let name = format!("the webhook `{}`", before.key);
            let Some(after) = find(new, &before.key) else {
                let found = Found::removed(
                    Kind::WebhookRemoved,
                    format!("{name} is gone"),
                    before.origin,
                );
                let found = found.wire(Wire::Yes, "it is not delivered any more");
                self.add("webhooks", &before.key, found);
                continue;
            };
            let at = |kind, words: String| Found::new(kind, words, before.origin, after.origin);
            if before.summary != after.summary {
                let words = format!("{name} is described in other words");
                self.add("webhooks", &before.key, at(Kind::WebhookDocs, words));
            }
            match (before.schema, after.schema) {
                (Some(old), Some(new)) => {
                    self.pair(old, new, format!("payload of {}", before.key), "webhooks")
                }
                (None, None) => {}
                _ => {
                    let found = at(
                        Kind::WebhookPayload,
                        format!("{name} has a payload now, or none any more"),
                    );
                    let found = found.wire(Wire::Maybe, "receivers may not find what they decode");
                    self.add("webhooks", &before.key, found);
                }
            }
        }
        for after in new {
            if find(old, &after.key).is_none() {
                let words = format!("the webhook `{}` is new", after.key);
                let found = Found::added(Kind::WebhookAdded, words, after.origin);
                let found = found.wire(
                    Wire::Yes,
                    "receivers keep what they do not know as it comes",
                );
                self.add("webhooks", &after.key, found);
            }
        }
    }
}
