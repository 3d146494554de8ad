//! From schemas to Rust types: which of them become models, and what each use of them is.

use std::collections::{BTreeMap, HashMap};

use super::merge::Merger;
use super::{events, unions};
use crate::config::Config;
use crate::diagnostics::{Code, Diagnostics};
use crate::ir::{
    Additional, Api, EnumValue, Field, JsonType, Model, ModelId, ModelKind, Naming, OperationId,
    Rule, Schema, SchemaId, Status, Struct, Type, Usage,
};
use crate::name::Name;
use crate::source::Origin;

/// Makes the models of every component, parameter, body, answer and webhook.
pub(super) fn model(api: &mut Api, config: &Config, diagnostics: &mut Diagnostics) {
    let keys = api
        .components
        .iter()
        .map(|(key, id)| (*id, key.clone()))
        .collect();
    let mut modeler = Modeler {
        api,
        diagnostics,
        secrets: &config.secrets.members,
        keys,
        models: HashMap::new(),
        pending: Vec::new(),
        active: Vec::new(),
    };
    let components: Vec<SchemaId> = modeler.api.components.values().copied().collect();
    for id in components {
        let naming = Naming::Component(modeler.keys.get(&id).cloned().unwrap_or_default());
        modeler.usage(id, naming);
        modeler.finish();
    }
    for index in 0..modeler.api.operations.len() {
        operation(&mut modeler, OperationId(index));
        modeler.finish();
    }
    events::union(&mut modeler, config.webhooks.discriminator.as_deref());
    modeler.finish();
}

/// The types of an operation's parameters and body. Answers are typed where they are chosen.
fn operation(modeler: &mut Modeler<'_>, id: OperationId) {
    let Some(operation) = modeler.api.operations.get(id.0).cloned() else {
        return;
    };
    let mut operation = operation;
    for parameter in &mut operation.parameters {
        if let Some(schema) = parameter.schema {
            parameter.usage = modeler.usage(schema, Naming::Operation(id, parameter.wire.clone()));
            if parameter.description.is_none() {
                parameter.description = modeler.description(schema);
            }
        }
    }
    if let Some(body) = &mut operation.body
        && let (Some(schema), true) = (body.schema, body.is_json)
    {
        body.usage = modeler.usage(schema, Naming::Operation(id, "request".to_owned()));
    }
    let answers: Vec<(usize, SchemaId)> = operation
        .responses
        .iter()
        .enumerate()
        .filter_map(|(index, response)| {
            let json = response
                .content
                .iter()
                .find(|(media_type, _)| crate::media::is_json(media_type));
            Some((index, json?.1?))
        })
        .collect();
    for (index, schema) in answers {
        let is_success = matches!(
            operation
                .responses
                .get(index)
                .map(|response| response.status),
            Some(Status::Exact(200..=299) | Status::Range(2))
        );
        let word = match operation
            .responses
            .get(index)
            .map(|response| response.status)
        {
            Some(Status::Exact(code)) if !is_success => format!("error {code}"),
            _ if !is_success => "error".to_owned(),
            _ => "response".to_owned(),
        };
        let usage = modeler.usage(schema, Naming::Operation(id, word));
        if let Some(response) = operation.responses.get_mut(index) {
            response.usage = Some(usage);
        }
    }
    if let Some(slot) = modeler.api.operations.get_mut(id.0) {
        *slot = operation;
    }
}

/// The state of the pass.
pub(super) struct Modeler<'a> {
    pub(super) api: &'a mut Api,
    pub(super) diagnostics: &'a mut Diagnostics,
    secrets: &'a [String],
    keys: BTreeMap<SchemaId, String>,
    models: HashMap<SchemaId, ModelId>,
    pending: Vec<(ModelId, Schema)>,
    /// The schemas that are being typed, to stop at those that contain only themselves.
    active: Vec<SchemaId>,
}

impl Modeler<'_> {
    /// The type of schema `id` where it is used; `naming` is for what has no name of its own.
    pub(super) fn usage(&mut self, id: SchemaId, naming: Naming) -> Usage {
        let (id, nullable) = self.resolve(id);
        let naming = self
            .keys
            .get(&id)
            .map_or(naming, |key| Naming::Component(key.clone()));
        let mut usage = self.shape(id, naming);
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
            return Usage {
                ty: Type::Model(*model),
                ..Usage::default()
            };
        }
        if self.active.contains(&id) {
            let origin = self
                .api
                .schemas
                .get(id.0)
                .map(|schema| schema.origin)
                .unwrap_or_default();
            let message = "this schema contains only itself; it becomes free-form JSON";
            self.diagnostics.push(Code::FreeForm, origin, message);
            return Usage::default();
        }
        self.active.push(id);
        let usage = match self.refinement(id) {
            Some((target, values)) => {
                let mut usage = self.usage(target, naming);
                usage.nullable = false;
                usage.values = values;
                usage
            }
            None => {
                let schema = self.merged(id);
                self.typed(Some(id), schema, naming)
            }
        };
        self.active.pop();
        usage
    }

    /// A reference with nothing but documentation beside it, or with some of its own values picked out.
    fn refinement(&self, id: SchemaId) -> Option<(SchemaId, Vec<String>)> {
        let schema = self.api.schemas.get(id.0)?;
        let says_something =
            |id: &&SchemaId| !self.api.schemas.get(id.0).is_some_and(is_annotation);
        let mut real = schema.all_of.iter().filter(says_something);
        let (target, None) = (*real.next()?, real.next()) else {
            return None;
        };
        let own = Schema {
            all_of: Vec::new(),
            values: None,
            types: Default::default(),
            ..schema.clone()
        };
        if !is_annotation(&own) {
            return None;
        }
        match &schema.values {
            None if schema.types.is_empty() => Some((target, Vec::new())),
            None => None,
            Some(values) => {
                let is_text = self
                    .schema(target)
                    .is_some_and(|target| self.is_text_enum(target));
                let texts = values
                    .iter()
                    .map(|value| value.as_str().map(str::to_owned))
                    .collect::<Option<Vec<_>>>()?;
                is_text.then_some((target, texts))
            }
        }
    }

    /// Whether a schema is an enum of texts, open or not.
    pub(super) fn is_text_enum(&self, schema: &Schema) -> bool {
        match &schema.values {
            Some(values) => values.iter().all(serde_json::Value::is_string),
            None => unions::texts(self, schema).is_some(),
        }
    }

    /// The type of a schema that is merged.
    pub(super) fn typed(&mut self, id: Option<SchemaId>, schema: Schema, naming: Naming) -> Usage {
        if !schema.any_of.is_empty() {
            return unions::typed(self, id, schema, naming);
        }
        let mut types = schema.types.clone();
        types.remove(&JsonType::Null);
        if types.is_empty() {
            types.extend(implied(&schema));
        }
        let kinds: Vec<JsonType> = types.into_iter().collect();
        let ty = match kinds.as_slice() {
            [JsonType::String] => return self.text(id, schema, naming),
            [JsonType::Boolean] => Type::Bool,
            [JsonType::Integer] => integer(&schema),
            [JsonType::Number] | [JsonType::Integer, JsonType::Number] => Type::Float64,
            [JsonType::Array] => return self.array(schema, naming),
            [JsonType::Object] => return self.object(id, schema, naming),
            [] => Type::Json,
            several => {
                let message = format!("a value of {} types becomes free-form JSON", several.len());
                self.diagnostics
                    .push(Code::FreeForm, schema.origin, message);
                Type::Json
            }
        };
        let rules = schema
            .rules
            .iter()
            .filter(|rule| is_numeric(rule))
            .cloned()
            .collect();
        Usage {
            rules,
            nullable: schema.nullable,
            ty,
            ..Usage::default()
        }
    }

    fn text(&mut self, id: Option<SchemaId>, schema: Schema, naming: Naming) -> Usage {
        let nullable = schema.nullable;
        if let Some(values) = &schema.values {
            let texts: Vec<String> = values
                .iter()
                .filter_map(|value| value.as_str().map(str::to_owned))
                .collect();
            let ty = Type::Model(self.text_enum(id, &schema, texts, naming));
            return Usage {
                ty,
                nullable,
                ..Usage::default()
            };
        }
        let ty = match schema.format.as_deref() {
            Some("date-time") => Type::Timestamp,
            Some("password") => Type::Secret,
            _ => Type::String,
        };
        let checked = |rule: &&Rule| {
            matches!(
                rule,
                Rule::MinLength(_) | Rule::MaxLength(_) | Rule::Pattern(..)
            )
        };
        let rules = match ty {
            Type::Timestamp => Vec::new(),
            _ => schema.rules.iter().filter(checked).cloned().collect(),
        };
        Usage {
            ty,
            nullable,
            rules,
            ..Usage::default()
        }
    }

    /// A model for an enum of texts.
    pub(super) fn text_enum(
        &mut self,
        id: Option<SchemaId>,
        schema: &Schema,
        texts: Vec<String>,
        naming: Naming,
    ) -> ModelId {
        let mut values: Vec<EnumValue> = Vec::new();
        for wire in texts {
            if values.iter().all(|value| value.wire != wire) {
                values.push(EnumValue {
                    wire,
                    name: Name::default(),
                });
            }
        }
        self.declare(id, schema, naming, ModelKind::Enum(values))
    }

    fn array(&mut self, schema: Schema, naming: Naming) -> Usage {
        let nullable = schema.nullable;
        let item = match schema.items {
            Some(items) => self.usage(items, within(naming, "item")),
            None => Usage::default(),
        };
        if !schema.prefix_items.is_empty() {
            let message =
                "the single types of `prefixItems` are not kept; items become free-form JSON";
            self.diagnostics
                .push(Code::FreeForm, schema.origin, message);
        }
        let item = if schema.prefix_items.is_empty() {
            item
        } else {
            Usage::default()
        };
        let checked = |rule: &&Rule| {
            matches!(
                rule,
                Rule::MinItems(_) | Rule::MaxItems(_) | Rule::UniqueItems
            )
        };
        let mut rules: Vec<Rule> = schema.rules.iter().filter(checked).cloned().collect();
        if !item.rules.is_empty() {
            rules.push(Rule::Items(item.rules.clone()));
        }
        Usage {
            ty: Type::Array(Box::new(item)),
            nullable,
            rules,
            ..Usage::default()
        }
    }

    fn object(&mut self, id: Option<SchemaId>, schema: Schema, naming: Naming) -> Usage {
        let nullable = schema.nullable;
        if !schema.properties.is_empty() || schema.additional == Additional::Forbidden {
            let ty = Type::Model(self.declare(id, &schema, naming, ModelKind::Pending));
            return Usage {
                ty,
                nullable,
                ..Usage::default()
            };
        }
        let value = match schema.additional {
            Additional::Schema(value) => self.usage(value, within(naming, "value")),
            _ => Usage::default(),
        };
        let mut rules: Vec<Rule> = schema
            .rules
            .iter()
            .filter(|rule| is_size(rule))
            .cloned()
            .collect();
        if let Some(names) = schema.property_names {
            let names = self.merged(names);
            let keys: Vec<Rule> = names
                .rules
                .into_iter()
                .filter(|rule| !is_size(rule))
                .collect();
            rules.extend((!keys.is_empty()).then_some(Rule::Keys(keys)));
        }
        if !value.rules.is_empty() {
            rules.push(Rule::Values(value.rules.clone()));
        }
        Usage {
            ty: Type::Map(Box::new(value)),
            nullable,
            rules,
            ..Usage::default()
        }
    }

    /// A new model; structs are filled in later, so that they may contain themselves.
    pub(super) fn declare(
        &mut self,
        id: Option<SchemaId>,
        schema: &Schema,
        naming: Naming,
        kind: ModelKind,
    ) -> ModelId {
        let model = ModelId(self.api.models.len());
        let is_pending = matches!(kind, ModelKind::Pending);
        self.api.models.push(Model {
            origin: schema.origin,
            naming,
            description: schema.description.clone(),
            deprecated: schema.deprecated,
            kind,
            sent: false,
            received: false,
            checked: false,
            name: Name::default(),
            module: Name::default(),
        });
        self.models.extend(id.map(|id| (id, model)));
        if is_pending {
            self.pending.push((model, schema.clone()));
        }
        model
    }

    /// Fills in the structs that were declared.
    pub(super) fn finish(&mut self) {
        while let Some((model, schema)) = self.pending.pop() {
            let content = self.members(model, &schema);
            if let Some(slot) = self.api.models.get_mut(model.0) {
                slot.kind = ModelKind::Struct(content);
            }
        }
    }

    fn members(&mut self, model: ModelId, schema: &Schema) -> Struct {
        let mut content = Struct::default();
        for (wire, property) in &schema.properties {
            let field = self.member(model, wire, *property, schema.required.contains(wire));
            content.fields.push(field);
        }
        for wire in &schema.required {
            match content.fields.iter().position(|field| field.wire == *wire) {
                Some(index) if content.required.contains(&index) => {}
                Some(index) => content.required.push(index),
                None => {
                    // Any value, but it must be there.
                    content.required.push(content.fields.len());
                    content.fields.push(anything(schema.origin, wire));
                }
            }
        }
        content.additional = match schema.additional {
            Additional::Schema(value) => Some(self.usage(
                value,
                Naming::Within(model, "additional property".to_owned()),
            )),
            Additional::Any => Some(Usage::default()),
            Additional::Unsaid | Additional::Forbidden => None,
        };
        content.rules = schema
            .rules
            .iter()
            .filter(|rule| is_size(rule))
            .cloned()
            .collect();
        content
    }

    fn member(&mut self, model: ModelId, wire: &str, property: SchemaId, required: bool) -> Field {
        let mut usage = self.usage(property, Naming::Within(model, wire.to_owned()));
        if usage.ty == Type::String && self.is_secret(model, wire) {
            usage.ty = Type::Secret;
        }
        let described = self
            .api
            .schemas
            .get(property.0)
            .cloned()
            .unwrap_or_default();
        let description = self.description(property);
        Field {
            origin: described.origin,
            wire: wire.to_owned(),
            description,
            required,
            usage,
            read_only: described.read_only,
            write_only: described.write_only,
            deprecated: described.deprecated,
            default: described.default.filter(|value| !value.is_null()),
            checked: false,
            constant: Name::default(),
            name: Name::default(),
        }
    }

    fn is_secret(&self, model: ModelId, wire: &str) -> bool {
        let key = match self.api.models.get(model.0).map(|model| &model.naming) {
            Some(Naming::Component(key)) => key.as_str(),
            _ => "",
        };
        self.secrets
            .iter()
            .any(|pattern| match pattern.rsplit_once('.') {
                Some(("*", member)) => member == wire,
                Some((schema, member)) => schema == key && member == wire,
                None => false,
            })
    }
}

/// A member that is required and described nowhere.
fn anything(origin: Origin, wire: &str) -> Field {
    Field {
        origin,
        wire: wire.to_owned(),
        description: None,
        required: true,
        usage: Usage {
            nullable: true,
            ..Usage::default()
        },
        read_only: false,
        write_only: false,
        deprecated: false,
        default: None,
        checked: false,
        constant: Name::default(),
        name: Name::default(),
    }
}

/// Whether a schema says nothing about the shape of values.
fn is_annotation(schema: &Schema) -> bool {
    schema.reference.is_none()
        && schema.types.is_empty()
        && schema.values.is_none()
        && schema.properties.is_empty()
        && schema.required.is_empty()
        && schema.additional == Additional::Unsaid
        && schema.items.is_none()
        && schema.prefix_items.is_empty()
        && schema.all_of.is_empty()
        && schema.any_of.is_empty()
        && schema.rules.is_empty()
}

/// The type that other keywords imply where `type` is missing.
fn implied(schema: &Schema) -> Option<JsonType> {
    if !schema.properties.is_empty()
        || matches!(schema.additional, Additional::Schema(_) | Additional::Any)
        || !schema.required.is_empty()
    {
        return Some(JsonType::Object);
    }
    if schema.items.is_some() || !schema.prefix_items.is_empty() {
        return Some(JsonType::Array);
    }
    let values = schema.values.as_deref().unwrap_or_default();
    if !values.is_empty() && values.iter().all(serde_json::Value::is_string) {
        return Some(JsonType::String);
    }
    if !values.is_empty() && values.iter().all(serde_json::Value::is_i64) {
        return Some(JsonType::Integer);
    }
    if !values.is_empty() && values.iter().all(serde_json::Value::is_boolean) {
        return Some(JsonType::Boolean);
    }
    let is_text = |rule: &Rule| {
        matches!(
            rule,
            Rule::MinLength(_) | Rule::MaxLength(_) | Rule::Pattern(..)
        )
    };
    let text_formats = [
        "date-time",
        "date",
        "uuid",
        "email",
        "uri",
        "password",
        "byte",
        "binary",
    ];
    let has_format = schema
        .format
        .as_deref()
        .is_some_and(|format| text_formats.contains(&format));
    (schema.rules.iter().any(is_text) || has_format).then_some(JsonType::String)
}

fn integer(schema: &Schema) -> Type {
    match schema.format.as_deref() {
        Some("int32") => Type::Int32,
        Some("uint64") => Type::Uint64,
        _ => Type::Int64,
    }
}

fn is_numeric(rule: &Rule) -> bool {
    matches!(
        rule,
        Rule::Minimum(_)
            | Rule::Maximum(_)
            | Rule::ExclusiveMinimum(_)
            | Rule::ExclusiveMaximum(_)
            | Rule::MultipleOf(_)
    )
}

fn is_size(rule: &Rule) -> bool {
    matches!(rule, Rule::MinProperties(_) | Rule::MaxProperties(_))
}

/// The name of something inside what `naming` names.
fn within(naming: Naming, word: &str) -> Naming {
    match naming {
        Naming::Component(key) => Naming::Component(format!("{key} {word}")),
        Naming::Within(model, words) => Naming::Within(model, format!("{words} {word}")),
        Naming::Operation(operation, words) => {
            Naming::Operation(operation, format!("{words} {word}"))
        }
        Naming::Sdk(words) => Naming::Sdk(format!("{words} {word}")),
    }
}
