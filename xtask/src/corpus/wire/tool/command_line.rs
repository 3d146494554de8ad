//! From the inputs of a call to the arguments of a command.

use std::fs;
use std::path::Path;

use serde_json::{Map, Value};

use super::catalogue::{Command, Flag};
use crate::wire::auth;
use crate::wire::description::{Kind, Media, Operation};
use crate::wire::inputs::Inputs;

/// The arguments of a command. `turn` chooses among the ways in which the same can be said; files go into `folder`.
///
/// # Errors
///
/// When a command line cannot say it.
pub fn arguments(
    command: &Command,
    operation: &Operation,
    inputs: &Inputs<'_>,
    folder: &Path,
    turn: usize,
) -> Result<Vec<String>, String> {
    let words = command.command.split(' ').skip(1);
    let mut arguments: Vec<String> = words.map(str::to_owned).collect();
    for (parameter, value) in &inputs.parameters {
        let place = parameter.place.name();
        let flag = command.flag(place, &parameter.name);
        let flag = flag.ok_or_else(|| format!("no flag for {place} {}", parameter.name))?;
        arguments.extend(given(flag, value, turn)?);
    }
    for (scheme, credential) in auth::credentials(operation) {
        let mut known = command.credentials.iter().flatten();
        let known = known.find(|one| one.scheme == scheme);
        let known = known.ok_or_else(|| format!("no flag for the credential {scheme}"))?;
        let credential = credential.as_str().unwrap_or_default();
        arguments.push(format!("--{}={credential}", known.flag));
    }
    if let Some((media, value)) = &inputs.body {
        arguments.extend(body(command, media, value, folder, turn)?);
    }
    match arguments.iter().any(|argument| argument.contains('\0')) {
        true => Err("a text with NUL".to_owned()),
        false => Ok(arguments),
    }
}

fn body(
    command: &Command,
    media: &Media,
    value: &Value,
    folder: &Path,
    turn: usize,
) -> Result<Vec<String>, String> {
    let has_fields = command.flags.iter().any(|flag| flag.place == "field");
    match (media.kind(), value) {
        (Kind::Form | Kind::Multipart, Value::Object(members)) if has_fields => {
            fields(command, members, folder, turn)
        }
        (Kind::Raw, Value::String(text)) => {
            let path = folder.join("body");
            fs::write(&path, text).map_err(|error| error.to_string())?;
            Ok(vec![format!("--body=@{}", path.display())])
        }
        (_, Value::Object(members)) if turn % 2 == 1 => Ok(members_of(command, members, turn)),
        _ => Ok(vec![format!("--json={value}")]),
    }
}

/// A form, a flag for each field.
fn fields(
    command: &Command,
    members: &Map<String, Value>,
    folder: &Path,
    turn: usize,
) -> Result<Vec<String>, String> {
    let mut arguments = Vec::new();
    for (index, (name, value)) in members.iter().enumerate() {
        let flag = command.flag("field", name);
        let flag = flag.ok_or("no flag for a field".to_owned())?;
        if flag.kind != "file" {
            arguments.extend(given(flag, value, turn)?);
            continue;
        }
        let files = match value {
            Value::Array(items) => items.as_slice(),
            one => std::slice::from_ref(one),
        };
        for (number, file) in files.iter().enumerate() {
            let path = folder.join(format!("file-{index}-{number}"));
            let text = file
                .as_str()
                .map_or_else(|| file.to_string(), str::to_owned);
            fs::write(&path, text).map_err(|error| error.to_string())?;
            arguments.push(format!("--{}={}", flag.name, path.display()));
        }
    }
    Ok(arguments)
}

/// A body: flags for the members that have some, and the rest as JSON.
fn members_of(command: &Command, members: &Map<String, Value>, turn: usize) -> Vec<String> {
    let mut rest = Map::new();
    let mut arguments = Vec::new();
    for (name, value) in members {
        let flag = command.flag("body", name);
        match flag.map(|flag| given(flag, value, turn)) {
            Some(Ok(said)) => arguments.extend(said),
            _ => {
                rest.insert(name.clone(), value.clone());
            }
        }
    }
    if !rest.is_empty() || arguments.is_empty() {
        arguments.push(format!("--json={}", Value::Object(rest)));
    }
    arguments
}

/// The arguments for one input.
fn given(flag: &Flag, value: &Value, turn: usize) -> Result<Vec<String>, String> {
    let name = &flag.name;
    Ok(match (flag.several, value) {
        (_, Value::Null) if flag.nullable => vec![format!("--null={name}")],
        (true, Value::Array(items)) => {
            let texts: Option<Vec<String>> = items.iter().map(|item| plain(flag, item)).collect();
            // Beginning so, an item would be taken for a list.
            let texts = texts.filter(|texts| !texts.iter().any(|text| text.starts_with('[')));
            match texts.filter(|texts| !texts.is_empty() && turn % 3 != 2) {
                Some(texts) => { texts.iter() }
                    .map(|text| format!("--{name}={}", typed(text)))
                    .collect(),
                None => vec![format!("--{name}={value}")],
            }
        }
        (true, Value::Object(_)) => vec![format!("--{name}={value}")],
        (true, _) => return Err("a single value in place of a list".to_owned()),
        (false, _) => {
            let text = plain(flag, value).ok_or(format!("no way to say {}", flag.kind))?;
            vec![format!("--{name}={}", typed(&text))]
        }
    })
}

/// One value as a text.
fn plain(flag: &Flag, value: &Value) -> Option<String> {
    match (flag.kind.as_str(), value) {
        ("json", value) => Some(value.to_string()),
        (_, Value::String(text)) => Some(text.clone()),
        ("text" | "integer" | "number" | "bool", Value::Number(_) | Value::Bool(_)) => {
            Some(value.to_string())
        }
        _ => None,
    }
}

/// A text as it is typed: with `@` in front it would be a file.
fn typed(text: &str) -> String {
    match text.starts_with('@') {
        true => format!("@{text}"),
        false => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn flag(kind: &str, several: bool) -> Flag {
        let flag = json!({
            "name": "a", "in": "query", "wire": "a", "type": kind, "several": several, "nullable": true,
        });
        serde_json::from_value(flag).unwrap()
    }

    #[test]
    fn values_are_typed_as_a_person_would() {
        let said = |kind: &str, several, value, turn| {
            given(&flag(kind, several), &value, turn).map(|all| all.join(" "))
        };
        let ok = |text: &str| Ok(text.to_owned());
        assert_eq!(said("text", false, json!("@b"), 0), ok("--a=@@b"));
        assert_eq!(said("integer", false, json!(-5), 0), ok("--a=-5"));
        assert_eq!(said("json", false, json!({"b": 1}), 0), ok("--a={\"b\":1}"));
        assert_eq!(said("text", true, json!(["b", "c"]), 0), ok("--a=b --a=c"));
        assert_eq!(said("text", true, json!(["b"]), 2), ok("--a=[\"b\"]"));
        assert_eq!(said("text", true, json!(["[b]"]), 0), ok("--a=[\"[b]\"]"));
        assert_eq!(said("text", true, json!([]), 0), ok("--a=[]"));
        assert_eq!(said("text", false, json!(null), 0), ok("--null=a"));
        assert!(said("text", true, json!("b"), 0).is_err());
    }
}
