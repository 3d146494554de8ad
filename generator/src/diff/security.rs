//! The credentials that calls need.

use super::{Diff, Found, Kind, Wire};
use crate::ir::Operation;

impl Diff<'_> {
    pub(super) fn security(&mut self, old: &Operation, new: &Operation, group: &str, place: &str) {
        if old.security == new.security {
            return self.scopes(old, new, group, place);
        }
        let wire = satisfied(&old.security, &new.security);
        let words = format!(
            "{place} needs {} now, it needed {}",
            needs(&new.security),
            needs(&old.security)
        );
        let found = Found::new(Kind::SecurityChanged, words, old.origin, new.origin);
        self.add(group, place, found.wire(wire.0, wire.1));
    }

    /// With other credentials their scopes are others, too.
    fn scopes(&mut self, old: &Operation, new: &Operation, group: &str, place: &str) {
        let differing = { old.scopes.iter().zip(&new.scopes) }.find(|(old, new)| old != new);
        let Some((before, after)) = differing else {
            return;
        };
        let is_more = { old.scopes.iter().zip(&new.scopes) }
            .any(|(old, new)| new.iter().any(|scope| !old.contains(scope)));
        let wire = match is_more {
            true => (
                Wire::Maybe,
                "tokens that were given before may lack a scope",
            ),
            false => (Wire::Yes, "tokens need no more than before"),
        };
        let words = format!(
            "{place} needs {} now, it needed {}",
            scoped(after),
            scoped(before)
        );
        let found = Found::new(Kind::ScopesChanged, words, old.origin, new.origin);
        self.add(group, place, found.wire(wire.0, wire.1));
    }
}

fn scoped(scopes: &[String]) -> String {
    match scopes {
        [] => "no scope".to_owned(),
        [only] => format!("the scope `{only}`"),
        several => format!("the scopes `{}`", several.join("`, `")),
    }
}

/// Whether what clients send is what is needed now.
fn satisfied(old: &[Vec<String>], new: &[Vec<String>]) -> (Wire, &'static str) {
    let is_enough = |has: &[String]| {
        new.is_empty() || { new.iter() }.any(|set| set.iter().all(|one| has.contains(one)))
    };
    let none: &[Vec<String>] = &[Vec::new()];
    let sets = if old.is_empty() { none } else { old };
    let enough = sets.iter().filter(|set| is_enough(set)).count();
    if new.is_empty() || new.iter().any(Vec::is_empty) {
        (Wire::Yes, "no credential is needed")
    } else if enough == sets.len() {
        (Wire::Yes, "the credentials of before are still taken")
    } else if enough == 0 {
        (Wire::No, "clients do not send the credential it needs")
    } else {
        (Wire::Maybe, "clients may lack the credential it needs")
    }
}

fn needs(security: &[Vec<String>]) -> String {
    let sets = security.iter().map(|set| match set.is_empty() {
        true => "nothing".to_owned(),
        false => format!("`{}`", set.join("` and `")),
    });
    let sets: Vec<String> = sets.collect();
    if sets.is_empty() {
        "no credential".to_owned()
    } else {
        sets.join(" or ")
    }
}
