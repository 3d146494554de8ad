//! Whether two schemas mean the same, wherever they stand.

use crate::analyze::types::Modeler;
use crate::ir::{Additional, Schema, SchemaId};

/// How deep schemas are compared: what differs below this, nobody means to be the same.
const DEEPEST: usize = 16;

impl Modeler<'_> {
    /// Whether two schemas allow the same values for the same reasons.
    pub(in crate::analyze) fn same(&self, ours: SchemaId, theirs: SchemaId) -> bool {
        self.same_within(ours, theirs, DEEPEST)
    }

    fn same_within(&self, ours: SchemaId, theirs: SchemaId, depth: usize) -> bool {
        let ((ours, nullable), (theirs, also)) = (self.resolve(ours), self.resolve(theirs));
        if ours == theirs {
            return nullable == also;
        }
        let (Some(a), Some(b)) = (self.api.schemas.get(ours.0), self.api.schemas.get(theirs.0))
        else {
            return false;
        };
        // What has a name is not the same as what has another or none.
        if depth == 0 || self.key(ours).is_some() || self.key(theirs).is_some() {
            return false;
        }
        let all = |ours: &[SchemaId], theirs: &[SchemaId]| {
            ours.len() == theirs.len()
                && ours
                    .iter()
                    .zip(theirs)
                    .all(|(a, b)| self.same_within(*a, *b, depth - 1))
        };
        let ids = |one: Option<SchemaId>| -> Vec<SchemaId> { one.into_iter().collect() };
        let values = |map: &indexmap::IndexMap<String, SchemaId>| -> Vec<SchemaId> {
            map.values().copied().collect()
        };
        let additional = |additional: &Additional| match additional {
            Additional::Schema(id) => vec![*id],
            _ => Vec::new(),
        };
        nullable == also
            && is_alike(a, b)
            && a.properties.keys().eq(b.properties.keys())
            && all(&values(&a.properties), &values(&b.properties))
            && a.pattern_properties.keys().eq(b.pattern_properties.keys())
            && all(
                &values(&a.pattern_properties),
                &values(&b.pattern_properties),
            )
            && all(&additional(&a.additional), &additional(&b.additional))
            && all(&ids(a.property_names), &ids(b.property_names))
            && all(&ids(a.items), &ids(b.items))
            && all(&a.prefix_items, &b.prefix_items)
            && all(&a.all_of, &b.all_of)
            && all(&a.any_of, &b.any_of)
    }
}

/// Whether two schemas say the same, their sub-schemas aside.
fn is_alike(a: &Schema, b: &Schema) -> bool {
    let kind = |schema: &Schema| std::mem::discriminant(&schema.additional);
    let tag = |schema: &Schema| {
        schema
            .discriminator
            .as_ref()
            .map(|tag| tag.property.clone())
    };
    a.types == b.types
        && a.allows_nothing == b.allows_nothing
        && a.format == b.format
        && a.values == b.values
        && a.required == b.required
        && kind(a) == kind(b)
        && tag(a) == tag(b)
        && a.rules == b.rules
}
