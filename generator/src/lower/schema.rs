//! One schema.

use openapiv3::{
    AdditionalProperties, AnySchema, ReferenceOr, Schema as Described, SchemaKind, StringFormat,
    Type, VariantOrUnknownOrEmpty,
};
use serde_json::Value;

use super::Lowerer;
use crate::diagnostics::{Code, Consequence};
use crate::ir::{Additional, Discriminator, JsonType, Rule, Schema, SchemaId};
use crate::source::Node;

impl Lowerer<'_> {
    /// Lowers one shallow schema node.
    pub(super) fn schema(&mut self, node: &Node) -> Schema {
        let Some(described) = self.read::<ReferenceOr<Described>>(node, "schema") else {
            return Schema {
                origin: node.origin,
                ..Schema::default()
            };
        };
        let described = match described {
            ReferenceOr::Reference { reference } => {
                let reference = self.id(&reference);
                return Schema {
                    origin: node.origin,
                    reference,
                    ..Schema::default()
                };
            }
            ReferenceOr::Item(described) => described,
        };
        let data = described.schema_data;
        let mut schema = Schema {
            origin: node.origin,
            title: data.title,
            description: data.description,
            nullable: data.nullable,
            read_only: data.read_only,
            write_only: data.write_only,
            deprecated: data.deprecated,
            default: data.default,
            example: data.example,
            ..Schema::default()
        };
        schema.discriminator = data.discriminator.map(|one| Discriminator {
            property: one.property_name,
            mapping: one
                .mapping
                .iter()
                .filter_map(|(tag, to)| Some((tag.clone(), self.id(to)?)))
                .collect(),
        });
        self.kind(described.schema_kind, &mut schema);
        self.extensions(node, &mut schema);
        schema
    }

    fn kind(&mut self, kind: SchemaKind, schema: &mut Schema) {
        match kind {
            SchemaKind::Type(Type::String(string)) => {
                schema.types.insert(JsonType::String);
                schema.format = match string.format {
                    VariantOrUnknownOrEmpty::Item(StringFormat::Date) => Some("date".to_owned()),
                    VariantOrUnknownOrEmpty::Item(StringFormat::DateTime) => {
                        Some("date-time".to_owned())
                    }
                    VariantOrUnknownOrEmpty::Item(StringFormat::Password) => {
                        Some("password".to_owned())
                    }
                    VariantOrUnknownOrEmpty::Item(StringFormat::Byte) => Some("byte".to_owned()),
                    VariantOrUnknownOrEmpty::Item(StringFormat::Binary) => {
                        Some("binary".to_owned())
                    }
                    VariantOrUnknownOrEmpty::Unknown(format) => Some(format),
                    VariantOrUnknownOrEmpty::Empty => None,
                };
                let values: Vec<Value> = string
                    .enumeration
                    .into_iter()
                    .flatten()
                    .map(Value::String)
                    .collect();
                schema.values = (!values.is_empty()).then_some(values);
                self.lengths(string.min_length, string.max_length, string.pattern, schema);
            }
            SchemaKind::Type(Type::Number(number)) => {
                schema.types.insert(JsonType::Number);
                let values: Vec<Value> = number
                    .enumeration
                    .into_iter()
                    .flatten()
                    .map(shortest)
                    .collect();
                schema.values = (!values.is_empty()).then_some(values);
                schema.format = named(number.format);
                range(
                    schema,
                    number.minimum,
                    number.exclusive_minimum,
                    Rule::Minimum,
                    Rule::ExclusiveMinimum,
                );
                range(
                    schema,
                    number.maximum,
                    number.exclusive_maximum,
                    Rule::Maximum,
                    Rule::ExclusiveMaximum,
                );
                schema
                    .rules
                    .extend(number.multiple_of.map(Rule::MultipleOf));
            }
            SchemaKind::Type(Type::Integer(integer)) => {
                schema.types.insert(JsonType::Integer);
                let values: Vec<Value> = integer
                    .enumeration
                    .into_iter()
                    .flatten()
                    .map(Value::from)
                    .collect();
                schema.values = (!values.is_empty()).then_some(values);
                schema.format = named(integer.format);
                let float = |bound: Option<i64>| bound.map(|bound| bound as f64);
                range(
                    schema,
                    float(integer.minimum),
                    integer.exclusive_minimum,
                    Rule::Minimum,
                    Rule::ExclusiveMinimum,
                );
                range(
                    schema,
                    float(integer.maximum),
                    integer.exclusive_maximum,
                    Rule::Maximum,
                    Rule::ExclusiveMaximum,
                );
                schema
                    .rules
                    .extend(float(integer.multiple_of).map(Rule::MultipleOf));
            }
            SchemaKind::Type(Type::Boolean(boolean)) => {
                schema.types.insert(JsonType::Boolean);
                let values: Vec<Value> = boolean
                    .enumeration
                    .into_iter()
                    .flatten()
                    .map(Value::Bool)
                    .collect();
                schema.values = (!values.is_empty()).then_some(values);
            }
            SchemaKind::Type(Type::Object(object)) => {
                schema.types.insert(JsonType::Object);
                schema.required = object.required;
                for (name, property) in object.properties {
                    schema
                        .properties
                        .extend(self.reference(property).map(|id| (name, id)));
                }
                schema.additional = self.additional(object.additional_properties);
                schema
                    .rules
                    .extend(count(object.min_properties, Rule::MinProperties));
                schema
                    .rules
                    .extend(count(object.max_properties, Rule::MaxProperties));
            }
            SchemaKind::Type(Type::Array(array)) => {
                schema.types.insert(JsonType::Array);
                schema.items = array.items.and_then(|items| self.reference(items));
                schema.rules.extend(count(array.min_items, Rule::MinItems));
                schema.rules.extend(count(array.max_items, Rule::MaxItems));
                schema
                    .rules
                    .extend(array.unique_items.then_some(Rule::UniqueItems));
            }
            SchemaKind::OneOf { one_of } => schema.any_of = self.references(one_of),
            SchemaKind::AnyOf { any_of } => schema.any_of = self.references(any_of),
            SchemaKind::AllOf { all_of } => schema.all_of = self.references(all_of),
            SchemaKind::Not { .. } => {}
            SchemaKind::Any(any) => self.any(any, schema),
        }
    }

    /// A schema with a mixture of keywords.
    fn any(&mut self, any: AnySchema, schema: &mut Schema) {
        schema.types.extend(any.typ.as_deref().and_then(json_type));
        schema.format = any.format;
        schema.values = (!any.enumeration.is_empty()).then_some(any.enumeration);
        schema.required = any.required;
        for (name, property) in any.properties {
            schema
                .properties
                .extend(self.reference(property).map(|id| (name, id)));
        }
        schema.additional = self.additional(any.additional_properties);
        schema.items = any.items.and_then(|items| self.reference(items));
        schema.all_of = self.references(any.all_of);
        let one_of = self.references(any.one_of);
        let any_of = self.references(any.any_of);
        if one_of.is_empty() || any_of.is_empty() {
            schema.any_of = [one_of, any_of].concat();
        } else {
            schema.any_of = one_of;
            schema
                .all_of
                .push(SchemaId(self.ids.len() + self.unions.len()));
            self.unions.push(Schema {
                origin: schema.origin,
                any_of,
                ..Schema::default()
            });
        }
        self.lengths(any.min_length, any.max_length, any.pattern, schema);
        range(
            schema,
            any.minimum,
            any.exclusive_minimum.unwrap_or_default(),
            Rule::Minimum,
            Rule::ExclusiveMinimum,
        );
        range(
            schema,
            any.maximum,
            any.exclusive_maximum.unwrap_or_default(),
            Rule::Maximum,
            Rule::ExclusiveMaximum,
        );
        schema.rules.extend(any.multiple_of.map(Rule::MultipleOf));
        schema.rules.extend(count(any.min_items, Rule::MinItems));
        schema.rules.extend(count(any.max_items, Rule::MaxItems));
        schema.rules.extend(
            any.unique_items
                .unwrap_or_default()
                .then_some(Rule::UniqueItems),
        );
        schema
            .rules
            .extend(count(any.min_properties, Rule::MinProperties));
        schema
            .rules
            .extend(count(any.max_properties, Rule::MaxProperties));
    }

    fn lengths(
        &mut self,
        min: Option<usize>,
        max: Option<usize>,
        pattern: Option<String>,
        schema: &mut Schema,
    ) {
        schema.rules.extend(count(min, Rule::MinLength));
        schema.rules.extend(count(max, Rule::MaxLength));
        let Some(pattern) = pattern else { return };
        match crate::pattern::translate(&pattern) {
            Some(translated) => schema.rules.push(Rule::Pattern(translated, pattern)),
            None => {
                let message = format!(
                    "`{pattern}` is not checked: it uses what regular expressions in Rust lack"
                );
                self.diagnostics.push(Code::Pattern, schema.origin, message);
                let what = format!("`pattern: {pattern}`");
                self.diagnostics.costs(Consequence::unchecked(what));
            }
        }
    }

    fn additional(&mut self, additional: Option<AdditionalProperties>) -> Additional {
        match additional {
            None => Additional::Unsaid,
            Some(AdditionalProperties::Any(true)) => Additional::Any,
            Some(AdditionalProperties::Any(false)) => Additional::Forbidden,
            Some(AdditionalProperties::Schema(schema)) => match self.reference(*schema) {
                Some(id) => Additional::Schema(id),
                None => Additional::Any,
            },
        }
    }

    /// The normal form holds no inline sub-schemas.
    fn reference<T>(&self, child: ReferenceOr<T>) -> Option<SchemaId> {
        match child {
            ReferenceOr::Reference { reference } => self.id(&reference),
            ReferenceOr::Item(_) => None,
        }
    }

    fn references<T>(&self, children: Vec<ReferenceOr<T>>) -> Vec<SchemaId> {
        children
            .into_iter()
            .filter_map(|child| self.reference(child))
            .collect()
    }
}

pub(super) fn json_type(word: &str) -> Option<JsonType> {
    Some(match word {
        "null" => JsonType::Null,
        "boolean" => JsonType::Boolean,
        "integer" => JsonType::Integer,
        "number" => JsonType::Number,
        "string" => JsonType::String,
        "array" => JsonType::Array,
        "object" => JsonType::Object,
        _ => return None,
    })
}

/// A format as the document spells it.
fn named<T: serde::Serialize>(format: VariantOrUnknownOrEmpty<T>) -> Option<String> {
    match format {
        VariantOrUnknownOrEmpty::Item(known) => serde_json::to_value(known)
            .ok()
            .and_then(|value| value.as_str().map(str::to_owned)),
        VariantOrUnknownOrEmpty::Unknown(format) => Some(format),
        VariantOrUnknownOrEmpty::Empty => None,
    }
}

/// A number as documents spell it: without a fraction where there is none.
fn shortest(number: f64) -> Value {
    /// Up to here every whole number is exact.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match number.fract() == 0.0 && number.abs() <= EXACT {
        true => Value::from(number as i64),
        false => Value::from(number),
    }
}

fn range(
    schema: &mut Schema,
    bound: Option<f64>,
    exclusive: bool,
    inclusive_rule: fn(f64) -> Rule,
    exclusive_rule: fn(f64) -> Rule,
) {
    let rule = if exclusive {
        exclusive_rule
    } else {
        inclusive_rule
    };
    schema.rules.extend(bound.map(rule));
}

fn count(bound: Option<usize>, rule: fn(u64) -> Rule) -> Option<Rule> {
    bound.map(|bound| rule(bound as u64))
}
