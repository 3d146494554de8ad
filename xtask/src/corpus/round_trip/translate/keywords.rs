//! The keywords that hold no schemas: taken over where their value makes sense, and put right where an old dialect
//! meant something else.

use std::collections::HashMap;
use std::sync::{LazyLock, Mutex};

use serde_json::{Map, Number, Value, json};

use super::{Reading, hints};

/// What `type` is called where its author did not look it up.
const MEANT: [(&str, &str); 11] = [
    ("bool", "boolean"),
    ("date", "string"),
    ("dict", "object"),
    ("double", "number"),
    ("float", "number"),
    ("int", "integer"),
    ("list", "array"),
    ("long", "integer"),
    ("map", "object"),
    ("str", "string"),
    ("uuid", "string"),
];

const TYPES: [&str; 7] = [
    "null", "boolean", "integer", "number", "string", "array", "object",
];

/// The formats that are asserted.
const FORMATS: [&str; 9] = [
    "date-time",
    "date",
    "time",
    "duration",
    "uuid",
    "ipv4",
    "ipv6",
    "byte",
    "base64url",
];

/// Writes the keywords of the schema `said` into `schema`.
pub(super) fn copy(said: &Map<String, Value>, reading: Reading, schema: &mut Map<String, Value>) {
    for (keyword, value) in said {
        let value = match (keyword.as_str(), value) {
            ("type", value) => match types(value) {
                Some(types) => types,
                None => continue,
            },
            ("enum", Value::Array(values)) if !values.is_empty() => value.clone(),
            ("const", _) => value.clone(),
            ("multipleOf", Value::Number(number)) if number.as_f64() > Some(0.0) => value.clone(),
            ("maximum" | "minimum" | "exclusiveMaximum" | "exclusiveMinimum", Value::Number(_)) => {
                value.clone()
            }
            (
                "maxLength" | "minLength" | "maxItems" | "minItems" | "maxProperties"
                | "minProperties" | "maxContains" | "minContains",
                Value::Number(number),
            ) if number.is_u64() => value.clone(),
            ("pattern", Value::String(pattern)) if can_match(pattern) => value.clone(),
            ("format", Value::String(format)) if FORMATS.contains(&format.as_str()) => {
                value.clone()
            }
            ("uniqueItems", Value::Bool(_)) => value.clone(),
            ("required", Value::Array(names)) if names.iter().all(Value::is_string) => {
                let mut names = names.clone();
                names.sort_by(|a, b| a.as_str().cmp(&b.as_str()));
                names.dedup();
                Value::Array(names)
            }
            ("dependentRequired", Value::Object(members)) if members.values().all(is_names) => {
                value.clone()
            }
            _ => continue,
        };
        schema.insert(keyword.clone(), value);
    }
    encoding(said, schema);
    exclusive(said, schema);
    ranges(said, schema);
    if reading.is_open() {
        open(schema);
    }
    candidates(said, schema);
}

fn is_names(value: &Value) -> bool {
    let mut names = value.as_array().into_iter().flatten();
    value.is_array() && names.all(Value::is_string)
}

/// Whether the engine of the validator knows the pattern; others are dropped.
pub(super) fn can_match(pattern: &str) -> bool {
    static KNOWN: LazyLock<Mutex<HashMap<String, bool>>> = LazyLock::new(Mutex::default);
    let Ok(mut known) = KNOWN.lock() else {
        return false;
    };
    *known.entry(pattern.to_owned()).or_insert_with(|| {
        jsonschema::draft202012::options()
            .build(&json!({ "pattern": pattern }))
            .is_ok()
    })
}

fn types(value: &Value) -> Option<Value> {
    let word = |value: &Value| {
        let word = match value {
            Value::Null => "null",
            value => value.as_str()?,
        };
        let meant = MEANT.iter().find(|(other, _)| *other == word);
        let word = meant.map_or(word, |(_, meant)| meant);
        TYPES.contains(&word).then(|| word.to_owned())
    };
    match value {
        Value::Array(list) => {
            let mut words: Vec<String> = list.iter().map(word).collect::<Option<_>>()?;
            words.sort();
            words.dedup();
            (!words.is_empty()).then(|| json!(words))
        }
        value => word(value).map(Value::String),
    }
}

/// Bytes written as text, in the words of either dialect: all become a format, which can be asserted.
fn encoding(said: &Map<String, Value>, schema: &mut Map<String, Value>) {
    let encoding = said.get("contentEncoding").or_else(|| said.get("format"));
    let format = match encoding.and_then(Value::as_str) {
        Some("base64") => "byte",
        Some("base64url") => "base64url",
        _ => return,
    };
    schema.insert("format".to_owned(), format.into());
}

/// `exclusiveMinimum: true` beside `minimum`.
fn exclusive(said: &Map<String, Value>, schema: &mut Map<String, Value>) {
    for (flag, bound) in [
        ("exclusiveMinimum", "minimum"),
        ("exclusiveMaximum", "maximum"),
    ] {
        if said.get(flag) == Some(&Value::Bool(true))
            && let Some(limit) = schema.remove(bound)
        {
            schema.insert(flag.to_owned(), limit);
        }
    }
}

/// What a format says of the size of whole numbers; without one they have 64 bits.
fn ranges(said: &Map<String, Value>, schema: &mut Map<String, Value>) {
    let can_be = |word: &str| match schema.get("type") {
        Some(Value::String(only)) => only == word,
        Some(Value::Array(several)) => several.iter().any(|other| other == word),
        _ => false,
    };
    let format = said
        .get("format")
        .and_then(Value::as_str)
        .unwrap_or_default();
    let range: Option<(Number, Number)> = match format {
        _ if !can_be("integer") && !can_be("number") => None,
        "int8" => Some((i8::MIN.into(), i8::MAX.into())),
        "int16" => Some((i16::MIN.into(), i16::MAX.into())),
        "int32" => Some((i32::MIN.into(), i32::MAX.into())),
        "uint8" => Some((0.into(), u8::MAX.into())),
        "uint16" => Some((0.into(), u16::MAX.into())),
        "uint32" => Some((0.into(), u32::MAX.into())),
        "uint64" => Some((0.into(), u64::MAX.into())),
        // A number without fraction may be of any size.
        _ if can_be("number") => None,
        _ => Some((i64::MIN.into(), i64::MAX.into())),
    };
    let Some((least, most)) = range else {
        return;
    };
    let number = |schema: &Map<String, Value>, key: &str| schema.get(key).and_then(Value::as_f64);
    if number(schema, "minimum").is_none_or(|limit| limit < least.as_f64().unwrap_or_default()) {
        schema.insert("minimum".to_owned(), Value::Number(least));
    }
    if number(schema, "maximum").is_none_or(|limit| limit > most.as_f64().unwrap_or_default()) {
        schema.insert("maximum".to_owned(), Value::Number(most));
    }
}

/// Lets an enum of texts or whole numbers have any value of their types.
fn open(schema: &mut Map<String, Value>) {
    for keyword in ["enum", "const"] {
        let values: &[Value] = match schema.get(keyword) {
            Some(Value::Array(values)) if keyword == "enum" => values,
            Some(value) => std::slice::from_ref(value),
            None => continue,
        };
        let mut types = Vec::new();
        for value in values {
            types.push(match value {
                Value::String(_) => "string",
                Value::Number(number) if number.is_i64() => "integer",
                Value::Null => "null",
                _ => return,
            });
        }
        types.sort_unstable();
        types.dedup();
        if types == ["null"] {
            return;
        }
        schema.insert(hints::LISTED.to_owned(), json!(values));
        schema.remove(keyword);
        schema.entry("type").or_insert_with(|| json!(types));
    }
}

/// The values that the document itself gives.
fn candidates(said: &Map<String, Value>, schema: &mut Map<String, Value>) {
    let mut all = Vec::new();
    for keyword in ["example", "x-example", "default"] {
        all.extend(said.get(keyword).cloned());
    }
    match said.get("examples") {
        Some(Value::Array(several)) => all.extend(several.iter().cloned()),
        // Named ones, as parameters have them.
        Some(Value::Object(named)) => {
            all.extend(named.values().filter_map(|one| one.get("value")).cloned());
        }
        _ => {}
    }
    if !all.is_empty() {
        schema.insert(hints::CANDIDATES.to_owned(), Value::Array(all));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copied(said: Value, reading: Reading) -> Value {
        let mut schema = Map::new();
        copy(said.as_object().unwrap(), reading, &mut schema);
        Value::Object(schema)
    }

    #[test]
    fn old_dialects_are_put_right() {
        let said = json!({
            "type": "integer", "format": "int32", "minimum": 3, "exclusiveMinimum": true,
            "required": true, "maxLength": "7", "example": 5,
        });
        let expected = json!({
            "type": "integer", "exclusiveMinimum": 3, "minimum": i32::MIN, "maximum": i32::MAX,
            "x-candidates": [5],
        });
        assert_eq!(copied(said, Reading::Strict), expected);
        let file = copied(json!({"type": "file"}), Reading::Strict);
        assert_eq!(file, json!({}));
        let encoded = json!({"contentEncoding": "base64", "format": "base64"});
        assert_eq!(copied(encoded, Reading::Strict), json!({"format": "byte"}));
        let pattern = copied(
            json!({"pattern": "[a-", "format": "email"}),
            Reading::Strict,
        );
        assert_eq!(pattern, json!({}));
    }

    #[test]
    fn whole_numbers_have_a_range_and_others_have_none() {
        let integer = copied(json!({"type": "integer", "maximum": 9}), Reading::Strict);
        assert_eq!(
            integer,
            json!({"type": "integer", "minimum": i64::MIN, "maximum": 9})
        );
        assert_eq!(
            copied(json!({"type": "number"}), Reading::Strict),
            json!({"type": "number"})
        );
        let wide = copied(
            json!({"type": "integer", "format": "uint64"}),
            Reading::Strict,
        );
        assert_eq!(wide["maximum"], u64::MAX);
    }

    #[test]
    fn an_open_enum_keeps_its_type() {
        let open = copied(json!({"enum": ["a", null]}), Reading::Open);
        assert_eq!(
            open,
            json!({"type": ["null", "string"], "x-listed": ["a", null]})
        );
        let flag = copied(json!({"const": true}), Reading::Open);
        assert_eq!(flag, json!({"const": true}));
    }
}
