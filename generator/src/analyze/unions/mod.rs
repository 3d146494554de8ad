//! `oneOf` and `anyOf`.

mod arms;
mod expandable;
mod same;
mod tag;
mod values;

pub(super) use self::arms::union;
pub(super) use self::tag::constants;
pub(super) use self::tag::tag;
use self::values::united;
pub(super) use self::values::values;
use super::losses::unchecked;
use super::merge::intersection;
use super::types::{Modeler, is_annotation};
use crate::diagnostics::{Code, Consequence};
use crate::ir::{
    Additional, Integer, JsonType, ModelKind, Naming, Rule, Schema, SchemaId, Type, Union, Usage,
};

/// The type of a schema with arms.
pub(super) fn typed(
    modeler: &mut Modeler<'_>,
    id: Option<SchemaId>,
    mut schema: Schema,
    naming: Naming,
) -> Usage {
    let usage = |schema: &Schema, ty, rules| Usage {
        ty,
        nullable: schema.nullable,
        rules,
        ..Usage::default()
    };
    without_null_arms(modeler, &mut schema);
    if schema.unions.is_empty()
        // What is left when null is taken out keeps its name.
        && schema.any_of.len() > 1
        && let Some(words) = values(modeler, &schema)
    {
        let values = words.iter().map(|one| one.value.clone()).collect();
        schema.value_words = words;
        let ty = Type::Model(modeler.enumeration(id, &schema, values, naming));
        return usage(&schema, ty, Vec::new());
    }
    let mut arms = distinct(modeler, std::mem::take(&mut schema.any_of));
    // A union within itself allows nothing more.
    if arms.iter().any(|arm| Some(*arm) != id) {
        arms.retain(|arm| Some(*arm) != id);
    }
    let mut arms = possible(modeler, &schema, arms);
    if schema.discriminator.is_none() {
        arms = united(modeler, arms);
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
        modeler.diagnostics.costs(Consequence::unchecked(
            "which required properties go together",
        ));
        let asked = arms.iter().filter_map(|arm| modeler.schema(*arm));
        let asked = asked.flat_map(|arm| arm.required.clone());
        schema.alternatives.extend(asked);
        if let Some(next) = schema.unions.pop() {
            let next = modeler.merged(next);
            schema.any_of = next.any_of;
            schema.discriminator = next.discriminator;
        }
        return modeler.typed(id, schema, naming);
    }
    for arm in &arms {
        schema.nullable |= modeler.merged(*arm).nullable;
    }
    if has_own_shape(&schema) {
        arms = with_base(modeler, &schema, arms);
    } else {
        let parts: Vec<Schema> = arms.iter().map(|arm| modeler.merged(*arm)).collect();
        let is_kept = |rule: &&Rule| parts.iter().all(|part| part.rules.contains(rule));
        let lost = schema.rules.iter().filter(|rule| !is_kept(rule));
        unchecked(&schema, lost, modeler.diagnostics);
    }
    if let [only] = arms.as_slice() {
        let mut only = modeler.usage(*only, naming);
        only.nullable |= schema.nullable;
        return only;
    }
    if let Some(ty) = scalar(modeler, &schema, &arms) {
        return usage(&schema, ty, Vec::new());
    }
    if let Some((one, rules)) = one_or_many(modeler, &arms, &naming) {
        return usage(&schema, Type::OneOrMany(Box::new(one)), rules);
    }
    let tag = tag(modeler, &schema, &arms);
    if tag.is_none() {
        arms = flattened(modeler, arms);
    }
    let model = modeler.declare(id, &schema, naming, ModelKind::Union(Union::default()));
    let union = union(modeler, model, tag, &schema, &arms);
    modeler.fill(model, union);
    usage(&schema, Type::Model(model), Vec::new())
}

/// Takes alternatives that say only `nullable: true` for `null` where the settings say so.
fn without_null_arms(modeler: &mut Modeler<'_>, schema: &mut Schema) {
    let is_bare = |arm: &SchemaId| {
        let arm = modeler.schema(*arm);
        arm.is_some_and(|arm| arm.nullable && is_annotation(arm))
    };
    let (bare, others): (Vec<SchemaId>, Vec<SchemaId>) =
        schema.any_of.iter().partition(|arm| is_bare(arm));
    if others.is_empty() {
        return;
    }
    if modeler.types.null_arms {
        schema.any_of = others;
        schema.nullable |= !bare.is_empty();
        return;
    }
    for arm in bare {
        let origin = modeler.schema(arm).map_or(schema.origin, |arm| arm.origin);
        let message = "this alternative is any value, as `nullable` without `type` says nothing; if `null` is meant, \
                       set `null_arms = true` below `[types]`";
        modeler
            .diagnostics
            .push(Code::Nonconforming, origin, message);
    }
}

/// The arms without references and repetitions. An arm that may be `null` makes the whole nullable elsewhere.
fn distinct(modeler: &Modeler<'_>, described: Vec<SchemaId>) -> Vec<SchemaId> {
    let mut arms = Vec::new();
    for arm in described {
        let (arm, _) = modeler.resolve(arm);
        if !arms.contains(&arm) {
            arms.push(arm);
        }
    }
    arms
}

/// The arms that values of the schema's own JSON types may be.
fn possible(modeler: &mut Modeler<'_>, schema: &Schema, arms: Vec<SchemaId>) -> Vec<SchemaId> {
    if schema.types.is_empty() {
        return arms;
    }
    let mut possible = Vec::new();
    let mut others = Vec::new();
    for arm in &arms {
        let arm_schema = modeler.merged(*arm);
        let types = &arm_schema.types;
        match types.is_empty() || !intersection(&schema.types, types).is_empty() {
            true => possible.push(*arm),
            false => others.push(arm_schema.origin),
        }
    }
    for origin in others {
        let message = "no value is this alternative: `type` around it asks for another type";
        modeler
            .diagnostics
            .push(Code::Contradiction, origin, message);
    }
    match possible.is_empty() {
        true => arms,
        false => possible,
    }
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
        || !schema.alternatives.is_empty()
        || !schema.unions.is_empty()
}

/// Each arm together with what holds for all of them.
fn with_base(modeler: &mut Modeler<'_>, schema: &Schema, arms: Vec<SchemaId>) -> Vec<SchemaId> {
    let base = modeler.add(Schema {
        any_of: Vec::new(),
        all_of: schema.unions.clone(),
        unions: Vec::new(),
        discriminator: None,
        description: None,
        nullable: false,
        ..schema.clone()
    });
    arms.into_iter()
        .map(|arm| modeler.derive(base, arm))
        .collect()
}

/// Unions that one Rust scalar holds: numbers with integers, texts with texts.
fn scalar(modeler: &mut Modeler<'_>, around: &Schema, arms: &[SchemaId]) -> Option<Type> {
    let mut types = std::collections::BTreeSet::new();
    let mut is_large = false;
    let mut rules = Vec::new();
    for arm in arms {
        let schema = modeler.merged(*arm);
        if schema.types.is_empty() || schema.values.is_some() || !schema.any_of.is_empty() {
            return None;
        }
        // As a float, a large whole number would lose its last digits.
        is_large |= matches!(schema.format.as_deref(), Some("int64" | "uint64"));
        types.extend(schema.types);
        rules.extend(schema.rules);
    }
    let types: Vec<JsonType> = types.into_iter().collect();
    let scalar = match types.as_slice() {
        [JsonType::String] => Some(Type::String),
        [JsonType::Boolean] => Some(Type::Bool),
        [JsonType::Integer] => Some(Type::Integer(Integer::I64)),
        [JsonType::Number] => Some(Type::Float64),
        [JsonType::Integer, JsonType::Number] if !is_large => Some(Type::Float64),
        _ => None,
    };
    if scalar.is_some() {
        unchecked(around, rules.iter(), modeler.diagnostics);
    }
    scalar
}

/// One value, or a list of such: what they are, and the rules for the list.
fn one_or_many(
    modeler: &mut Modeler<'_>,
    arms: &[SchemaId],
    naming: &Naming,
) -> Option<(Usage, Vec<Rule>)> {
    let [first, second] = arms else {
        return None;
    };
    let items = |modeler: &Modeler<'_>, arm: SchemaId| {
        let schema = modeler.schema(arm)?;
        let is_list = schema.types.iter().eq([&JsonType::Array]) && schema.prefix_items.is_empty();
        schema.items.filter(|_| is_list)
    };
    let (one, many) = match (items(modeler, *first), items(modeler, *second)) {
        (None, Some(item)) if modeler.same(*first, item) => (*first, *second),
        (Some(item), None) if modeler.same(*second, item) => (*second, *first),
        _ => return None,
    };
    let one = modeler.usage(one, naming.clone());
    let mut list = modeler.merged(many);
    // The list is of what stands alone.
    list.items = None;
    let mut rules = modeler.typed(None, list, naming.clone()).rules;
    if !one.rules.is_empty() {
        rules.push(Rule::Items(one.rules.clone()));
    }
    Some((one, rules))
}

/// The arms with those of unions among them in their place, all the way down.
fn flattened(modeler: &mut Modeler<'_>, arms: Vec<SchemaId>) -> Vec<SchemaId> {
    /// Unions of more arms than this stay in each other.
    const MOST: usize = 64;
    let mut flat = Vec::new();
    let mut ahead: Vec<SchemaId> = arms.iter().copied().rev().collect();
    let mut seen = std::collections::BTreeSet::new();
    while let Some(arm) = ahead.pop() {
        if flat.len() + ahead.len() > MOST {
            return arms;
        }
        let inner = modeler
            .schema(arm)
            .filter(|schema| is_bare_union(schema) && values(modeler, schema).is_none());
        match inner.map(|schema| schema.any_of.clone()) {
            Some(inner) if seen.insert(arm) => {
                ahead.extend(distinct(modeler, inner).into_iter().rev());
            }
            // A union within itself allows nothing more.
            Some(_) => {}
            None if flat.contains(&arm) => {}
            None => flat.push(arm),
        }
    }
    flat
}

/// Whether a schema is nothing but its arms.
fn is_bare_union(schema: &Schema) -> bool {
    !schema.any_of.is_empty()
        && schema.all_of.is_empty()
        && schema.types.is_empty()
        && !has_own_shape(schema)
}
