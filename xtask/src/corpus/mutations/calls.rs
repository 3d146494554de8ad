//! Changes of operations, parameters, bodies and answers.

use serde_json::json;

use super::edits::{
    bodies, flip, in_path, is_paging, is_scalar, methods, new_parameter, queries, remove,
    responses, unescaped, word,
};
use super::kinds::Row;
use super::sites::{escaped, operations, parameters, pick};

/// Changes of this kind.
pub(super) const CALLS: [Row; 24] = [
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
];
