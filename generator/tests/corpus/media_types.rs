//! Every media type that a description declares for a success can be had: a method asks for it, or it only spells in another
//! way the value that a method gives.
//!
//! The declared ones are read from the document itself and not from what sdkgen makes of it.

use std::collections::BTreeMap;
use std::path::Path;

use sdkgen::Options;
use sdkgen::diagnostics::Diagnostics;
use serde_json::Value;

/// In bytes: reading is all that is done.
const LARGEST: u64 = 3_000_000;

#[test]
fn no_declared_media_type_of_a_success_is_unreachable() {
    let Some(folder) = std::env::var_os("SDKGEN_CORPUS") else {
        super::programs::skip(
            "SDKGEN_CORPUS is not set: no media types of real descriptions are counted",
        );
        return;
    };
    let (mut declared, mut spelled, mut documents) = (0, 0, 0);
    let mut unreachable = Vec::new();
    for document in super::documents(&Path::new(&folder).join("specs"), LARGEST) {
        let mut diagnostics = Diagnostics::new();
        let described = sdkgen::read(&document, &Options::default(), &mut diagnostics);
        let (Some(described), Some(written)) = (described, written(&document)) else {
            continue;
        };
        documents += 1;
        let mut asked: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
        let mut spellings = asked.clone();
        for operation in &described.api.operations {
            let key = (operation.method.clone(), operation.template.clone());
            // Those with a weight are for errors, which come as what they are.
            let accept = operation
                .accept
                .split(',')
                .filter(|one| !one.contains(";q="));
            let accept = accept.map(essence);
            asked.entry(key.clone()).or_default().extend(accept);
            let others = operation.spellings.iter().map(|(name, _)| essence(name));
            spellings.entry(key).or_default().extend(others);
        }
        for (key, media_types) in successes(&written) {
            // What is left out of the crate has no method at all.
            let Some(asked) = asked.get(&key) else {
                continue;
            };
            for media_type in media_types {
                declared += 1;
                let is_in = |all: &Vec<String>| all.contains(&media_type);
                if is_in(asked) || media_type.contains('*') {
                    continue;
                }
                if spellings.get(&key).is_some_and(is_in) {
                    spelled += 1;
                } else {
                    unreachable.push(format!(
                        "{}: {} {} as {media_type}",
                        document.display(),
                        key.0,
                        key.1
                    ));
                }
            }
        }
    }
    super::programs::say(&format!(
        "{declared} media types of successes in {documents} descriptions: {spelled} spell what is had in another way, {} are unreachable",
        unreachable.len()
    ));
    assert!(unreachable.is_empty(), "{unreachable:#?}");
}

/// The media types of each operation's successes, without their parameters.
fn successes(document: &Value) -> BTreeMap<(String, String), Vec<String>> {
    let mut successes = BTreeMap::new();
    for (path, item) in members(document.get("paths")) {
        for (method, operation) in members(Some(item)) {
            let key = (method.to_uppercase(), path.clone());
            let mut media_types = Vec::new();
            for (status, response) in members(operation.get("responses")) {
                let is_success = status.starts_with('2') && status != "204" && key.0 != "HEAD";
                if is_success {
                    let response = followed(document, response);
                    let names = members(response.get("content")).into_iter();
                    media_types.extend(names.map(|(name, _)| essence(name)));
                    if response.get("schema").is_some() {
                        let produced = operation.get("produces").or(document.get("produces"));
                        let produced = produced.and_then(Value::as_array).into_iter().flatten();
                        media_types.extend(produced.filter_map(Value::as_str).map(essence));
                    }
                }
            }
            // What has no slash is no media type.
            media_types.retain(|name| name.contains('/'));
            successes.insert(key, media_types);
        }
    }
    successes
}

fn members(value: Option<&Value>) -> Vec<(&String, &Value)> {
    let object = value.and_then(Value::as_object);
    object.into_iter().flatten().collect()
}

/// What a reference within the document points to.
fn followed<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    let target = value.get("$ref").and_then(Value::as_str);
    let target = target.and_then(|target| document.pointer(target.strip_prefix('#')?));
    target.unwrap_or(value)
}

/// A media type without its parameters.
fn essence(media_type: &str) -> String {
    let essence = media_type.split(';').next().unwrap_or_default();
    essence.trim().to_lowercase()
}

fn written(path: &Path) -> Option<Value> {
    let text = std::fs::read_to_string(path).ok()?;
    match path.extension()?.to_str()? {
        "json" => serde_json::from_str(&text).ok(),
        _ => serde_yaml::from_str(&text).ok(),
    }
}
