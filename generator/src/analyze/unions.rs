//! `oneOf` and `anyOf`.

use serde_json::Value;

use super::types::{self, Modeler};
use crate::diagnostics::Code;
use crate::ir::{
    Additional, Arm, EnumBase, External, Integer, JsonType, ModelId, ModelKind, Naming, Schema,
    SchemaId, Type, Union, Usage, ValueWords,
};
use crate::name::Name;

/// The type of a schema with arms.
pub(super) fn typed(
    modeler: &mut Modeler<'_>,
    id: Option<SchemaId>,
    mut schema: Schema,
    naming: Naming,
) -> Usage {
    let nullable = schema.nullable;
    if let Some(words) = values(modeler, &schema) {
        let values = words.iter().map(|one| one.value.clone()).collect();
        schema.value_words = words;
        let ty = Type::Model(modeler.enumeration(id, &schema, values, naming));
        return Usage {
            ty,
            nullable,
            ..Usage::default()
        };
    }
    let mut arms = Vec::new();
    for arm in std::mem::take(&mut schema.any_of) {
        let (arm, _) = modeler.resolve(arm);
        if !arms.contains(&arm) {
            arms.push(arm);
        }
    }
    if arms
        .iter()
        .all(|arm| modeler.schema(*arm).is_some_and(is_only_required))
    {
        let message =
            "the alternatives ask only for different required members; which ones is not checked";
        modeler
            .diagnostics
            .push(Code::ApproximatedKeyword, schema.origin, message);
        return modeler.typed(id, schema, naming);
    }
    if has_own_shape(&schema) {
        arms = with_base(modeler, &schema, arms);
    }
    if let [only] = arms.as_slice() {
        let mut usage = modeler.usage(*only, naming);
        usage.nullable |= nullable;
        return usage;
    }
    if let Some(ty) = scalar(modeler, &arms) {
        return Usage {
            ty,
            nullable,
            ..Usage::default()
        };
    }
    let tag = tag(modeler, &schema, &arms);
    let model = modeler.declare(id, &schema, naming, ModelKind::Union(Union::default()));
    let union = union(modeler, model, tag, &schema, &arms);
    if let Some(slot) = modeler.api.models.get_mut(model.0) {
        slot.kind = ModelKind::Union(union);
    }
    Usage {
        ty: Type::Model(model),
        nullable,
        ..Usage::default()
    }
}

/// The values of `string | enum of strings` and of unions of such: an open enum.
pub(super) fn values(modeler: &Modeler<'_>, schema: &Schema) -> Option<Vec<ValueWords>> {
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

fn is_only_required(schema: &Schema) -> bool {
    let rest = Schema {
        required: Vec::new(),
        ..schema.clone()
    };
    !schema.required.is_empty()
        && !has_own_shape(&rest)
        && rest.any_of.is_empty()
        && rest.all_of.is_empty()
}

/// Whether a schema says something of its own beside its arms.
fn has_own_shape(schema: &Schema) -> bool {
    !schema.properties.is_empty()
        || !schema.required.is_empty()
        || schema.items.is_some()
        || matches!(schema.additional, Additional::Schema(_))
        || !schema.pattern_properties.is_empty()
}

/// Each arm together with what holds for all of them.
fn with_base(modeler: &mut Modeler<'_>, schema: &Schema, arms: Vec<SchemaId>) -> Vec<SchemaId> {
    let base = modeler.add(Schema {
        any_of: Vec::new(),
        discriminator: None,
        description: None,
        nullable: false,
        ..schema.clone()
    });
    let both = |modeler: &mut Modeler<'_>, arm: SchemaId| {
        let described = modeler.schema(arm).cloned().unwrap_or_default();
        let title = described
            .title
            .or_else(|| modeler.key(arm).map(str::to_owned));
        let (origin, description) = (described.origin, described.description);
        modeler.add(Schema {
            origin,
            title,
            description,
            all_of: vec![base, arm],
            ..Schema::default()
        })
    };
    arms.into_iter().map(|arm| both(modeler, arm)).collect()
}

/// Unions that one Rust scalar holds: numbers with integers, texts with texts.
fn scalar(modeler: &mut Modeler<'_>, arms: &[SchemaId]) -> Option<Type> {
    let mut types = std::collections::BTreeSet::new();
    for arm in arms {
        let schema = modeler.merged(*arm);
        if schema.types.is_empty() || schema.values.is_some() || !schema.any_of.is_empty() {
            return None;
        }
        types.extend(schema.types);
    }
    let types: Vec<JsonType> = types.into_iter().collect();
    match types.as_slice() {
        [JsonType::String] => Some(Type::String),
        [JsonType::Boolean] => Some(Type::Bool),
        [JsonType::Integer] => Some(Type::Integer(Integer::I64)),
        [JsonType::Number] | [JsonType::Integer, JsonType::Number] => Some(Type::Float64),
        _ => None,
    }
}

/// How the arms are told apart: the member, and its values for each arm.
struct Tag {
    property: String,
    values: Vec<Vec<String>>,
}

fn tag(modeler: &mut Modeler<'_>, schema: &Schema, arms: &[SchemaId]) -> Option<Tag> {
    let objects: Vec<Schema> = arms.iter().map(|arm| modeler.merged(*arm)).collect();
    if !objects
        .iter()
        .all(|arm| !arm.properties.is_empty() && arm.any_of.is_empty())
    {
        return None;
    }
    match &schema.discriminator {
        Some(discriminator) => {
            let property = &discriminator.property;
            let mut values = Vec::new();
            for (arm, object) in arms.iter().zip(&objects) {
                let mapped = discriminator
                    .mapping
                    .iter()
                    .filter(|(_, target)| modeler.resolve(*target).0 == *arm);
                let mut tags: Vec<String> = mapped.map(|(tag, _)| tag.clone()).collect();
                if tags.is_empty() {
                    tags = constants(modeler, object, property).unwrap_or_default();
                }
                if tags.is_empty() {
                    tags.extend(modeler.key(*arm).map(str::to_owned));
                }
                values.push(tags);
            }
            (values.iter().all(|tags| !tags.is_empty()) && are_disjoint(&values)).then(|| Tag {
                property: property.clone(),
                values,
            })
        }
        None => {
            let first = objects.first()?;
            let candidates: Vec<String> = first.properties.keys().cloned().collect();
            candidates
                .into_iter()
                .find_map(|property| recognised(modeler, &objects, property))
        }
    }
}

/// A member that is required everywhere and has values of its own in each arm.
fn recognised(modeler: &mut Modeler<'_>, objects: &[Schema], property: String) -> Option<Tag> {
    let mut values = Vec::new();
    for object in objects {
        if !object.required.contains(&property) {
            return None;
        }
        values.push(constants(modeler, object, &property)?);
    }
    are_disjoint(&values).then_some(Tag { property, values })
}

/// The only values that a member of an object may have.
pub(super) fn constants(
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
    member.values?.iter().map(text).collect()
}

fn are_disjoint(values: &[Vec<String>]) -> bool {
    let mut all: Vec<&String> = values.iter().flatten().collect();
    let count = all.len();
    all.sort();
    all.dedup();
    all.len() == count
}

fn union(
    modeler: &mut Modeler<'_>,
    model: ModelId,
    tag: Option<Tag>,
    schema: &Schema,
    arms: &[SchemaId],
) -> Union {
    let mut union = Union {
        tag: tag.as_ref().map(|tag| tag.property.clone()),
        arms: Vec::new(),
    };
    for (index, arm) in arms.iter().enumerate() {
        let values = tag
            .as_ref()
            .and_then(|tag| tag.values.get(index))
            .cloned()
            .unwrap_or_default();
        let described = modeler.merged(*arm);
        let words = words(modeler, model, *arm, &described, &values);
        let inner = if words.is_empty() {
            of_shape(&described).to_owned()
        } else {
            words.clone()
        };
        let mut usage = modeler.usage(*arm, Naming::Within(model, inner.clone()));
        usage.nullable = false;
        let words = match (&usage.ty, words.is_empty()) {
            (Type::Model(_), true) => inner,
            (ty, true) => of_type(ty).to_owned(),
            (_, false) => words,
        };
        union.arms.push(Arm {
            origin: described.origin,
            words,
            description: described.description,
            values,
            usage,
            constant: Name::default(),
            name: Name::default(),
        });
    }
    if union.tag.is_none() {
        // The narrowest first: an arm that takes everything would hide the others.
        union
            .arms
            .sort_by_key(|arm| breadth(modeler, &arm.usage.ty));
        if schema.discriminator.is_some() {
            let message =
                "the arms cannot be told apart by the discriminator; they are tried in order";
            modeler
                .diagnostics
                .push(Code::ApproximatedKeyword, schema.origin, message);
        }
    }
    union
}

/// What an arm is called: its tag, its key without the union's own words, its title, or what it is.
fn words(
    modeler: &Modeler<'_>,
    model: ModelId,
    arm: SchemaId,
    schema: &Schema,
    values: &[String],
) -> String {
    let own = match modeler.api.models.get(model.0).map(|model| &model.naming) {
        Some(Naming::Component(key)) => key.as_str(),
        _ => "",
    };
    if let [value] = values
        && value.starts_with(char::is_alphabetic)
    {
        return value.clone();
    }
    if let Some(key) = modeler.key(arm) {
        return key
            .strip_prefix(own)
            .filter(|rest| rest.starts_with(|char: char| !char.is_lowercase()))
            .unwrap_or(key)
            .to_owned();
    }
    schema.title.clone().unwrap_or_default()
}

/// What a type without a name of its own is called: an object after the first member it needs.
fn of_shape(schema: &Schema) -> &str {
    let first = schema
        .required
        .first()
        .or_else(|| schema.properties.keys().next());
    match first {
        Some(member) => member,
        None if schema.values.is_some() => "option",
        None => "value",
    }
}

fn of_type(ty: &Type) -> &str {
    match ty {
        Type::Json => "json",
        Type::Bool => "boolean",
        Type::Integer(_) => "integer",
        Type::Float64 => "number",
        Type::String | Type::Secret => "text",
        Type::External(external) => external_words(external),
        Type::Model(_) => "object",
        Type::Array(_) => "list",
        Type::Map(_) => "map",
    }
}

/// The last name of a path, without what it is made of: `Timestamp`.
fn external_words(external: &External) -> &str {
    let path = external.text.split('<').next().unwrap_or_default();
    path.rsplit("::").next().unwrap_or(path)
}

/// How much a type takes: what takes less is tried first.
fn breadth(modeler: &Modeler<'_>, ty: &Type) -> u32 {
    match ty {
        Type::Bool => 0,
        Type::Integer(_) | Type::External(_) => 1,
        Type::Float64 => 2,
        Type::Model(model) => match modeler.api.models.get(model.0).map(|model| &model.kind) {
            // Enums take every text.
            Some(ModelKind::Enum(_)) => 5,
            _ => 3,
        },
        Type::Array(_) => 4,
        Type::String | Type::Secret => 6,
        Type::Map(_) => 7,
        Type::Json => 8,
    }
}
