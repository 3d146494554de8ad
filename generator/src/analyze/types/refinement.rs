//! Schemas that add little to another: words beside a reference, or some of its values.

use super::Modeler;
use crate::analyze::unions;
use crate::ir::{Additional, Schema, SchemaId};

impl Modeler<'_> {
    /// A reference with nothing but documentation beside it, or with some of its own values picked out.
    pub(super) fn refinement(&self, id: SchemaId) -> Option<Refinement> {
        let schema = self.api.schemas.get(id.0)?;
        let says_something =
            |id: &&SchemaId| !self.api.schemas.get(id.0).is_some_and(is_annotation);
        let mut real = schema.all_of.iter().filter(says_something);
        let (target, None) = (*real.next()?, real.next()) else {
            return None;
        };
        if self.is_child(id, target) {
            return None;
        }
        let own = Schema {
            all_of: Vec::new(),
            values: None,
            types: Default::default(),
            ..schema.clone()
        };
        if !is_annotation(&own) {
            return None;
        }
        match &schema.values {
            None if schema.types.is_empty() => Some(Refinement {
                target,
                values: None,
            }),
            None => None,
            Some(values) => {
                let is_enum = self
                    .schema(target)
                    .is_some_and(|target| self.is_enum(target));
                is_enum.then(|| Refinement {
                    target,
                    values: Some(values.clone()),
                })
            }
        }
    }

    /// Whether a part of an `allOf` that says nothing else says that the whole may be `null`: how 3.0 allows it beside a
    /// reference.
    pub(super) fn says_nullable(&self, id: SchemaId) -> bool {
        let parts = self.api.schemas.get(id.0).map(|schema| &schema.all_of);
        parts.into_iter().flatten().any(|part| {
            let part = self.api.schemas.get(part.0);
            part.is_some_and(|part| part.nullable && is_annotation(part))
        })
    }

    /// Whether a schema lists values that are kept apart.
    fn is_enum(&self, schema: &Schema) -> bool {
        match &schema.values {
            Some(values) => values
                .iter()
                .all(|value| value.is_string() || value.is_i64()),
            None => unions::values(self, schema).is_some(),
        }
    }
}

/// A schema that adds little to another.
pub(super) struct Refinement {
    pub(super) target: SchemaId,
    /// The values that are picked out, when some are.
    pub(super) values: Option<Vec<serde_json::Value>>,
}

/// Whether a schema says nothing about the shape of values.
pub(in crate::analyze) fn is_annotation(schema: &Schema) -> bool {
    schema.reference.is_none()
        && schema.types.is_empty()
        && schema.values.is_none()
        && schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.additional == Additional::Unsaid
        && schema.pattern_properties.is_empty()
        && schema.items.is_none()
        && schema.prefix_items.is_empty()
        && schema.all_of.is_empty()
        && schema.any_of.is_empty()
        && schema.rules.is_empty()
}
