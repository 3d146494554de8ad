//! What the changes of a description are made of.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::sites::{escaped, members, operations, parameters, pick, schemas};

pub(super) fn remove(document: &mut Value, at: &str) -> Option<String> {
    let (parent, key) = at.rsplit_once('/')?;
    document
        .pointer_mut(parent)?
        .as_object_mut()?
        .remove(&unescaped(key))?;
    Some(at.to_owned())
}

pub(super) fn unescaped(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}

/// Turns a flag.
pub(super) fn flip(
    document: &mut Value,
    places: Vec<String>,
    flag: &str,
    rng: &mut Rng,
) -> Option<String> {
    let at = pick(document, places, |one| one.get("$ref").is_none(), rng)?;
    let one = document.pointer_mut(&at)?;
    one[flag] = json!(!one[flag].as_bool().unwrap_or_default());
    Some(at)
}

/// Changes a text.
pub(super) fn word(
    document: &mut Value,
    places: Vec<String>,
    key: &str,
    rng: &mut Rng,
) -> Option<String> {
    let at = pick(document, places, |one| one.get("$ref").is_none(), rng)?;
    document.pointer_mut(&at)?[key] = json!("Said in entirely new words");
    Some(at)
}

pub(super) fn methods(item: &Value) -> usize {
    let all = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ];
    all.iter()
        .filter(|method| item.get(**method).is_some())
        .count()
}

/// A path parameter that all of its path share, or that belongs to the only operation there.
pub(super) fn in_path(document: &Value, rng: &mut Rng) -> Option<(String, String, String)> {
    let at = pick(
        document,
        parameters(document),
        |one| one["in"] == "path",
        rng,
    )?;
    let key = unescaped(at.split('/').nth(2)?);
    let item = &document["paths"][&key];
    let is_shared = at.split('/').nth(3)? == "parameters";
    let is_only = is_shared || methods(item) == 1;
    let name = document.pointer(&at)?["name"].as_str()?.to_owned();
    (is_only && key.contains(&format!("{{{name}}}"))).then_some((at, key, name))
}

pub(super) fn queries(document: &Value) -> Vec<String> {
    let mut all = parameters(document);
    all.retain(|at| document.pointer(at).is_some_and(|one| one["in"] == "query"));
    all
}

/// Whether it is likely to be how pages are asked for: then it is a change of that too.
pub(super) fn is_paging(parameter: &Value) -> bool {
    let name = parameter["name"]
        .as_str()
        .unwrap_or_default()
        .to_lowercase();
    [
        "page", "offset", "cursor", "limit", "token", "start", "after", "before", "skip", "next",
    ]
    .iter()
    .any(|word| name.contains(word))
}

pub(super) fn is_scalar(schema: &Value) -> bool {
    schema["type"]
        .as_str()
        .is_some_and(|ty| ["string", "integer", "boolean"].contains(&ty))
}

/// Whether a schema says its type, and no more that depends on it.
pub(super) fn is_bare(schema: &Value) -> bool {
    let keys = ["type", "description", "title", "nullable", "deprecated"];
    schema
        .as_object()
        .is_some_and(|one| one.keys().all(|key| keys.contains(&key.as_str())))
}

pub(super) fn new_parameter(document: &mut Value, required: bool, rng: &mut Rng) -> Option<String> {
    let at = pick(document, operations(document), |_| true, rng)?;
    let one = document.pointer_mut(&at)?.as_object_mut()?;
    let list = one
        .entry("parameters")
        .or_insert_with(|| json!([]))
        .as_array_mut()?;
    list.push(json!({"name": "entirely_new", "in": "query", "required": required, "schema": {"type": "string"}}));
    Some(at)
}

pub(super) fn bodies(document: &Value) -> Vec<String> {
    let all = operations(document)
        .into_iter()
        .map(|at| format!("{at}/requestBody"));
    all.filter(|at| {
        let content = document.pointer(at).and_then(|one| one.get("content"));
        content.is_some_and(|content| content.get("application/json").is_some())
    })
    .collect()
}

pub(super) fn responses(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for at in operations(document) {
        for (status, _) in members(document, &format!("{at}/responses")) {
            found.push(format!("{at}/responses/{status}"));
        }
    }
    found
}

pub(super) fn objects(document: &Value) -> Vec<String> {
    let mut all = schemas(document);
    all.retain(|at| {
        document.pointer(at).is_some_and(|one| {
            one["properties"].is_object()
                && one
                    .get("oneOf")
                    .or(one.get("anyOf"))
                    .or(one.get("discriminator"))
                    .is_none()
        })
    });
    all
}

pub(super) fn member(document: &Value, rng: &mut Rng) -> Option<(String, String)> {
    let at = pick(document, objects(document), |_| true, rng)?;
    let members: Vec<&String> = document.pointer(&at)?["properties"]
        .as_object()?
        .keys()
        .collect();
    let key = (*rng.choice(&members)?).clone();
    Some((at, key))
}

pub(super) fn new_member(document: &mut Value, required: bool, rng: &mut Rng) -> Option<String> {
    let at = pick(document, objects(document), |_| true, rng)?;
    let schema = document.pointer_mut(&at)?.as_object_mut()?;
    if required {
        let list = schema.entry("required").or_insert_with(|| json!([]));
        list.as_array_mut()?.push(json!("entirely_new"));
    }
    schema["properties"]["entirely_new"] = json!({"type": "string"});
    Some(at)
}

/// A named schema that something refers to.
pub(super) fn component(document: &Value, rng: &mut Rng) -> Option<String> {
    let all: Vec<&String> = document["components"]["schemas"]
        .as_object()?
        .keys()
        .collect();
    let key = (*rng.choice(&all)?).clone();
    let used = schemas(document);
    let at = format!("/components/schemas/{}", escaped(&key));
    used.contains(&at).then_some(key)
}

/// Replaces what refers to `target`: the reference, or the object that holds it.
pub(super) fn redirect(document: &mut Value, target: &str, by: &Value, is_whole: bool) {
    let mut ahead = vec![document];
    while let Some(value) = ahead.pop() {
        if is_whole && value["$ref"] == target {
            *value = by.clone();
            continue;
        }
        match value {
            Value::Object(object) => {
                for one in object.values_mut() {
                    if !is_whole && *one == target {
                        *one = by.clone();
                    }
                }
                ahead.extend(Map::values_mut(object));
            }
            Value::Array(items) => ahead.extend(items),
            _ => {}
        }
    }
}
