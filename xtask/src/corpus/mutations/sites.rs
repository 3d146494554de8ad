//! The places in a description that can be changed.

use fastrand::Rng;
use serde_json::Value;

const METHODS: [&str; 8] = [
    "get", "put", "post", "delete", "options", "head", "patch", "trace",
];

/// A pointer to something.
pub type Place = String;

/// All operations.
pub fn operations(document: &Value) -> Vec<Place> {
    let mut found = Vec::new();
    for (path, item) in members(document, "/paths") {
        for method in METHODS {
            if item.get(method).is_some_and(Value::is_object) {
                found.push(format!("/paths/{}/{method}", escaped(path)));
            }
        }
    }
    found
}

/// All parameters of operations that are described where they are used, or shared by all operations of a path.
pub fn parameters(document: &Value) -> Vec<Place> {
    let mut lists: Vec<Place> = operations(document);
    lists.extend(members(document, "/paths").map(|(path, _)| format!("/paths/{}", escaped(path))));
    let mut found = Vec::new();
    for list in lists {
        let at = format!("{list}/parameters");
        let all = document.pointer(&at).and_then(Value::as_array);
        for (index, one) in all.into_iter().flatten().enumerate() {
            if one.get("in").is_some() {
                found.push(format!("{at}/{index}"));
            }
        }
    }
    found
}

/// All schemas that say something themselves, and that an operation uses, not within `allOf`.
pub fn schemas(document: &Value) -> Vec<Place> {
    let mut ahead: Vec<Place> = Vec::new();
    ahead.extend(parameters(document).iter().map(|at| format!("{at}/schema")));
    for operation in operations(document) {
        for (media, _) in members(document, &format!("{operation}/requestBody/content")) {
            if media.contains("json") {
                let media = escaped(media);
                ahead.push(format!("{operation}/requestBody/content/{media}/schema"));
            }
        }
        for (status, response) in members(document, &format!("{operation}/responses")) {
            for (media, _) in response
                .get("content")
                .and_then(Value::as_object)
                .into_iter()
                .flatten()
            {
                if media.contains("json") {
                    let media = escaped(media);
                    ahead.push(format!(
                        "{operation}/responses/{status}/content/{media}/schema"
                    ));
                }
            }
        }
    }
    let mut found: Vec<Place> = Vec::new();
    let mut seen = std::collections::BTreeSet::new();
    while let Some(at) = ahead.pop() {
        if !seen.insert(at.clone()) {
            continue;
        }
        let Some(schema) = document.pointer(&at).and_then(Value::as_object) else {
            continue;
        };
        if let Some(Value::String(reference)) = schema.get("$ref") {
            if let Some(pointer) = reference.strip_prefix('#') {
                ahead.push(pointer.to_owned());
            }
            continue;
        }
        for (key, value) in schema {
            match (key.as_str(), value) {
                ("properties", Value::Object(members)) => {
                    ahead.extend(
                        members
                            .keys()
                            .map(|key| format!("{at}/properties/{}", escaped(key))),
                    );
                }
                ("items", Value::Object(_)) => ahead.push(format!("{at}/items")),
                ("additionalProperties", Value::Object(_)) => {
                    ahead.push(format!("{at}/additionalProperties"));
                }
                // Parts that say no more than where they are from are followed, the rest depends on its neighbours.
                ("allOf" | "anyOf" | "oneOf", Value::Array(parts)) => {
                    let parts = parts.iter().enumerate();
                    let named = parts.filter(|(_, part)| part.get("$ref").is_some());
                    ahead.extend(named.map(|(index, _)| format!("{at}/{key}/{index}")));
                }
                _ => {}
            }
        }
        found.push(at);
    }
    found.sort();
    found
}

/// Members of the object at a place.
pub fn members<'a>(
    document: &'a Value,
    at: &str,
) -> impl Iterator<Item = (&'a String, &'a Value)> + use<'a> {
    let object = document.pointer(at).and_then(Value::as_object);
    object.into_iter().flatten()
}

/// A place for which something holds.
pub fn pick(
    document: &Value,
    places: Vec<Place>,
    holds: impl Fn(&Value) -> bool,
    rng: &mut Rng,
) -> Option<Place> {
    let fit: Vec<Place> = { places.into_iter() }
        .filter(|at| document.pointer(at).is_some_and(&holds))
        .collect();
    rng.choice(fit)
}

pub fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}
