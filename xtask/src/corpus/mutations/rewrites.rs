//! Ways to say the same in other words.

use fastrand::Rng;
use serde_json::{Value, json};

use super::sites::{members, operations};

/// A rewrite; false when there is nothing to rewrite.
type Rewrite = fn(&mut Value, &mut Rng) -> bool;

/// All rewrites by name. That order and format do not count is tested with every description.
pub const REWRITES: [(&str, Rewrite); 5] = [
    ("same: parameter inlined", |document, _| {
        inlined(document, "parameters")
    }),
    ("same: response inlined", |document, _| {
        inlined(document, "responses")
    }),
    ("same: request body inlined", |document, _| {
        inlined(document, "requestBodies")
    }),
    ("same: spelled as OpenAPI 3.1", |document, _| {
        as_31(document)
    }),
    ("same: comments", |document, _| {
        document["x-comment"] = json!("nothing of this is read");
        true
    }),
];

/// Puts a component where it is used, should it be used once.
fn inlined(document: &mut Value, section: &str) -> bool {
    let prefix = format!("#/components/{section}/");
    let mut uses: std::collections::BTreeMap<String, Vec<String>> =
        std::collections::BTreeMap::new();
    for operation in operations(document) {
        let mut ahead = vec![format!("{operation}/requestBody")];
        let parameters = document.pointer(&format!("{operation}/parameters"));
        let count = parameters.and_then(Value::as_array).map_or(0, Vec::len);
        ahead.extend((0..count).map(|index| format!("{operation}/parameters/{index}")));
        let responses = members(document, &format!("{operation}/responses"));
        ahead.extend(responses.map(|(status, _)| format!("{operation}/responses/{status}")));
        for at in ahead {
            let target = document.pointer(&at).and_then(|one| one["$ref"].as_str());
            if let Some(target) = target.filter(|target| target.starts_with(&prefix)) {
                uses.entry(target.to_owned()).or_default().push(at);
            }
        }
    }
    let text = document.to_string();
    let once = uses.into_iter().filter(|(target, places)| {
        places.len() == 1 && text.matches(&format!("\"{target}\"")).count() == 1
    });
    let mut is_changed = false;
    for (target, places) in once.collect::<Vec<_>>() {
        let pointer = target.trim_start_matches('#');
        let (Some(component), Some(place)) = (document.pointer(pointer).cloned(), places.first())
        else {
            continue;
        };
        if let Some(slot) = document.pointer_mut(place) {
            *slot = component;
            is_changed = true;
        }
        if let Some((section, key)) = pointer.rsplit_once('/')
            && let Some(Value::Object(section)) = document.pointer_mut(section)
        {
            section.remove(&key.replace("~1", "/").replace("~0", "~"));
        }
    }
    is_changed
}

/// Spells what 3.0 says as 3.1 does.
fn as_31(document: &mut Value) -> bool {
    if !document["openapi"]
        .as_str()
        .is_some_and(|version| version.starts_with("3.0"))
    {
        return false;
    }
    document["openapi"] = json!("3.1.0");
    let mut ahead = vec![document];
    while let Some(value) = ahead.pop() {
        match value {
            Value::Object(object) => {
                let ty = object.get("type").cloned();
                if let (Some(Value::Bool(true)), Some(Value::String(ty))) =
                    (object.get("nullable"), ty)
                    && !object.contains_key("enum")
                {
                    object.remove("nullable");
                    object.insert("type".to_owned(), json!([ty, "null"]));
                }
                for (flag, bound) in [
                    ("exclusiveMinimum", "minimum"),
                    ("exclusiveMaximum", "maximum"),
                ] {
                    if object.get(flag) == Some(&Value::Bool(true))
                        && let Some(number) = object.remove(bound)
                    {
                        object.insert(flag.to_owned(), number);
                    }
                }
                let examples = ["example", "examples", "default", "enum"];
                ahead.extend(
                    object
                        .iter_mut()
                        .filter(|(key, _)| !examples.contains(&key.as_str()))
                        .map(|(_, value)| value),
                );
            }
            Value::Array(items) => ahead.extend(items),
            _ => {}
        }
    }
    true
}
