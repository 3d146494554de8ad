//! Names that extensions give to schemas and to the values of enums, as users of other generators have long written them.

use crate::dialect::extension;
use crate::source::{Node, Object, Value};

/// The extensions that name a type wherever they stand, the strongest first.
const OF_TYPES: [&str; 2] = ["x-fern-type-name", "x-speakeasy-name-override"];
/// Those that name a type in a component, and a property elsewhere.
const OF_COMPONENTS: [&str; 2] = ["x-ms-client-name", "x-go-name"];

/// Keeps the name of a type.
pub(super) fn type_name(node: &Node, flat: &mut Object) {
    let of_enum = node.get("x-ms-enum").and_then(|node| node.get("name"));
    let of_enum = of_enum.filter(|name| clean(name)).cloned();
    let name = first(node, OF_TYPES).or(of_enum);
    flat.extend(name.map(|name| (extension::TYPE_NAME.to_owned(), name)));
    component_name(node, flat);
}

/// Keeps the name of a component, a property or a parameter.
pub(in crate::dialect) fn component_name(node: &Node, flat: &mut Object) {
    let name = first(node, OF_COMPONENTS);
    flat.extend(name.map(|name| (extension::COMPONENT_NAME.to_owned(), name)));
}

/// The first of these extensions that is a name.
fn first(node: &Node, keys: [&str; 2]) -> Option<Node> {
    let mut names = keys.iter().filter_map(|key| node.get(key));
    names.find(|name| clean(name)).cloned()
}

fn clean(node: &Node) -> bool {
    node.as_str().is_some_and(is_clean)
}

/// Whether a text is a name in any casing, and no sentence.
fn is_clean(text: &str) -> bool {
    let is_part = |next: char| next.is_alphanumeric() || "_- .".contains(next);
    text.starts_with(char::is_alphabetic)
        && text.chars().all(is_part)
        && text.split_whitespace().count() <= 5
}

/// The name and the description of an enum value.
#[derive(Default)]
struct Said<'a> {
    name: Option<&'a Node>,
    description: Option<&'a Node>,
}

/// Keeps names and descriptions of single values of an enum.
pub(super) fn value_words(node: &Node, flat: &mut Object, prose: impl Fn(Node) -> Node) {
    let Some(values) = flat.get("enum").and_then(Node::as_array) else {
        return;
    };
    // Lists of another length are about something else.
    let list = |keys: &[&str]| {
        let mut found = keys.iter().filter_map(|key| node.get(key)?.as_array());
        found.find(|list| list.len() == values.len())
    };
    let names = list(&["x-enum-varnames", "x-enumNames", "x-speakeasy-enums"]);
    let descriptions = list(&["x-enum-descriptions", "x-enumDescriptions"]);
    let is_said = |node: &&Node| node.as_str().is_some_and(|text| !text.trim().is_empty());
    let all: Vec<Said<'_>> = { values.iter().enumerate() }
        .map(|(index, value)| {
            let mut said = of_value(node, value);
            said.name = names.and_then(|list| list.get(index)).or(said.name);
            said.description =
                { descriptions.and_then(|list| list.get(index)) }.or(said.description);
            said.name = said.name.filter(is_said);
            said.description = said.description.filter(is_said);
            said
        })
        .collect();
    if { all.iter() }.all(|said| said.name.is_none() && said.description.is_none()) {
        return;
    }
    let words = values.iter().zip(all).map(|(value, said)| {
        let mut words = Object::from_iter([("value".to_owned(), value.clone())]);
        words.extend({ said.name }.map(|name| ("name".to_owned(), name.clone())));
        let description = said.description.map(|text| prose(text.clone()));
        words.extend(description.map(|text| ("description".to_owned(), text)));
        Node::object(value.origin, words)
    });
    let words = Node::new(node.origin, Value::Array(words.collect()));
    flat.insert(extension::VALUE_WORDS.to_owned(), words);
}

/// Reads the extensions that name enum values: `x-ms-enum: {values: [{value: 1, name: One}]}`, `x-fern-enum: {a: {name: A}}` and
/// `x-speakeasy-enums: {a: A}`.
fn of_value<'a>(node: &'a Node, value: &Node) -> Said<'a> {
    let listed = node.get("x-ms-enum").and_then(|node| node.get("values"));
    let mut listed = listed.and_then(Node::as_array).into_iter().flatten();
    let json = value.to_json();
    let is_it = |said: &&Node| {
        said.get("value")
            .is_some_and(|known| known.to_json() == json)
    };
    let key = value
        .as_str()
        .map_or_else(|| json.to_string(), str::to_owned);
    let mapped = node.get("x-fern-enum").and_then(|node| node.get(&key));
    if let Some(said) = listed.find(is_it).or(mapped) {
        return Said {
            name: said.get("name"),
            description: said.get("description"),
        };
    }
    Said {
        name: node
            .get("x-speakeasy-enums")
            .and_then(|node| node.get(&key)),
        description: None,
    }
}
