//! Forms: their fields are parameters of the operation.

use super::Modeler;
use crate::diagnostics::{Code, Consequence};
use crate::ir::{
    Additional, Body, BodyKind, Naming, OperationId, Parameter, Place, Rule, Schema, SchemaId,
    Style, Type, Usage,
};
use crate::name::Name;

/// Where an operation keeps the fields of a form that are not described by name.
const ADDITIONAL_FIELDS: &str = "additional fields";

impl Modeler<'_> {
    /// An object that has the members of all its alternatives, and needs what each of them needs. Alternatives that are no
    /// objects are left as they are.
    fn of_any(&mut self, mut schema: Schema, depth: usize) -> Schema {
        const DEEPEST: usize = 8;
        let arms: Vec<Schema> = { schema.any_of.clone().into_iter() }
            .map(|arm| {
                let arm = self.merged(arm);
                match depth < DEEPEST && !arm.any_of.is_empty() {
                    true => self.of_any(arm, depth + 1),
                    false => arm,
                }
            })
            .collect();
        if { arms.iter() }.any(|arm| arm.properties.is_empty() || !arm.any_of.is_empty()) {
            return schema;
        }
        schema.any_of.clear();
        for arm in &arms {
            for (name, property) in &arm.properties {
                let known = schema.properties.get(name).copied();
                let property = match known {
                    Some(known) if !self.same(known, *property) => self.either(known, *property),
                    Some(known) => known,
                    None => *property,
                };
                schema.properties.insert(name.clone(), property);
            }
        }
        if let Some((first, others)) = arms.split_first() {
            let by_all = { first.required.iter() }
                .filter(|name| others.iter().all(|other| other.required.contains(name)))
                .filter(|name| !schema.required.contains(name));
            let by_all: Vec<String> = by_all.cloned().collect();
            schema.required.extend(by_all);
        }
        schema
    }

    /// A schema that is one of two.
    fn either(&mut self, ours: SchemaId, theirs: SchemaId) -> SchemaId {
        let described = self.merged(ours);
        self.api.schemas.push(Schema {
            origin: described.origin,
            description: described.description,
            any_of: vec![ours, theirs],
            ..Schema::default()
        });
        SchemaId(self.api.schemas.len() - 1)
    }

    /// The fields of a form, when it is an object that names them all.
    pub(super) fn fields(&mut self, id: OperationId, body: &Body) -> Option<Vec<Parameter>> {
        let mut schema = self.merged(body.schema?);
        if body.kind == BodyKind::Multipart && !schema.any_of.is_empty() {
            schema = self.of_any(schema, 0);
            if schema.any_of.is_empty() {
                let message = "this form in parts is one of several objects: the fields of each can be set, and which \
                               go together is not checked";
                (self.diagnostics).push(Code::ApproximatedKeyword, body.origin, message);
                let what = "which fields of a form in parts go together";
                (self.diagnostics).costs(Consequence::unchecked(what));
            }
        }
        let is_open = matches!(schema.additional, Additional::Schema(_) | Additional::Any);
        let names_all = schema.any_of.is_empty()
            && schema.pattern_properties.is_empty()
            && (!is_open || body.kind == BodyKind::Multipart);
        // An object that has no members makes a form without fields.
        let has_none = schema.properties.is_empty() && schema.additional == Additional::Unsaid;
        if has_none || !names_all {
            return None;
        }
        for name in schema.required.clone() {
            if !schema.properties.contains_key(&name) {
                // Any value, but it must be there.
                let anything = self.add(Schema {
                    origin: schema.origin,
                    ..Schema::default()
                });
                schema.properties.insert(name, anything);
            }
        }
        let mut known = body.contents.iter();
        let content = known.find(|content| content.media_type == body.media_type);
        let mut fields = Vec::new();
        for (name, property) in &schema.properties {
            let encoding = content.and_then(|content| content.encoding.get(name));
            if self.said(*property).iter().any(|part| part.read_only) {
                continue;
            }
            let described = self.merged(*property);
            let file = (body.kind == BodyKind::Multipart)
                .then(|| self.file(*property, encoding))
                .flatten();
            let mut usage = match file {
                Some(ty) => Usage {
                    ty,
                    ..Usage::default()
                },
                None => self.usage(*property, Naming::Operation(id, name.clone())),
            };
            usage.nullable = false;
            let style = encoding.and_then(|encoding| encoding.style);
            let style = style.unwrap_or(Style::Form);
            let explode = encoding.and_then(|encoding| encoding.explode);
            fields.push(Parameter {
                origin: described.origin,
                wire: name.clone(),
                words: { described.component_name }.filter(|_| !self.keys.contains_key(property)),
                place: Place::Field,
                style,
                explode: explode.unwrap_or(style == Style::Form),
                allow_reserved: encoding.is_some_and(|encoding| encoding.allow_reserved),
                by_client: None,
                required: schema.required.contains(name),
                description: self.description(*property),
                deprecated: described.deprecated,
                default: self.default(*property),
                content_type: encoding.and_then(|encoding| encoding.content_type.clone()),
                schema: Some(*property),
                usage,
                name: Name::default(),
            });
        }
        // What a call needs comes first, in the order in which that is said, as for other bodies.
        let rank = |field: &Parameter| schema.required.iter().position(|name| *name == field.wire);
        fields.sort_by_key(|field| rank(field).unwrap_or(usize::MAX));
        if is_open {
            fields.push(self.additional_fields(id, &schema));
        }
        Some(fields)
    }

    /// The fields of a form that are not described by name.
    fn additional_fields(&mut self, id: OperationId, schema: &Schema) -> Parameter {
        // No field of the form may have its name.
        let mut wire = ADDITIONAL_FIELDS.to_owned();
        while schema.properties.contains_key(&wire) {
            wire.push('*');
        }
        let value = match schema.additional {
            Additional::Schema(value) => Some(value),
            _ => None,
        };
        let file = value.and_then(|value| self.file(value, None));
        let usage = match (file, value) {
            (Some(ty), _) => Usage {
                ty,
                ..Usage::default()
            },
            (None, Some(value)) => self.usage(value, Naming::Operation(id, wire.clone())),
            (None, None) => Usage::default(),
        };
        let rules = match usage.rules.is_empty() {
            true => Vec::new(),
            false => vec![Rule::Values(usage.rules.clone())],
        };
        Parameter {
            origin: schema.origin,
            wire,
            words: None,
            place: Place::Field,
            style: Style::Members,
            explode: true,
            allow_reserved: false,
            by_client: None,
            required: false,
            description: value
                .and_then(|value| self.description(value))
                .or_else(|| Some("Fields of other names than those described.".to_owned())),
            deprecated: false,
            default: None,
            content_type: None,
            schema: value,
            usage: Usage {
                ty: Type::Map(Box::new(usage)),
                rules,
                ..Usage::default()
            },
            name: Name::default(),
        }
    }
}
