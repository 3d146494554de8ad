//! Documents made at random: they are the same each time, valid, and hold everything that a description may hold; one that
//! fails is made smaller.

#[path = "../src/corpus/random/make/mod.rs"]
mod make;
#[path = "../src/corpus/random/shrink.rs"]
mod shrink;
#[path = "../src/corpus/random/valid.rs"]
mod valid;

use std::collections::BTreeMap;
use std::process::Command;

use serde_json::{Map, Value, json};

fn documents() -> impl Iterator<Item = Value> {
    (0..300).map(|index| make::document(1, index))
}

#[test]
fn a_number_stands_for_one_document() {
    let first: Vec<Value> = (0..20).map(|index| make::document(7, index)).collect();
    let again: Vec<Value> = (0..20).map(|index| make::document(7, index)).collect();
    assert_eq!(first, again);
    assert_ne!(first[0], first[1]);
    assert_ne!(first[0], make::document(8, 0));
}

#[test]
fn every_document_is_valid() {
    for (index, document) in documents().enumerate() {
        let problems = valid::problems(&document);
        assert!(problems.is_empty(), "{index}: {problems:?} in {document:#}");
    }
}

#[test]
fn what_is_invalid_is_noticed() {
    let valid = json!({
        "openapi": "3.0.3",
        "info": {"title": "T", "version": "1"},
        "paths": {"/a/{id}": {"get": {
            "parameters": [{"name": "id", "in": "path", "required": true, "schema": {"type": "string"}}],
            "responses": {"200": {"description": "Done."}},
        }}},
        "components": {"schemas": {"A": {"type": "array", "items": {"$ref": "#/components/schemas/A"}}}},
    });
    assert_eq!(valid::problems(&valid), Vec::<String>::new());
    let changes: [(&str, Value); 6] = [
        ("/paths", json!({"/a/{id}": {"get": {"responses": {}}}})),
        ("/paths/~1a~1{id}/get/parameters", json!([])),
        ("/paths/~1a~1{id}/get/responses/200", json!({})),
        ("/components/schemas/A", json!({"type": "array"})),
        ("/components/schemas/A/type", json!(["array", "null"])),
        (
            "/components/schemas/A/items/$ref",
            json!("#/components/schemas/B"),
        ),
    ];
    for (pointer, value) in changes {
        let mut broken = valid.clone();
        *broken.pointer_mut(pointer).unwrap() = value;
        assert!(!valid::problems(&broken).is_empty(), "{pointer}");
    }
}

/// The keywords of a document with their values where there are few, each in the words `keyword` or `keyword value`.
fn features(value: &Value, counts: &mut BTreeMap<String, usize>) {
    let mut count = |feature: String| *counts.entry(feature).or_default() += 1;
    match value {
        Value::Object(members) => {
            for (key, value) in members {
                count(key.clone());
                match value {
                    Value::String(text) => count(format!("{key} {text}")),
                    Value::Bool(flag) => count(format!("{key} {flag}")),
                    _ => {}
                }
            }
            if let Some(Value::Array(values)) = members.get("enum") {
                count(format!("enum of {}", values.len().min(2)));
                let has = |is: fn(&Value) -> bool| values.iter().any(is);
                if has(Value::is_null) {
                    count("enum with null".to_owned());
                }
                if has(Value::is_string) && has(Value::is_number) {
                    count("enum mixed".to_owned());
                }
            }
            if members.contains_key("responses") && !members.contains_key("operationId") {
                count("no operationId".to_owned());
            }
            if members.contains_key("properties") && members.contains_key("additionalProperties") {
                count("map beside properties".to_owned());
            }
            if let (Some(place), Some(style)) = (members.get("in"), members.get("style")) {
                let shape = &members["schema"]["type"];
                count(format!("{place} {style} {shape}"));
            }
            members.values().for_each(|value| features(value, counts));
        }
        Value::Array(items) => {
            items
                .iter()
                .filter_map(Value::as_str)
                .for_each(|text| count(format!("- {text}")));
            items.iter().for_each(|value| features(value, counts));
        }
        _ => {}
    }
}

/// What all documents together have to hold.
const FEATURES: &[&str] = &[
    "swagger 2.0",
    "openapi 3.0.3",
    "openapi 3.1.0",
    "allOf",
    "oneOf",
    "anyOf",
    "not",
    "discriminator",
    "mapping",
    "const",
    "enum of 1",
    "enum with null",
    "enum mixed",
    "nullable",
    "x-nullable",
    "type null",
    "- null",
    "additionalProperties false",
    "map beside properties",
    "patternProperties",
    "default",
    "format date-time",
    "format uuid",
    "format byte",
    "format binary",
    "format int32",
    "readOnly",
    "writeOnly",
    "deprecated",
    "no operationId",
    "Self",
    "fn",
    "名前",
    "🚀",
    "\u{202e}abc",
    "<=",
    "1st",
    "fooBar",
    "foo_bar",
    "application/json",
    "application/merge-patch+json",
    "application/vnd.acme.v1+json",
    "application/x-www-form-urlencoded",
    "multipart/form-data",
    "encoding",
    "application/octet-stream",
    "text/plain",
    "application/xml",
    "*/*",
    "image/*",
    "text/event-stream",
    "application/x-ndjson",
    "200",
    "201",
    "204",
    "2XX",
    "4XX",
    "headers",
    "scheme bearer",
    "scheme basic",
    "in query",
    "in header",
    "in cookie",
    "type oauth2",
    "type openIdConnect",
    "type mutualTLS",
    "variables",
    "webhooks",
    "callbacks",
    "collectionFormat pipes",
    "style simple",
    "style label",
    "style matrix",
    "style form",
    "style spaceDelimited",
    "style pipeDelimited",
    "style deepObject",
    "explode true",
    "explode false",
    "content",
];

#[test]
fn every_feature_occurs() {
    let mut counts = BTreeMap::new();
    documents().for_each(|document| features(&document, &mut counts));
    let missing: Vec<&&str> = { FEATURES.iter() }
        .filter(|feature| !counts.contains_key(**feature))
        .collect();
    assert!(missing.is_empty(), "{missing:?}");
    for style in ["simple", "label", "matrix"] {
        for shape in ["array", "object"] {
            let feature = format!("\"path\" \"{style}\" \"{shape}\"");
            assert!(counts.contains_key(&feature), "{feature}");
        }
    }
    assert!(documents().any(|document| is_recursive(&document)));
    assert!(documents().any(|document| merges_a_union(&document)));
}

fn schemas(document: &Value) -> &Map<String, Value> {
    let sections = [&document["components"]["schemas"], &document["definitions"]];
    sections.into_iter().find_map(Value::as_object).unwrap()
}

/// Whether a component refers to itself.
fn is_recursive(document: &Value) -> bool {
    let mut all = schemas(document).iter();
    all.any(|(key, schema)| {
        schema
            .to_string()
            .contains(&format!("\"#/components/schemas/{key}\""))
    })
}

/// Whether a component merges a union with something.
fn merges_a_union(document: &Value) -> bool {
    let all = schemas(document);
    let is_union = |part: &Value| {
        let key = part["$ref"]
            .as_str()
            .and_then(|reference| reference.rsplit('/').next());
        let target = key.and_then(|key| all.get(key));
        target.is_some_and(|target| target.get("oneOf").or(target.get("anyOf")).is_some())
    };
    let mut parts = all.values().filter_map(|schema| schema["allOf"].as_array());
    parts.any(|parts| parts.len() > 1 && parts.iter().any(is_union))
}

#[test]
fn a_failing_document_is_made_smaller() {
    // As if whatever is a number in an array could not be compiled.
    fn fails(value: &Value) -> bool {
        match value {
            Value::Object(members) => {
                members.get("type").is_some_and(|ty| ty == "array")
                    && members
                        .get("items")
                        .is_some_and(|items| items["type"] == "number")
                    || members.values().any(fails)
            }
            Value::Array(items) => items.iter().any(fails),
            _ => false,
        }
    }
    let document = documents().find(|document| fails(&document["components"]));
    let document = document.unwrap();
    let before = document.to_string().len();
    let mut tried = 0;
    let small = shrink::shrink(document, 400, |candidate| {
        tried += 1;
        fails(candidate)
    });
    assert!(fails(&small), "{small:#}");
    assert!(tried <= 400, "{tried}");
    assert_eq!(valid::problems(&small), Vec::<String>::new());
    let after = small.to_string().len();
    assert!(
        after < 300 && after * 4 < before,
        "{before} became {after}: {small:#}"
    );
}

#[test]
fn a_bound_on_the_steps_is_kept() {
    let mut tried = 0;
    shrink::shrink(make::document(1, 0), 5, |_| {
        tried += 1;
        true
    });
    assert_eq!(tried, 5);
}

#[test]
#[ignore = "it takes a minute; `.ci/run` has a step for it"]
fn twenty_documents_pass() {
    let status = Command::new(env!("CARGO_BIN_EXE_xtask-corpus"))
        .args(["--random", "20", "--seed", "1"])
        .status()
        .unwrap();
    assert!(status.success());
}
