//! What a call is given: parameters, a body and credentials.

use serde_json::{Map, Value, json};

use super::auth;
use super::description::{Kind, Media, Operation};
use super::form::Field;
use super::hostile;
use super::parameter::{Parameter, Place, Style};
use super::template;
use super::values::{Built, Values, named};

/// How many values are made up for a body that is to have all of its members.
const MERGED: usize = 4;

/// What a call is given.
#[derive(Clone, Debug)]
pub struct Inputs<'a> {
    /// Parameters and their values.
    pub parameters: Vec<(&'a Parameter, Value)>,
    /// The body and its media type.
    pub body: Option<(&'a Media, Value)>,
}

/// Which inputs a call is given.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Those it cannot do without.
    Required,
    /// All.
    All,
}

impl<'a> Inputs<'a> {
    /// Makes up inputs of an operation. `turn` counts its calls, so that each has other texts.
    ///
    /// # Errors
    ///
    /// When something that is required cannot be made up.
    pub fn sample(
        operation: &'a Operation,
        values: &mut Values<'_>,
        extent: Extent,
        turn: usize,
    ) -> Result<Self, String> {
        let mut parameters: Vec<(&Parameter, Value)> = Vec::new();
        for (index, parameter) in operation.parameters.iter().enumerate() {
            let clashes = clashes(operation, parameter);
            if !parameter.required && (extent == Extent::Required || clashes) {
                continue;
            }
            if clashes {
                return Err("a parameter has the name of a credential".to_owned());
            }
            match argument(operation, parameter, values, first_text(turn, index)) {
                Ok(value) => parameters.push((parameter, value)),
                Err(_) if !parameter.required => {}
                Err(reason) => {
                    let place = parameter.place.name();
                    return Err(format!("{place} {}: {reason}", parameter.name));
                }
            }
        }
        let ways = operation.body.as_ref().map(|body| &body.content);
        let way = ways.filter(|ways| !ways.is_empty());
        let way = way.and_then(|ways| ways.get(turn % ways.len()));
        let is_required = operation.body.as_ref().is_some_and(|body| body.required);
        let body = match way {
            Some(media) if is_required || extent == Extent::All || has_required_fields(media) => {
                let mut value = body(media, values, extent, turn)?;
                if operation.chooses_stream() {
                    without_flag(media, values, &mut value)?;
                }
                Some((media, value))
            }
            _ => None,
        };
        Ok(Self { parameters, body })
    }

    /// The line for the harness.
    pub fn line(&self, operation: &Operation, base_url: &str) -> Value {
        let mut places: Map<String, Value> = Map::new();
        for (parameter, value) in &self.parameters {
            let place = places
                .entry(parameter.place.name())
                .or_insert_with(|| json!({}));
            if let Value::Object(place) = place {
                place.insert(parameter.name.clone(), value.clone());
            }
        }
        let mut line = json!({
            "operation": operation.name,
            "base_url": base_url,
            "auth": auth::credentials(operation),
            "params": places,
        });
        if let (Some((media, value)), Value::Object(line)) = (&self.body, &mut line) {
            line.insert("body".to_owned(), value.clone());
            line.insert("content_type".to_owned(), media.name.clone().into());
        }
        line
    }
}

/// Whether there are fields that a form cannot do without.
fn has_required_fields(media: &Media) -> bool {
    media.fields.iter().any(|field| field.required)
}

/// Whether a parameter has the name that a credential goes by.
fn clashes(operation: &Operation, parameter: &Parameter) -> bool {
    auth::needed(operation)
        .iter()
        .any(|scheme| scheme.goes_into(parameter))
}

/// The media type that is answered: JSON, if that is among them.
pub fn chosen(content: &[Media]) -> Option<&Media> {
    let json = content.iter().find(|media| media.is_json());
    json.or_else(|| content.first())
}

/// The text that is tried first: every other call the hardest one, so that each parameter has it once.
const fn first_text(turn: usize, index: usize) -> usize {
    match turn % 2 {
        1 => 0,
        _ => 1 + turn / 2 + index,
    }
}

/// A value of a parameter, hard to send if the schema allows it.
fn argument(
    operation: &Operation,
    parameter: &Parameter,
    values: &mut Values<'_>,
    first_text: usize,
) -> Result<Value, String> {
    let neighbours = match parameter.place {
        Place::Path => template::neighbours(&operation.template, &parameter.name),
        _ => Vec::new(),
    };
    let others: Vec<&str> = operation
        .parameters
        .iter()
        .filter(|other| other.place == parameter.place && other.name != parameter.name)
        .map(|other| other.name.as_str())
        .collect();
    let is_sendable = |value: &Value| hostile::is_sendable(parameter, &neighbours, &others, value);
    let Some(schema) = &parameter.schema else {
        return Ok("any".into());
    };
    let value = values.value(schema, |value| is_sendable(&named(value.clone())))?;
    let built = values.built(schema)?;
    let mut value = named(value);
    harden(&mut value, first_text, &built, &is_sendable);
    Ok(value)
}

/// Puts texts that are hard to send where a value has texts, as far as it stays valid.
fn harden(value: &mut Value, first: usize, built: &Built, is_sendable: &impl Fn(&Value) -> bool) {
    let mut pointers = Vec::new();
    texts(value, String::new(), &mut pointers);
    for (index, pointer) in pointers.iter().enumerate() {
        for offset in 0..hostile::TEXTS.len() {
            let at = (first + index + offset) % hostile::TEXTS.len();
            let text = hostile::TEXTS.get(at).copied().unwrap_or_default();
            let mut changed = value.clone();
            if let Some(place) = changed.pointer_mut(pointer) {
                *place = text.into();
            }
            if built.is_valid(&changed) && is_sendable(&changed) {
                *value = changed;
                break;
            }
        }
    }
}

/// The pointers to all texts.
fn texts(value: &Value, pointer: String, found: &mut Vec<String>) {
    match value {
        Value::String(_) => found.push(pointer),
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                texts(item, format!("{pointer}/{index}"), found);
            }
        }
        Value::Object(members) => {
            for (key, member) in members {
                let key = key.replace('~', "~0").replace('/', "~1");
                texts(member, format!("{pointer}/{key}"), found);
            }
        }
        _ => {}
    }
}

/// A body, with texts that are hard to send in a form.
fn body(
    media: &Media,
    values: &mut Values<'_>,
    extent: Extent,
    turn: usize,
) -> Result<Value, String> {
    let own: Vec<&Field> = { media.fields.iter() }
        .filter(|_| media.schema.is_none())
        .filter(|field| field.required || extent == Extent::All)
        .collect();
    if own.is_empty() {
        let mut value = whole_body(media, values, extent)?;
        if let Some(members) = value.as_object_mut().filter(|_| media.is_form()) {
            // They would leave no trace.
            members.retain(|_, member| !member.is_null());
        }
        if let Some(schema) = media.schema.as_ref().filter(|_| media.is_form()) {
            let built = values.built(schema)?;
            harden(&mut value, first_text(turn, 0), &built, &|value| {
                is_parted(media, value)
            });
        }
        return Ok(value);
    }
    let mut members = Map::new();
    for (index, field) in own.into_iter().enumerate() {
        let Some(schema) = &field.schema else {
            members.insert(field.name.clone(), "a file \u{2713}\r\n".into());
            continue;
        };
        let is_fit = |value: &Value| {
            let alone = Map::from_iter([(field.name.clone(), named(value.clone()))]);
            is_parted(media, &alone.into())
        };
        let value = values.value(schema, |value| !value.is_null() && is_fit(value));
        let value = match value {
            Err(_) if !field.required => continue,
            value => value.map_err(|reason| format!("field {}: {reason}", field.name))?,
        };
        let built = values.built(schema)?;
        let mut value = named(value);
        harden(&mut value, first_text(turn, index), &built, &is_fit);
        members.insert(field.name.clone(), value);
    }
    Ok(members.into())
}

/// Takes the flag out that the choice of a method sets.
fn without_flag(media: &Media, values: &mut Values<'_>, value: &mut Value) -> Result<(), String> {
    let flag = value.get("stream");
    if !flag.is_some_and(|flag| flag.is_boolean() || flag.is_null()) {
        return Ok(());
    }
    let mut less = value.clone();
    less.as_object_mut()
        .and_then(|members| members.remove("stream"));
    let is_valid = match &media.schema {
        Some(schema) => values.built(schema)?.is_valid(&less),
        None => !{ media.fields.iter() }.any(|field| field.required && field.name == "stream"),
    };
    if is_valid {
        *value = less;
    }
    Ok(())
}

/// Whether no text of a form has what parts the items of its field.
fn is_parted(media: &Media, form: &Value) -> bool {
    let is_clear = |field: &Field| {
        let parted = match (field.style, media.kind()) {
            _ if field.explode => return true,
            (Some(Style::Space), _) => ' ',
            (Some(Style::Pipe), _) => '|',
            (Some(Style::Tab), _) => '\t',
            (Some(Style::Form), Kind::Multipart) => ',',
            _ => return true,
        };
        let items = form.get(&field.name).and_then(Value::as_array);
        let mut texts = items.into_iter().flatten().filter_map(Value::as_str);
        !texts.any(|text| text.contains(parted))
    };
    media.fields.iter().all(is_clear)
}

fn whole_body(media: &Media, values: &mut Values<'_>, extent: Extent) -> Result<Value, String> {
    let is_members = media.kind() != Kind::Raw;
    let Some(schema) = media.schema.as_ref().filter(|_| is_members) else {
        return Ok(match is_members {
            true => json!({"any": "body"}),
            false => "a body of \u{2713} text\n".into(),
        });
    };
    let is_there = |value: &Value| !value.is_null();
    let value = values
        .value(schema, is_there)
        .map_err(|reason| format!("body: {reason}"))?;
    let built = values.built(schema)?;
    let mut value = named(value);
    // What a form has to have may stand beside a reference, where the schema's own words do not count.
    let is_required =
        |key: &String| { media.fields.iter() }.any(|field| field.required && field.name == *key);
    match extent {
        Extent::Required => {
            let keys: Vec<String> = value
                .as_object()
                .into_iter()
                .flat_map(Map::keys)
                .filter(|key| !is_required(key))
                .cloned()
                .collect();
            for key in keys {
                let mut less = value.clone();
                less.as_object_mut()
                    .and_then(|members| members.remove(&key));
                if built.is_valid(&less) {
                    value = less;
                }
            }
        }
        // Members of two arms of a union together are of no arm that anybody could tell.
        Extent::All if !values.is_of_one_kind(schema) => {}
        Extent::All => {
            for _ in 0..MERGED {
                let Ok(Value::Object(other)) = values.value(schema, is_there).map(named) else {
                    break;
                };
                for (key, member) in other {
                    let mut more = value.clone();
                    if let Some(members) = more.as_object_mut() {
                        members.entry(key).or_insert(member);
                    }
                    if built.is_valid(&more) {
                        value = more;
                    }
                }
            }
        }
    }
    Ok(value)
}
