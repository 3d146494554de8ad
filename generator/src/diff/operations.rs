//! What can be called.

use std::collections::BTreeMap;

use super::account::Derived;
use super::{Diff, Found, Kind, Matched, Wire};
use crate::analyze::{how_paged, paging_origins};
use crate::ir::{Api, Idempotency, ModelKind, Operation, OperationId, Paging};
use crate::source::Origin;

impl<'a> Diff<'a> {
    /// Compares all operations and says which are the same.
    pub(super) fn operations(&mut self) -> Matched {
        let (mut gone, mut fresh) = (leaders(self.old.api), leaders(self.new.api));
        let mut pairs: Vec<(&'a Operation, &'a Operation)> = Vec::new();
        let by_path = |one: &Operation, other: &Operation| {
            one.method == other.method && template(&one.path) == template(&other.path)
        };
        take(&mut gone, &mut fresh, &mut pairs, by_path);
        let by_id = |one: &Operation, other: &Operation| {
            one.has_own_id && other.has_own_id && one.id == other.id
        };
        take(&mut gone, &mut fresh, &mut pairs, by_id);
        let (old, new) = (self.old, self.new);
        let by_shape = |one: &Operation, other: &Operation| {
            one.method == other.method
                && shape(old, one) == shape(new, other)
                && (one.summary.is_some() || one.description.is_some())
                && (&one.summary, &one.description) == (&other.summary, &other.description)
        };
        take(&mut gone, &mut fresh, &mut pairs, by_shape);
        for one in gone {
            let words = format!("{} {} is gone", one.method, one.path);
            let found = Found::removed(Kind::OperationRemoved, words, one.origin);
            let found = found.wire(Wire::No, "the server does not answer the call");
            self.add(&group(self.old.api, one), &place(one), found);
        }
        for one in fresh {
            let words = format!("{} {} is new", one.method, one.path);
            let found = Found::added(Kind::OperationAdded, words, one.origin);
            let found = found.wire(Wire::Yes, "clients do not call it");
            self.add(&group(self.new.api, one), &place(one), found);
        }
        for (old, new) in &pairs {
            self.operation(old, new);
        }
        self.matched(&pairs)
    }

    /// Pairs of all methods that call the operations, also those for other media types.
    fn matched(&self, pairs: &[(&Operation, &Operation)]) -> Matched {
        let key = |one: &Operation| (one.method.clone(), one.path.clone());
        let new_of: BTreeMap<_, _> = pairs
            .iter()
            .map(|(old, new)| (key(old), key(new)))
            .collect();
        let of = |one: &Operation| (one.variant.clone(), one.picks);
        let mut places = BTreeMap::new();
        for (index, one) in self.new.api.operations.iter().enumerate() {
            places
                .entry((key(one), of(one)))
                .or_insert(OperationId(index));
        }
        let mut matched = Vec::new();
        for (index, one) in self.old.api.operations.iter().enumerate() {
            if let Some(new) = new_of.get(&key(one))
                && let Some(place) = places.remove(&(new.clone(), of(one)))
            {
                matched.push((OperationId(index), place));
            }
        }
        Matched { pairs: matched }
    }

    fn operation(&mut self, old: &'a Operation, new: &'a Operation) {
        let (group, place) = (group(self.new.api, new), place(new));
        let at = |kind, words: String| Found::new(kind, words, old.origin, new.origin);
        if old.method != new.method || template(&old.path) != template(&new.path) {
            let words = format!("{} {} is {place} now", old.method, old.path);
            let found = at(Kind::OperationMoved, words);
            self.add(
                &group,
                &place,
                found.wire(Wire::No, "the server does not answer the old call"),
            );
        }
        if old.id != new.id && (old.has_own_id || new.has_own_id) {
            let words = format!("the id of {place} is `{}` now, it was `{}`", new.id, old.id);
            self.add(&group, &place, at(Kind::OperationRenamed, words));
        }
        let path = |api: &'a Api, one: &Operation| {
            api.resources
                .get(one.resource.0)
                .map(|one| one.path.as_slice())
                .unwrap_or_default()
        };
        let moved = path(self.old.api, old) != path(self.new.api, new);
        if old.tags != new.tags
            || moved && old.id == new.id && template(&old.path) == template(&new.path)
        {
            let words = format!("{place} has other tags, or another group");
            self.add(
                &group,
                &place,
                at(Kind::OperationRegrouped, words).unseen(!moved),
            );
        }
        if old.deprecated != new.deprecated {
            let words = match new.deprecated {
                true => format!("{place} is deprecated now"),
                false => format!("{place} is no longer deprecated"),
            };
            self.add(
                &group,
                &place,
                at(Kind::OperationDeprecation, words).deprecates(new.deprecated),
            );
        }
        if (&old.summary, &old.description) != (&new.summary, &new.description) {
            let words = format!("{place} is described in other words");
            self.add(&group, &place, at(Kind::OperationDocs, words));
        }
        if old.servers != new.servers {
            let words = format!("{place} goes to other servers");
            let found = at(Kind::OperationServers, words);
            let why = "clients call the servers of before";
            self.add(&group, &place, found.wire(Wire::Maybe, why));
        }
        self.security(old, new, &group, &place);
        if paging(self.old.api, old.paging.as_ref()) != paging(self.new.api, new.paging.as_ref()) {
            let words = match (&old.paging, &new.paging) {
                (None, _) => format!("{place} is paged now"),
                (_, None) => format!("{place} is no longer paged"),
                _ => format!("{place} is paged in another way"),
            };
            let wire = match old.paging {
                None => (Wire::Yes, "clients take one page"),
                Some(_) => (Wire::Maybe, "clients may not find the next page"),
            };
            self.derived.push(Derived {
                found: at(Kind::PaginationChanged, words).wire(wire.0, wire.1),
                group: group.clone(),
                place: place.clone(),
                at: (turning(self.old.api, old), turning(self.new.api, new)),
            });
        }
        if old.idempotency != new.idempotency && old.method == new.method {
            let safe = |one: &Idempotency| *one != Idempotency::Unsafe;
            let words = match safe(&new.idempotency) {
                true => format!("{place} can be repeated safely, in a new way"),
                false => format!("{place} cannot be repeated safely any more"),
            };
            self.derived.push(Derived {
                found: at(Kind::IdempotencyChanged, words),
                group: group.clone(),
                place: place.clone(),
                at: (repeating(self.old.api, old), repeating(self.new.api, new)),
            });
        }
        self.parameters(old, new, &group, &place);
        self.body(old, new, &group, &place);
        self.responses(old, new, &group, &place);
    }
}

/// One operation for each method and path.
fn leaders(api: &Api) -> Vec<&Operation> {
    let mut seen = std::collections::BTreeSet::new();
    let all = api.operations.iter();
    all.filter(|one| seen.insert((one.method.as_str(), one.path.as_str())))
        .collect()
}

/// Moves what is the same in both, and in no other, to `pairs`.
fn take<'a>(
    gone: &mut Vec<&'a Operation>,
    fresh: &mut Vec<&'a Operation>,
    pairs: &mut Vec<(&'a Operation, &'a Operation)>,
    is_same: impl Fn(&Operation, &Operation) -> bool,
) {
    let found: Vec<(&Operation, &Operation)> = { gone.iter() }
        .filter_map(|old| {
            let mut same = fresh.iter().filter(|new| is_same(old, new));
            match (same.next(), same.next()) {
                (Some(new), None) => Some((*old, *new)),
                _ => None,
            }
        })
        .collect();
    for (old, new) in found {
        let is = |one: &&Operation, other: &Operation| std::ptr::eq(*one, other);
        if fresh.iter().any(|one| is(one, new)) {
            gone.retain(|one| !is(one, old));
            fresh.retain(|one| !is(one, new));
            pairs.push((old, new));
        }
    }
}

/// What an operation takes and gives, roughly.
fn shape(side: &super::Side<'_>, one: &Operation) -> impl PartialEq + use<> {
    let parameters = one.parameters.iter();
    let parameters: Vec<_> = parameters.map(|one| (one.place, one.required)).collect();
    let key = |id| side.key(id).map(str::to_owned);
    let body = one.body.as_ref().map(|body| body.schema.map(key));
    let responses = one.responses.iter();
    let responses: Vec<_> = responses
        .map(|one| (one.status, one.content.len()))
        .collect();
    (parameters, body, responses)
}

/// A path without the names of its parameters.
pub(super) fn template(path: &str) -> String {
    let mut parts = path.split('{');
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text += "{}";
        text += part.split_once('}').map_or("", |(_, rest)| rest);
    }
    text
}

/// An operation as people call it.
pub(super) fn place(one: &Operation) -> String {
    format!("{} {}", one.method, one.path)
}

/// The group of an operation.
pub(super) fn group(api: &Api, one: &Operation) -> String {
    let resource = api.resources.get(one.resource.0);
    let path = resource.map(|one| one.path.join(".")).unwrap_or_default();
    if path.is_empty() {
        "client".to_owned()
    } else {
        path
    }
}

/// What decides how a list is paged.
fn turning(api: &Api, one: &Operation) -> Vec<Origin> {
    let mut at = match &one.paging {
        Some(paging) => paging_origins(api, one, paging),
        None => Vec::new(),
    };
    at.extend(one.responses.iter().map(|one| one.origin));
    at.push(one.origin);
    at
}

/// What decides whether a call can be repeated.
fn repeating(api: &Api, one: &Operation) -> Vec<Origin> {
    let mut at = Vec::new();
    if let (Idempotency::Member(name), Some(body)) = (&one.idempotency, &one.body)
        && let Some(ModelKind::Struct(content)) = { body.flattened }
            .and_then(|id| api.models.get(id.0))
            .map(|model| &model.kind)
    {
        let fields = content.fields.iter().filter(|field| field.wire == *name);
        at.extend(fields.map(|field| field.origin));
    }
    at.extend(one.body.iter().map(|body| body.origin));
    at.extend(one.parameters.iter().map(|one| one.origin));
    at.push(one.origin);
    at
}

/// How a list is paged, in words of the description.
fn paging(api: &Api, paging: Option<&Paging>) -> Option<String> {
    Some(how_paged(api, paging?))
}
