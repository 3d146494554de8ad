//! Required properties that responses lack, as far as the description shows them: an example is nearer to the service
//! than a schema.

use std::cell::Cell;
use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

use crate::Evidence;
use crate::ir::{
    Api, Arm, EnumBase, Lack, Lacks, Member, ModelId, ModelKind, Response, Sample, Struct,
    Tolerated, Type, Union, Usage,
};
use crate::source::Origin;

/// Finds what the examples of responses lack, and has the fields follow but for those that are `pinned`.
pub(super) fn weigh(api: &mut Api, evidence: Evidence, pinned: &BTreeSet<(ModelId, usize)>) {
    let mut witness = Witness {
        api,
        lacks: BTreeMap::new(),
        kinds: BTreeMap::new(),
        left: Cell::new(0),
    };
    for operation in &api.operations {
        // Numbers do not depend on the order in which statuses are declared.
        let mut responses: Vec<&Response> = operation.responses.iter().collect();
        responses.sort_by_key(|response| response.status);
        let mut number = Evidence::first(&format!("{} {}", operation.method, operation.template));
        for response in responses {
            for (_, sample) in &response.samples {
                if let (Some(usage), true) = (&response.usage, evidence.takes(number)) {
                    witness.see(usage, sample);
                }
                number += 1;
            }
        }
    }
    for (id, model) in api.models.iter().enumerate() {
        // A type that is sent too may show a request.
        if model.sent || !model.received {
            continue;
        }
        let usage = Usage {
            ty: Type::Model(ModelId(id)),
            ..Usage::default()
        };
        let samples = model.samples.iter().enumerate();
        for (_, sample) in samples.filter(|(number, _)| evidence.takes(*number)) {
            witness.see(&usage, sample);
        }
    }
    let Witness { lacks, kinds, .. } = witness;
    let mut found = Vec::new();
    for ((model, field), (lack, origin)) in lacks {
        if !pinned.contains(&(model, field)) && apply(api, model, field) {
            found.push(Lacks {
                at: Member { model, field },
                lack,
                origin,
            });
        }
    }
    for ((model, field), origin) in kinds {
        found.push(Lacks {
            at: Member { model, field },
            lack: Lack::Kind,
            origin,
        });
    }
    api.lacks = found;
}

/// Whether the field follows: an empty list already stands for a missing one.
fn apply(api: &mut Api, model: ModelId, index: usize) -> bool {
    let Some(model) = api.models.get_mut(model.0) else {
        return false;
    };
    let ModelKind::Struct(content) = &mut model.kind else {
        return false;
    };
    let Some(field) = content.fields.get_mut(index) else {
        return false;
    };
    if field.tolerated != Tolerated::Nothing {
        return false;
    }
    super::tolerance::lack(model.sent, content, index);
    true
}

/// The findings of the examples.
struct Witness<'a> {
    api: &'a Api,
    /// The first place that lacks a required property.
    lacks: BTreeMap<(ModelId, usize), (Lack, Origin)>,
    /// The first place where a property is of another kind.
    kinds: BTreeMap<(ModelId, usize), Origin>,
    /// How many values may still be compared with types for the sample at hand: unions within unions multiply them.
    left: Cell<usize>,
}

/// How many values of a sample are compared with types.
const MOST_COMPARED: usize = 100_000;

impl Witness<'_> {
    fn see(&mut self, usage: &Usage, sample: &Sample) {
        self.left.set(MOST_COMPARED);
        self.walk(usage, &sample.value, sample.origin);
    }

    fn walk(&mut self, usage: &Usage, value: &Value, origin: Origin) {
        match (&usage.ty, value) {
            (Type::Array(item) | Type::OneOrMany(item), Value::Array(items)) => {
                items
                    .iter()
                    .for_each(|value| self.walk(item, value, origin));
            }
            (Type::OneOrMany(item), value) => self.walk(item, value, origin),
            (Type::Map(item), Value::Object(members)) => {
                members
                    .values()
                    .for_each(|value| self.walk(item, value, origin));
            }
            (Type::Tuple(places), Value::Array(items)) => {
                let both = places.iter().zip(items);
                both.for_each(|(place, value)| self.walk(place, value, origin));
            }
            (Type::Model(id), value) => self.model(*id, value, origin),
            _ => {}
        }
    }

    fn model(&mut self, id: ModelId, value: &Value, origin: Origin) {
        let Some(model) = self.api.models.get(id.0) else {
            return;
        };
        match (&model.kind, value) {
            (ModelKind::Struct(content), Value::Object(members)) => {
                self.object((id, content), members, origin);
            }
            (ModelKind::Union(union), value) => {
                if let Some(arm) = self.arm(union, value) {
                    self.walk(&arm.usage, value, origin);
                }
            }
            _ => {}
        }
    }

    fn object(
        &mut self,
        (id, content): (ModelId, &Struct),
        members: &Map<String, Value>,
        origin: Origin,
    ) {
        // An object of nothing that is known is another one, such as an ellipsis for one.
        let is_known = |wire: &str| members.contains_key(wire);
        if !content.fields.iter().any(|field| is_known(&field.wire)) {
            return;
        }
        for (index, field) in content.fields.iter().enumerate() {
            let at = (id, index);
            match members.get(&field.wire) {
                None if field.required && !field.write_only => {
                    self.lacks.entry(at).or_insert((Lack::Missing, origin));
                }
                Some(Value::Null) if field.required && !can_be_null(&field.usage) => {
                    self.lacks.entry(at).or_insert((Lack::Null, origin));
                }
                Some(value) if !value.is_null() => {
                    if self.misfit(&field.usage, value, 0).is_none() {
                        self.kinds.entry(at).or_insert(origin);
                    }
                    self.walk(&field.usage, value, origin);
                }
                _ => {}
            }
        }
        let known = |wire: &String| content.fields.iter().any(|field| field.wire == *wire);
        if let [map] = content.maps.as_slice() {
            for (_, value) in members.iter().filter(|(name, _)| !known(name)) {
                self.walk(&map.usage, value, origin);
            }
        }
    }

    /// The arm of a union that a value is meant for.
    fn arm<'b>(&self, union: &'b Union, value: &Value) -> Option<&'b Arm> {
        if let Some(tag) = &union.tag {
            let tag = value.get(&tag.property).and_then(Value::as_str);
            let named = tag.and_then(|tag| {
                let mut arms = union.arms.iter();
                arms.find(|arm| arm.values.iter().any(|value| value == tag))
            });
            if named.is_some() {
                return named;
            }
        }
        let fits = union.arms.iter().filter(|arm| !arm.is_rest);
        let fits = fits.filter_map(|arm| {
            let fixed = arm.fixed.iter().filter(|(member, texts)| {
                let text = value.get(member).and_then(Value::as_str);
                text.is_some_and(|text| !texts.iter().any(|known| known == text))
            });
            let strange = fixed.count() * OTHER_VALUE;
            Some((self.misfit(&arm.usage, value, 0)? + strange, arm))
        });
        let best = fits.min_by_key(|(misfit, _)| *misfit);
        best.map(|(_, arm)| arm)
    }

    /// How badly a value fits a type; `None` when it is of another kind.
    fn misfit(&self, usage: &Usage, value: &Value, depth: usize) -> Option<usize> {
        const DEEPEST: usize = 8;
        let left = self.left.get();
        self.left.set(left.saturating_sub(1));
        if depth > DEEPEST || left == 0 {
            return Some(0);
        }
        if value.is_null() {
            return can_be_null(usage).then_some(0);
        }
        if !usage.values.is_empty() && !usage.values.contains(value) {
            return Some(OTHER_VALUE);
        }
        let all = |item: &Usage, values: &mut dyn Iterator<Item = &Value>| {
            let misfits = values.map(|value| self.misfit(item, value, depth + 1));
            misfits.sum::<Option<usize>>()
        };
        match (&usage.ty, value) {
            (Type::Json, _)
            | (Type::Bool, Value::Bool(_))
            | (Type::Float64, Value::Number(_))
            | (Type::String | Type::Secret | Type::External(_), Value::String(_)) => Some(0),
            // It may be one of numbers.
            (Type::External(_), Value::Number(_)) => Some(0),
            (Type::Integer(_), Value::Number(number)) => (!number.is_f64()
                || number.as_f64().is_some_and(|float| float.fract() == 0.0))
            .then_some(0),
            (Type::Array(item) | Type::OneOrMany(item), Value::Array(items)) => {
                all(item, &mut items.iter())
            }
            (Type::OneOrMany(item), value) => self.misfit(item, value, depth + 1),
            (Type::Map(item), Value::Object(members)) => all(item, &mut members.values()),
            (Type::Tuple(places), Value::Array(items)) => {
                let both = places.iter().zip(items);
                both.map(|(place, value)| self.misfit(place, value, depth + 1))
                    .sum()
            }
            (Type::Model(id), value) => self.misfit_model(*id, value, depth),
            _ => None,
        }
    }

    fn misfit_model(&self, id: ModelId, value: &Value, depth: usize) -> Option<usize> {
        match (&self.api.models.get(id.0)?.kind, value) {
            (ModelKind::Struct(content), Value::Object(members)) => {
                let mut misfit = 0;
                for field in &content.fields {
                    misfit += match members.get(&field.wire) {
                        None => usize::from(field.required) * MISSING,
                        Some(Value::Null) if field.required && !can_be_null(&field.usage) => {
                            MISSING
                        }
                        Some(Value::Null) => 0,
                        Some(value) => self
                            .misfit(&field.usage, value, depth + 1)
                            .unwrap_or(OTHER_KIND),
                    };
                }
                let known = |name: &String| content.fields.iter().any(|one| one.wire == *name);
                let unknown = members.keys().filter(|name| !known(name)).count();
                Some(misfit + if content.maps.is_empty() { unknown } else { 0 })
            }
            (ModelKind::Union(union), value) => {
                let arms = union.arms.iter();
                arms.filter_map(|arm| self.misfit(&arm.usage, value, depth + 1))
                    .min()
            }
            (ModelKind::Enum(content), value) => {
                let is_kind = match content.base {
                    EnumBase::Text => value.is_string(),
                    EnumBase::Integer => value.is_i64() || value.is_u64(),
                    EnumBase::Json => true,
                };
                let is_known = content.values.iter().any(|known| known.wire == *value);
                is_kind.then_some(if is_known { 0 } else { OTHER_VALUE })
            }
            (ModelKind::Pending, _) => Some(0),
            _ => None,
        }
    }
}

/// How much speaks against a type, beside one property that it does not name.
const MISSING: usize = 4;
const OTHER_VALUE: usize = 16;
const OTHER_KIND: usize = 64;

fn can_be_null(usage: &Usage) -> bool {
    usage.nullable || usage.ty == Type::Json
}
