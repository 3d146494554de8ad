//! Properties that only keywords describe of which nothing is made: no type has them.

use std::collections::{BTreeMap, BTreeSet};

use super::Cost;
use crate::diagnostics::{Code, Consequence};
use crate::dialect::{Flat, Kind, extension};
use crate::source::{Node, Value};

/// The keywords whose schemas hold where a condition holds.
const CONDITIONAL: [&str; 3] = ["then", "else", "dependentSchemas"];

/// The properties that only conditional keywords name, as costs.
pub(super) fn costs(flat: &Flat) -> Vec<Cost> {
    let mut costs = Vec::new();
    let schemas = flat.nodes.iter();
    let mut schemas = schemas
        .filter(|(_, entry)| entry.kind == Kind::Schema)
        .peekable();
    let families = schemas.peek().map(|_| Families::of(flat));
    for (pointer, entry) in schemas {
        let Some(unkept) = entry.node.get(extension::UNKEPT) else {
            continue;
        };
        for key in CONDITIONAL {
            let Some(condition) = unkept.get(key) else {
                continue;
            };
            let known = families.as_ref().and_then(|all| all.properties(pointer));
            // Without `known`, properties of any name have a place.
            let Some(known) = known else { continue };
            let mut names = BTreeSet::new();
            match key {
                "dependentSchemas" => { condition.as_object().into_iter().flatten() }
                    .for_each(|(_, schema)| named(schema, &mut names)),
                _ => named(condition, &mut names),
            }
            let hidden: Vec<String> = names
                .difference(&known)
                .map(|name| format!("`{name}`"))
                .collect();
            if !hidden.is_empty() {
                let what = format!("{}, named only in `{key}`", hidden.join(", "));
                costs.push(Cost {
                    consequence: Consequence::unusable(what),
                    code: Code::DroppedKeyword,
                    origin: condition.origin,
                });
            }
        }
    }
    costs
}

/// Collects the names of the properties of an inline schema.
fn named(schema: &Node, names: &mut BTreeSet<String>) {
    let mut ahead = vec![schema];
    while let Some(schema) = ahead.pop() {
        let properties = schema.get("properties").and_then(Node::as_object);
        // `false` forbids it.
        let properties = properties.into_iter().flatten();
        let properties = properties.filter(|(_, value)| value.value != Value::Bool(false));
        names.extend(properties.map(|(name, _)| name.clone()));
        for key in ["then", "else"] {
            ahead.extend(schema.get(key));
        }
        for key in ["allOf", "anyOf", "oneOf"] {
            ahead.extend(
                schema
                    .get(key)
                    .and_then(Node::as_array)
                    .into_iter()
                    .flatten(),
            );
        }
    }
}

/// The schemas that are parts or alternatives of one another, in any direction: what one names another may lack.
struct Families<'a> {
    flat: &'a Flat,
    neighbours: BTreeMap<&'a str, Vec<&'a str>>,
}

impl<'a> Families<'a> {
    fn of(flat: &'a Flat) -> Self {
        let mut neighbours: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
        for (pointer, entry) in &flat.nodes {
            let lists = ["allOf", "anyOf", "oneOf"].iter();
            let lists = lists
                .filter_map(|key| entry.node.get(key)?.as_array())
                .flatten();
            for part in lists.chain([&entry.node]) {
                let target = part.get("$ref").and_then(Node::as_str);
                if let Some(target) = target.and_then(|target| target.strip_prefix('#')) {
                    neighbours.entry(pointer).or_default().push(target);
                    neighbours.entry(target).or_default().push(pointer);
                }
            }
        }
        Self { flat, neighbours }
    }

    /// The properties that the family of a schema names; `None` where they may have any name.
    fn properties(&self, pointer: &str) -> Option<BTreeSet<String>> {
        let mut names = BTreeSet::new();
        let mut seen = BTreeSet::new();
        let mut ahead = vec![pointer];
        while let Some(pointer) = ahead.pop() {
            if !seen.insert(pointer) {
                continue;
            }
            let node = self.flat.nodes.get(pointer).map(|entry| &entry.node);
            let Some(node) = node else { continue };
            let additional = node.get("additionalProperties");
            if additional.is_some_and(|node| node.value != Value::Bool(false)) {
                return None;
            }
            let properties = node.get("properties").and_then(Node::as_object);
            names.extend(
                properties
                    .into_iter()
                    .flatten()
                    .map(|(name, _)| name.clone()),
            );
            ahead.extend(self.neighbours.get(pointer).into_iter().flatten());
        }
        // An object without properties is a map.
        (!names.is_empty()).then_some(names)
    }
}
