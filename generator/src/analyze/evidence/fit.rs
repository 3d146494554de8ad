//! How badly a value fits a type, which tells the arm of a union that it is meant for.

use serde_json::Value;

use super::Witness;
use crate::ir::{Arm, EnumBase, ModelId, ModelKind, Type, Union, Usage};

impl Witness<'_> {
    /// The arm of a union that a value is meant for.
    pub(super) fn arm<'b>(&self, union: &'b Union, value: &Value) -> Option<&'b Arm> {
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
    pub(super) fn misfit(&self, usage: &Usage, value: &Value, depth: usize) -> Option<usize> {
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

pub(super) fn can_be_null(usage: &Usage) -> bool {
    usage.nullable || usage.ty == Type::Json
}
