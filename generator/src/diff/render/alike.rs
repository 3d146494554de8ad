//! Changes that are the same but for where they are, together.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Compared;
use crate::diff::{Change, Kind, Source, Wire};

/// The same change at one place or more.
pub(super) struct Cluster<'a> {
    /// One that stands for all.
    first: &'a Change,
    /// The changes, all alike.
    pub(super) changes: Vec<&'a Change>,
}

/// From how many places in how many groups on a change belongs to none of them.
const MANY: usize = 4;
/// What it belongs to then.
const EVERYWHERE: &str = "everywhere";

/// The changes by what they belong to, those that are alike together; the worst first.
pub(super) fn clusters<'a>(compared: &Compared<'a>) -> Vec<(&'a str, Vec<Cluster<'a>>)> {
    let mut alike: BTreeMap<(Kind, Source, Wire, String), Vec<&'a Change>> = BTreeMap::new();
    for change in &compared.report.changes {
        let key = (change.kind, change.source, change.wire, said(change));
        alike.entry(key).or_default().push(change);
    }
    let mut groups: BTreeMap<&'a str, Vec<Cluster<'a>>> = BTreeMap::new();
    for changes in alike.into_values() {
        let mut by_group: BTreeMap<&'a str, Vec<&'a Change>> = BTreeMap::new();
        for change in &changes {
            by_group.entry(&change.group).or_default().push(change);
        }
        if by_group.len() > 1 && changes.len() >= MANY {
            groups
                .entry(EVERYWHERE)
                .or_default()
                .extend(Cluster::of(changes));
            continue;
        }
        for (group, changes) in by_group {
            groups
                .entry(group)
                .or_default()
                .extend(Cluster::of(changes));
        }
    }
    for clusters in groups.values_mut() {
        clusters.sort_by_key(|one| Reverse(one.rank()));
    }
    let mut groups: Vec<_> = groups.into_iter().collect();
    groups.sort_by_key(|(_, clusters)| {
        let worst = clusters
            .iter()
            .map(|one| (one.first().source, one.first().wire))
            .max();
        let count = clusters
            .iter()
            .filter(|one| one.first().source == Source::Major);
        Reverse((worst, count.count()))
    });
    groups
}

impl<'a> Cluster<'a> {
    fn of(changes: Vec<&'a Change>) -> Option<Self> {
        let first = *changes.first()?;
        Some(Self { first, changes })
    }

    /// One that stands for all.
    pub(super) fn first(&self) -> &'a Change {
        self.first
    }

    fn rank(&self) -> (Source, Wire, Reverse<Kind>) {
        let first = self.first();
        (first.source, first.wire, Reverse(first.kind))
    }

    /// What changed, and where, when that is not among the places.
    pub(super) fn words(&self) -> String {
        let change = self.first();
        if self.changes.len() > 1 {
            return said(change);
        }
        match change.places.as_slice() {
            [only] if is_call(only) && !change.words.contains(only.as_str()) => {
                format!("{}: {only}", change.words)
            }
            _ => change.words.clone(),
        }
    }

    /// Where it is.
    pub(super) fn places(&self) -> Vec<String> {
        let places = self.changes.iter().flat_map(|one| &one.places);
        let mut all: Vec<String> = Vec::new();
        for place in places {
            let place = call(place).map_or(place.as_str(), |(_, call, _)| call);
            if !all.iter().any(|one| one == place) {
                all.push(place.to_owned());
            }
        }
        all
    }

    /// The Rust items of all.
    pub(super) fn items(&self) -> Vec<String> {
        let mut all: Vec<String> = Vec::new();
        for item in self.changes.iter().flat_map(|one| &one.items) {
            // That a type has a trait says no more than the type.
            if !item.starts_with("impl ") && !all.contains(item) {
                all.push(item.clone());
            }
        }
        all
    }
}

/// The words of a change without the call that it is about, unless there is nothing else to say.
fn said(change: &Change) -> String {
    let is_of_a_call = matches!(
        change.kind,
        Kind::OperationAdded
            | Kind::OperationRemoved
            | Kind::OperationMoved
            | Kind::OperationRenamed
    );
    match call(&change.words) {
        Some((before, _, after)) if !is_of_a_call => format!("{before}…{after}"),
        _ => change.words.clone(),
    }
}

fn is_call(place: &str) -> bool {
    call(place).is_some_and(|(before, _, after)| before.is_empty() && after.is_empty())
}

/// The call in a text, `GET /pets/{id}`, and what is around it. What is behind the last part of its path, as
/// `.name` and `[]`, is not part of it.
fn call(text: &str) -> Option<(&str, &str, &str)> {
    const METHODS: [&str; 8] = [
        "GET /",
        "PUT /",
        "POST /",
        "DELETE /",
        "OPTIONS /",
        "HEAD /",
        "PATCH /",
        "TRACE /",
    ];
    let at = METHODS
        .iter()
        .filter_map(|method| text.find(method))
        .min()?;
    let (before, rest) = text.split_at_checked(at)?;
    let slash = rest.find('/')?;
    let end = { rest.char_indices() }
        .find(|(at, char)| *at > slash && (char.is_whitespace() || *char == '`'))
        .map_or(rest.len(), |(at, _)| at);
    let path = rest.get(..end)?;
    let last = path.rfind(['/', '}']).unwrap_or_default();
    let behind = path
        .get(last..)?
        .find(['.', '['])
        .map_or(end, |at| last + at);
    let (call, after) = rest.split_at_checked(behind)?;
    Some((before, call, after))
}

#[cfg(test)]
mod tests {
    use super::call;

    #[test]
    fn a_call_is_found_in_a_sentence() {
        assert_eq!(
            call("`status 200 of GET /a/{b}/c.usage` may be null"),
            Some(("`status 200 of ", "GET /a/{b}/c", ".usage` may be null"))
        );
        assert_eq!(call("POST /a is gone"), Some(("", "POST /a", " is gone")));
        assert_eq!(call("`Pet.name` is gone"), None);
    }
}
