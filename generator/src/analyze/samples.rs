//! Values that fit a schema, for showing what something looks like.

use std::collections::BTreeMap;

use serde_json::{Map, Number, Value};

use super::types::Modeler;
use super::unions;
use crate::ir::{JsonType, Rule, Schema, SchemaId};

/// How many values are made up for a sample, and how deep: what needs more contains itself.
const MOST: usize = 5_000;
const DEEPEST: usize = 24;

/// How much of a text or list is made up where the description asks for many.
const LONGEST: u64 = 64;

/// Objects that examples of other schemas hold.
pub(super) type Known = BTreeMap<SchemaId, Value>;

/// Looks for objects in an example of a schema.
pub(super) fn learn(modeler: &mut Modeler<'_>, id: SchemaId, example: &Value, known: &mut Known) {
    let Value::Object(members) = example else {
        return;
    };
    let schema = modeler.merged(id);
    for (name, property) in schema.properties {
        if let Some(value @ Value::Object(_)) = members.get(&name) {
            let of = described(modeler, property);
            known.entry(of).or_insert_with(|| value.clone());
            learn(modeler, property, value, known);
        }
    }
}

/// The schema that one stands for, also where words are added to it.
fn described(modeler: &Modeler<'_>, id: SchemaId) -> SchemaId {
    let (mut id, _) = modeler.resolve(id);
    for _ in 0..DEEPEST {
        match modeler.schema(id) {
            Some(schema) if schema.properties.is_empty() => match schema.all_of.as_slice() {
                [only] => id = modeler.resolve(*only).0,
                _ => break,
            },
            _ => break,
        }
    }
    id
}

/// A value of a schema: its example, or what it cannot do without. `word` is what a text says that may say anything.
pub(super) fn sample(modeler: &mut Modeler<'_>, known: &Known, id: SchemaId, word: &str) -> Value {
    let mut maker = Maker {
        modeler,
        known,
        left: MOST,
    };
    maker.made(id, word, 0)
}

struct Maker<'a, 'm> {
    modeler: &'a mut Modeler<'m>,
    known: &'a Known,
    /// How many values may still be made.
    left: usize,
}

impl Maker<'_, '_> {
    fn made(&mut self, id: SchemaId, word: &str, depth: usize) -> Value {
        if depth > DEEPEST || self.left == 0 {
            return Value::Null;
        }
        self.left -= 1;
        if let Some(known) = self.known.get(&described(self.modeler, id)) {
            return known.clone();
        }
        let schema = self.modeler.merged(id);
        let stated = schema.values.as_ref().and_then(|values| values.first());
        if let Some(value) = stated.cloned().or_else(|| example(&schema)) {
            return value;
        }
        if let Some(union) = self.one_of(&schema, word, depth) {
            return union;
        }
        match kind(&schema) {
            Some(JsonType::Object) => Value::Object(self.members(&schema, depth)),
            Some(JsonType::Array) => Value::Array(self.items(&schema, word, depth)),
            Some(JsonType::String) => text(&schema, word).into(),
            Some(JsonType::Integer) => number(&schema, true),
            Some(JsonType::Number) => number(&schema, false),
            Some(JsonType::Boolean) => true.into(),
            Some(JsonType::Null) => Value::Null,
            None => Value::Object(Map::new()),
        }
    }

    /// The first arm of a union, with what all of them share.
    fn one_of(&mut self, schema: &Schema, word: &str, depth: usize) -> Option<Value> {
        let is_null = |id: &SchemaId| {
            let arm = self.modeler.schema(*id);
            arm.is_some_and(|arm| arm.types.len() == 1 && arm.types.contains(&JsonType::Null))
        };
        let arms = schema.any_of.iter().copied();
        let arms: Vec<SchemaId> = arms.filter(|id| !is_null(id)).collect();
        let arm = self.made(*arms.first()?, word, depth + 1);
        let Value::Object(mut whole) = arm else {
            return Some(arm);
        };
        for (name, value) in self.members(schema, depth) {
            whole.entry(name).or_insert(value);
        }
        if let Some(tag) = unions::tag(self.modeler, schema, &arms) {
            let values = tag.values.into_iter().next();
            let value = values.and_then(|values| values.into_iter().next());
            whole.extend(value.map(|value| (tag.property, value.into())));
        }
        Some(Value::Object(whole))
    }

    /// What has to be there, and what the description shows.
    fn members(&mut self, schema: &Schema, depth: usize) -> Map<String, Value> {
        let mut members = Map::new();
        for (name, id) in &schema.properties {
            let is_shown = self.modeler.merged(*id).example.is_some();
            if schema.required.contains(name) || is_shown {
                members.insert(name.clone(), self.made(*id, name, depth + 1));
            }
        }
        for name in &schema.required {
            let value = || Value::String(name.clone());
            members.entry(name.as_str()).or_insert_with(value);
        }
        members
    }

    fn items(&mut self, schema: &Schema, word: &str, depth: usize) -> Vec<Value> {
        let least = { schema.rules.iter() }.find_map(|rule| match rule {
            Rule::MinItems(count) => Some((*count).min(LONGEST)),
            _ => None,
        });
        let places = schema.prefix_items.iter();
        let mut items: Vec<Value> = { places }
            .map(|id| self.made(*id, word, depth + 1))
            .collect();
        if let Some(id) = schema.items {
            let count = least.unwrap_or(1).max(1).max(items.len() as u64);
            // A list of what contains the list can be empty.
            let count = if least.is_none() && depth > 6 {
                0
            } else {
                count
            };
            while (items.len() as u64) < count {
                items.push(self.made(id, word, depth + 1));
            }
        }
        items
    }
}

/// What the description shows, unless that is of another type.
fn example(schema: &Schema) -> Option<Value> {
    let example = schema.example.as_ref().or(schema.default.as_ref())?;
    let kind = match example {
        Value::Null => return None,
        Value::Bool(_) => JsonType::Boolean,
        Value::Number(number) if number.is_f64() => JsonType::Number,
        Value::Number(_) => JsonType::Integer,
        Value::String(_) => JsonType::String,
        Value::Array(_) => JsonType::Array,
        Value::Object(_) => JsonType::Object,
    };
    let is_whole = kind == JsonType::Integer && schema.types.contains(&JsonType::Number);
    let fits = schema.types.is_empty() || schema.types.contains(&kind) || is_whole;
    // What is nested could be anything; it is made piece by piece.
    let is_nested = |value: &Value| value.is_object() || value.is_array();
    let is_plain = match example {
        Value::Array(items) => !items.iter().any(is_nested),
        other => !is_nested(other),
    };
    (fits && is_plain).then(|| example.clone())
}

fn kind(schema: &Schema) -> Option<JsonType> {
    let is_object = !schema.properties.is_empty() || !schema.required.is_empty();
    let wanted = [
        JsonType::Object,
        JsonType::Array,
        JsonType::String,
        JsonType::Integer,
        JsonType::Number,
        JsonType::Boolean,
        JsonType::Null,
    ];
    match schema.types.is_empty() {
        true if is_object => Some(JsonType::Object),
        true if schema.items.is_some() => Some(JsonType::Array),
        true => schema.format.is_some().then_some(JsonType::String),
        false => { wanted.into_iter() }.find(|one| schema.types.contains(one)),
    }
}

fn text(schema: &Schema, word: &str) -> String {
    let of_format = match schema.format.as_deref() {
        Some("date-time") => "2026-01-01T00:00:00Z",
        Some("date") => "2026-01-01",
        Some("time") => "00:00:00Z",
        Some("duration") => "PT1H",
        Some("uuid") => "00000000-0000-4000-8000-000000000000",
        Some("email" | "idn-email") => "someone@example.com",
        Some("uri" | "url" | "iri") => "https://example.com",
        Some("hostname" | "idn-hostname") => "example.com",
        Some("ipv4") => "192.0.2.1",
        Some("ipv6") => "2001:db8::1",
        Some("byte") => "AAAA",
        _ => "",
    };
    if !of_format.is_empty() {
        return of_format.to_owned();
    }
    let (mut least, mut most) = (0, u64::MAX);
    for rule in &schema.rules {
        match rule {
            Rule::MinLength(count) => least = (*count).min(LONGEST),
            Rule::MaxLength(count) => most = *count,
            _ => {}
        }
    }
    let mut text: String = word.to_owned();
    while (text.chars().count() as u64) < least {
        text.push('_');
    }
    let most = usize::try_from(most).unwrap_or(usize::MAX);
    text.chars().take(most).collect()
}

fn number(schema: &Schema, is_whole: bool) -> Value {
    let mut value = 1.0;
    for rule in &schema.rules {
        value = match rule {
            Rule::Minimum(bound) => bound.max(value),
            Rule::ExclusiveMinimum(bound) if *bound >= value => bound + 1.0,
            Rule::Maximum(bound) => bound.min(value),
            Rule::ExclusiveMaximum(bound) if *bound <= value => bound - 1.0,
            Rule::MultipleOf(step) => step * (value / step).ceil(),
            _ => value,
        };
    }
    match is_whole || value.fract() == 0.0 {
        // What is too large becomes the largest.
        true => (value as i64).into(),
        false => Number::from_f64(value).map_or(Value::Null, Value::Number),
    }
}
