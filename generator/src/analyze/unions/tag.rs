//! How the arms of a union are told apart: the member, and its values for each arm.

use serde_json::Value;

use crate::analyze::types::Modeler;
use crate::ir::{MissingTag, Schema, SchemaId};

/// How the arms are told apart.
pub(in crate::analyze) struct Tag {
    /// The member.
    pub(in crate::analyze) property: String,
    /// Its values for each arm.
    pub(in crate::analyze) values: Vec<Vec<String>>,
    /// What a value without it means.
    pub(super) missing: MissingTag,
}

/// The discriminator, or a member that serves as one.
pub(in crate::analyze) fn tag(
    modeler: &mut Modeler<'_>,
    schema: &Schema,
    arms: &[SchemaId],
) -> Option<Tag> {
    let objects: Vec<Schema> = arms.iter().map(|arm| modeler.merged(*arm)).collect();
    if !objects.iter().all(|arm| is_object(modeler, arm, 0)) {
        return None;
    }
    let Some(discriminator) = &schema.discriminator else {
        let first = objects.first()?;
        let candidates: Vec<String> = first.properties.keys().cloned().collect();
        let recognised = candidates
            .into_iter()
            .filter_map(|property| recognised(modeler, &objects, property));
        // A member that is always there, and a word rather than a sentence.
        return recognised.min_by_key(|tag| {
            let length: usize = tag.values.iter().flatten().map(String::len).sum();
            (
                tag.missing != MissingTag::Error,
                length,
                tag.property.clone(),
            )
        });
    };
    let property = &discriminator.property;
    let mut values = Vec::new();
    for (arm, object) in arms.iter().zip(&objects) {
        let mapped = discriminator
            .mapping
            .iter()
            .filter(|(_, target)| modeler.resolve(*target).0 == modeler.source(*arm));
        let mut tags: Vec<String> = mapped.map(|(tag, _)| tag.clone()).collect();
        if tags.is_empty() {
            tags = values_of(modeler, object, property, 0).unwrap_or_default();
        }
        if tags.is_empty() {
            let key = modeler.key(modeler.source(*arm));
            tags.extend(key.map(str::to_owned));
        }
        values.push(tags);
    }
    let is_required = |object: &&Schema| object.required.contains(property);
    let is_declared = |object: &&Schema| object.properties.contains_key(property);
    let mut told = { objects.iter() }.filter(|object| is_declared(object) || is_required(object));
    let missing = match told.clone().next() {
        None => MissingTag::Unknown,
        Some(_) if told.all(|object| is_required(&object)) => MissingTag::Error,
        Some(_) => MissingTag::Tried,
    };
    (values.iter().all(|tags| !tags.is_empty()) && are_disjoint(&values)).then(|| Tag {
        property: property.clone(),
        values,
        missing,
    })
}

/// How deep unions in unions are looked into.
const DEEPEST: usize = 8;

/// Whether a schema, or each of its arms, is an object.
fn is_object(modeler: &mut Modeler<'_>, schema: &Schema, depth: usize) -> bool {
    if schema.any_of.is_empty() || depth > DEEPEST {
        return !schema.properties.is_empty();
    }
    schema.any_of.clone().into_iter().all(|arm| {
        let arm = modeler.merged(arm);
        is_object(modeler, &arm, depth + 1)
    })
}

/// A member that has values of its own in each arm.
fn recognised(modeler: &mut Modeler<'_>, objects: &[Schema], property: String) -> Option<Tag> {
    let mut values = Vec::new();
    for object in objects {
        values.push(values_of(modeler, object, &property, 0)?);
    }
    let is_required = |object: &Schema| object.required.contains(&property);
    let missing = match objects.iter().all(is_required) {
        true => MissingTag::Error,
        false => MissingTag::Tried,
    };
    are_disjoint(&values).then_some(Tag {
        property,
        values,
        missing,
    })
}

/// The only values that a member of an object, or of each arm, may have.
fn values_of(
    modeler: &mut Modeler<'_>,
    object: &Schema,
    property: &str,
    depth: usize,
) -> Option<Vec<String>> {
    let own = constants(modeler, object, property);
    if own.is_some() || object.any_of.is_empty() || depth > DEEPEST {
        return own;
    }
    let mut values = Vec::new();
    for arm in object.any_of.clone() {
        let arm = modeler.merged(arm);
        values.extend(values_of(modeler, &arm, property, depth + 1)?);
    }
    Some(values)
}

/// The only values that a member of an object may have.
pub(in crate::analyze) fn constants(
    modeler: &mut Modeler<'_>,
    object: &Schema,
    property: &str,
) -> Option<Vec<String>> {
    let member = modeler.merged(*object.properties.get(property)?);
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    };
    // Where parts contradict each other no value is left; any of the type is accepted then.
    let values = member.values.filter(|values| !values.is_empty())?;
    values.iter().map(text).collect()
}

fn are_disjoint(values: &[Vec<String>]) -> bool {
    let mut all: Vec<&String> = values.iter().flatten().collect();
    let count = all.len();
    all.sort();
    all.dedup();
    all.len() == count
}
