//! Unions of values: enums in all but name.

use crate::analyze::types::{self, Modeler};
use crate::ir::{EnumBase, JsonType, Schema, SchemaId, ValueWords};
use crate::source::Origin;

/// The values of `string | enum of strings` and of unions of such: an open enum.
pub(in crate::analyze) fn values(
    modeler: &Modeler<'_>,
    schema: &Schema,
) -> Option<Vec<ValueWords>> {
    let mut listed: Vec<ValueWords> = Vec::new();
    let mut plain: Vec<&JsonType> = Vec::new();
    if schema.any_of.is_empty() || !schema.properties.is_empty() {
        return None;
    }
    for arm in &schema.any_of {
        let arm = modeler.schema(*arm)?;
        let is_plain = arm.any_of.is_empty()
            && arm.all_of.is_empty()
            && arm.rules.is_empty()
            && arm.format.is_none();
        match &arm.values {
            Some(values) => {
                // A title beside a single value is that value's.
                let only = values.len() == 1;
                for value in values {
                    if value.is_object() || value.is_array() || value.is_boolean() {
                        return None;
                    }
                    let said = arm.value_words.iter().find(|words| words.value == *value);
                    listed.push(said.cloned().unwrap_or_else(|| ValueWords {
                        value: value.clone(),
                        name: arm.title.clone().filter(|_| only),
                        description: arm.description.clone().filter(|_| only),
                    }));
                }
            }
            None if is_plain => plain.extend(&arm.types),
            None => return None,
        }
    }
    let base = types::base(listed.iter().map(|words| &words.value));
    let is_covered = match base {
        _ if listed.is_empty() => false,
        EnumBase::Text => plain.iter().all(|ty| **ty == JsonType::String),
        EnumBase::Integer => plain.iter().all(|ty| **ty == JsonType::Integer),
        EnumBase::Json => plain.is_empty(),
    };
    // An arm of any type takes more than an enum does.
    let has_type = |arm: &SchemaId| {
        modeler
            .schema(*arm)
            .is_some_and(|arm| arm.values.is_some() || !arm.types.is_empty())
    };
    (is_covered && schema.any_of.iter().all(has_type)).then_some(listed)
}

/// The arms with those that list values as one, together with a plain text: of several open enums the first would take
/// the values of the others.
pub(in crate::analyze) fn united(
    modeler: &mut Modeler<'_>,
    mut arms: Vec<SchemaId>,
) -> Vec<SchemaId> {
    let with_plain = members(modeler, &arms, |arm| lists(arm) || is_plain_text(arm));
    let listed = members(modeler, &arms, lists);
    for members in [with_plain, listed.clone()] {
        let first = arms.iter().position(|arm| members.contains(arm));
        let Some(first) = first.filter(|_| members.len() > 1 && members.len() < arms.len()) else {
            continue;
        };
        let origin = members.first().and_then(|arm| modeler.schema(*arm));
        let origin = origin.map(|arm| arm.origin);
        let union = Schema {
            origin: origin.unwrap_or(Origin::NOWHERE),
            any_of: members.clone(),
            ..Schema::default()
        };
        if values(modeler, &union).is_some() {
            arms.retain(|arm| !members.contains(arm));
            // An open enum takes every text already.
            let united = match listed.as_slice() {
                [only] => *only,
                _ => modeler.add(union),
            };
            arms.insert(first, united);
            break;
        }
    }
    arms
}

fn members(
    modeler: &Modeler<'_>,
    arms: &[SchemaId],
    is_member: impl Fn(&Schema) -> bool,
) -> Vec<SchemaId> {
    let arms = arms.iter().copied();
    arms.filter(|arm| modeler.schema(*arm).is_some_and(&is_member))
        .collect()
}

fn lists(schema: &Schema) -> bool {
    schema.values.is_some()
}

fn is_plain_text(schema: &Schema) -> bool {
    schema.any_of.is_empty() && schema.types.iter().eq([&JsonType::String])
}
