//! The credentials that calls need.

use super::{Diff, Found, Kind, Wire};
use crate::ir::Operation;

impl Diff<'_> {
    pub(super) fn security(&mut self, old: &Operation, new: &Operation, group: &str, place: &str) {
        if old.security == new.security {
            return;
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
