//! What types are named after that have no name of their own.

use std::collections::{BTreeMap, BTreeSet};

use super::Modeler;
use crate::ir::{Api, ModelId, Naming, OperationId, SchemaId};
use crate::name::words;

/// The component that each member of an object, and each alternative, is described in.
pub(super) fn owners(api: &Api) -> BTreeMap<SchemaId, SchemaId> {
    let components: BTreeSet<SchemaId> = api.components.values().copied().collect();
    let mut owners = BTreeMap::new();
    for component in &components {
        let mut ahead = vec![*component];
        while let Some(schema) = ahead.pop().and_then(|id| api.schemas.get(id.0)) {
            let inside = schema.properties.values().chain(&schema.any_of);
            owners.extend(inside.map(|id| (*id, *component)));
            let parts = schema.all_of.iter().copied();
            ahead.extend(parts.filter(|id| !components.contains(id)));
        }
    }
    owners
}

/// What stands in a parameter or answer that several operations share, and what that is called.
pub(super) fn used_often(api: &Api) -> BTreeMap<SchemaId, String> {
    let mut count: BTreeMap<SchemaId, usize> = BTreeMap::new();
    for operation in &api.operations {
        let parameters = operation.parameters.iter();
        let parameters = parameters.filter_map(|parameter| parameter.schema);
        let answers = operation.responses.iter();
        let answers = answers.flat_map(|answer| &answer.content);
        let answers = answers.filter_map(|(_, schema)| *schema);
        let used: BTreeSet<SchemaId> = parameters.chain(answers).collect();
        for id in used.into_iter().filter(|id| api.parts.contains_key(id)) {
            *count.entry(id).or_default() += 1;
        }
    }
    let often = count.into_iter().filter(|(_, count)| *count > 1);
    let name = |id: SchemaId| Some((id, api.parts.get(&id)?.clone()));
    often.filter_map(|(id, _)| name(id)).collect()
}

/// What a schema is to an operation.
#[derive(Clone, Copy)]
pub(super) enum Part<'a> {
    /// What it is called on the wire.
    Parameter(&'a str),
    /// What there is of it: an event, or the whole response.
    Answer(&'a str),
    Error(Option<u16>),
}

/// The error of a status, as the standard calls it (RFC 9110).
fn error(code: u16) -> String {
    let meaning = match code {
        400 => "bad request",
        401 => "unauthorized",
        402 => "payment required",
        403 => "forbidden",
        404 => "not found",
        405 => "method not allowed",
        406 => "not acceptable",
        408 => "request timeout",
        409 => "conflict",
        410 => "gone",
        412 => "precondition failed",
        413 => "content too large",
        415 => "unsupported media type",
        422 => "unprocessable content",
        423 => "locked",
        424 => "failed dependency",
        429 => "too many requests",
        500 => "internal server",
        501 => "not implemented",
        502 => "bad gateway",
        503 => "service unavailable",
        504 => "gateway timeout",
        _ => return format!("error {code}"),
    };
    format!("{meaning} error")
}

impl Part<'_> {
    fn words(self) -> String {
        match self {
            Part::Parameter(word) | Part::Answer(word) => word.to_owned(),
            Part::Error(Some(code)) => error(code),
            Part::Error(None) => "error".to_owned(),
        }
    }
}

impl Modeler<'_> {
    /// What is named after an operation, or after the component that several operations share.
    pub(super) fn naming(&self, schema: SchemaId, id: OperationId, part: Part<'_>) -> Naming {
        let Some(key) = self.parts.get(&schema) else {
            return Naming::Operation(id, part.words());
        };
        let mut words = words(key);
        let (said, more): (&[&str], &str) = match part {
            Part::Parameter(_) => (&["param", "parameter"], ""),
            Part::Answer(word) => (&["answer", "event", "result", "response"], word),
            Part::Error(_) => (
                &["error", "errors", "exception", "problem", "response"],
                "error",
            ),
        };
        let is_said = { words.iter() }.any(|word| {
            let word = word.trim_end_matches(|last: char| last.is_ascii_digit());
            said.contains(&word)
        });
        match part {
            Part::Parameter(_) if words.len() > 1 => {
                words.pop_if(|last| said.contains(&last.as_str()));
            }
            Part::Parameter(_) => {}
            _ if is_said => {}
            _ if matches!(key.parse::<u16>(), Ok(400..600)) => {
                words = vec![error(key.parse().unwrap_or_default())];
            }
            // A status and more.
            _ if key.starts_with(|first: char| first.is_ascii_digit()) => {
                words.insert(0, more.to_owned());
            }
            _ => words.push(more.to_owned()),
        }
        Naming::Part(words.join(" "))
    }

    /// Returns the type name that an extension gives to a schema.
    pub(super) fn called(&self, id: SchemaId) -> Option<String> {
        let schema = self.api.schemas.get(id.0)?;
        let in_component =
            { schema.component_name.clone() }.filter(|_| self.keys.contains_key(&id));
        schema.type_name.clone().or(in_component)
    }

    /// Notes what else the model of a schema may be named after: several places, unless it is described in a component
    /// and met there.
    pub(super) fn met_again(&mut self, schema: SchemaId, id: ModelId, naming: Naming) {
        let models = &self.api.models;
        let home = self.owners.get(&schema).and_then(|owner| self.key(*owner));
        let is_home = |naming: &Naming| {
            let Naming::Within(parent, _) = naming else {
                return false;
            };
            let parent = models.get(parent.0).map(|parent| &parent.naming);
            matches!((parent, home), (Some(Naming::Component(key)), Some(home)) if key == home)
        };
        match models.get(id.0).map(|model| &model.naming) {
            Some(known @ (Naming::Within(..) | Naming::Operation(..) | Naming::Part(_)))
                if *known != naming && !is_home(known) =>
            {
                if is_home(&naming) {
                    self.others.remove(&id);
                    if let Some(model) = self.api.models.get_mut(id.0) {
                        model.naming = naming;
                    }
                    return;
                }
                let others = self.others.entry(id).or_default();
                if !others.contains(&naming) {
                    others.push(naming);
                }
            }
            _ => {}
        }
    }

    /// Names the models that were met in several places after all of them.
    pub(super) fn apply_namings(&mut self) {
        for (id, others) in std::mem::take(&mut self.others) {
            if let Some(model) = self.api.models.get_mut(id.0) {
                let first = model.naming.clone();
                model.naming = Naming::Shared([vec![first], others].concat());
            }
        }
    }
}
