//! The type of one merged schema: scalar, text, list or object.

use super::{Modeler, scalar, values};
use crate::analyze::losses::unchecked;
use crate::analyze::unions;
use crate::diagnostics::{Code, Consequence, Loss};
use crate::ir::{Additional, JsonType, ModelKind, Naming, Rule, Schema, SchemaId, Type, Usage};

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
        if schema.allows_nothing {
            let message = "no value fits `false`; any is taken";
            self.diagnostics
                .push(Code::ApproximatedKeyword, schema.origin, message);
            self.diagnostics
                .costs(Consequence::unchecked("that no value fits `false`"));
        }
        let mut types = schema.types.clone();
        types.remove(&JsonType::Null);
        if types.is_empty() {
            types.extend(implied(&schema));
        }
        if let Some(usage) = self.listed(id, &schema, &naming) {
            return usage;
        }
        let kinds: Vec<JsonType> = types.into_iter().collect();
        let ty = match kinds.as_slice() {
            [JsonType::String] => self.text(&schema),
            [JsonType::Boolean] => Type::Bool,
            [JsonType::Integer] => scalar::integer(&schema),
            [JsonType::Number] | [JsonType::Integer, JsonType::Number] => Type::Float64,
            [JsonType::Array] => return self.array(schema, naming),
            [JsonType::Object] => return self.object(id, schema, naming),
            [] => Type::Json,
            several => return self.one_of_kinds(id, &schema, several, naming),
        };
        let ty = self.replaced(schema.format.as_deref()).unwrap_or(ty);
        let others = schema.rules.iter().filter(|rule| match &ty {
            Type::External(_) => is_scalar(rule),
            Type::Json => !is_scalar(rule),
            _ => false,
        });
        unchecked(&schema, others, self.diagnostics);
        let rules = match &ty {
            // What another crate makes of a text has no length.
            Type::External(_) => Vec::new(),
            _ => schema
                .rules
                .iter()
                .filter(|rule| is_scalar(rule))
                .cloned()
                .collect(),
        };
        Usage {
            rules,
            nullable: schema.nullable,
            ty,
            ..Usage::default()
        }
    }

    fn text(&self, schema: &Schema) -> Type {
        scalar::text(schema.format.as_deref(), self.types)
    }

    /// The type that the settings have for a format.
    fn replaced(&self, format: Option<&str>) -> Option<Type> {
        let path = self.types.formats.get(format?)?;
        Some(super::foreign(path.as_str()))
    }

    /// Values of several JSON types: a union of them.
    fn one_of_kinds(
        &mut self,
        id: Option<SchemaId>,
        schema: &Schema,
        kinds: &[JsonType],
        naming: Naming,
    ) -> Usage {
        let any_of = kinds
            .iter()
            // A number may be an integer.
            .filter(|kind| **kind != JsonType::Integer || !kinds.contains(&JsonType::Number))
            .map(|kind| self.add(of_kind(schema, *kind)))
            .collect();
        let union = Schema {
            origin: schema.origin,
            title: schema.title.clone(),
            description: schema.description.clone(),
            nullable: schema.nullable,
            deprecated: schema.deprecated,
            any_of,
            ..Schema::default()
        };
        unions::typed(self, id, union, naming)
    }

    fn array(&mut self, schema: Schema, naming: Naming) -> Usage {
        let nullable = schema.nullable;
        let checked = |rule: &&Rule| concerns(rule, JsonType::Array);
        let mut rules: Vec<Rule> = schema.rules.iter().filter(checked).cloned().collect();
        if let Some(places) = self.places(&schema) {
            let place = |(index, id): (usize, &SchemaId)| {
                let word = format!("item {}", index + 1);
                let mut usage = self.usage(*id, within(naming.clone(), &word));
                usage.boxed = matches!(usage.ty, Type::Model(_));
                usage
            };
            let places: Vec<Usage> = places.iter().enumerate().map(place).collect();
            let inner: Vec<Vec<Rule>> = places.iter().map(|place| place.rules.clone()).collect();
            let is_length = |rule: &&Rule| matches!(rule, Rule::MinItems(_) | Rule::MaxItems(_));
            let others = rules.iter().filter(|rule| !is_length(rule));
            unchecked(&schema, others, self.diagnostics);
            let has_rules = inner.iter().any(|rules| !rules.is_empty());
            return Usage {
                ty: Type::Tuple(places),
                nullable,
                rules: has_rules
                    .then_some(Rule::Places(inner))
                    .into_iter()
                    .collect(),
                ..Usage::default()
            };
        }
        if self.is_closed(&schema) {
            rules.push(Rule::MaxItems(schema.prefix_items.len() as u64));
        }
        let item = match self.item(&schema) {
            Some(items) => self.usage(items, within(naming, "item")),
            None => Usage::default(),
        };
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

    /// The schemas of the places of a list of fixed length in which they differ.
    fn places(&self, schema: &Schema) -> Option<Vec<SchemaId>> {
        /// The standard library gives longer tuples no `Debug`.
        const LONGEST: usize = 12;
        let places = &schema.prefix_items;
        let first = *places.first()?;
        let count = places.len() as u64;
        let is_fixed = |rule: &Rule| matches!(rule, Rule::MinItems(min) if *min >= count);
        let is_all = |rule: &Rule| matches!(rule, Rule::MaxItems(max) if *max <= count);
        let differ = places.iter().any(|place| !self.same(first, *place));
        (differ
            && places.len() <= LONGEST
            && schema.rules.iter().any(is_fixed)
            && (self.is_closed(schema) || schema.rules.iter().any(is_all)))
        .then(|| places.clone())
    }

    /// Whether a list has no items but those that have places.
    fn is_closed(&self, schema: &Schema) -> bool {
        let nothing = |items: SchemaId| self.allows_nothing(items);
        !schema.prefix_items.is_empty() && schema.items.is_some_and(nothing)
    }

    /// The schema of every item: where places differ, one of theirs.
    fn item(&mut self, schema: &Schema) -> Option<SchemaId> {
        let Some(first) = schema.prefix_items.first().copied() else {
            return schema.items;
        };
        let rest = schema.items.filter(|items| !self.allows_nothing(*items));
        let all = schema.prefix_items.iter().copied().chain(rest);
        let mut different = vec![first];
        for place in all {
            if !different.iter().any(|known| self.same(*known, place)) {
                different.push(place);
            }
        }
        Some(match different.as_slice() {
            [one] => *one,
            _ => self.add(Schema {
                origin: schema.origin,
                any_of: different,
                ..Schema::default()
            }),
        })
    }

    /// Whether a schema is `false`.
    fn allows_nothing(&self, id: SchemaId) -> bool {
        self.schema(id).is_some_and(|schema| schema.allows_nothing)
    }

    /// What an object may hold beside its properties: what is kept apart by the pattern that its name matches, and the
    /// rest.
    pub(super) fn unnamed(&mut self, schema: &Schema) -> (Vec<(String, SchemaId)>, Additional) {
        let patterns = &schema.pattern_properties;
        let Some(first) = patterns.values().next().copied() else {
            return (Vec::new(), schema.additional.clone());
        };
        let is_first = |value: &SchemaId| self.resolve(*value).0 == self.resolve(first).0;
        if patterns.values().all(is_first) {
            match &schema.additional {
                Additional::Schema(rest) if is_first(rest) => {
                    return (Vec::new(), Additional::Schema(first));
                }
                Additional::Forbidden => return (Vec::new(), Additional::Schema(first)),
                Additional::Unsaid if schema.properties.is_empty() => {
                    let message = "a member whose name matches no pattern is read as if it did";
                    self.diagnostics
                        .push(Code::ApproximatedKeyword, schema.origin, message);
                    let what = "properties of another type whose names match no pattern";
                    self.diagnostics.costs(Consequence::unusable(what));
                    return (Vec::new(), Additional::Schema(first));
                }
                _ => {}
            }
        }
        let translated = patterns
            .iter()
            .map(|(pattern, value)| Some((crate::pattern::translate(pattern)?, *value)));
        match translated.collect::<Option<Vec<_>>>() {
            Some(patterns) => (patterns, schema.additional.clone()),
            None => {
                let message = "these patterns use what regular expressions in Rust lack; the members become free-form JSON";
                self.diagnostics
                    .push(Code::FreeForm, schema.origin, message);
                let what = "`patternProperties`, as JSON";
                self.diagnostics
                    .costs(Consequence::both(Loss::Untyped, what));
                (Vec::new(), Additional::Any)
            }
        }
    }

    fn object(&mut self, id: Option<SchemaId>, schema: Schema, naming: Naming) -> Usage {
        let nullable = schema.nullable;
        let (patterns, rest) = self.unnamed(&schema);
        let is_empty = rest == Additional::Forbidden;
        if !schema.properties.is_empty() || !patterns.is_empty() || is_empty {
            let ty = Type::Model(self.declare(id, &schema, naming, ModelKind::Pending));
            return Usage {
                ty,
                nullable,
                ..Usage::default()
            };
        }
        let value = match rest {
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
                self.diagnostics.costs(Consequence::unchecked(
                    "the names that `propertyNames` lists",
                ));
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

/// What a schema says of the values of one JSON type.
fn of_kind(schema: &Schema, kind: JsonType) -> Schema {
    let mut one = Schema {
        origin: schema.origin,
        types: [kind].into(),
        ..Schema::default()
    };
    match kind {
        JsonType::Object => {
            one.properties.clone_from(&schema.properties);
            one.required.clone_from(&schema.required);
            one.additional.clone_from(&schema.additional);
            one.pattern_properties
                .clone_from(&schema.pattern_properties);
            one.property_names = schema.property_names;
        }
        JsonType::Array => {
            one.items = schema.items;
            one.prefix_items.clone_from(&schema.prefix_items);
        }
        _ => one.format.clone_from(&schema.format),
    }
    let rules = schema.rules.iter().filter(|rule| concerns(rule, kind));
    one.rules = rules.cloned().collect();
    one
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
    if let Some(kind) = values::implied(schema.values.as_deref().unwrap_or_default()) {
        return Some(kind);
    }
    let is_text = |rule: &Rule| concerns(rule, JsonType::String);
    let has_format = schema.format.as_deref().is_some_and(scalar::is_of_text);
    (schema.rules.iter().any(is_text) || has_format).then_some(JsonType::String)
}

/// Whether a rule is about values of a JSON type.
fn concerns(rule: &Rule, kind: JsonType) -> bool {
    match rule {
        Rule::MinLength(_) | Rule::MaxLength(_) | Rule::Pattern(..) => kind == JsonType::String,
        Rule::MinItems(_)
        | Rule::MaxItems(_)
        | Rule::UniqueItems
        | Rule::Items(_)
        | Rule::Places(_) => kind == JsonType::Array,
        Rule::Minimum(_)
        | Rule::Maximum(_)
        | Rule::ExclusiveMinimum(_)
        | Rule::ExclusiveMaximum(_)
        | Rule::MultipleOf(_) => matches!(kind, JsonType::Integer | JsonType::Number),
        _ => kind == JsonType::Object,
    }
}

fn is_scalar(rule: &Rule) -> bool {
    !concerns(rule, JsonType::Array) && !concerns(rule, JsonType::Object)
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
        Naming::Part(words) => Naming::Part(format!("{words} {word}")),
        Naming::Sdk(words) => Naming::Sdk(format!("{words} {word}")),
        // Nothing is shared before all is typed.
        shared @ Naming::Shared(_) => shared,
    }
}
