//! Unions of values: enums in all but name.

use crate::analyze::types::{self, Modeler};
use crate::ir::{EnumBase, JsonType, Schema, SchemaId, ValueWords};

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
