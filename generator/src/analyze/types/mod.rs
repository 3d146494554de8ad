//! From schemas to Rust types: which of them become models, and what each use of them is.

mod bodies;
mod choices;
mod forms;
mod members;
mod naming;
mod refinement;
mod scalar;
mod shape;
mod values;
mod wildcards;

pub use self::scalar::{is_date, last_date_time};

use std::collections::{BTreeMap, BTreeSet};

use self::naming::{Part, owners, used_often};
use self::refinement::Refinement;
use super::merge::Merger;
use super::{events, inheritance, share};
use crate::config::{Config, Setting, Types};
use crate::diagnostics::{Code, Consequence, Diagnostics, Loss};
use crate::ir::{
    Api, External, ModelId, Naming, OperationId, Response, Schema, SchemaId, Status, Type, Usage,
};

/// Makes the models of every component, parameter, body, answer and webhook.
pub(super) fn model(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let keys = api
        .components
        .iter()
        .map(|(key, id)| (*id, key.clone()))
        .collect();
    let mut modeler = Modeler {
        children: inheritance::children(api),
        owners: owners(api),
        parts: used_often(api),
        others: BTreeMap::new(),
        api,
        diagnostics,
        secrets: &config.secrets.members,
        types: &config.types,
        keys,
        models: BTreeMap::new(),
        nullable: BTreeSet::new(),
        pending: Vec::new(),
        derived: BTreeMap::new(),
        pairs: BTreeMap::new(),
        pinned: BTreeMap::new(),
        active: Vec::new(),
    };
    let components: Vec<SchemaId> = modeler.api.components.values().copied().collect();
    for id in components {
        let key = modeler.keys.get(&id).cloned().unwrap_or_default();
        let usage = modeler.usage(id, Naming::Component(key.clone()));
        modeler.api.component_types.insert(key, usage);
    }
    // All have their models before one is filled in: what is in a component is named after it, whoever uses it first.
    modeler.finish();
    wildcards::settle(&mut modeler);
    bodies::split(&mut modeler);
    for index in 0..modeler.api.operations.len() {
        operation(&mut modeler, OperationId(index));
        modeler.finish();
    }
    events::union(&mut modeler, config.webhooks.discriminator.as_deref());
    modeler.finish();
    if config.cli.is_some() {
        events::samples(&mut modeler);
    }
    modeler.apply_pins();
    modeler.apply_namings();
    let components = modeler.keys.keys();
    let components = components.filter_map(|id| modeler.models.get(id).copied());
    let components: BTreeSet<ModelId> = components.collect();
    for (id, model) in std::mem::take(&mut modeler.models) {
        let shown = modeler
            .api
            .schemas
            .get(id.0)
            .map(|schema| schema.samples.clone());
        if let (Some(shown), Some(model)) = (shown, modeler.api.models.get_mut(model.0)) {
            model.samples.extend(shown);
        }
    }
    share::merge(api, &components);
}

/// The types of an operation's parameters and body. Answers are typed where they are chosen.
fn operation(modeler: &mut Modeler<'_>, id: OperationId) {
    let Some(operation) = modeler.api.operations.get(id.0).cloned() else {
        return;
    };
    let mut operation = operation;
    for parameter in &mut operation.parameters {
        if let Some(schema) = parameter.schema {
            let naming = modeler.naming(schema, id, Part::Parameter(&parameter.wire));
            parameter.usage = modeler.usage(schema, naming);
            parameter.default = modeler.default(schema);
            if parameter.description.is_none() {
                parameter.description = modeler.description(schema);
            }
        }
    }
    for response in &mut operation.responses {
        for header in &mut response.headers {
            header.usage = match header.schema {
                Some(schema) => modeler.usage(schema, Naming::Operation(id, header.wire.clone())),
                None => Usage {
                    ty: Type::String,
                    ..Usage::default()
                },
            };
        }
    }
    modeler.body(id, &mut operation);
    let answers: Vec<(usize, SchemaId)> = operation
        .responses
        .iter()
        .enumerate()
        .filter_map(|(index, response)| {
            let mut content = response.content.iter();
            let json = { content.clone() }.find(|(name, _)| crate::media::is_json(name));
            let stream = || content.find(|(name, _)| crate::media::is_stream(name));
            Some((index, json.or_else(stream)?.1?))
        })
        .collect();
    let is_success = |response: &Response| {
        matches!(response.status, Status::Exact(200..=299) | Status::Range(2))
    };
    let has_success = operation.responses.iter().any(is_success);
    for (index, schema) in answers {
        let Some(response) = operation.responses.get_mut(index) else {
            continue;
        };
        let is_success = match response.status {
            Status::Exact(200..=299) | Status::Range(2) => true,
            // What is said of no other status is said of success, too.
            Status::Default => !has_success,
            _ => false,
        };
        let part = match response.status {
            _ if is_success && is_streamed(response) => Part::Answer("event"),
            _ if is_success => Part::Answer("response"),
            Status::Exact(code) => Part::Error(Some(code)),
            Status::Range(_) | Status::Default => Part::Error(None),
        };
        let naming = modeler.naming(schema, id, part);
        response.usage = Some(modeler.usage(schema, naming));
    }
    if let Some(slot) = modeler.api.operations.get_mut(id.0) {
        *slot = operation;
    }
}

/// Whether an answer is values one after another.
fn is_streamed(response: &Response) -> bool {
    let has = |is: fn(&str) -> bool| response.content.iter().any(|(name, _)| is(name));
    has(crate::media::is_stream) && !has(crate::media::is_json)
}

pub(super) use self::refinement::is_annotation;
pub(super) use self::values::base;

/// The state of the pass.
pub(super) struct Modeler<'a> {
    pub(super) api: &'a mut Api,
    pub(super) diagnostics: &'a mut Diagnostics,
    /// The schemas that build on a base: see [`super::inheritance`].
    pub(super) children: BTreeMap<SchemaId, Vec<SchemaId>>,
    secrets: &'a [Setting],
    pub(super) types: &'a Types,
    keys: BTreeMap<SchemaId, String>,
    /// The components that members of objects and alternatives are described in.
    owners: BTreeMap<SchemaId, SchemaId>,
    /// What parts of several operations are called.
    parts: BTreeMap<SchemaId, String>,
    models: BTreeMap<SchemaId, ModelId>,
    /// What else models may be named after.
    others: BTreeMap<ModelId, Vec<Naming>>,
    /// The schemas that became models and allow `null`.
    nullable: BTreeSet<SchemaId>,
    pending: Vec<(ModelId, Schema)>,
    /// The schemas that were made from others: which.
    derived: BTreeMap<SchemaId, SchemaId>,
    /// The schemas that were made of two properties that are one.
    pairs: BTreeMap<(SchemaId, SchemaId), SchemaId>,
    /// The only values that members of structs have where they are arms of unions; none when they differ.
    pinned: BTreeMap<(ModelId, String), Option<String>>,
    /// The schemas that are being typed, to stop at those that contain only themselves.
    active: Vec<SchemaId>,
}

/// How many lists of lists, or references to references, are followed: beyond this, nobody means it.
const DEEPEST: usize = 64;

impl Modeler<'_> {
    /// The type of schema `id` where it is used; `naming` is for what has no name of its own.
    pub(super) fn usage(&mut self, id: SchemaId, naming: Naming) -> Usage {
        let (id, nullable) = self.resolve(id);
        let naming = self
            .keys
            .get(&id)
            .map_or(naming, |key| Naming::Component(key.clone()));
        let replacement = self
            .key(id)
            .and_then(|key| self.types.schemas.get(key))
            .map(|path| foreign(path.as_str()));
        let mut usage = match replacement {
            Some(ty) => Usage {
                ty,
                nullable: self.schema(id).is_some_and(|schema| schema.nullable),
                ..Usage::default()
            },
            None => self.shape(id, naming),
        };
        usage.nullable |= nullable;
        usage
    }

    /// Follows references that say nothing else. Second: whether `null` is allowed on the way.
    pub(super) fn resolve(&self, mut id: SchemaId) -> (SchemaId, bool) {
        let mut nullable = false;
        for _ in 0..=self.api.schemas.len() {
            let Some(schema) = self.api.schemas.get(id.0) else {
                break;
            };
            nullable |= schema.nullable;
            match schema.reference {
                Some(next) => id = next,
                None => break,
            }
        }
        (id, nullable)
    }

    /// What a component is called in the description.
    pub(super) fn key(&self, id: SchemaId) -> Option<&str> {
        self.keys.get(&id).map(String::as_str)
    }

    /// The schema with everything that `allOf` adds.
    pub(super) fn merged(&mut self, id: SchemaId) -> Schema {
        let (id, _) = self.resolve(id);
        Merger {
            schemas: &mut self.api.schemas,
            diagnostics: self.diagnostics,
            pairs: &mut self.pairs,
        }
        .merge(id)
    }

    /// The schema as described.
    pub(super) fn schema(&self, id: SchemaId) -> Option<&Schema> {
        self.api.schemas.get(self.resolve(id).0.0)
    }

    /// Adds a schema that follows from others.
    pub(super) fn add(&mut self, schema: Schema) -> SchemaId {
        self.api.schemas.push(schema);
        SchemaId(self.api.schemas.len() - 1)
    }

    /// A schema that is both `base` and `arm`, and is known as the latter.
    pub(super) fn derive(&mut self, base: SchemaId, arm: SchemaId) -> SchemaId {
        let described = self.schema(arm).cloned().unwrap_or_default();
        let source = self.source(arm);
        let title = described
            .title
            .or_else(|| self.key(source).map(str::to_owned));
        let derived = self.add(Schema {
            origin: described.origin,
            title,
            description: described.description,
            all_of: vec![base, arm],
            ..Schema::default()
        });
        self.mark_derived(derived, source);
        derived
    }

    /// Notes what a schema was made from.
    pub(super) fn mark_derived(&mut self, derived: SchemaId, source: SchemaId) {
        self.derived.insert(derived, source);
    }

    /// The schema that one was made from, or itself.
    pub(super) fn source(&self, id: SchemaId) -> SchemaId {
        self.derived.get(&id).copied().unwrap_or(id)
    }

    /// The first description found on the way along references.
    pub(super) fn description(&self, id: SchemaId) -> Option<String> {
        let mut at = Some(id);
        for _ in 0..=self.api.schemas.len() {
            let schema = self.api.schemas.get(at?.0)?;
            let only = || {
                schema
                    .all_of
                    .first()
                    .copied()
                    .filter(|_| schema.all_of.len() == 1)
            };
            match schema
                .description
                .clone()
                .filter(|text| !text.trim().is_empty())
            {
                Some(text) => return Some(text),
                None => at = schema.reference.or_else(only),
            }
        }
        None
    }

    fn shape(&mut self, id: SchemaId, naming: Naming) -> Usage {
        if let Some(model) = self.models.get(&id) {
            let model = *model;
            self.met_again(id, model, naming);
            return Usage {
                ty: Type::Model(model),
                nullable: self.nullable.contains(&id),
                ..Usage::default()
            };
        }
        let is_deep = self.active.len() >= DEEPEST;
        if is_deep || self.active.contains(&id) {
            let origin = self
                .api
                .schemas
                .get(id.0)
                .map(|schema| schema.origin)
                .unwrap_or_default();
            let message = match is_deep {
                true => "this schema is nested too deep; it becomes free-form JSON",
                false => "this schema contains only itself; it becomes free-form JSON",
            };
            self.diagnostics.push(Code::FreeForm, origin, message);
            let what = match is_deep {
                true => "a schema that is nested too deep, as JSON",
                false => "a schema that contains only itself, as JSON",
            };
            self.diagnostics
                .costs(Consequence::both(Loss::Untyped, what));
            return Usage::default();
        }
        self.active.push(id);
        let usage = match self.inherited(id, &naming) {
            Some(usage) => usage,
            None => self.described(id, naming),
        };
        self.active.pop();
        // Parts and arms may have said so: the next use looks no further than the model.
        if usage.nullable {
            self.nullable.insert(id);
        }
        usage
    }

    /// The type of a schema that is no base.
    fn described(&mut self, id: SchemaId, naming: Naming) -> Usage {
        match self.refinement(id) {
            Some(Refinement { target, values }) => {
                let mut usage = self.usage(target, naming);
                match values {
                    // Picked out by a list without `null`.
                    Some(values) => {
                        usage.nullable = false;
                        usage.values = values;
                    }
                    None => usage.nullable |= self.says_nullable(id),
                }
                usage
            }
            None => {
                let schema = self.merged(id);
                self.typed(Some(id), schema, naming)
            }
        }
    }
}

/// A type that the settings name by its path.
fn foreign(path: &str) -> Type {
    Type::External(External {
        text: path.to_owned(),
        uses: Vec::new(),
        size: 32,
    })
}
