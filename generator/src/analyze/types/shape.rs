//! The type of one merged schema: scalar, text, list or object.

use super::Modeler;
use crate::analyze::unions;
use crate::diagnostics::Code;
use crate::ir::{
    Additional, EnumValue, JsonType, ModelId, ModelKind, Naming, Rule, Schema, SchemaId, Type,
    Usage,
};
use crate::name::Name;

impl Modeler<'_> {
    /// The type of a schema that is merged.
    pub(in crate::analyze) fn typed(
        &mut self,
        id: Option<SchemaId>,
        schema: Schema,
        naming: Naming,
    ) -> Usage {
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
        if schema.values.is_some() {
            let message = "only enums of texts keep their values; any value of the type is taken";
            self.diagnostics
                .push(Code::ApproximatedKeyword, schema.origin, message);
        }
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
    pub(in crate::analyze) fn text_enum(
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

    /// What an object may hold beside its properties, those included whose names match a pattern.
    pub(super) fn additional(&mut self, schema: &Schema) -> Additional {
        let Some(first) = schema.pattern_properties.values().next().copied() else {
            return schema.additional.clone();
        };
        let is_same = |value: &SchemaId| self.resolve(*value).0 == self.resolve(first).0;
        let is_one = schema.pattern_properties.values().all(is_same);
        let message = match &schema.additional {
            Additional::Forbidden if is_one => return Additional::Schema(first),
            Additional::Schema(other) if is_one && is_same(other) => {
                return Additional::Schema(first);
            }
            Additional::Unsaid if is_one => {
                let message = "a member whose name matches no pattern is read as if it did";
                self.diagnostics
                    .push(Code::ApproximatedKeyword, schema.origin, message);
                return Additional::Schema(first);
            }
            _ => "members differ by the pattern that their names match; they become free-form JSON",
        };
        self.diagnostics
            .push(Code::FreeForm, schema.origin, message);
        Additional::Any
    }

    fn object(&mut self, id: Option<SchemaId>, schema: Schema, naming: Naming) -> Usage {
        let nullable = schema.nullable;
        let additional = self.additional(&schema);
        let is_empty =
            schema.additional == Additional::Forbidden && additional == schema.additional;
        if !schema.properties.is_empty() || is_empty {
            let ty = Type::Model(self.declare(id, &schema, naming, ModelKind::Pending));
            return Usage {
                ty,
                nullable,
                ..Usage::default()
            };
        }
        let value = match additional {
            Additional::Schema(value) => self.usage(value, within(naming, "value")),
            _ => Usage::default(),
        };
        let mut rules: Vec<Rule> = schema
            .rules
            .iter()
            .filter(|rule| is_size(rule) || matches!(rule, Rule::Keys(_)))
            .cloned()
            .collect();
        if let Some(names) = schema.property_names {
            let names = self.merged(names);
            if names.values.is_some() || !names.any_of.is_empty() {
                let message = "which of these names a member has is not checked";
                self.diagnostics
                    .push(Code::ApproximatedKeyword, names.origin, message);
            }
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
}

/// The type that other keywords imply where `type` is missing.
fn implied(schema: &Schema) -> Option<JsonType> {
    if !schema.properties.is_empty()
        || matches!(schema.additional, Additional::Schema(_) | Additional::Any)
        || !schema.pattern_properties.is_empty()
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

pub(super) fn is_size(rule: &Rule) -> bool {
    matches!(
        rule,
        Rule::MinProperties(_) | Rule::MaxProperties(_) | Rule::DependentRequired { .. }
    )
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
