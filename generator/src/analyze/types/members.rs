//! Models: declared first, so that they may contain themselves, and filled in later.

use std::collections::BTreeSet;

use glob::Pattern;
use serde_json::Value;

use super::Modeler;
use super::shape::is_size;
use crate::analyze::losses::unchecked;
use crate::ir::{
    Additional, Field, MemberMap, Model, ModelId, ModelKind, Naming, Nulled, Rule, Schema,
    SchemaId, Struct, Tolerated, Type, Union, Usage,
};
use crate::name::Name;
use crate::source::Origin;

impl Modeler<'_> {
    /// A new model; structs are filled in later, so that they may contain themselves.
    pub(in crate::analyze) fn declare(
        &mut self,
        id: Option<SchemaId>,
        schema: &Schema,
        naming: Naming,
        kind: ModelKind,
    ) -> ModelId {
        let model = ModelId(self.api.models.len());
        let is_pending = matches!(kind, ModelKind::Pending);
        let called = id.and_then(|id| self.called(id));
        self.api.models.push(Model {
            origin: schema.origin,
            naming,
            called,
            description: schema.description.clone(),
            deprecated: schema.deprecated,
            kind,
            sent: false,
            received: false,
            encodes: true,
            ranked: false,
            checked: false,
            samples: Vec::new(),
            derives: Vec::new(),
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
    pub(in crate::analyze) fn finish(&mut self) {
        while let Some((model, schema)) = self.pending.pop() {
            let content = self.members(model, &schema);
            if let Some(slot) = self.api.models.get_mut(model.0) {
                slot.kind = ModelKind::Struct(content);
            }
        }
    }

    /// The content of a union that was declared.
    pub(in crate::analyze) fn fill(&mut self, model: ModelId, union: Union) {
        if let Some(slot) = self.api.models.get_mut(model.0) {
            slot.kind = ModelKind::Union(union);
        }
    }

    /// Notes the only value that a member of a model has as an arm of a union.
    pub(in crate::analyze) fn pin(&mut self, model: ModelId, member: &str, value: &str) {
        let slot = self.pinned.entry((model, member.to_owned()));
        let pinned = slot.or_insert_with(|| Some(value.to_owned()));
        if pinned.as_deref() != Some(value) {
            *pinned = None;
        }
    }

    /// Gives the members that were pinned their only values.
    pub(super) fn apply_pins(&mut self) {
        for ((model, member), value) in std::mem::take(&mut self.pinned) {
            let Some(value) = value.map(Value::String) else {
                continue;
            };
            let Some(field) = self.field(model, &member) else {
                continue;
            };
            let (ty, is_free) = (field.usage.ty.clone(), field.usage.values.is_empty());
            let can_be = match ty {
                Type::String => true,
                Type::Model(id) => self.has_value(id, &value),
                _ => false,
            };
            if let (true, Some(field)) = (can_be && is_free, self.field(model, &member)) {
                field.usage.values = vec![value];
            }
        }
    }

    fn field(&mut self, model: ModelId, member: &str) -> Option<&mut Field> {
        match &mut self.api.models.get_mut(model.0)?.kind {
            ModelKind::Struct(content) => {
                content.fields.iter_mut().find(|field| field.wire == member)
            }
            _ => None,
        }
    }

    fn has_value(&self, model: ModelId, value: &Value) -> bool {
        let kind = self.api.models.get(model.0).map(|model| &model.kind);
        matches!(kind, Some(ModelKind::Enum(content)) if content.values.iter().any(|known| known.wire == *value))
    }

    fn members(&mut self, model: ModelId, schema: &Schema) -> Struct {
        let mut content = Struct::default();
        for (wire, property) in &schema.properties {
            let mut field = self.member(model, wire, *property, schema.required.contains(wire));
            field.counts = schema.alternatives.contains(wire);
            content.fields.push(field);
        }
        content.maps = self.maps(model, schema);
        for wire in &schema.required {
            match content.fields.iter().position(|field| field.wire == *wire) {
                Some(index) if content.required.contains(&index) => {}
                Some(index) => content.required.push(index),
                None => {
                    content.required.push(content.fields.len());
                    content.fields.push(self.undescribed(model, schema, wire));
                }
            }
        }
        if let (Some(names), false) = (schema.property_names, content.maps.is_empty()) {
            let names = self.merged(names);
            let keys = Rule::Keys(names.rules.clone());
            unchecked(&names, [&keys].into_iter(), self.diagnostics);
        }
        content.rules = schema
            .rules
            .iter()
            .filter(|rule| is_size(rule))
            .cloned()
            .collect();
        content
    }

    /// A property that must be there and is not described: a value like those of all that are not, or any.
    fn undescribed(&mut self, model: ModelId, schema: &Schema, wire: &str) -> Field {
        match schema.additional {
            Additional::Schema(value) if schema.pattern_properties.is_empty() => {
                self.member(model, wire, value, true)
            }
            _ => anything(schema.origin, wire),
        }
    }

    /// The fields for members that are not named.
    fn maps(&mut self, model: ModelId, schema: &Schema) -> Vec<MemberMap> {
        let (patterns, rest) = self.unnamed(schema);
        let mut maps = Vec::new();
        for (pattern, value) in patterns {
            let naming = Naming::Within(model, "matching property".to_owned());
            maps.push(MemberMap {
                pattern: Some(pattern),
                usage: self.usage(value, naming),
                checked: false,
                name: Name::default(),
            });
        }
        let rest = match rest {
            Additional::Schema(value) => {
                let naming = Naming::Within(model, "additional property".to_owned());
                Some(self.usage(value, naming))
            }
            Additional::Any => Some(Usage::default()),
            Additional::Unsaid | Additional::Forbidden => None,
        };
        maps.extend(rest.map(|usage| MemberMap {
            pattern: None,
            usage,
            checked: false,
            name: Name::default(),
        }));
        maps
    }

    fn member(&mut self, model: ModelId, wire: &str, property: SchemaId, required: bool) -> Field {
        let owner = self.owners.get(&property);
        let owner = owner.and_then(|component| self.models.get(component));
        let naming = Naming::Within(owner.copied().unwrap_or(model), wire.to_owned());
        let mut usage = self.usage(property, naming);
        if self.is_secret(model, wire) {
            hide(&mut usage);
        }
        let described = self
            .api
            .schemas
            .get(property.0)
            .cloned()
            .unwrap_or_default();
        let description = self.description(property);
        let said = self.said(property);
        Field {
            origin: described.origin,
            wire: wire.to_owned(),
            description,
            required,
            tolerated: Tolerated::Nothing,
            loosely_spelled: false,
            usage,
            counts: false,
            read_only: said.iter().any(|part| part.read_only),
            write_only: said.iter().any(|part| part.write_only),
            deprecated: described.deprecated,
            default: default(&said),
            example: { said.iter() }
                .find_map(|part| part.example.clone())
                .filter(|value| !value.is_null()),
            checked: false,
            constant: Name::default(),
            renamed: false,
            name: Name::default(),
            nulled: Nulled::Never,
            hidden: false,
            null_name: None,
            // That of a component names its type.
            words: { described.component_name }.filter(|_| !self.keys.contains_key(&property)),
        }
    }

    /// What a schema says of itself, then what it refers to and `allOf` adds.
    ///
    /// Annotations of all of these count ([JSON Schema](https://json-schema.org/draft/2020-12/json-schema-validation#section-9.4)).
    pub(super) fn said(&self, id: SchemaId) -> Vec<&Schema> {
        let mut said = Vec::new();
        let mut seen = BTreeSet::new();
        let mut ahead = vec![id];
        while let Some(next) = ahead.pop() {
            if let Some(schema) = self.api.schemas.get(next.0).filter(|_| seen.insert(next)) {
                said.push(schema);
                ahead.extend(schema.all_of.iter().rev());
                ahead.extend(schema.reference);
            }
        }
        said
    }

    /// The value that a schema's absence stands for.
    pub(super) fn default(&self, id: SchemaId) -> Option<Value> {
        default(&self.said(id))
    }

    fn is_secret(&self, model: ModelId, wire: &str) -> bool {
        let key = match self.api.models.get(model.0).map(|model| &model.naming) {
            Some(Naming::Component(key)) => key.as_str(),
            _ => "",
        };
        self.secrets
            .iter()
            .any(|pattern| match pattern.as_str().rsplit_once('.') {
                Some((schemas, member)) if member == wire => {
                    Pattern::new(schemas).is_ok_and(|schemas| schemas.matches(key))
                }
                _ => false,
            })
    }
}

fn default(said: &[&Schema]) -> Option<Value> {
    let default = said.iter().find_map(|part| part.default.clone());
    default.filter(|value| !value.is_null())
}

/// Makes a text, or the texts of a list or map, a secret.
fn hide(usage: &mut Usage) {
    match &mut usage.ty {
        Type::String => usage.ty = Type::Secret,
        Type::Array(item) | Type::OneOrMany(item) | Type::Map(item) if item.ty == Type::String => {
            item.ty = Type::Secret
        }
        _ => {}
    }
}

/// A member that is required and described nowhere.
fn anything(origin: Origin, wire: &str) -> Field {
    Field {
        origin,
        wire: wire.to_owned(),
        description: None,
        required: true,
        tolerated: Tolerated::Nothing,
        loosely_spelled: false,
        usage: Usage {
            nullable: true,
            ..Usage::default()
        },
        counts: false,
        read_only: false,
        write_only: false,
        deprecated: false,
        default: None,
        example: None,
        checked: false,
        constant: Name::default(),
        renamed: false,
        name: Name::default(),
        nulled: Nulled::Never,
        hidden: false,
        null_name: None,
        words: None,
    }
}
