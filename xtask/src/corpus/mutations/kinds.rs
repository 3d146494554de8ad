//! The ways in which a description is changed, and what each has to be reported as.

use fastrand::Rng;
use serde_json::{Map, Value, json};

use super::sites::{escaped, members, operations, parameters, pick, schemas};

/// Changes a document in one place and says where; `None` when there is no such place.
pub type Change = fn(&mut Value, &mut Rng) -> Option<String>;

/// Name, change, and the codes one of which has to be reported.
type Row = (&'static str, Change, &'static [&'static str]);

/// Every kind of change.
pub const KINDS: [Row; 46] = [
    (
        "operation removed",
        |document, rng| {
            let at = pick(document, operations(document), |_| true, rng)?;
            remove(document, &at)
        },
        &["operation-removed"],
    ),
    (
        "operation added",
        |document, rng| {
            let at = pick(document, operations(document), |_| true, rng)?;
            let tags = document
                .pointer(&at)?
                .get("tags")
                .cloned()
                .unwrap_or_else(|| json!([]));
            let item = json!({"get": {"operationId": "entirelyNewThing", "tags": tags,
            "responses": {"200": {"description": "Fine.", "content": {"text/plain": {"schema": {"type": "string"}}}}}}});
            document["paths"]["/entirely/new"] = item;
            Some(at)
        },
        &["operation-added"],
    ),
    (
        "operationId changed",
        |document, rng| {
            let at = pick(
                document,
                operations(document),
                |one| one.get("operationId").is_some(),
                rng,
            )?;
            document.pointer_mut(&at)?["operationId"] = json!("entirelyOtherName");
            Some(at)
        },
        &["operation-renamed"],
    ),
    (
        "operation deprecated",
        |document, rng| flip(document, operations(document), "deprecated", rng),
        &["operation-deprecation"],
    ),
    (
        "operation described",
        |document, rng| word(document, operations(document), "summary", rng),
        &["operation-docs"],
    ),
    (
        "path changed",
        |document, rng| {
            let at = pick(
                document,
                operations(document),
                |one| one.get("operationId").is_some(),
                rng,
            )?;
            let (path, _) = at.rsplit_once('/')?;
            let key = unescaped(path.rsplit('/').next()?);
            let paths = document["paths"].as_object_mut()?;
            let item = paths.remove(&key)?;
            if methods(&item) != 1 {
                return None;
            }
            paths.insert(format!("{key}/elsewhere"), item);
            Some(at)
        },
        &["operation-moved"],
    ),
    (
        "method changed",
        |document, rng| {
            let at = pick(
                document,
                operations(document),
                |one| one.get("operationId").is_some(),
                rng,
            )?;
            let (path, method) = at.rsplit_once('/')?;
            let item = document.pointer_mut(path)?.as_object_mut()?;
            let other = match method {
                "post" => "put",
                "put" => "patch",
                "patch" => "put",
                _ => return None,
            };
            if item.contains_key(other) {
                return None;
            }
            let operation = item.remove(method)?;
            item.insert(other.to_owned(), operation);
            Some(at)
        },
        &["operation-moved"],
    ),
    (
        "path parameter renamed",
        |document, rng| {
            let (at, key, name) = in_path(document, rng)?;
            let paths = document["paths"].as_object_mut()?;
            let other = key.replace(&format!("{{{name}}}"), "{entirely_other}");
            let item = paths.remove(&key)?;
            paths.insert(other.clone(), item);
            let at = at.replace(&escaped(&key), &escaped(&other));
            document.pointer_mut(&at)?["name"] = json!("entirely_other");
            Some(at)
        },
        &["parameter-renamed"],
    ),
    (
        "optional parameter added",
        |document, rng| new_parameter(document, false, rng),
        &["parameter-added"],
    ),
    (
        "required parameter added",
        |document, rng| new_parameter(document, true, rng),
        &["parameter-added"],
    ),
    (
        "parameter removed",
        |document, rng| {
            let at = pick(
                document,
                parameters(document),
                |one| one["in"] == "query",
                rng,
            )?;
            let (list, index) = at.rsplit_once('/')?;
            let index: usize = index.parse().ok()?;
            document.pointer_mut(list)?.as_array_mut()?.remove(index);
            Some(at)
        },
        &["parameter-removed", "pagination-changed"],
    ),
    (
        "parameter required or not",
        |document, rng| {
            let query = queries(document);
            flip(document, query, "required", rng)
        },
        &["parameter-required", "parameter-optional"],
    ),
    (
        "parameter renamed",
        |document, rng| {
            let at = pick(document, queries(document), |one| !is_paging(one), rng)?;
            let one = document.pointer_mut(&at)?;
            one["name"] = json!(format!("{}_renamed", one["name"].as_str()?));
            Some(at)
        },
        &["parameter-renamed"],
    ),
    (
        "parameter in a header",
        |document, rng| {
            let at = pick(
                document,
                queries(document),
                |one| is_scalar(&one["schema"]) && !is_paging(one),
                rng,
            )?;
            document.pointer_mut(&at)?["in"] = json!("header");
            Some(at)
        },
        &["parameter-moved"],
    ),
    (
        "parameter spelled otherwise",
        |document, rng| {
            let at = pick(
                document,
                queries(document),
                |one| one["schema"]["type"] == "array",
                rng,
            )?;
            let one = document.pointer_mut(&at)?;
            let before = one["explode"]
                .as_bool()
                .unwrap_or(one["style"].as_str().is_none_or(|style| style == "form"));
            one["explode"] = json!(!before);
            Some(at)
        },
        &["parameter-style"],
    ),
    (
        "parameter described",
        |document, rng| word(document, parameters(document), "description", rng),
        &["parameter-docs"],
    ),
    (
        "parameter deprecated",
        |document, rng| flip(document, parameters(document), "deprecated", rng),
        &["parameter-deprecation"],
    ),
    (
        "body removed",
        |document, rng| {
            let at = pick(
                document,
                operations(document),
                |one| {
                    one["requestBody"]["content"]
                        .get("application/json")
                        .is_some()
                },
                rng,
            )?;
            remove(document, &format!("{at}/requestBody"))
        },
        &["body-removed", "idempotency-changed"],
    ),
    (
        "body required or not",
        |document, rng| flip(document, bodies(document), "required", rng),
        &["body-required", "body-optional"],
    ),
    (
        "media type of a body",
        |document, rng| {
            let at = pick(
                document,
                bodies(document),
                |one| one["content"].get("application/json").is_some(),
                rng,
            )?;
            let content = document.pointer_mut(&at)?["content"].as_object_mut()?;
            if content.contains_key("text/csv") {
                return None;
            }
            content.insert("text/csv".to_owned(), json!({"schema": {"type": "string"}}));
            Some(at)
        },
        &["request-media-type-added"],
    ),
    (
        "response added",
        |document, rng| {
            let at = pick(
                document,
                operations(document),
                |one| one["responses"].get("418").is_none(),
                rng,
            )?;
            document.pointer_mut(&at)?["responses"]["418"] = json!({"description": "A teapot."});
            Some(at)
        },
        &["response-added"],
    ),
    (
        "response removed",
        |document, rng| {
            let at = pick(document, responses(document), |_| true, rng)?;
            if at.ends_with("/200") || at.ends_with("/201") {
                return None;
            }
            remove(document, &at)
        },
        &["response-removed"],
    ),
    (
        "response described",
        |document, rng| word(document, responses(document), "description", rng),
        &["response-docs"],
    ),
    (
        "response header added",
        |document, rng| {
            let at = pick(
                document,
                responses(document),
                |one| one.get("$ref").is_none(),
                rng,
            )?;
            let one = document.pointer_mut(&at)?.as_object_mut()?;
            let headers = one
                .entry("headers")
                .or_insert_with(|| json!({}))
                .as_object_mut()?;
            headers.insert(
                "X-Entirely-New".to_owned(),
                json!({"schema": {"type": "string"}}),
            );
            Some(at)
        },
        &["response-headers"],
    ),
    (
        "optional member added",
        |document, rng| new_member(document, false, rng),
        &["member-added"],
    ),
    (
        "required member added",
        |document, rng| new_member(document, true, rng),
        &["member-added"],
    ),
    (
        "member removed",
        |document, rng| {
            let (at, key) = member(document, rng)?;
            let schema = document.pointer_mut(&at)?;
            if let Some(required) = schema["required"].as_array_mut() {
                required.retain(|one| *one != key.as_str());
            }
            schema["properties"].as_object_mut()?.remove(&key)?;
            Some(format!("{at}/properties/{key}"))
        },
        &["member-removed"],
    ),
    (
        "member required or not",
        |document, rng| {
            let (at, key) = member(document, rng)?;
            let schema = document.pointer_mut(&at)?.as_object_mut()?;
            let required = schema
                .entry("required")
                .or_insert_with(|| json!([]))
                .as_array_mut()?;
            let before = required.len();
            required.retain(|one| *one != key.as_str());
            if required.len() == before {
                required.push(json!(key));
            }
            Some(format!("{at}/properties/{key}"))
        },
        &["member-required", "member-optional"],
    ),
    (
        "member renamed",
        |document, rng| {
            let (at, key) = member(document, rng)?;
            let schema = document.pointer_mut(&at)?;
            let other = format!("{key}_renamed");
            for one in schema["required"].as_array_mut().into_iter().flatten() {
                if *one == key.as_str() {
                    *one = json!(other);
                }
            }
            let properties = schema["properties"].as_object_mut()?;
            let property = properties.remove(&key)?;
            properties.insert(other, property);
            Some(format!("{at}/properties/{key}"))
        },
        &["member-renamed"],
    ),
    (
        "type changed",
        |document, rng| {
            let at = pick(
                document,
                schemas(document),
                |one| one["type"] == "string" && is_bare(one),
                rng,
            )?;
            document.pointer_mut(&at)?["type"] = json!("boolean");
            Some(at)
        },
        &["type-changed"],
    ),
    (
        "format changed",
        |document, rng| {
            let at = pick(
                document,
                schemas(document),
                |one| one["type"] == "string" && is_bare(one),
                rng,
            )?;
            document.pointer_mut(&at)?["format"] = json!("uuid");
            Some(at)
        },
        &["format-changed"],
    ),
    (
        "null allowed",
        |document, rng| {
            let is_31 = document["openapi"].as_str()?.starts_with("3.1");
            let at = pick(
                document,
                schemas(document),
                |one| {
                    one["type"].is_string()
                        && one.get("enum").is_none()
                        && one.get("nullable").is_none()
                },
                rng,
            )?;
            let one = document.pointer_mut(&at)?;
            match is_31 {
                true => one["type"] = json!([one["type"], "null"]),
                false => one["nullable"] = json!(true),
            }
            Some(at)
        },
        &["nullability-changed"],
    ),
    (
        "enum value added",
        |document, rng| {
            let at = pick(
                document,
                schemas(document),
                |one| one["type"] == "string" && one["enum"].is_array(),
                rng,
            )?;
            document.pointer_mut(&at)?["enum"]
                .as_array_mut()?
                .push(json!("entirely_new"));
            Some(at)
        },
        &["enum-value-added"],
    ),
    (
        "enum value removed",
        |document, rng| {
            let at = pick(
                document,
                schemas(document),
                |one| {
                    one["enum"]
                        .as_array()
                        .is_some_and(|values| values.len() > 1)
                },
                rng,
            )?;
            let values = document.pointer_mut(&at)?["enum"].as_array_mut()?;
            let index = rng.usize(..values.len());
            values.remove(index);
            Some(at)
        },
        &["enum-value-removed"],
    ),
    (
        "rule added",
        |document, rng| {
            let at = pick(
                document,
                schemas(document),
                |one| one["type"] == "string" && is_bare(one),
                rng,
            )?;
            document.pointer_mut(&at)?["minLength"] = json!(7);
            Some(at)
        },
        &["rule-changed"],
    ),
    (
        "pattern added",
        |document, rng| {
            let at = pick(
                document,
                schemas(document),
                |one| one["type"] == "string" && is_bare(one),
                rng,
            )?;
            document.pointer_mut(&at)?["pattern"] = json!("^entirely-new$");
            Some(at)
        },
        &["rule-changed"],
    ),
    (
        "default changed",
        |document, rng| {
            let at = pick(
                document,
                schemas(document),
                |one| one["type"] == "string" && is_bare(one),
                rng,
            )?;
            document.pointer_mut(&at)?["default"] = json!("entirely-new");
            Some(at)
        },
        &["default-changed"],
    ),
    (
        "schema described",
        |document, rng| word(document, schemas(document), "description", rng),
        &["schema-docs"],
    ),
    (
        "example changed",
        |document, rng| {
            let at = pick(
                document,
                schemas(document),
                |one| one["type"] == "string" && is_bare(one),
                rng,
            )?;
            document.pointer_mut(&at)?["example"] = json!("entirely new");
            Some(at)
        },
        &["schema-docs"],
    ),
    (
        "schema deprecated",
        |document, rng| flip(document, schemas(document), "deprecated", rng),
        &["schema-deprecation"],
    ),
    (
        "additional members forbidden",
        |document, rng| {
            let at = pick(
                document,
                schemas(document),
                |one| {
                    one["type"] == "object"
                        && one["properties"].is_object()
                        && one.get("additionalProperties").is_none()
                },
                rng,
            )?;
            document.pointer_mut(&at)?["additionalProperties"] = json!(false);
            Some(at)
        },
        &["additional-members-changed"],
    ),
    (
        "keyword that is not kept",
        |document, rng| {
            let at = pick(
                document,
                schemas(document),
                |one| one["type"] == "string" && is_bare(one),
                rng,
            )?;
            document.pointer_mut(&at)?["not"] = json!({"maxLength": 2});
            Some(at)
        },
        &["unkept-keyword-changed"],
    ),
    (
        "server added",
        |document, _| {
            let servers = document
                .as_object_mut()?
                .entry("servers")
                .or_insert_with(|| json!([]));
            servers.as_array_mut()?.push(
                json!({"url": "https://entirely-new.example.com", "description": "Entirely new"}),
            );
            Some("/servers".to_owned())
        },
        &["server-added"],
    ),
    (
        "security of an operation",
        |document, rng| {
            let at = pick(
                document,
                operations(document),
                |one| one.get("security").is_none(),
                rng,
            )?;
            if document["security"].as_array().is_none_or(Vec::is_empty) {
                return None;
            }
            document.pointer_mut(&at)?["security"] = json!([]);
            Some(at)
        },
        &["security-changed"],
    ),
    (
        "schema renamed",
        |document, rng| {
            let key = component(document, rng)?;
            let schemas = document["components"]["schemas"].as_object_mut()?;
            let schema = schemas.remove(&key)?;
            schemas.insert(format!("{key}EntirelyRenamed"), schema);
            let target = format!("#/components/schemas/{}", escaped(&key));
            redirect(
                document,
                &target,
                &json!(format!("{target}EntirelyRenamed")),
                false,
            );
            Some(key)
        },
        &["schema-renamed"],
    ),
    (
        "schema inlined",
        |document, rng| {
            let key = component(document, rng)?;
            let target = format!("#/components/schemas/{}", escaped(&key));
            let text = document.to_string();
            if text.matches(&format!("\"{target}\"")).count() != 1 {
                return None;
            }
            let schema = document["components"]["schemas"]
                .as_object_mut()?
                .remove(&key)?;
            if schema.to_string().contains("discriminator") || schema.get("properties").is_none() {
                return None;
            }
            redirect(document, &target, &schema, true);
            Some(key)
        },
        &["schema-inlined"],
    ),
];

fn remove(document: &mut Value, at: &str) -> Option<String> {
    let (parent, key) = at.rsplit_once('/')?;
    document
        .pointer_mut(parent)?
        .as_object_mut()?
        .remove(&unescaped(key))?;
    Some(at.to_owned())
}

fn unescaped(key: &str) -> String {
    key.replace("~1", "/").replace("~0", "~")
}

/// Turns a flag.
fn flip(document: &mut Value, places: Vec<String>, flag: &str, rng: &mut Rng) -> Option<String> {
    let at = pick(document, places, |one| one.get("$ref").is_none(), rng)?;
    let one = document.pointer_mut(&at)?;
    one[flag] = json!(!one[flag].as_bool().unwrap_or_default());
    Some(at)
}

/// Changes a text.
fn word(document: &mut Value, places: Vec<String>, key: &str, rng: &mut Rng) -> Option<String> {
    let at = pick(document, places, |one| one.get("$ref").is_none(), rng)?;
    document.pointer_mut(&at)?[key] = json!("Said in entirely new words");
    Some(at)
}

fn methods(item: &Value) -> usize {
    let all = [
        "get", "put", "post", "delete", "options", "head", "patch", "trace",
    ];
    all.iter()
        .filter(|method| item.get(**method).is_some())
        .count()
}

/// A path parameter that all of its path share, or that belongs to the only operation there.
fn in_path(document: &Value, rng: &mut Rng) -> Option<(String, String, String)> {
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

fn queries(document: &Value) -> Vec<String> {
    let mut all = parameters(document);
    all.retain(|at| document.pointer(at).is_some_and(|one| one["in"] == "query"));
    all
}

/// Whether it is likely to be how pages are asked for: then it is a change of that too.
fn is_paging(parameter: &Value) -> bool {
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

fn is_scalar(schema: &Value) -> bool {
    schema["type"]
        .as_str()
        .is_some_and(|ty| ["string", "integer", "boolean"].contains(&ty))
}

/// Whether a schema says its type, and no more that depends on it.
fn is_bare(schema: &Value) -> bool {
    let keys = ["type", "description", "title", "nullable", "deprecated"];
    schema
        .as_object()
        .is_some_and(|one| one.keys().all(|key| keys.contains(&key.as_str())))
}

fn new_parameter(document: &mut Value, required: bool, rng: &mut Rng) -> Option<String> {
    let at = pick(document, operations(document), |_| true, rng)?;
    let one = document.pointer_mut(&at)?.as_object_mut()?;
    let list = one
        .entry("parameters")
        .or_insert_with(|| json!([]))
        .as_array_mut()?;
    list.push(json!({"name": "entirely_new", "in": "query", "required": required, "schema": {"type": "string"}}));
    Some(at)
}

fn bodies(document: &Value) -> Vec<String> {
    let all = operations(document)
        .into_iter()
        .map(|at| format!("{at}/requestBody"));
    all.filter(|at| {
        let content = document.pointer(at).and_then(|one| one.get("content"));
        content.is_some_and(|content| content.get("application/json").is_some())
    })
    .collect()
}

fn responses(document: &Value) -> Vec<String> {
    let mut found = Vec::new();
    for at in operations(document) {
        for (status, _) in members(document, &format!("{at}/responses")) {
            found.push(format!("{at}/responses/{status}"));
        }
    }
    found
}

fn objects(document: &Value) -> Vec<String> {
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

fn member(document: &Value, rng: &mut Rng) -> Option<(String, String)> {
    let at = pick(document, objects(document), |_| true, rng)?;
    let members: Vec<&String> = document.pointer(&at)?["properties"]
        .as_object()?
        .keys()
        .collect();
    let key = (*rng.choice(&members)?).clone();
    Some((at, key))
}

fn new_member(document: &mut Value, required: bool, rng: &mut Rng) -> Option<String> {
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
fn component(document: &Value, rng: &mut Rng) -> Option<String> {
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
fn redirect(document: &mut Value, target: &str, by: &Value, is_whole: bool) {
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
