//! The schemas that have names.

use super::{Diff, Found, Kind, Wire};
use crate::ir::SchemaId;

impl Diff<'_> {
    pub(super) fn components(&mut self) {
        let (old, new) = (&self.old.api.components, &self.new.api.components);
        for (key, id) in old {
            if let Some(other) = new.get(key) {
                self.pair(*id, *other, key.clone(), "schemas");
            }
        }
        // What operations and other schemas refer to is met first: a schema may have another name there.
        self.work();
        let gone: Vec<_> = { old.iter() }
            .filter(|(key, _)| !new.contains_key(*key) && !self.renamed.contains_key(*key))
            .map(|(key, id)| (key.clone(), *id))
            .collect();
        for (key, id) in gone {
            let taken = |after: &str| self.renamed.values().any(|one| one == after);
            let free = new
                .iter()
                .filter(|(after, _)| !old.contains_key(*after) && !taken(after));
            let alike: Vec<_> = free
                .filter(|(_, other)| self.is_alike(id, **other))
                .collect();
            if let [(after, other)] = alike.as_slice() {
                let (after, other) = ((*after).clone(), **other);
                self.rename(id, other, &key, &after);
                continue;
            }
            let is_inlined = { self.changes.iter() }.any(|change| {
                change.kind == Kind::SchemaInlined && change.old == Some(self.old.origin(id))
            });
            if !is_inlined {
                let words = format!("the schema `{key}` is gone");
                let found = Found::removed(Kind::SchemaRemoved, words, self.old.origin(id));
                let found = found.wire(Wire::Yes, "what used it says what that means");
                self.add("schemas", &key, found);
            }
        }
        for (key, id) in new {
            let is_known = old.contains_key(key)
                || self.renamed.values().any(|after| after == key)
                || self.changes.iter().any(|change| {
                    change.kind == Kind::SchemaExtracted && change.new == Some(self.new.origin(*id))
                });
            if !is_known {
                let words = format!("the schema `{key}` is new");
                let found = Found::added(Kind::SchemaAdded, words, self.new.origin(*id));
                self.add(
                    "schemas",
                    key,
                    found.wire(Wire::Yes, "nothing changes for clients"),
                );
            }
        }
    }

    /// Whether two schemas of different names say the same, and enough for that to be no accident.
    fn is_alike(&self, old: SchemaId, new: SchemaId) -> bool {
        let (before, after) = (self.old.view(old, false), self.new.view(new, false));
        let says_something = !before.properties.is_empty()
            || !before.any_of.is_empty()
            || before.values.is_some()
            || before.description.is_some();
        says_something
            && before.properties.len() == after.properties.len()
            && before.types == after.types
            && self.is_same(old, new)
    }

    /// Whether one schema may be the other under a new name.
    pub(super) fn is_other_name(&self, old: SchemaId, new: SchemaId) -> bool {
        let (before, after) = (self.key_of(true, old), self.key_of(false, new));
        match self.renamed.get(&before) {
            Some(known) => *known == after,
            None => {
                !before.is_empty()
                    && !after.is_empty()
                    && !self.new.api.components.contains_key(&before)
                    && !self.old.api.components.contains_key(&after)
                    && !self.renamed.values().any(|known| *known == after)
                    && (super::members::near(&before, &after) || self.is_alike(old, new))
            }
        }
    }

    pub(super) fn rename(&mut self, old: SchemaId, new: SchemaId, before: &str, after: &str) {
        if self
            .renamed
            .insert(before.to_owned(), after.to_owned())
            .is_some()
        {
            return;
        }
        let at = (self.old.origin(old), self.new.origin(new));
        let words = format!("the schema `{before}` is called `{after}` now");
        let found = Found::new(Kind::SchemaRenamed, words, at.0, at.1);
        self.add(
            "schemas",
            after,
            found.wire(Wire::Yes, "names of schemas are not sent"),
        );
        self.pair(old, new, after, "schemas");
    }
}
