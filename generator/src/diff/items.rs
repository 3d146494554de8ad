//! The public items of both crates: what differs, and which class that has.

use std::collections::{BTreeMap, BTreeSet};

use super::account::Accounts;
use super::{Diff, Found, Kind, Matched, Migration, Source, Wire};
use crate::emit::symbols::{Owner, Shape, Symbol, Taken, symbols};
use crate::ir::{Api, ModelId, ResourceId};
use crate::source::Origin;

/// An item that differs.
pub(super) struct Event {
    /// Its path in the old crate, or else in the new one.
    pub(super) path: String,
    pub(super) source: Source,
    pub(super) reason: String,
    pub(super) migration: Option<Migration>,
    /// Where it is decided in the old description, the nearest first, and in the new one.
    pub(super) at: (Vec<Origin>, Vec<Origin>),
}

/// An item, whatever it is called: whether it is in one crate only, what it belongs to, and what it is to that.
type Key = (u8, Owner, String);

/// Puts every difference between the crates to the account of what explains it.
pub(super) fn account(diff: &mut Diff<'_>, matched: &Matched) {
    let (old, new) = (symbols(diff.old.api), symbols(diff.new.api));
    let owners = owners(diff, matched);
    let old_key = |symbol: &Symbol| -> Key {
        let owner = match symbol.owner {
            Owner::Sdk => Some(&Owner::Sdk),
            owner => owners.get(&owner),
        };
        match owner {
            Some(owner) => (0, *owner, symbol.part.clone()),
            None => (1, symbol.owner, symbol.part.clone()),
        }
    };
    let known: BTreeSet<Owner> = owners.values().copied().collect();
    let new_key = |symbol: &Symbol| -> Key {
        let is_known = symbol.owner == Owner::Sdk || known.contains(&symbol.owner);
        (
            if is_known { 0 } else { 2 },
            symbol.owner,
            symbol.part.clone(),
        )
    };
    let fresh: BTreeMap<Key, &Symbol> = new.iter().map(|one| (new_key(one), one)).collect();
    let mut names = Names::default();
    for symbol in &old {
        if let (true, Some(other)) = (is_type(symbol), fresh.get(&old_key(symbol))) {
            names.0.insert(symbol.path.clone(), other.path.clone());
        }
    }
    let mut accounts = Accounts::of(diff);
    for derived in std::mem::take(&mut diff.derived) {
        accounts.follow(diff, derived);
    }
    let mut events = Vec::new();
    let mut seen = BTreeSet::new();
    for symbol in &old {
        let mut key = old_key(symbol);
        key.2 = names.translated(&key.2);
        match fresh.get(&key) {
            Some(other) => {
                seen.insert(key);
                compare(diff, &mut accounts, symbol, other, &names, &mut events);
            }
            None => events.push(gone(symbol)),
        }
    }
    let unseen = new.iter().filter(|one| !seen.contains(&new_key(one)));
    events.extend(unseen.map(added));
    for event in events {
        accounts.settle(diff, event);
    }
    accounts.close(diff);
}

/// What of the new API each part of the old one is.
fn owners(diff: &Diff<'_>, matched: &Matched) -> BTreeMap<Owner, Owner> {
    let mut owners = BTreeMap::new();
    for (old, new) in &matched.pairs {
        owners.insert(Owner::Operation(*old), Owner::Operation(*new));
    }
    for (index, resource) in diff.old.api.resources.iter().enumerate() {
        let mut others = diff.new.api.resources.iter();
        if let Some(other) = others.position(|one| one.path == resource.path) {
            owners.insert(
                Owner::Resource(ResourceId(index)),
                Owner::Resource(ResourceId(other)),
            );
        }
    }
    let mut free: BTreeMap<Origin, Vec<ModelId>> = BTreeMap::new();
    for (index, model) in diff.new.api.models.iter().enumerate().rev() {
        free.entry(model.origin).or_default().push(ModelId(index));
    }
    let mut left = Vec::new();
    for (index, model) in diff.old.api.models.iter().enumerate() {
        let schema = diff.old.at.get(&model.origin);
        let other = schema.and_then(|schema| diff.met.get(schema));
        let other = other.map(|schema| diff.new.origin(*schema));
        match other.and_then(|origin| free.get_mut(&origin)?.pop()) {
            Some(other) => drop(owners.insert(Owner::Model(ModelId(index)), Owner::Model(other))),
            None => left.push((ModelId(index), model.name.as_str())),
        }
    }
    let name = |id: &ModelId| { diff.new.api.models.get(id.0) }.map(|model| model.name.as_str());
    let free: BTreeMap<_, _> = free.values().flatten().map(|id| (name(id), *id)).collect();
    for (id, called) in left {
        if let Some(other) = free.get(&Some(called)) {
            owners.insert(Owner::Model(id), Owner::Model(*other));
        }
    }
    owners
}

fn is_type(symbol: &Symbol) -> bool {
    ["type", "inputs", "builder", "answer", "handle", "client"].contains(&symbol.part.as_str())
}

/// What types of the old crate are called in the new one.
#[derive(Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    /// A text in which types are called as in the new crate.
    fn translated(&self, text: &str) -> String {
        let mut result = String::with_capacity(text.len());
        let mut word = String::new();
        for char in text.chars().chain(['\0']) {
            if char.is_alphanumeric() || char == '_' {
                word.push(char);
                continue;
            }
            result += self.0.get(&word).unwrap_or(&word);
            word.clear();
            if char != '\0' {
                result.push(char);
            }
        }
        result
    }
}

fn compare(
    diff: &mut Diff<'_>,
    accounts: &mut Accounts,
    old: &Symbol,
    new: &Symbol,
    names: &Names,
    events: &mut Vec<Event>,
) {
    let at = || (old.origins.clone(), new.origins.clone());
    let is_renamed = match is_type(old) {
        true => old.path != new.path,
        false => {
            let last = |path: &str| path.rsplit("::").next().unwrap_or_default().to_owned();
            last(&names.translated(&old.path)) != last(&new.path)
        }
    };
    if is_renamed {
        events.push(Event {
            path: old.path.clone(),
            source: Source::Major,
            reason: format!("`{}` is called `{}`", old.path, new.path),
            migration: Some(Migration {
                before: old.path.clone(),
                after: new.path.clone(),
            }),
            at: at(),
        });
    }
    match (&old.shape, &new.shape) {
        (
            Shape::Function { takes, gives },
            Shape::Function {
                takes: taking,
                gives: giving,
            },
        ) => {
            if names.translated(gives) != *giving {
                events.push(Event {
                    path: old.path.clone(),
                    source: Source::Major,
                    reason: format!("`{}` gives `{giving}` instead of `{gives}`", old.path),
                    migration: Some(Migration {
                        before: format!("let result: {gives} = {}(…)", old.path),
                        after: format!("let result: {giving} = {}(…)", new.path),
                    }),
                    at: at(),
                });
            }
            if is_reordered(takes, taking) {
                let (found, place) = order(diff.old.api, diff.new.api, old, new, takes, taking);
                let key = accounts.order(diff, found, &place);
                accounts.put(diff, key, &call(old, new, takes, taking));
            } else {
                events.extend(arguments(diff, (old, new), (takes, taking), names));
            }
        }
        (before, after) => {
            let (Some(before), Some(after)) = (held(before), held(after)) else {
                return;
            };
            let renamed = names.translated(before);
            if renamed != *after {
                events.push(Event {
                    path: old.path.clone(),
                    source: Source::Major,
                    reason: match (before, after) {
                        ("", _) | (_, "") => format!("`{}` holds something else", old.path),
                        _ => format!("`{}` is `{after}` instead of `{before}`", old.path),
                    },
                    migration: Some(Migration {
                        before: format!("{}: {before}", old.path),
                        after: format!("{}: {after}", new.path),
                    }),
                    at: at(),
                });
            }
        }
    }
}

/// What an item that is no function is or holds.
fn held(shape: &Shape) -> Option<&str> {
    match shape {
        Shape::Item(text) => Some(text),
        Shape::Field(text) | Shape::Input(text) | Shape::Variant(text) => Some(text),
        Shape::Function { .. } => None,
    }
}

/// Whether arguments that both take come in another order: a call compiles all the same, and means something else.
fn is_reordered(old: &[Taken], new: &[Taken]) -> bool {
    let common = |list: &[Taken], other: &[Taken]| -> Vec<String> {
        let wires = list.iter().map(|one| one.wire.clone());
        wires
            .filter(|wire| other.iter().any(|one| one.wire == *wire))
            .collect()
    };
    common(old, new) != common(new, old)
}

/// The change that another order is, and where it is made.
fn order(
    old_api: &Api,
    new_api: &Api,
    old: &Symbol,
    new: &Symbol,
    takes: &[Taken],
    taking: &[Taken],
) -> (Found, String) {
    let common = |list: &[Taken], other: &[Taken]| -> Vec<Taken> {
        let both = list
            .iter()
            .filter(|one| other.iter().any(|two| two.wire == one.wire));
        both.cloned().collect()
    };
    let (before, after) = (common(takes, taking), common(taking, takes));
    let moved = before
        .iter()
        .zip(&after)
        .filter(|(one, other)| one.wire != other.wire);
    let moved: Vec<(Taken, Taken)> = moved
        .map(|(one, other)| (one.clone(), other.clone()))
        .collect();
    let is_body = moved.iter().all(|(one, _)| one.wire.starts_with("body "));
    let body = |api: &Api, owner: Owner| match owner {
        Owner::Model(id) => api.models.get(id.0).map(|model| model.origin),
        Owner::Operation(id) if is_body => {
            let model = api.operations.get(id.0)?.body.as_ref()?.flattened?;
            api.models.get(model.0).map(|model| model.origin)
        }
        _ => None,
    };
    let first = moved.first();
    let at = (
        body(old_api, old.owner).or(first.map(|(one, _)| one.origin)),
        body(new_api, new.owner).or(first.map(|(_, one)| one.origin)),
    );
    let names = |list: Vec<&Taken>| -> String {
        let names = list
            .into_iter()
            .map(|one| one.wire.rsplit(' ').next().unwrap_or_default());
        names.collect::<Vec<_>>().join("`, `")
    };
    let words = format!(
        "what is required is asked for in another order: `{}`, it was `{}`",
        names(moved.iter().map(|(_, one)| one).collect()),
        names(moved.iter().map(|(one, _)| one).collect())
    );
    let found = Found {
        old: at.0,
        new: at.1,
        ..Found::new(Kind::ArgumentOrder, words, Origin::NOWHERE, Origin::NOWHERE)
    };
    (found.wire(Wire::Yes, "order is not sent"), old.path.clone())
}

/// A call as it was and as it is.
fn call(old: &Symbol, new: &Symbol, takes: &[Taken], taking: &[Taken]) -> Event {
    let written = |list: &[Taken]| -> String {
        let names = list.iter().map(|one| match one.wire.rsplit(' ').next() {
            Some("") | None => one.ty.as_str(),
            Some(name) => name,
        });
        names.collect::<Vec<_>>().join(", ")
    };
    Event {
        path: old.path.clone(),
        source: Source::Major,
        reason: format!(
            "`{}` takes its arguments in another order; calls compile all the same when the types agree",
            old.path
        ),
        migration: Some(Migration {
            before: format!("{}({})", old.path, written(takes)),
            after: format!("{}({})", new.path, written(taking)),
        }),
        at: (Vec::new(), Vec::new()),
    }
}

/// Arguments that come, go or change.
fn arguments(
    diff: &Diff<'_>,
    (old, new): (&Symbol, &Symbol),
    (takes, taking): (&[Taken], &[Taken]),
    names: &Names,
) -> Vec<Event> {
    let mut events = Vec::new();
    let migration = call(old, new, takes, taking).migration;
    let mut event = |source, reason: String, at: (Option<Origin>, Option<Origin>)| {
        let with = |origin: Option<Origin>, rest: &[Origin]| {
            origin.into_iter().chain(rest.iter().copied()).collect()
        };
        events.push(Event {
            path: old.path.clone(),
            source,
            reason,
            migration: (source == Source::Major)
                .then(|| migration.clone())
                .flatten(),
            at: (with(at.0, &old.origins), with(at.1, &new.origins)),
        });
    };
    let find = |list: &[Taken], wire: &str| list.iter().find(|one| one.wire == wire).cloned();
    let short = |wire: &str| match wire.rsplit(' ').next() {
        Some("") | None => "a struct of what is required".to_owned(),
        Some(name) => format!("`{name}`"),
    };
    let is_renamed = |one: &Taken, other: &Taken| {
        names.translated(&one.ty) == other.ty
            && diff.changes.iter().any(|change| {
                [
                    Kind::ParameterRenamed,
                    Kind::ParameterMoved,
                    Kind::MemberRenamed,
                ]
                .contains(&change.kind)
                    && change.old == Some(one.origin)
                    && change.new == Some(other.origin)
            })
    };
    for (index, one) in takes.iter().enumerate() {
        match find(taking, &one.wire) {
            Some(other) if names.translated(&one.ty) != other.ty => {
                let reason = format!(
                    "`{}` takes `{}` instead of `{}`",
                    old.path, other.ty, one.ty
                );
                event(
                    Source::Major,
                    reason,
                    (Some(one.origin), Some(other.origin)),
                );
            }
            Some(_) => {}
            None => match taking.get(index).filter(|other| is_renamed(one, other)) {
                Some(other) => {
                    let reason = format!(
                        "the argument of `{}` at the same place is sent as {}",
                        old.path,
                        short(&other.wire)
                    );
                    event(
                        Source::Patch,
                        reason,
                        (Some(one.origin), Some(other.origin)),
                    );
                }
                None => {
                    let reason = format!(
                        "`{}` does not take {} as an argument any more",
                        old.path,
                        short(&one.wire)
                    );
                    event(Source::Major, reason, (Some(one.origin), None));
                }
            },
        }
    }
    for (index, other) in taking.iter().enumerate() {
        let is_known = find(takes, &other.wire).is_some()
            || takes.get(index).is_some_and(|one| is_renamed(one, other));
        if !is_known {
            let reason = format!(
                "`{}` takes another argument: {}",
                old.path,
                short(&other.wire)
            );
            event(Source::Major, reason, (None, Some(other.origin)));
        }
    }
    events
}

fn gone(symbol: &Symbol) -> Event {
    Event {
        path: symbol.path.clone(),
        source: Source::Major,
        reason: format!("`{}` is gone", symbol.path),
        migration: Some(Migration {
            before: symbol.path.clone(),
            after: format!("// `{}` is gone", symbol.path),
        }),
        at: (symbol.origins.clone(), Vec::new()),
    }
}

fn added(symbol: &Symbol) -> Event {
    let path = &symbol.path;
    let (source, reason) = match symbol.shape {
        Shape::Input(_) => (
            Source::Major,
            format!("`{path}` has to be given: the struct is written as a literal"),
        ),
        Shape::Variant(_) => (
            Source::Minor,
            format!("`{path}` is new; the enum is `#[non_exhaustive]`"),
        ),
        Shape::Field(_) => (
            Source::Minor,
            format!("`{path}` is new; the struct is `#[non_exhaustive]`"),
        ),
        Shape::Function { .. } | Shape::Item(_) => (Source::Minor, format!("`{path}` is new")),
    };
    let migration = (source == Source::Major).then(|| Migration {
        before: format!("{} {{ … }}", path.split("::").next().unwrap_or_default()),
        after: format!(
            "{} {{ {}: …, … }}",
            path.split("::").next().unwrap_or_default(),
            path.rsplit("::").next().unwrap_or_default()
        ),
    });
    Event {
        path: path.clone(),
        source,
        reason,
        migration,
        at: (Vec::new(), symbol.origins.clone()),
    }
}
