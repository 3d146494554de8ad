//! The arguments of two functions: order, what comes, goes and changes.

use super::items::{Event, Names};
use super::{Diff, Found, Kind, Migration, Source, Wire};
use crate::emit::symbols::{Owner, Symbol, Taken};
use crate::ir::Api;
use crate::source::Origin;

/// Whether arguments that both take come in another order: a call compiles all the same, and means something else.
pub(super) fn is_reordered(old: &[Taken], new: &[Taken]) -> bool {
    let common = |list: &[Taken], other: &[Taken]| -> Vec<String> {
        let wires = list.iter().map(|one| one.wire.clone());
        wires
            .filter(|wire| other.iter().any(|one| one.wire == *wire))
            .collect()
    };
    common(old, new) != common(new, old)
}

/// The change that another order is, and where it is made.
pub(super) fn order(
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
pub(super) fn call(old: &Symbol, new: &Symbol, takes: &[Taken], taking: &[Taken]) -> Event {
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
pub(super) fn arguments(
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
