//! Arrays: empty, and not.

use serde_json::Value;

use super::Sampler;
use super::parts::Parts;

/// How many items are made up where few are not enough.
const MOST_ITEMS: usize = 60;

impl<'a> Sampler<'a> {
    pub(super) fn array(&mut self, parts: &Parts<'a>, depth: usize) -> Value {
        let least = parts.least("minItems").unwrap_or_default();
        let most = parts.most("maxItems").unwrap_or(usize::MAX);
        let first: Vec<&Value> = parts
            .members("prefixItems")
            .filter_map(Value::as_array)
            .max_by_key(|items| items.len())
            .into_iter()
            .flatten()
            .collect();
        let least = least.max(first.len().min(most));
        let lengths = [least, least + 1, least + 3];
        let at = match self.is_small(depth) {
            true => 0,
            false => self.choices.choose(parts.place(), "length", lengths.len()),
        };
        let wanted = lengths
            .get(at)
            .copied()
            .unwrap_or(least)
            .min(most)
            .min(MOST_ITEMS);
        let is_set = parts
            .members("uniqueItems")
            .any(|said| *said == Value::Bool(true));
        let schemas: Vec<&Value> = parts.members("items").collect();
        let mut items: Vec<Value> = Vec::new();
        for _ in 0..wanted * 3 {
            if items.len() >= wanted {
                break;
            }
            let item = match first.get(items.len()) {
                Some(schema) => self.value(&[*schema], depth + 1),
                None if schemas.is_empty() => self.anything(depth + 1),
                None => self.value(&schemas, depth + 1),
            };
            if !(is_set && items.contains(&item)) {
                items.push(item);
            }
        }
        Value::Array(items)
    }
}
