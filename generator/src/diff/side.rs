//! One of the two descriptions, with what the comparison asks of it.

use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;
use serde_json::Value;

use crate::ir::{Additional, Api, Discriminator, JsonType, Rule, Schema, SchemaId, ValueWords};
use crate::lower::is_success;
use crate::source::Origin;

/// Whether something is sent, received, or both.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Use {
    pub(super) sent: bool,
    pub(super) received: bool,
    /// Whether there is a call that cannot do without it.
    pub(super) always_sent: bool,
    /// Whether there is a success or a delivery that cannot.
    pub(super) always_received: bool,
}

impl Use {
    const NEVER: Self = Self {
        sent: false,
        received: false,
        always_sent: false,
        always_received: false,
    };
    const SENT: Self = Self {
        sent: true,
        ..Self::NEVER
    };
    const RECEIVED: Self = Self {
        received: true,
        ..Self::NEVER
    };

    /// The same, or what holds where a value may do without it.
    fn sure(self, is_sure: bool) -> Self {
        Self {
            always_sent: self.sent && is_sure,
            always_received: self.received && is_sure,
            ..self
        }
    }

    fn of(self, part: &Schema, is_sure: bool) -> Self {
        let (sent, received) = (
            self.sent && !part.read_only,
            self.received && !part.write_only,
        );
        Self {
            sent,
            received,
            always_sent: self.always_sent && sent && is_sure,
            always_received: self.always_received && received && is_sure,
        }
    }

    /// What this says and `known` does not.
    fn beyond(self, known: Self) -> Self {
        Self {
            sent: self.sent && !known.sent,
            received: self.received && !known.received,
            always_sent: self.always_sent && !known.always_sent,
            always_received: self.always_received && !known.always_received,
        }
    }
}

/// A description.
pub(super) struct Side<'a> {
    pub(super) api: &'a Api,
    /// How each schema is used.
    uses: Vec<Use>,
    /// The names of those that have one.
    pub(super) keys: BTreeMap<SchemaId, &'a str>,
    /// Which schema is described at a place.
    pub(super) at: BTreeMap<Origin, SchemaId>,
}

/// What a schema says, with what `allOf` adds, but for what other named schemas say.
#[derive(Clone, Default)]
pub(super) struct View<'a> {
    /// The named schemas that are part of it.
    pub(super) refs: Vec<SchemaId>,
    pub(super) description: Option<&'a str>,
    pub(super) title: Option<&'a str>,
    pub(super) example: Option<&'a Value>,
    pub(super) allows_nothing: bool,
    pub(super) nullable: bool,
    pub(super) read_only: bool,
    pub(super) write_only: bool,
    pub(super) deprecated: bool,
    pub(super) default: Option<&'a Value>,
    pub(super) types: BTreeSet<JsonType>,
    pub(super) format: Option<&'a str>,
    pub(super) values: Option<Vec<&'a Value>>,
    pub(super) value_words: Vec<&'a ValueWords>,
    pub(super) properties: IndexMap<&'a str, SchemaId>,
    pub(super) required: Vec<&'a str>,
    pub(super) alternatives: Vec<&'a str>,
    pub(super) additional: Additional,
    pub(super) patterns: IndexMap<&'a str, SchemaId>,
    pub(super) property_names: Option<SchemaId>,
    pub(super) items: Option<SchemaId>,
    pub(super) prefix_items: Vec<SchemaId>,
    pub(super) any_of: Vec<SchemaId>,
    pub(super) discriminator: Option<&'a Discriminator>,
    pub(super) rules: Vec<&'a Rule>,
    pub(super) unkept: BTreeMap<&'a str, &'a Value>,
}

impl<'a> Side<'a> {
    pub(super) fn of(api: &'a Api) -> Self {
        let mut at = BTreeMap::new();
        for (index, schema) in api.schemas.iter().enumerate() {
            at.entry(schema.origin).or_insert(SchemaId(index));
        }
        let mut side = Self {
            api,
            uses: vec![Use::default(); api.schemas.len()],
            keys: { api.components.iter() }
                .map(|(key, id)| (*id, key.as_str()))
                .collect(),
            at,
        };
        side.mark();
        side
    }

    pub(super) fn schema(&self, id: SchemaId) -> Option<&'a Schema> {
        self.api.schemas.get(id.0)
    }

    pub(super) fn origin(&self, id: SchemaId) -> Origin {
        self.schema(id)
            .map_or(Origin::NOWHERE, |schema| schema.origin)
    }

    pub(super) fn usage(&self, id: SchemaId) -> Use {
        self.uses.get(id.0).copied().unwrap_or_default()
    }

    /// The schema that has a name or says something, behind references that have neither.
    pub(super) fn target(&self, id: SchemaId) -> SchemaId {
        let mut at = id;
        let mut seen = BTreeSet::new();
        while let Some(next) = self.schema(at).and_then(|schema| schema.reference) {
            if !seen.insert(at) {
                break;
            }
            at = next;
            if self.keys.contains_key(&at) {
                break;
            }
        }
        at
    }

    /// The name of the schema that stands there by reference.
    pub(super) fn key(&self, id: SchemaId) -> Option<&'a str> {
        self.keys.get(&self.target(id)).copied()
    }

    fn mark(&mut self) {
        let mut ahead = Vec::new();
        for operation in &self.api.operations {
            for one in &operation.parameters {
                let way = Use::SENT.sure(one.required);
                ahead.extend(one.schema.map(|id| (id, way)));
            }
            if let Some(body) = &operation.body {
                let way = Use::SENT.sure(body.required && body.contents.len() < 2);
                let contents = body.contents.iter().filter_map(|content| content.schema);
                ahead.extend(contents.chain(body.schema).map(|id| (id, way)));
            }
            for response in &operation.responses {
                // An error that does not fit its type is an error still.
                let way = Use::RECEIVED.sure(is_success(response.status));
                let contents = response.content.iter();
                ahead.extend(contents.filter_map(|(_, schema)| Some(((*schema)?, way))));
            }
        }
        let payloads = self.api.webhooks.iter().filter_map(|one| one.schema);
        ahead.extend(payloads.map(|id| (id, Use::RECEIVED.sure(true))));
        while let Some((id, way)) = ahead.pop() {
            let (Some(known), Some(schema)) = (self.uses.get_mut(id.0), self.api.schemas.get(id.0))
            else {
                continue;
            };
            if way.beyond(*known) == Use::NEVER {
                continue;
            }
            *known = Use {
                sent: known.sent || way.sent,
                received: known.received || way.received,
                always_sent: known.always_sent || way.always_sent,
                always_received: known.always_received || way.always_received,
            };
            let sure = always(schema);
            for child in children(schema) {
                let way = way.of(schema, sure.contains(&child));
                if way != Use::NEVER {
                    ahead.push((child, way));
                }
            }
        }
    }

    /// What a schema says. With `whole`, what named schemas say is part of it.
    pub(super) fn view(&self, id: SchemaId, whole: bool) -> View<'a> {
        let mut view = View::default();
        let mut seen = BTreeSet::new();
        let mut ahead = vec![id];
        let mut by_all = None;
        while let Some(next) = ahead.pop() {
            if !seen.insert(next) {
                continue;
            }
            let Some(schema) = self.schema(next) else {
                continue;
            };
            if next != id && !whole && self.keys.contains_key(&next) {
                view.refs.push(next);
                continue;
            }
            if let Some(target) = schema.reference {
                ahead.push(target);
                continue;
            }
            view.add(schema);
            // A union of one is that one.
            if let ([only], true) = (schema.any_of.as_slice(), view.is_only_a_union()) {
                ahead.push(*only);
                view.any_of.clear();
            }
            let says_shape = !schema.types.is_empty() || schema.values.is_some();
            if next != id && says_shape {
                by_all = Some(by_all.unwrap_or(true) && schema.nullable);
            } else {
                view.nullable |= schema.nullable;
            }
            ahead.extend(schema.all_of.iter().rev());
        }
        view.nullable |= by_all.unwrap_or_default();
        view
    }
}

impl<'a> View<'a> {
    fn is_only_a_union(&self) -> bool {
        self.types.is_empty()
            && self.values.is_none()
            && self.properties.is_empty()
            && self.discriminator.is_none()
            && self.items.is_none()
    }

    /// Adds what a part says. What comes first counts where only one can.
    fn add(&mut self, schema: &'a Schema) {
        self.description = self.description.or(schema.description.as_deref());
        self.title = self.title.or(schema.title.as_deref());
        self.example = self.example.or(schema.example.as_ref());
        self.allows_nothing |= schema.allows_nothing;
        self.read_only |= schema.read_only;
        self.write_only |= schema.write_only;
        self.deprecated |= schema.deprecated;
        self.default = self.default.or(schema.default.as_ref());
        let integer = JsonType::Integer;
        self.types = match (self.types.is_empty(), schema.types.is_empty()) {
            (true, _) => schema.types.clone(),
            (_, true) => std::mem::take(&mut self.types),
            _ => {
                let both = self.types.union(&schema.types).copied();
                both.filter(|ty| {
                    let allows = |types: &BTreeSet<JsonType>| {
                        types.contains(ty) || *ty == integer && types.contains(&JsonType::Number)
                    };
                    allows(&self.types) && allows(&schema.types)
                })
                .collect()
            }
        };
        self.format = self.format.or(schema.format.as_deref());
        self.values = match (self.values.take(), &schema.values) {
            (Some(ours), Some(theirs)) => Some(
                ours.into_iter()
                    .filter(|one| theirs.contains(one))
                    .collect(),
            ),
            (ours, theirs) => ours.or(theirs.as_ref().map(|values| values.iter().collect())),
        };
        self.value_words.extend(&schema.value_words);
        for (key, id) in &schema.properties {
            self.properties.entry(key).or_insert(*id);
        }
        for key in &schema.required {
            if !self.required.contains(&key.as_str()) {
                self.required.push(key);
            }
        }
        self.alternatives
            .extend(schema.alternatives.iter().map(String::as_str));
        if self.additional == Additional::Unsaid {
            self.additional = schema.additional.clone();
        }
        for (key, id) in &schema.pattern_properties {
            self.patterns.entry(key).or_insert(*id);
        }
        self.property_names = self.property_names.or(schema.property_names);
        self.items = self.items.or(schema.items);
        if self.prefix_items.is_empty() {
            self.prefix_items.clone_from(&schema.prefix_items);
        }
        if self.any_of.is_empty() {
            self.any_of.clone_from(&schema.any_of);
        }
        self.discriminator = self.discriminator.or(schema.discriminator.as_ref());
        for rule in &schema.rules {
            if !self.rules.contains(&rule) {
                self.rules.push(rule);
            }
        }
        for (key, value) in &schema.unkept {
            self.unkept.entry(key).or_insert(value);
        }
    }
}

/// The parts that no value of a schema does without.
fn always(schema: &Schema) -> BTreeSet<SchemaId> {
    let required = schema.properties.iter();
    let required = required.filter(|(name, _)| schema.required.contains(*name));
    let mut all: BTreeSet<SchemaId> = required.map(|(_, id)| *id).collect();
    all.extend(schema.reference.iter().chain(&schema.all_of));
    if let [only] = schema.any_of.as_slice() {
        all.insert(*only);
    }
    all
}

/// The schemas that a schema is made of.
pub(super) fn children(schema: &Schema) -> Vec<SchemaId> {
    let mut all: Vec<SchemaId> = schema.reference.into_iter().collect();
    all.extend(schema.all_of.iter().chain(&schema.any_of));
    all.extend(
        schema
            .properties
            .values()
            .chain(schema.pattern_properties.values()),
    );
    all.extend(schema.items.iter().chain(&schema.prefix_items));
    if let Additional::Schema(id) = schema.additional {
        all.push(id);
    }
    all
}
