//! Answers and their headers.

use super::{Diff, Found, Kind, Wire};
use crate::ir::{Operation, Response, ResponseHeader, Status, Success};
use crate::lower::is_success;

impl<'a> Diff<'a> {
    pub(super) fn responses(
        &mut self,
        old: &'a Operation,
        new: &'a Operation,
        group: &str,
        place: &str,
    ) {
        let find = |one: &'a Operation, status| {
            one.responses
                .iter()
                .find(|response: &&Response| response.status == status)
        };
        for before in &old.responses {
            let status = shown(before.status);
            let Some(after) = find(new, before.status) else {
                let words = format!("{place} does not say any more what {status} means");
                let found = Found::removed(Kind::ResponseRemoved, words, before.origin);
                let wire = match is_success(before.status) {
                    true => (
                        Wire::Maybe,
                        "what is answered instead may not be what clients decode",
                    ),
                    false => (
                        Wire::Yes,
                        "an error that is not described is an error still",
                    ),
                };
                self.add(group, place, found.wire(wire.0, wire.1));
                continue;
            };
            self.response((old, before), (new, after), &status, (group, place));
        }
        for after in &new.responses {
            if find(old, after.status).is_none() {
                let words = format!("{place} says what {} means", shown(after.status));
                let found = Found::added(Kind::ResponseAdded, words, after.origin);
                let wire = match is_success(after.status) {
                    true => (Wire::Maybe, "clients may not decode the new success"),
                    false => (Wire::Yes, "an error that is not known is an error still"),
                };
                self.add(group, place, found.wire(wire.0, wire.1));
            }
        }
    }

    fn headers(
        &mut self,
        old: &'a Response,
        new: &'a Response,
        status: &str,
        group: &str,
        place: &str,
    ) {
        let find = |one: &'a Response, wire: &str| {
            let mut headers = one.headers.iter();
            headers.find(|header| header.wire.eq_ignore_ascii_case(wire))
        };
        let why = "clients decode an answer without it, too";
        for before in &old.headers {
            let wire = &before.wire;
            let Some(after) = find(new, wire) else {
                let words = format!("{status} of {place} has no header `{wire}` any more");
                let found = Found::removed(Kind::ResponseHeaders, words, before.origin);
                self.add(group, place, found.wire(Wire::Yes, why));
                continue;
            };
            let at = |kind, words| Found::new(kind, words, before.origin, after.origin);
            let said = |one: &ResponseHeader| (one.description.clone(), one.deprecated);
            if said(before) != said(after) {
                let words = format!("the header `{wire}` of {place} is described in other words");
                self.add(group, place, at(Kind::ResponseDocs, words));
            }
            if before.is_json != after.is_json {
                let words = format!("the header `{wire}` of {place} is written in another way");
                let found = at(Kind::ResponseHeaders, words);
                let why = "clients may not decode it";
                self.add(group, place, found.wire(Wire::Maybe, why));
            }
            if let (Some(before), Some(after)) = (before.schema, after.schema) {
                let label = format!("the header `{wire}` of {place}");
                self.pair(before, after, &label, group);
            }
        }
        for after in &new.headers {
            if find(old, &after.wire).is_none() {
                let words = format!("{status} of {place} has the header `{}`", after.wire);
                let found = Found::added(Kind::ResponseHeaders, words, after.origin);
                self.add(group, place, found.wire(Wire::Yes, why));
            }
        }
    }

    fn response(
        &mut self,
        (old_call, old): (&'a Operation, &'a Response),
        (new_call, new): (&'a Operation, &'a Response),
        status: &str,
        (group, place): (&str, &str),
    ) {
        let at = |kind, words: String| Found::new(kind, words, old.origin, new.origin);
        if old.description != new.description {
            let words = format!("{status} of {place} is described in other words");
            // Methods tell what errors mean, and enums of answers what each of several is.
            let is_told = match new.status {
                Status::Exact(code) => code >= 400,
                Status::Range(range) => range >= 4,
                Status::Default => false,
            };
            let is_one = !matches!(new_call.success, Success::Several(_));
            let found = at(Kind::ResponseDocs, words).unseen(is_one && !is_told);
            self.add(group, place, found);
        }
        // What the client asks for is all that it gets of a success.
        let is_asked_for = |call: &Operation, media: &str| call.accept.contains(media);
        let asks_alike = old_call.accept == new_call.accept;
        // Where it is one of several, a method asks for it, unless it only spells the same in another way.
        let has_method = |call: &Operation, one: &Response, media: &String| {
            let is_spelling = call.spellings.iter().any(|(name, _)| name == media);
            is_success(one.status) && one.declared.len() > 1 && !is_spelling
        };
        self.headers(old, new, status, group, place);
        let is_success = is_success(old.status);
        for (media, schema) in &old.declared {
            let Some((_, other)) = new.declared.iter().find(|(name, _)| name == media) else {
                let words = format!("{status} of {place} is never `{media}` now");
                let wire = match is_success && new.declared.is_empty() {
                    true => (Wire::No, "clients decode a body that does not come"),
                    false if is_success && is_asked_for(old_call, media) => {
                        (Wire::Maybe, "clients ask for it")
                    }
                    false if is_success => (Wire::Yes, "clients do not ask for it"),
                    false => (Wire::Yes, "it is an error still"),
                };
                let is_unseen = asks_alike && !has_method(old_call, old, media);
                let found = at(Kind::ResponseMediaTypeRemoved, words).unseen(is_unseen);
                self.add(group, place, found.wire(wire.0, wire.1));
                continue;
            };
            let label = format!("{status} of {place}");
            self.payload(
                (*schema, *other),
                (old.origin, new.origin),
                &label,
                (group, place),
                false,
            );
        }
        for (media, schema) in &new.declared {
            if !old.declared.iter().any(|(name, _)| name == media) {
                let words = format!("{status} of {place} may be `{media}` now");
                let wire = match is_success && !old.declared.is_empty() {
                    true => (Wire::Yes, "clients ask for what they know"),
                    false => (Wire::Yes, "clients do not look at it"),
                };
                let is_unseen = asks_alike && !has_method(new_call, new, media);
                let found = at(Kind::ResponseMediaTypeAdded, words).unseen(is_unseen);
                self.add(group, place, found.wire(wire.0, wire.1));
                if let ([(_, only)], [_]) = (old.declared.as_slice(), new.declared.as_slice()) {
                    let label = format!("{status} of {place}");
                    self.payload(
                        (*only, *schema),
                        (old.origin, new.origin),
                        &label,
                        (group, place),
                        false,
                    );
                }
            }
        }
    }
}

fn shown(status: Status) -> String {
    match status {
        Status::Exact(code) => format!("status {code}"),
        Status::Range(range) => format!("status {range}XX"),
        Status::Default => "any other status".to_owned(),
    }
}
