//! `allOf` as intersection.

use std::collections::{BTreeMap, BTreeSet};

use super::types::is_annotation;
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{Additional, JsonType, Schema, SchemaId};

/// Merges schemas of an arena; new ones are added to it.
pub(super) struct Merger<'a> {
    pub(super) schemas: &'a mut Vec<Schema>,
    pub(super) diagnostics: &'a mut Diagnostics,
    /// The schemas that are both of a pair: what is merged with itself leads back here.
    pub(super) pairs: &'a mut BTreeMap<(SchemaId, SchemaId), SchemaId>,
}

impl Merger<'_> {
    /// The schema with everything that `allOf` adds, however deep.
    pub(super) fn merge(&mut self, id: SchemaId) -> Schema {
        let Some(mut merged) = self.schemas.get(id.0).cloned() else {
            return Schema::default();
        };
        let mut seen = BTreeSet::from([id]);
        let mut ahead: Vec<SchemaId> = merged.all_of.drain(..).rev().collect();
        let mut by_itself = merged.nullable;
        let mut by_all = !ahead.is_empty();
        while let Some(next) = ahead.pop() {
            let Some(member) = self.schemas.get(next.0).cloned() else {
                continue;
            };
            if !seen.insert(next) {
                continue;
            }
            if let Some(target) = member.reference {
                ahead.push(target);
                by_all &= self
                    .schemas
                    .get(target.0)
                    .is_some_and(|target| target.nullable)
                    || member.nullable;
                continue;
            }
            // What says nothing of the shape is about the whole, as 3.0 allows `null` beside a reference.
            match is_annotation(&member) {
                true => by_itself |= member.nullable,
                false => by_all &= member.nullable,
            }
            ahead.extend(member.all_of.iter().rev());
            self.intersect(&mut merged, member);
        }
        merged.nullable = by_itself || by_all;
        merged
    }

    /// Makes `merged` allow only what `member` allows too.
    fn intersect(&mut self, merged: &mut Schema, member: Schema) {
        if !merged.types.is_empty() && !member.types.is_empty() {
            let both = intersection(&merged.types, &member.types);
            if both.is_empty() {
                let message = "two parts of this `allOf` ask for different types; the first counts";
                self.diagnostics
                    .push(Code::Contradiction, merged.origin, message);
            } else {
                merged.types = both;
            }
        } else {
            merged.types.extend(member.types);
        }
        merged.values = match (merged.values.take(), member.values) {
            (Some(ours), Some(theirs)) => Some(
                ours.into_iter()
                    .filter(|value| theirs.contains(value))
                    .collect(),
            ),
            (ours, theirs) => ours.or(theirs),
        };
        merged.value_words.extend(member.value_words);
        merged.format = merged.format.take().or(member.format);
        merged.description = merged.description.take().or(member.description);
        merged.title = merged.title.take().or(member.title);
        merged.example = merged.example.take().or(member.example);
        merged.default = merged.default.take().or(member.default);
        merged.property_names = merged.property_names.or(member.property_names);
        for (name, property) in member.properties {
            let both = match merged.properties.get(&name) {
                Some(ours) if *ours != property => self.both(*ours, property),
                _ => property,
            };
            merged.properties.insert(name, both);
        }
        for (pattern, value) in member.pattern_properties {
            let both = match merged.pattern_properties.get(&pattern) {
                Some(ours) if *ours != value => self.both(*ours, value),
                _ => value,
            };
            merged.pattern_properties.insert(pattern, both);
        }
        for name in member.required {
            if !merged.required.contains(&name) {
                merged.required.push(name);
            }
        }
        merged.additional = match (&merged.additional, member.additional) {
            (Additional::Unsaid, theirs) => theirs,
            // `false` in one part would forbid the members of the others: it is meant for the whole.
            (Additional::Forbidden | Additional::Any, Additional::Schema(theirs)) => {
                Additional::Schema(theirs)
            }
            (ours, _) => ours.clone(),
        };
        merged.items = match (merged.items, member.items) {
            (Some(ours), Some(theirs)) if ours != theirs => Some(self.both(ours, theirs)),
            (ours, theirs) => ours.or(theirs),
        };
        if merged.prefix_items.is_empty() {
            merged.prefix_items = member.prefix_items;
        }
        merged.alternatives.extend(member.alternatives);
        if !merged.any_of.is_empty() && !member.any_of.is_empty() {
            self.schemas.push(Schema {
                origin: member.origin,
                any_of: member.any_of,
                discriminator: member.discriminator,
                ..Schema::default()
            });
            merged.unions.push(SchemaId(self.schemas.len() - 1));
        } else {
            merged.any_of.extend(member.any_of);
            merged.discriminator = merged.discriminator.take().or(member.discriminator);
        }
        for rule in member.rules {
            if !merged.rules.contains(&rule) {
                merged.rules.push(rule);
            }
        }
    }

    /// A schema that is both.
    fn both(&mut self, ours: SchemaId, theirs: SchemaId) -> SchemaId {
        let target = |id: SchemaId| {
            let schema = self.schemas.get(id.0)?;
            Some((schema.reference?, schema.nullable))
        };
        if target(ours).is_some_and(|both| target(theirs) == Some(both)) {
            return ours;
        }
        if let Some(known) = self.pairs.get(&(ours, theirs)) {
            return *known;
        }
        let described = self.schemas.get(theirs.0).cloned().unwrap_or_default();
        let before = self.schemas.get(ours.0);
        let description = described
            .description
            .or_else(|| before.and_then(|before| before.description.clone()));
        self.schemas.push(Schema {
            origin: described.origin,
            description,
            deprecated: described.deprecated,
            all_of: vec![ours, theirs],
            ..Schema::default()
        });
        let both = SchemaId(self.schemas.len() - 1);
        self.pairs.insert((ours, theirs), both);
        both
    }
}

/// The types both allow; an integer is a number.
pub(super) fn intersection(
    ours: &BTreeSet<JsonType>,
    theirs: &BTreeSet<JsonType>,
) -> BTreeSet<JsonType> {
    let allows = |types: &BTreeSet<JsonType>, ty: &JsonType| {
        types.contains(ty) || (*ty == JsonType::Integer && types.contains(&JsonType::Number))
    };
    let all = ours.union(theirs);
    all.filter(|ty| allows(ours, ty) && allows(theirs, ty))
        .copied()
        .collect()
}
