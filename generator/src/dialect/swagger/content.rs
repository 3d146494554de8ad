//! Bodies, forms and answers of Swagger 2.0: what 3.0 puts under media types.

use super::identity;
use crate::source::{Node, Object, Origin, Value};

/// What a non-body parameter says of its values, which 3.0 says in a schema.
pub(in crate::dialect) const OF_VALUES: [&str; 20] = [
    "type",
    "format",
    "items",
    "default",
    "maximum",
    "exclusiveMaximum",
    "minimum",
    "exclusiveMinimum",
    "maxLength",
    "minLength",
    "pattern",
    "maxItems",
    "minItems",
    "uniqueItems",
    "enum",
    "multipleOf",
    "x-nullable",
    "nullable",
    "example",
    "x-example",
];

/// The schema that a parameter or form field spells out in place.
pub(super) fn schema_of(parameter: &Node) -> Node {
    let members = parameter.as_object().into_iter().flatten();
    let schema = members.filter(|(key, _)| OF_VALUES.contains(&key.as_str()));
    Node::object(
        parameter.origin,
        schema
            .map(|(key, node)| (key.clone(), node.clone()))
            .collect(),
    )
}

/// The body parameter, or the form that the form fields make.
pub(super) fn body(parameters: &[&Node], consumes: &[String]) -> Option<Node> {
    if let Some(body) = parameters
        .iter()
        .find(|node| identity(node).1 == Some("body"))
    {
        let schema = body
            .get("schema")
            .cloned()
            .unwrap_or_else(|| Node::object(body.origin, Object::new()));
        return Some(request_body(body, schema, consumes));
    }
    let fields: Vec<&&Node> = parameters
        .iter()
        .filter(|node| identity(node).1 == Some("formData"))
        .collect();
    let first = fields.first()?;
    let mut properties = Object::new();
    let mut required = Vec::new();
    let mut has_file = false;
    for field in &fields {
        let Some(name) = identity(field).0 else {
            continue;
        };
        let mut schema = schema_of(field);
        has_file |= field.get("type").and_then(Node::as_str) == Some("file");
        if let (Value::Object(members), Some(text)) = (&mut schema.value, field.get("description"))
        {
            members.insert("description".to_owned(), text.clone());
        }
        if field.get("required").and_then(Node::as_bool) == Some(true) {
            required.push(Node::string(field.origin, name));
        }
        properties.insert(name.to_owned(), schema);
    }
    let origin = first.origin;
    let members = [
        ("type", Node::string(origin, "object")),
        ("properties", Node::object(origin, properties)),
        (
            "required",
            Node::new(origin, Value::Array(required.clone())),
        ),
    ];
    let schema = Node::object(
        origin,
        members
            .map(|(key, node)| (key.to_owned(), node))
            .into_iter()
            .collect(),
    );
    // A file fits into a form in parts only.
    let is_form = |media_type: &&String| match has_file {
        true => crate::media::is_multipart(media_type),
        false => media_type.contains("form"),
    };
    let named = consumes.iter().find(is_form).cloned();
    let usual = if has_file {
        "multipart/form-data"
    } else {
        "application/x-www-form-urlencoded"
    };
    let mut body = request_body(first, schema, &[named.unwrap_or_else(|| usual.to_owned())]);
    let lists: Object = fields
        .iter()
        .filter_map(|field| list_style(field))
        .collect();
    if let (Value::Object(members), false) = (&mut body.value, lists.is_empty()) {
        let media_types = members.get_mut("content").map(|content| &mut content.value);
        if let Some(Value::Object(media_types)) = media_types {
            for media_type in media_types.values_mut() {
                if let Value::Object(members) = &mut media_type.value {
                    members.insert("encoding".to_owned(), Node::object(origin, lists.clone()));
                }
            }
        }
    }
    if let Value::Object(members) = &mut body.value {
        members.shift_remove("description");
        members.insert(
            "required".to_owned(),
            Node::new(origin, Value::Bool(!required.is_empty())),
        );
    }
    Some(body)
}

/// How a list in a form is written: 2.0 joins its items unless told otherwise.
fn list_style(field: &Node) -> Option<(String, Node)> {
    let name = identity(field).0?;
    let is_list = field.get("type").and_then(Node::as_str) == Some("array");
    let format = field.get("collectionFormat").and_then(Node::as_str);
    let style = match format.unwrap_or("csv") {
        "ssv" => "spaceDelimited",
        "tsv" => "tabDelimited",
        "pipes" => "pipeDelimited",
        "multi" => return None,
        _ => "form",
    };
    let origin = field.origin;
    let members = [
        ("style".to_owned(), Node::string(origin, style)),
        ("explode".to_owned(), Node::new(origin, Value::Bool(false))),
    ];
    is_list.then(|| {
        (
            name.to_owned(),
            Node::object(origin, members.into_iter().collect()),
        )
    })
}

fn request_body(parameter: &Node, schema: Node, media_types: &[String]) -> Node {
    let mut members = Object::new();
    for key in ["description", "required"] {
        if let Some(node) = parameter.get(key) {
            members.insert(key.to_owned(), node.clone());
        }
    }
    members.insert(
        "content".to_owned(),
        content(parameter.origin, &schema, media_types),
    );
    Node::object(parameter.origin, members)
}

/// Adds the examples of a response to its media types. An example of JSON that the operation does not say it produces
/// is one of the JSON that it does.
fn with_examples(mut content: Node, examples: Option<&Node>) -> Node {
    let examples = examples.and_then(Node::as_object);
    let Value::Object(media_types) = &mut content.value else {
        return content;
    };
    for (media_type, example) in examples.into_iter().flatten() {
        let is_json = |name: &str| crate::media::is_json(name);
        let names = || media_types.keys();
        let meant = names().find(|name| *name == media_type);
        let meant = meant.or_else(|| names().find(|name| is_json(name) && is_json(media_type)));
        let Some(meant) = meant.cloned() else {
            continue;
        };
        let media = media_types.get_mut(&meant).map(|media| &mut media.value);
        if let Some(Value::Object(media)) = media {
            let origin = example.origin;
            let of = |key: &str, value| {
                Node::object(origin, [(key.to_owned(), value)].into_iter().collect())
            };
            let examples = media
                .entry("examples".to_owned())
                .or_insert_with(|| Node::object(origin, Object::new()));
            if let Value::Object(examples) = &mut examples.value {
                examples.insert(media_type.clone(), of("value", example.clone()));
            }
        }
    }
    content
}

fn content(origin: Origin, schema: &Node, media_types: &[String]) -> Node {
    let entry = Node::object(
        origin,
        [("schema".to_owned(), schema.clone())]
            .into_iter()
            .collect(),
    );
    Node::object(
        origin,
        media_types
            .iter()
            .map(|media_type| (media_type.clone(), entry.clone()))
            .collect(),
    )
}

/// A response, its schema under each media type that the operation gives.
pub(super) fn response(response: &Node, produces: &[String]) -> Node {
    let Some(members) = response.as_object() else {
        return response.clone();
    };
    let mut upgraded = Object::new();
    for (key, node) in members {
        match key.as_str() {
            "schema" => {
                let is_file = node.get("type").and_then(Node::as_str) == Some("file");
                let bytes = vec!["application/octet-stream".to_owned()];
                let has_json = produces
                    .iter()
                    .any(|media_type| crate::media::is_json(media_type));
                let media_types = if is_file && has_json {
                    &bytes
                } else {
                    produces
                };
                let content = content(node.origin, node, media_types);
                upgraded.insert(
                    "content".to_owned(),
                    with_examples(content, response.get("examples")),
                );
            }
            "examples" => {}
            _ => {
                upgraded.insert(key.clone(), node.clone());
            }
        }
    }
    Node::object(response.origin, upgraded)
}
