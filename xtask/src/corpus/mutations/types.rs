//! Changes of schemas, servers and security.

use serde_json::json;

use super::edits::{component, flip, is_bare, member, new_member, redirect, word};
use super::kinds::Row;
use super::sites::{escaped, operations, pick, schemas};

/// Changes of this kind.
pub(super) const TYPES: [Row; 22] = [
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
        // Within `allOf` it is its members that stand there.
        &["schema-inlined", "schema-removed"],
    ),
];
