//! The arms of a union: what they are called, and the order in which they are tried.

use super::expandable;
use super::tag::Tag;
use crate::analyze::types::Modeler;
use crate::diagnostics::{Code, Consequence, Loss};
use crate::ir::{
    Arm, EnumBase, External, ModelId, ModelKind, Naming, Schema, SchemaId, Type, Union, UnionTag,
};
use crate::name::Name;

/// The union of these arms.
pub(in crate::analyze) fn union(
    modeler: &mut Modeler<'_>,
    model: ModelId,
    tag: Option<Tag>,
    schema: &Schema,
    arms: &[SchemaId],
) -> Union {
    let mut union = Union {
        expands: false,
        tag: tag.as_ref().map(|tag| UnionTag {
            property: tag.property.clone(),
            missing: tag.missing,
        }),
        arms: Vec::new(),
    };
    let described: Vec<Schema> = arms.iter().map(|arm| modeler.merged(*arm)).collect();
    let fixed = fixed(modeler, &described);
    let id = match &tag {
        None => expandable::id(modeler, &described),
        Some(_) => None,
    };
    for (index, arm) in arms.iter().enumerate() {
        let values = tag.as_ref().and_then(|tag| tag.values.get(index));
        let values = values.cloned().unwrap_or_default();
        let arm = match &tag {
            Some(tag) => with_tag(modeler, *arm, &tag.property, &values),
            None => *arm,
        };
        let told_by = fixed.get(index).and_then(|fixed| fixed.first());
        let told_by = match told_by.map(|(_, texts)| texts.as_slice()) {
            Some([only]) => only,
            _ => "",
        };
        let shape = match of_shape(index, &described) {
            // So the arm is called that is the id alone.
            "id" if id.is_some() => "object",
            shape => shape,
        };
        union
            .arms
            .push(self::arm(modeler, model, arm, values, [told_by, shape]));
    }
    if let Some(tag) = &tag {
        for (arm, described) in union.arms.iter_mut().zip(&described) {
            arm.writes_tag = described.any_of.is_empty()
                && arm.values.len() == 1
                && !described.properties.contains_key(&tag.property);
            if let (Type::Model(id), [value]) = (&arm.usage.ty, arm.values.as_slice()) {
                modeler.pin(*id, &tag.property, value);
            }
        }
        return union;
    }
    if let Some(arm) = id.and_then(|id| union.arms.get_mut(id)) {
        arm.words = "id".to_owned();
        union.expands = true;
    }
    for (arm, fixed) in union.arms.iter_mut().zip(fixed) {
        arm.fixed = fixed;
        arm.is_rest = arm.usage.ty == Type::Json;
    }
    // The narrowest first: an arm that takes every text would hide the others.
    let breadth = |arm: &Arm| breadth(modeler, &arm.usage.ty);
    union.arms.sort_by_key(breadth);
    if schema.discriminator.is_some() {
        let message = "the arms cannot be told apart by the discriminator; they are tried in order";
        modeler
            .diagnostics
            .push(Code::ApproximatedKeyword, schema.origin, message);
        let what = "the discriminator: a value is read as the first alternative that fits";
        modeler
            .diagnostics
            .costs(Consequence::received(Loss::Unchecked, what));
    }
    union
}

/// An arm that says nothing of a tag with several values, together with that.
fn with_tag(
    modeler: &mut Modeler<'_>,
    arm: SchemaId,
    property: &str,
    values: &[String],
) -> SchemaId {
    let described = modeler.merged(arm);
    let is_plain = described.any_of.is_empty() && !described.properties.contains_key(property);
    if !is_plain || values.len() < 2 {
        return arm;
    }
    let origin = described.origin;
    let values = values.iter().map(|value| value.as_str().into()).collect();
    let tag = modeler.add(Schema {
        origin,
        types: [crate::ir::JsonType::String].into(),
        values: Some(values),
        ..Schema::default()
    });
    let base = modeler.add(Schema {
        origin,
        properties: [(property.to_owned(), tag)].into_iter().collect(),
        required: vec![property.to_owned()],
        ..Schema::default()
    });
    modeler.derive(base, arm)
}

/// An arm; `told_by` is a text that only it has, or empty, and `shape` what an object without a name is called.
fn arm(
    modeler: &mut Modeler<'_>,
    model: ModelId,
    arm: SchemaId,
    values: Vec<String>,
    [told_by, shape]: [&str; 2],
) -> Arm {
    let described = modeler.merged(arm);
    let mut words = words(modeler, model, arm, &described, &values);
    if words.is_empty() && told_by.starts_with(char::is_alphabetic) {
        words = told_by.to_owned();
    }
    let inner = if words.is_empty() {
        shape.to_owned()
    } else {
        words.clone()
    };
    let mut usage = modeler.usage(arm, Naming::Within(model, inner.clone()));
    usage.nullable = false;
    let words = match (&usage.ty, words.is_empty()) {
        (Type::Model(_), true) => inner,
        (ty, true) => of_type(modeler, ty),
        (_, false) => words,
    };
    Arm {
        origin: described.origin,
        words,
        description: described.description,
        values,
        fixed: Vec::new(),
        is_rest: false,
        writes_tag: false,
        usage,
        constant: Name::default(),
        name: Name::default(),
    }
}

/// The texts that members of one arm have and those of others do not.
fn fixed(modeler: &mut Modeler<'_>, arms: &[Schema]) -> Vec<Vec<(String, Vec<String>)>> {
    let mut fixed: Vec<Vec<(String, Vec<String>)>> = Vec::new();
    for arm in arms {
        let mut texts = Vec::new();
        for (name, property) in &arm.properties {
            let values = modeler.merged(*property).values.unwrap_or_default();
            let values = values.iter().map(|value| value.as_str().map(str::to_owned));
            match values.collect::<Option<Vec<String>>>() {
                Some(values) if !values.is_empty() => texts.push((name.clone(), values)),
                _ => {}
            }
        }
        fixed.push(texts);
    }
    let all = fixed.clone();
    let tells = |index: usize, (name, values): &(String, Vec<String>)| {
        let others = all.iter().enumerate().filter(|(other, _)| *other != index);
        let mut others = others.flat_map(|(_, texts)| texts);
        others.any(|(other, theirs)| other == name && theirs != values)
    };
    for (index, texts) in fixed.iter_mut().enumerate() {
        texts.retain(|text| tells(index, text));
    }
    fixed
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
    if let Some(key) = modeler.key(modeler.source(arm)) {
        return key
            .strip_prefix(own)
            .filter(|rest| rest.starts_with(|char: char| !char.is_lowercase()))
            .unwrap_or(key)
            .to_owned();
    }
    match (&schema.title, values) {
        (Some(title), _) => title.clone(),
        (None, [first, ..]) if first.starts_with(char::is_alphabetic) => one_of(values),
        _ => String::new(),
    }
}

/// What is one of several texts: both, or what all begin with, or the first.
fn one_of(values: &[String]) -> String {
    if let [one, other] = values {
        return format!("{one} or {other}");
    }
    let mut begin: Option<Vec<String>> = None;
    for value in values {
        let words = crate::name::words(value);
        let known = begin.get_or_insert_with(|| words.clone());
        let alike = { known.iter().zip(&words) }.take_while(|(known, word)| known == word);
        known.truncate(alike.count());
    }
    let begin = begin.unwrap_or_default().join(" ");
    match values {
        // A word like `on` says nothing.
        [first, ..] if begin.len() < 3 => format!("{first} or other"),
        _ => begin,
    }
}

/// What a type without a name of its own is called: an object after the first member that no other arm has, of those it
/// needs if there is one.
fn of_shape(index: usize, arms: &[Schema]) -> &str {
    let Some(schema) = arms.get(index) else {
        return "value";
    };
    let is_own = |member: &&String| {
        let others = arms.iter().enumerate().filter(|(other, _)| *other != index);
        let mut others = others.map(|(_, other)| other);
        !others
            .any(|other| other.required.contains(member) || other.properties.contains_key(*member))
    };
    let members = || schema.required.iter().chain(schema.properties.keys());
    match members().find(is_own).or_else(|| members().next()) {
        Some(member) => member,
        None if schema.values.is_some() || !schema.any_of.is_empty() => "option",
        None => "value",
    }
}

fn of_type(modeler: &Modeler<'_>, ty: &Type) -> String {
    let word = match ty {
        Type::Json => "json",
        Type::Bool => "boolean",
        Type::Integer(_) => "integer",
        Type::Float64 => "number",
        Type::String | Type::Secret => "text",
        Type::External(external) => last_name(external),
        Type::Model(model) => match modeler.api.models.get(model.0).map(|model| &model.naming) {
            Some(Naming::Component(key)) => key,
            _ => "object",
        },
        Type::Array(item) => return format!("{} list", of_type(modeler, &item.ty)),
        Type::OneOrMany(_) | Type::Tuple(_) => "list",
        Type::Map(_) => "map",
    };
    word.to_owned()
}

/// The last name of a path, without what it is made of: `Timestamp`.
fn last_name(external: &External) -> &str {
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
            Some(ModelKind::Enum(content)) => match content.base {
                EnumBase::Integer => 1,
                // Every text, and every value.
                EnumBase::Text => 5,
                EnumBase::Json => 8,
            },
            _ => 3,
        },
        Type::Array(_) | Type::OneOrMany(_) | Type::Tuple(_) => 4,
        Type::String | Type::Secret => 6,
        Type::Map(_) => 7,
        Type::Json => 9,
    }
}
