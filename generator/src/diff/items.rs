//! The public items of both crates: what differs, and which class that has.

use std::collections::{BTreeMap, BTreeSet};

use super::account::Accounts;
use super::arguments::{arguments, call, is_reordered, order};
use super::{Diff, Matched, Migration, Source};
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
    let (mut old, mut new) = (symbols(diff.old.api), symbols(diff.new.api));
    // What people call tells them most: it is first among the reasons.
    for symbols in [&mut old, &mut new] {
        symbols.sort_by_key(|one| {
            (
                one.part != "method",
                !matches!(one.owner, Owner::Operation(_)),
            )
        });
    }
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
    let (mut seen, mut left) = (BTreeSet::new(), Vec::new());
    for symbol in &old {
        let mut key = old_key(symbol);
        key.2 = names.translated(&key.2);
        match fresh.get(&key) {
            Some(other) => {
                seen.insert(key);
                compare(diff, &mut accounts, symbol, other, &names, &mut events);
            }
            None => left.push(symbol),
        }
    }
    // What is called and taken as before is the same to code, wherever it is sent.
    for symbol in left {
        let same = new.iter().find(|one| {
            one.path == symbol.path
                && !seen.contains(&new_key(one))
                && is_same(&symbol.shape, &one.shape, &names)
        });
        match same {
            Some(other) => drop(seen.insert(new_key(other))),
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
    let name = |id: &ModelId| { diff.new.api.models.get(id.0) }.map(|model| model.name.as_str());
    // Of several that one place describes, those that kept their names are the same.
    let mut left = Vec::new();
    let mut renamed = Vec::new();
    for (index, model) in diff.old.api.models.iter().enumerate() {
        let (id, called) = (ModelId(index), model.name.as_str());
        let schema = diff.old.at.get(&model.origin);
        let other = schema.and_then(|schema| diff.met.get(schema));
        let Some(place) = other.map(|schema| diff.new.origin(*schema)) else {
            left.push((id, called));
            continue;
        };
        let others = free.entry(place).or_default();
        match others.iter().position(|other| name(other) == Some(called)) {
            Some(at) => {
                owners.insert(Owner::Model(id), Owner::Model(others.remove(at)));
            }
            None => renamed.push((id, called, place)),
        }
    }
    // A type has several places where it is shared, and is described at one: two that have each other's names kept them.
    fn names(api: &Api) -> BTreeSet<&str> {
        api.models.iter().map(|model| model.name.as_str()).collect()
    }
    let (before, now) = (names(diff.old.api), names(diff.new.api));
    for (id, called, place) in renamed {
        let is_it = |other: &ModelId| {
            !now.contains(called) || name(other).is_some_and(|name| !before.contains(name))
        };
        let others = free.get_mut(&place);
        let other = others.and_then(|all| Some(all.remove(all.iter().rposition(is_it)?)));
        match other {
            Some(other) => drop(owners.insert(Owner::Model(id), Owner::Model(other))),
            None => left.push((id, called)),
        }
    }
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
pub(super) struct Names(BTreeMap<String, String>);

impl Names {
    /// A text in which types are called as in the new crate.
    pub(super) fn translated(&self, text: &str) -> String {
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
            // A variant may have the name of a type that is called otherwise now.
            let kept = [last(&old.path), last(&names.translated(&old.path))];
            !kept.contains(&last(&new.path))
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

/// Whether code can use both in the same way.
fn is_same(old: &Shape, new: &Shape, names: &Names) -> bool {
    match (old, new) {
        (
            Shape::Function { takes, gives },
            Shape::Function {
                takes: taking,
                gives: giving,
            },
        ) => {
            let types = |list: &[Taken]| list.iter().map(|one| names.translated(&one.ty)).collect();
            let (before, after): (Vec<String>, Vec<String>) = (types(takes), types(taking));
            before == after && names.translated(gives) == *giving
        }
        _ => held(old).map(|text| names.translated(text)).as_deref() == held(new),
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
