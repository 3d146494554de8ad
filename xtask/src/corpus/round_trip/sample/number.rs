//! Numbers: at their bounds and between them.

use serde_json::{Number, Value};

use super::Sampler;
use super::parts::Parts;

impl<'a> Sampler<'a> {
    pub(super) fn integer(&mut self, parts: &Parts<'a>) -> Value {
        let least = bound(parts, "minimum", "exclusiveMinimum", 1, i128::max);
        let most = bound(parts, "maximum", "exclusiveMaximum", -1, i128::min);
        let (least, most) = (
            least.unwrap_or(i128::from(i64::MIN)),
            most.unwrap_or(i128::from(i64::MAX)),
        );
        let step = parts
            .members("multipleOf")
            .filter_map(Value::as_f64)
            .fold(1.0, f64::max) as i128;
        let mut numbers: Vec<i128> = [least, most, 0, 1, -1, 42, (least + most) / 2]
            .into_iter()
            .map(|number| stepped(number, step, least))
            .filter(|number| (least..=most).contains(number))
            .collect();
        numbers.dedup();
        let at = self.choices.choose(parts.place(), "integer", numbers.len());
        let number = numbers.get(at).copied().unwrap_or(least);
        Number::from_i128(number).map_or(Value::Null, Value::Number)
    }

    pub(super) fn number(&mut self, parts: &Parts<'a>) -> Value {
        let limits = |keyword: &'static str| parts.members(keyword).filter_map(Value::as_f64);
        let least = limits("minimum")
            .chain(limits("exclusiveMinimum"))
            .fold(f64::NEG_INFINITY, f64::max);
        let most = limits("maximum")
            .chain(limits("exclusiveMaximum"))
            .fold(f64::INFINITY, f64::min);
        let mut numbers = vec![least, most, 0.0, 1.0, -2.25, 1234.5, 0.1, 1e20];
        numbers.extend([least + 0.5, most - 0.5, f64::midpoint(least, most)]);
        if let Some(step) = limits("multipleOf").next() {
            let from = if least.is_finite() { least } else { 0.0 };
            numbers = [0.0, 1.0, 2.0, 7.0]
                .iter()
                .map(|times| ((from / step).ceil() + times) * step)
                .collect();
        }
        let is_inside = |number: &f64| {
            number.is_finite()
                && (least..=most).contains(number)
                && !limits("exclusiveMinimum").any(|limit| *number <= limit)
                && !limits("exclusiveMaximum").any(|limit| *number >= limit)
        };
        numbers.retain(is_inside);
        let at = self.choices.choose(parts.place(), "number", numbers.len());
        let number = numbers.get(at).copied().unwrap_or_default();
        // Whole numbers as most people write them.
        if number.fract() == 0.0 && number.abs() < 1e15 {
            (number as i64).into()
        } else {
            number.into()
        }
    }
}

/// The bound that two keywords set for whole numbers, `beside` the one that is excluded.
fn bound(
    parts: &Parts<'_>,
    included: &str,
    excluded: &str,
    beside: i128,
    stricter: fn(i128, i128) -> i128,
) -> Option<i128> {
    let number = |value: &Value| {
        let number = value.as_number()?;
        let whole = number.as_i128();
        let rounded = number.as_f64().map(|number| match beside > 0 {
            true => number.ceil() as i128,
            false => number.floor() as i128,
        });
        whole.or(rounded)
    };
    let included = parts.members(included).filter_map(number);
    let excluded = parts
        .members(excluded)
        .filter_map(number)
        .map(|limit| limit + beside);
    included.chain(excluded).reduce(stricter)
}

/// The nearest multiple of `step` that is not below `least`.
fn stepped(number: i128, step: i128, least: i128) -> i128 {
    if step <= 1 {
        return number;
    }
    let down = number.div_euclid(step) * step;
    if down < least { down + step } else { down }
}
