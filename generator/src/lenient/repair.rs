//! The likely intention behind a broken place.

use super::edit::Edit;
use super::units::{Role, Units, last};
use crate::diagnostics::{Code, Diagnostic};
use crate::source::{Node, Object, Origin, Value};

/// The edits that make the node at `pointer` mean what it most probably should, and their effect in words.
pub(super) fn repair(
    units: &Units<'_>,
    pointer: &str,
    node: &Node,
    error: &Diagnostic,
) -> Option<(Vec<Edit>, String)> {
    let (parent_pointer, _) = pointer.rsplit_once('/')?;
    let parent = units.node(parent_pointer)?;
    // Items of lists have no place that stays theirs.
    parent.as_object()?;
    let key = last(pointer);
    let replace = |value: Node| Edit::replace(pointer, node, value);
    if let (Some(meant), Some(_)) = (&error.meant, node.as_str()) {
        let edits = replace(Node::string(node.origin, meant.as_str()));
        return Some((edits, format!("`{key}` becomes `{meant}`")));
    }
    if error.code != Code::WrongKind {
        return None;
    }
    let role = units.role(parent_pointer);
    if let Some(members) = node.as_object() {
        if let Some(items) = numbered(members) {
            let edits = replace(Node::new(node.origin, Value::Array(items)));
            return Some((edits, format!("`{key}` becomes the list of its values")));
        }
        if role == Some(Role::Schema) && !OF_SCHEMAS.contains(&key.as_str()) && is_schema(node) {
            let edits = into_properties(pointer, parent_pointer, parent, &key, node)?;
            return Some((edits, format!("`{key}` moves into `properties`")));
        }
        if key == "parameters"
            && let Some(items) = named(members)
        {
            let edits = replace(Node::new(Origin::NOWHERE, Value::Array(items)));
            return Some((
                edits,
                "`parameters` becomes a list, its keys the names".to_owned(),
            ));
        }
        if LISTS.contains(&key.as_str()) && !members.is_empty() {
            return Some((
                replace(alone(node)),
                format!("`{key}` becomes a list of one item"),
            ));
        }
    }
    if let Some(items) = node.as_array() {
        if let Some(members) = joined(items).filter(|_| MAPS.contains(&key.as_str())) {
            let edits = replace(Node::object(node.origin, members));
            return Some((edits, format!("the items of `{key}` become its members")));
        }
        let takes_object = units.role(pointer).is_some_and(|role| {
            matches!(
                role,
                Role::Schema
                    | Role::MediaType
                    | Role::Body
                    | Role::Response
                    | Role::Header
                    | Role::Operation
                    | Role::PathItem
            )
        });
        if let ([item], true) = (items, takes_object) {
            item.as_object()?;
            let edits = replace(item.clone());
            return Some((edits, format!("`{key}` becomes its only item")));
        }
    }
    let text = node.as_str()?;
    if TEXTS.contains(&key.as_str()) {
        return Some((
            replace(alone(node)),
            format!("`{key}` becomes a list of one item"),
        ));
    }
    let meant = match text.trim().to_lowercase().as_str() {
        "true" | "yes" => Value::Bool(true),
        "false" | "no" => Value::Bool(false),
        number => match (number.parse::<i64>(), number.parse::<f64>()) {
            (Ok(number), _) => Value::Integer(number.into()),
            (_, Ok(number)) if number.is_finite() => Value::Number(number),
            _ => return None,
        },
    };
    let meant = Node::new(node.origin, meant);
    let words = format!("`{key}` becomes `{}`", meant.to_json());
    Some((replace(meant), words))
}

/// Keywords whose values are schemas or hold schemas: an object there is no property that slipped.
const OF_SCHEMAS: [&str; 20] = [
    "$ref",
    "properties",
    "patternProperties",
    "$defs",
    "definitions",
    "dependentSchemas",
    "allOf",
    "anyOf",
    "oneOf",
    "prefixItems",
    "items",
    "additionalProperties",
    "propertyNames",
    "contains",
    "not",
    "if",
    "then",
    "else",
    "unevaluatedProperties",
    "unevaluatedItems",
];

const LISTS: [&str; 7] = [
    "allOf",
    "anyOf",
    "oneOf",
    "prefixItems",
    "parameters",
    "security",
    "servers",
];

const TEXTS: [&str; 3] = ["required", "tags", "enum"];

const MAPS: [&str; 8] = [
    "properties",
    "patternProperties",
    "responses",
    "content",
    "headers",
    "schemas",
    "examples",
    "definitions",
];

/// A list of `node` alone. It has another place, so that what is said of one is not said of the other.
fn alone(node: &Node) -> Node {
    Node::new(Origin::NOWHERE, Value::Array(vec![node.clone()]))
}

/// The parameters of an object whose keys are their names.
fn named(members: &Object) -> Option<Vec<Node>> {
    let parameters = members.iter().map(|(name, parameter)| {
        let inner = parameter.as_object()?;
        let name = Node::string(parameter.origin, name.as_str());
        let mut members = Object::new();
        if !inner.contains_key("$ref") {
            members.insert("name".to_owned(), name);
        }
        members.extend(inner.clone());
        Some(Node::object(parameter.origin, members))
    });
    parameters.collect()
}

/// The values of an object with numbers for keys, in their order.
fn numbered(members: &Object) -> Option<Vec<Node>> {
    let items = members.iter();
    let items = items.map(|(key, value)| Some((key.parse::<usize>().ok()?, value.clone())));
    let mut items = items.collect::<Option<Vec<_>>>()?;
    items.sort_by_key(|(number, _)| *number);
    // The statuses of responses are numbers too.
    let is_list = items
        .iter()
        .enumerate()
        .all(|(at, (number, _))| *number <= at + 1);
    (is_list && !items.is_empty()).then(|| items.into_iter().map(|(_, value)| value).collect())
}

/// The members of a list of objects with one member each, which is how a map with dashes is read.
fn joined(items: &[Node]) -> Option<Object> {
    let mut members = Object::new();
    for item in items {
        let mut inner = item.as_object()?.iter();
        let (key, value) = inner.next()?;
        value.as_object()?;
        let is_second = members.insert(key.clone(), value.clone()).is_some();
        if is_second || inner.next().is_some() {
            return None;
        }
    }
    (!members.is_empty()).then_some(members)
}

fn is_schema(node: &Node) -> bool {
    let keys = [
        "type",
        "$ref",
        "properties",
        "allOf",
        "anyOf",
        "oneOf",
        "enum",
        "items",
        "format",
        "description",
    ];
    keys.iter().any(|key| node.get(key).is_some())
}

/// Moves a property that slipped a level up to the other properties.
fn into_properties(
    pointer: &str,
    parent_pointer: &str,
    parent: &Node,
    key: &str,
    node: &Node,
) -> Option<Vec<Edit>> {
    let remove = Edit::Remove(pointer.to_owned());
    let word = parent.get("type").filter(|_| key != "type");
    // A property called `type` may have slipped too.
    let has_slipped = word.is_some_and(|word| word.as_object().is_some());
    if word.is_some_and(|word| word.as_str() != Some("object")) && !has_slipped {
        return None;
    }
    let properties = parent.get("properties");
    if properties.is_some_and(|properties| properties.as_object().is_none()) {
        return None;
    }
    let is_there = properties.is_some_and(|properties| properties.get(key).is_some());
    let mut members = Object::new();
    if !has_slipped {
        members.insert("type".to_owned(), Node::string(node.origin, "object"));
    }
    if !is_there {
        let property = Object::from_iter([(key.to_owned(), node.clone())]);
        let properties = Node::object(node.origin, property);
        members.insert("properties".to_owned(), properties);
    }
    let merge = Edit::Merge(
        parent_pointer.to_owned(),
        Node::object(node.origin, members),
    );
    Some(vec![remove, merge])
}
