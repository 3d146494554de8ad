//! Objects: members required and optional, named and not.

use serde_json::{Map, Value};

use super::parts::Parts;
use super::{Sampler, UNNAMED, pattern};

/// How many members are looked for to make an object large enough.
const MOST_EXTRA: usize = 12;

impl<'a> Sampler<'a> {
    pub(super) fn object(&mut self, parts: &Parts<'a>, depth: usize) -> Value {
        let mut members = Map::new();
        let required: Vec<&str> = parts
            .members("required")
            .filter_map(Value::as_array)
            .flatten()
            .filter_map(Value::as_str)
            .collect();
        let most = parts.most("maxProperties").unwrap_or(usize::MAX);
        for name in names(parts, &required) {
            let schemas: Vec<&Value> = parts
                .members("properties")
                .filter_map(|properties| properties.get(name))
                .collect();
            if !required.contains(&name) {
                let place = match schemas.first() {
                    Some(schema) => std::ptr::from_ref(*schema).addr(),
                    None => continue,
                };
                let is_left_out = self.is_small(depth)
                    || members.len() >= most
                    || schemas.contains(&&Value::Bool(false))
                    || self.choices.choose(place, "presence", 2) == 1;
                if is_left_out && !parts.tags.iter().any(|(tag, _)| *tag == name) {
                    continue;
                }
            }
            let tag = parts.tags.iter().find(|(tag, _)| *tag == name);
            let value = match tag {
                Some((_, text)) if self.takes_tag(&schemas, text) => (*text).into(),
                _ if schemas.is_empty() => match self.extra_schemas(parts, name) {
                    Extra::Schemas(schemas) if !schemas.is_empty() => {
                        self.value(&schemas, depth + 1)
                    }
                    _ => self.anything(depth + 1),
                },
                _ => self.value(&schemas, depth + 1),
            };
            members.insert(name.to_owned(), value);
        }
        self.extras(parts, depth, most, &mut members);
        Value::Object(members)
    }

    /// Whether a member may have the text that tells what the object is.
    fn takes_tag(&mut self, schemas: &[&'a Value], text: &str) -> bool {
        let text = Value::from(text);
        let says = |schema: &&Value, key: &str| schema.get(key).cloned();
        schemas.iter().all(|schema| {
            says(schema, "const").is_none_or(|only| only == text)
                && says(schema, "enum")
                    .is_none_or(|list| list.as_array().is_some_and(|list| list.contains(&text)))
        })
    }

    /// Adds members that have no schema of their own.
    fn extras(
        &mut self,
        parts: &Parts<'a>,
        depth: usize,
        most: usize,
        members: &mut Map<String, Value>,
    ) {
        let least = parts.least("minProperties").unwrap_or_default();
        let wanted = match self.is_small(depth) {
            true => 0,
            false => self.choices.choose(parts.place(), "extra", 3),
        };
        let mut left = wanted.min(most.saturating_sub(members.len()));
        for index in 0..MOST_EXTRA {
            if left == 0 && members.len() >= least {
                return;
            }
            let (name, schemas) = match self.extra(parts, index) {
                Extra::None => return,
                Extra::Unnamed if index > 0 => return,
                Extra::Unnamed => (format!("{UNNAMED}Member"), Vec::new()),
                Extra::Named(name, schemas) => (name, schemas),
                Extra::Schemas(schemas) => (self.name(parts, index), schemas),
            };
            if members.contains_key(&name) {
                continue;
            }
            let value = match schemas.is_empty() {
                true => self.anything(depth + 1),
                false => self.value(&schemas, depth + 1),
            };
            members.insert(name, value);
            left = left.saturating_sub(1);
        }
    }

    /// What the schemas say of a member that none of them names.
    fn extra(&mut self, parts: &Parts<'a>, index: usize) -> Extra<'a> {
        let patterns: Vec<(&String, &Value)> = parts
            .members("patternProperties")
            .filter_map(Value::as_object)
            .flatten()
            .collect();
        if let Some((pattern, schema)) = patterns.get(index % patterns.len().max(1)) {
            let name = pattern::text(pattern, self.choices.random(), 0, 40);
            return match name {
                Some(name) => Extra::Named(name, vec![*schema]),
                None => Extra::None,
            };
        }
        self.extra_schemas(parts, "")
    }

    fn extra_schemas(&self, parts: &Parts<'a>, _name: &str) -> Extra<'a> {
        let mut said: Vec<&Value> = parts.members("additionalProperties").collect();
        said.extend(parts.members("unevaluatedProperties"));
        if said.contains(&&Value::Bool(false)) {
            return Extra::None;
        }
        match said.is_empty() {
            true => Extra::Unnamed,
            false => Extra::Schemas(
                said.into_iter()
                    .filter(|schema| schema.is_object())
                    .collect(),
            ),
        }
    }

    fn name(&mut self, parts: &Parts<'a>, index: usize) -> String {
        let schemas: Vec<&Value> = parts.members("propertyNames").collect();
        if !schemas.is_empty()
            && let Value::String(name) = self.value(&schemas, 0)
        {
            return name;
        }
        match index {
            0 => "extra".to_owned(),
            1 => "Extra member/é".to_owned(),
            _ => format!("extra_{index}"),
        }
    }
}

/// What may be said of a member that no schema names.
enum Extra<'a> {
    /// It is forbidden.
    None,
    /// Nothing.
    Unnamed,
    /// It has a name that fits a pattern.
    Named(String, Vec<&'a Value>),
    /// It may have any name.
    Schemas(Vec<&'a Value>),
}

/// The names of all members that are named, each once.
fn names<'a>(parts: &Parts<'a>, required: &[&'a str]) -> Vec<&'a str> {
    let properties = parts.members("properties").filter_map(Value::as_object);
    let mut names: Vec<&str> = Vec::new();
    let tags = parts.tags.iter().map(|(tag, _)| *tag);
    for name in properties
        .flat_map(Map::keys)
        .map(String::as_str)
        .chain(required.iter().copied())
        .chain(tags.filter(|tag| required.contains(tag)))
    {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}
