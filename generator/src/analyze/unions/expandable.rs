//! Unions of an id and the object that it stands for: services expand the one to the other when they are asked to.

use crate::analyze::types::Modeler;
use crate::ir::{JsonType, Schema};

/// The arm that is the id, when all others are objects with an `id` of its type.
pub(super) fn id(modeler: &mut Modeler<'_>, arms: &[Schema]) -> Option<usize> {
    let mut ids = { arms.iter().enumerate() }.filter(|(_, arm)| is_scalar(arm));
    let (index, id) = ids.next()?;
    let mut others = { arms.iter().enumerate() }.filter(|(other, _)| *other != index);
    let is_it = ids.next().is_none()
        && id.title.is_none()
        && arms.len() > 1
        && others.all(|(_, other)| has_id(modeler, other, id, 0));
    is_it.then_some(index)
}

fn is_scalar(arm: &Schema) -> bool {
    let types: Vec<JsonType> = arm.types.iter().copied().collect();
    let is_one = matches!(types.as_slice(), [JsonType::String | JsonType::Integer]);
    is_one && arm.values.is_none()
}

fn has_id(modeler: &mut Modeler<'_>, schema: &Schema, id: &Schema, depth: usize) -> bool {
    /// Unions of unions are rare; circles are not.
    const DEEPEST: usize = 4;
    if let Some(property) = schema.properties.get("id") {
        return modeler.merged(*property).types == id.types;
    }
    let mut arms = schema.any_of.iter();
    depth < DEEPEST
        && !schema.any_of.is_empty()
        && arms.all(|arm| {
            let arm = modeler.merged(*arm);
            has_id(modeler, &arm, id, depth + 1)
        })
}
