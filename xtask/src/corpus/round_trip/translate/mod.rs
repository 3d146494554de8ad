//! The schemas of a description as one document of JSON Schema 2020-12, which knows nothing of the generator.
//!
//! Each schema that a component leads to becomes a member of `$defs`, whatever file it is in.

mod closed;
mod keywords;
mod schema;

use std::collections::{BTreeMap, VecDeque};
use std::path::{Path, PathBuf};

use serde_json::{Map, Value, json};

pub use closed::{close, close_open};

use super::text::Texts;

/// How literally schemas are taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// As they stand: what a valid value is.
    Strict,
    /// Texts and whole numbers that an enum does not list are valid too.
    Open,
    /// A value is refused only when nobody could take it: several arms of a `oneOf` may fit, members that only one
    /// side sends may be missing, `nullable` counts in every dialect.
    Lenient,
    /// As lenient, and enums list examples only: what may come back.
    Returned,
    /// As they stand, without the members that only answers have.
    Sent,
    /// As they stand, without the members that only requests have.
    Received,
}

impl Reading {
    pub(super) const fn is_lenient(self) -> bool {
        matches!(self, Self::Lenient | Self::Returned)
    }

    /// The keywords that mark members which may be missing.
    pub(super) const fn one_way(self) -> &'static [&'static str] {
        match self {
            Self::Strict | Self::Open => &[],
            Self::Lenient | Self::Returned => &["readOnly", "writeOnly"],
            Self::Sent => &["readOnly"],
            Self::Received => &["writeOnly"],
        }
    }

    /// Whether members that may be missing must be missing.
    pub(super) const fn is_one_sided(self) -> bool {
        matches!(self, Self::Sent | Self::Received)
    }

    pub(super) const fn is_open(self) -> bool {
        matches!(self, Self::Open | Self::Returned)
    }
}

/// What became of the schemas.
#[derive(Debug)]
pub struct Translated {
    /// `{"$defs": {…}}`
    pub root: Value,
    /// The schemas asked for: the key and the name in `$defs`.
    pub components: Vec<(String, String)>,
}

/// The members that are added for the sampler, which a validator ignores.
pub mod hints {
    /// Values that the document gives as examples.
    pub const CANDIDATES: &str = "x-candidates";
    /// The member that tells the arms of a union apart, and the texts that stand for schemas.
    pub const TAG: &str = "x-tag";
    /// The values of an enum that any other of their types may stand for.
    pub const LISTED: &str = "x-listed";
    /// The component's key, or the last part of the pointer to the schema.
    pub const KEY: &str = "x-key";
}

/// Translates the component schemas of the description at `path` and all they lead to.
pub fn translate(texts: &mut Texts, path: &Path, reading: Reading) -> Translated {
    let components = texts.components(path);
    let places = components
        .into_iter()
        .map(|(key, pointer)| (key, path.to_owned(), pointer));
    translate_all(texts, places.collect(), reading)
}

/// Translates schemas, each of which has a key and stands at a pointer into a file, and all they lead to.
pub fn translate_all(
    texts: &mut Texts,
    places: Vec<(String, PathBuf, String)>,
    reading: Reading,
) -> Translated {
    let mut translator = Translator {
        texts,
        reading,
        names: BTreeMap::new(),
        waiting: VecDeque::new(),
    };
    let components = places
        .into_iter()
        .map(|(key, path, pointer)| (key, translator.name(path, pointer)))
        .collect();
    let mut defs = Map::new();
    while let Some((path, pointer, name)) = translator.waiting.pop_front() {
        let Some(value) = translator.texts.at(&path, &pointer).cloned() else {
            // It stays away, and whatever leads to it cannot be judged.
            continue;
        };
        let mut schema = translator.schema(&path, &value);
        if let Value::Object(schema) = &mut schema {
            let key = pointer.rsplit('/').next().unwrap_or_default();
            let key = key.replace("~1", "/").replace("~0", "~");
            schema.insert(hints::KEY.to_owned(), key.into());
        }
        defs.insert(name, schema);
    }
    Translated {
        root: json!({ "$defs": defs }),
        components,
    }
}

struct Translator<'a> {
    texts: &'a mut Texts,
    reading: Reading,
    names: BTreeMap<(PathBuf, String), String>,
    waiting: VecDeque<(PathBuf, String, String)>,
}

impl Translator<'_> {
    /// The reference into `$defs` for one in the file at `base`.
    fn reference(&mut self, base: &Path, reference: &str) -> String {
        let (path, pointer) = self.texts.target(base, reference);
        format!("#/$defs/{}", self.name(path, pointer))
    }

    fn name(&mut self, path: PathBuf, pointer: String) -> String {
        let next = self.names.len().to_string();
        let place = (path, pointer);
        if let Some(name) = self.names.get(&place) {
            return name.clone();
        }
        self.names.insert(place.clone(), next.clone());
        self.waiting.push_back((place.0, place.1, next.clone()));
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn translated(description: Value, reading: Reading) -> Value {
        let path = Path::new("a.json");
        let mut texts = Texts::of(description, path);
        translate(&mut texts, path, reading).root["$defs"].clone()
    }

    #[test]
    fn references_are_followed_wherever_they_lead() {
        let defs = translated(
            json!({
                "openapi": "3.1.0",
                "x-more": {"B": {"type": "array", "items": {"$ref": "#/components/schemas/A"}}},
                "components": {"schemas": {
                    "A": {"properties": {"b": {"$ref": "#/x-more/B"}, "c": {"$ref": "#/nowhere"}}},
                }},
            }),
            Reading::Strict,
        );
        let expected = json!({
            "0": {"properties": {"b": {"$ref": "#/$defs/1"}, "c": {"$ref": "#/$defs/2"}}, "x-key": "A"},
            "1": {"type": "array", "items": {"$ref": "#/$defs/0"}, "x-key": "B"},
        });
        assert_eq!(defs, expected);
    }

    #[test]
    fn readings_differ_in_what_they_let_pass() {
        let description = json!({
            "swagger": "2.0",
            "definitions": {
                "A": {
                    "type": "object",
                    "required": ["a", "b"],
                    "properties": {
                        "a": {"type": "string", "readOnly": true, "enum": ["x"]},
                        "b": {"type": "string", "nullable": true, "enum": [null, "y"]},
                    },
                },
            },
        });
        let strict = translated(description.clone(), Reading::Strict);
        assert_eq!(strict["0"]["required"], json!(["a", "b"]));
        assert_eq!(strict["0"]["properties"]["a"]["enum"], json!(["x"]));
        assert_eq!(strict["0"]["properties"]["b"]["type"], "string");
        let open = translated(description.clone(), Reading::Open);
        assert_eq!(
            open["0"]["properties"]["a"],
            json!({"type": "string", "x-listed": ["x"]})
        );
        let lenient = translated(description, Reading::Lenient);
        assert_eq!(lenient["0"]["required"], json!(["b"]));
        assert_eq!(
            lenient["0"]["properties"]["b"]["anyOf"][1],
            json!({"type": "null"})
        );
    }

    #[test]
    fn no_reading_widens_what_must_not_fit() {
        let description = json!({
            "openapi": "3.1.0",
            "components": {"schemas": {"A": {"type": "string", "not": {"enum": ["x"]}}}},
        });
        for reading in [
            Reading::Strict,
            Reading::Open,
            Reading::Lenient,
            Reading::Returned,
        ] {
            let defs = translated(description.clone(), reading);
            assert_eq!(defs["0"]["not"], json!({"enum": ["x"]}), "{reading:?}");
        }
    }

    #[test]
    fn what_only_one_side_sends_is_forbidden_to_the_other() {
        let description = json!({
            "openapi": "3.0.3",
            "components": {"schemas": {"A": {
                "required": ["a", "b", "c"],
                "properties": {
                    "a": {"readOnly": true},
                    "b": {"$ref": "#/components/schemas/B"},
                    "c": {},
                },
            }, "B": {"writeOnly": true}}},
        });
        let sent = translated(description.clone(), Reading::Sent);
        assert_eq!(sent["0"]["required"], json!(["b", "c"]));
        assert_eq!(sent["0"]["properties"]["a"], json!(false));
        let received = translated(description, Reading::Received);
        assert_eq!(received["0"]["required"], json!(["a", "c"]));
        assert_eq!(received["0"]["properties"]["b"], json!(false));
    }
}
