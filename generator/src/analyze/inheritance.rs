//! Inheritance: a schema with a `discriminator` and no arms stands for the schemas that build on it.

use std::collections::{BTreeMap, BTreeSet};

use super::types::Modeler;
use super::unions;
use crate::diagnostics::{Code, Consequence};
use crate::ir::{Api, ModelKind, Naming, Schema, SchemaId, Type, Union, Usage};

/// For each base the component schemas that build on it, however far, in the order of the description.
pub(super) fn children(api: &Api) -> BTreeMap<SchemaId, Vec<SchemaId>> {
    let ids = || (0..api.schemas.len()).map(SchemaId);
    let bases: Vec<SchemaId> = ids()
        .filter(|id| api.schemas.get(id.0).is_some_and(is_base))
        .collect();
    if bases.is_empty() {
        return BTreeMap::new();
    }
    // From each schema to those that are made of it.
    let mut users: BTreeMap<SchemaId, Vec<SchemaId>> = BTreeMap::new();
    for (id, schema) in ids().zip(&api.schemas) {
        for part in schema.all_of.iter().chain(&schema.reference) {
            users.entry(*part).or_default().push(id);
        }
    }
    let mut children = BTreeMap::new();
    for base in bases {
        let mut seen = BTreeSet::from([base]);
        let mut ahead = vec![base];
        while let Some(id) = ahead.pop() {
            let users = users.get(&id).into_iter().flatten().copied();
            ahead.extend(users.filter(|user| seen.insert(*user)));
        }
        seen.remove(&base);
        // Another name for the base builds on nothing.
        let is_child =
            |component: &&SchemaId| seen.contains(component) && resolved(api, **component) != base;
        let found: Vec<SchemaId> = api.components.values().filter(is_child).copied().collect();
        if !found.is_empty() {
            children.insert(base, found);
        }
    }
    children
}

/// Where the references that a schema consists of lead.
fn resolved(api: &Api, id: SchemaId) -> SchemaId {
    let mut seen = BTreeSet::new();
    let mut id = id;
    while seen.insert(id) {
        match api.schemas.get(id.0).and_then(|schema| schema.reference) {
            Some(next) => id = next,
            None => break,
        }
    }
    id
}

fn is_base(schema: &Schema) -> bool {
    schema.discriminator.is_some() && schema.any_of.is_empty()
}

impl Modeler<'_> {
    /// The union of what builds on a base; `None` for what is no base.
    pub(super) fn inherited(&mut self, id: SchemaId, naming: &Naming) -> Option<Usage> {
        let mut arms = self.children.get(&id)?.clone();
        let mut schema = self.merged(id);
        // What is inherited from the base's own base tells nothing of this one.
        schema.discriminator = self.schema(id)?.discriminator.clone();
        // A base that is also one of the kinds.
        let own = self.is_kind(id).then(|| {
            let own = Schema {
                discriminator: None,
                title: Some("base".to_owned()),
                ..schema.clone()
            };
            let own = self.add(own);
            self.mark_derived(own, id);
            own
        });
        arms.extend(own);
        let Some(tag) = unions::tag(self, &schema, &arms) else {
            let message = "the schemas that build on this one cannot be told apart; their own members are not read here";
            self.diagnostics
                .push(Code::ApproximatedKeyword, schema.origin, message);
            let what = "the properties of the schemas that build on this one";
            self.diagnostics.costs(Consequence::unusable(what));
            return None;
        };
        let kind = ModelKind::Union(Union::default());
        let model = self.declare(Some(id), &schema, naming.clone(), kind);
        let union = unions::union(self, model, Some(tag), &schema, &arms);
        self.fill(model, union);
        Some(Usage {
            ty: Type::Model(model),
            nullable: schema.nullable,
            ..Usage::default()
        })
    }

    /// Whether a base builds on another, or its discriminator has a value for itself.
    fn is_kind(&self, id: SchemaId) -> bool {
        let mapping = self.schema(id).and_then(|base| base.discriminator.as_ref());
        let is_mapped = mapping.is_some_and(|discriminator| {
            let mut targets = discriminator.mapping.iter();
            targets.any(|(_, target)| self.resolve(*target).0 == id)
        });
        is_mapped
            || self
                .children
                .values()
                .any(|children| children.contains(&id))
    }

    /// Whether a component builds on a base.
    pub(super) fn is_child(&self, id: SchemaId, base: SchemaId) -> bool {
        let children = self.children.get(&self.resolve(base).0);
        children.is_some_and(|children| children.contains(&id))
    }
}
