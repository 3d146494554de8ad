//! What a schema says that openapiv3 has no field for: it rides in extensions.

use super::Lowerer;
use super::schema::json_type;
use crate::dialect::extension;
use crate::ir::{Additional, Rule, Sample, Schema, ValueWords};
use crate::source::Node;

impl Lowerer<'_> {
    /// What openapiv3 has no field for.
    pub(super) fn extensions(&mut self, node: &Node, schema: &mut Schema) {
        let texts = |key: &str| {
            node.get(key)
                .and_then(Node::as_array)
                .unwrap_or_default()
                .iter()
                .filter_map(Node::as_str)
        };
        schema
            .types
            .extend(texts(extension::TYPES).filter_map(json_type));
        schema.samples = samples(node);
        schema.allows_nothing = node.get(extension::NOTHING).is_some();
        let target = |node: &Node| {
            node.get("$ref")
                .and_then(Node::as_str)
                .and_then(|reference| self.id(reference))
        };
        schema.property_names = node.get(extension::PROPERTY_NAMES).and_then(target);
        let words = node
            .get(extension::VALUE_WORDS)
            .and_then(Node::as_array)
            .unwrap_or_default();
        let text = |key: &str| node.get(key).and_then(Node::as_str).map(str::to_owned);
        schema.type_name = text(extension::TYPE_NAME);
        schema.component_name = text(extension::COMPONENT_NAME);
        schema.value_words = words
            .iter()
            .map(|words| {
                let text = |key| words.get(key).and_then(Node::as_str).map(str::to_owned);
                ValueWords {
                    value: words.get("value").map(Node::to_json).unwrap_or_default(),
                    name: text("name"),
                    description: text("description"),
                }
            })
            .collect();
        let items = node
            .get(extension::PREFIX_ITEMS)
            .and_then(Node::as_array)
            .unwrap_or_default();
        let unkept = node.get(extension::UNKEPT).and_then(Node::as_object);
        schema.unkept = { unkept.into_iter().flatten() }
            .map(|(keyword, value)| (keyword.clone(), value.to_json()))
            .collect();
        schema.prefix_items = items.iter().filter_map(target).collect();
        let members = |key: &str| {
            node.get(key)
                .and_then(Node::as_object)
                .into_iter()
                .flatten()
        };
        let patterns = members(extension::PATTERN_PROPERTIES);
        schema.pattern_properties = patterns
            .filter_map(|(pattern, value)| Some((pattern.clone(), target(value)?)))
            .collect();
        if schema.properties.is_empty() && schema.additional == Additional::Forbidden {
            let patterns: Vec<&String> = schema.pattern_properties.keys().collect();
            schema.rules.extend(keys(&patterns));
        }
        for (member, needs) in members(extension::DEPENDENT_REQUIRED) {
            let needs = needs.as_array().unwrap_or_default().iter();
            let needs = needs.filter_map(|one| one.as_str().map(str::to_owned));
            schema.rules.push(Rule::DependentRequired {
                member: member.clone(),
                needs: needs.collect(),
            });
        }
    }
}

/// The values that the description shows of what a node describes.
pub(super) fn samples(node: &Node) -> Vec<Sample> {
    let samples = node.get(extension::SAMPLES).and_then(Node::as_array);
    let read = |sample: &Node| Sample {
        origin: sample.origin,
        value: match sample.as_str() {
            Some(text) => serde_json::from_str(text).unwrap_or_else(|_| sample.to_json()),
            None => sample.to_json(),
        },
        recorded: false,
    };
    samples.unwrap_or_default().iter().map(read).collect()
}

/// The rule that names match one of the patterns, when all can be checked.
fn keys(patterns: &[&String]) -> Option<Rule> {
    let translated: Option<Vec<String>> = patterns
        .iter()
        .map(|pattern| crate::pattern::translate(pattern))
        .collect();
    let (matched, described) = match (translated?.as_slice(), patterns) {
        ([], _) => return None,
        ([one], [pattern]) => (one.clone(), (*pattern).clone()),
        (several, patterns) => {
            let groups = several.iter().map(|one| format!("(?:{one})"));
            let described: Vec<&str> = patterns.iter().map(|one| one.as_str()).collect();
            (
                groups.collect::<Vec<_>>().join("|"),
                described.join("` or `"),
            )
        }
    };
    Some(Rule::Keys(vec![Rule::Pattern(matched, described)]))
}
