//! Values that the schemas of a description allow, in requests or in answers.

use std::collections::BTreeMap;
use std::path::Path;
use std::rc::Rc;

use jsonschema::Validator;
use serde_json::Value;

use super::reader::At;
use crate::round_trip::compare::clipped;
use crate::round_trip::sample::{Sampler, UNNAMED};
use crate::round_trip::text::Texts;
use crate::round_trip::translate::{Reading, close, translate_all};
use crate::round_trip::validate::Validators;

/// How often a value is made up before it is given up.
const TRIES: usize = 300;

/// How deep the parts of a schema are looked at.
const MOST_HOPS: usize = 16;

/// Schemas in one reading.
pub struct Schemas {
    root: Value,
    names: BTreeMap<String, String>,
    strictly: Validators,
    closely: Validators,
    returned: Validators,
}

impl Schemas {
    /// The schemas at these places, read as what is sent or what is received.
    pub fn of(texts: &mut Texts, places: &[At], reading: Reading) -> Self {
        let all = || {
            let places = places.iter();
            places
                .map(|at| (at.key(), at.file.clone(), at.pointer.clone()))
                .collect::<Vec<_>>()
        };
        let translated = translate_all(texts, all(), reading);
        let returned = translate_all(texts, all(), Reading::Returned).root;
        Self {
            closely: Validators::of(close(&translated)),
            strictly: Validators::of(translated.root.clone()),
            returned: Validators::of(returned),
            names: translated.components.into_iter().collect(),
            root: translated.root,
        }
    }

    /// Makes up values.
    pub fn values(&self) -> Option<Values<'_>> {
        Some(Values {
            schemas: self,
            sampler: Sampler::new(&self.root)?,
            built: BTreeMap::new(),
        })
    }
}

/// Makes up values.
pub struct Values<'a> {
    schemas: &'a Schemas,
    sampler: Sampler<'a>,
    built: BTreeMap<String, Result<Rc<Built>, String>>,
}

/// What is known of one schema.
pub struct Built {
    strict: Validator,
    closed: Option<Validator>,
    /// Decides whether a null may have come or gone.
    pub returned: Option<Validator>,
}

impl Built {
    /// Whether a value is valid, whatever members it has beside those that are named.
    pub fn is_allowed(&self, value: &Value) -> bool {
        self.strict.is_valid(value)
    }

    /// Whether a value is valid, and has no members that nobody names.
    pub fn is_valid(&self, value: &Value) -> bool {
        self.strict.is_valid(value)
            && self
                .closed
                .as_ref()
                .is_none_or(|closed| closed.is_valid(value))
    }
}

impl Values<'_> {
    /// Begins with another operation: every branch is new again.
    pub fn begin(&mut self, seed: u64) {
        self.sampler.begin(seed);
    }

    /// What is known of the schema at a place, or why there is no telling what is valid.
    pub fn built(&mut self, at: &At) -> Result<Rc<Built>, String> {
        let key = at.key();
        let Some(name) = self.schemas.names.get(&key) else {
            return Err(format!("there is no schema at {key}"));
        };
        let schemas = self.schemas;
        let build = || {
            Ok(Rc::new(Built {
                strict: schemas.strictly.build(name)?,
                closed: schemas.closely.build(name).ok(),
                returned: schemas.returned.build(name).ok(),
            }))
        };
        self.built.entry(key).or_insert_with(build).clone()
    }

    /// Whether the values of a schema are of one kind, so that members of two of them may stand together.
    pub fn is_of_one_kind(&self, at: &At) -> bool {
        let name = self.schemas.names.get(&at.key());
        let schema = name.and_then(|name| self.schemas.root.get("$defs")?.get(name));
        schema.is_some_and(|schema| self.has_no_arms(schema, MOST_HOPS))
    }

    fn has_no_arms(&self, schema: &Value, hops: usize) -> bool {
        let Some(hops) = hops.checked_sub(1) else {
            return false;
        };
        let target = schema.get("$ref").and_then(Value::as_str);
        let target = target
            .and_then(|target| target.strip_prefix('#'))
            .and_then(|pointer| self.schemas.root.pointer(pointer));
        let parts = schema.get("allOf").and_then(Value::as_array);
        ["anyOf", "oneOf", "if"]
            .iter()
            .all(|keyword| schema.get(keyword).is_none())
            && target.is_none_or(|target| self.has_no_arms(target, hops))
            && parts
                .into_iter()
                .flatten()
                .all(|part| self.has_no_arms(part, hops))
    }

    /// A valid value that is accepted too, or why there is none. It has members that nobody names only where no other
    /// value can be made up, as when such a member is required.
    pub fn value(
        &mut self,
        at: &At,
        mut accepts: impl FnMut(&Value) -> bool,
    ) -> Result<Value, String> {
        let built = self.built(at)?;
        let name = self
            .schemas
            .names
            .get(&at.key())
            .cloned()
            .unwrap_or_default();
        let (mut last, mut open) = (None, None);
        for _ in 0..TRIES {
            let Some(value) = self.sampler.sample(&name) else {
                break;
            };
            if built.strict.is_valid(&value) && accepts(&value) {
                if built.is_valid(&value) {
                    return Ok(value);
                }
                open.get_or_insert_with(|| value.clone());
            }
            last = Some(value);
        }
        if let Some(open) = open {
            return Ok(open);
        }
        let last = last.map(|value| clipped(&value)).unwrap_or_default();
        Err(format!("no value could be made up, such as {last}"))
    }
}

/// A value without the members that no schema names.
pub fn named(value: Value) -> Value {
    match value {
        Value::Object(members) => {
            let members = members.into_iter();
            let kept = members.filter(|(key, _)| !key.starts_with(UNNAMED));
            Value::Object(kept.map(|(key, value)| (key, named(value))).collect())
        }
        Value::Array(items) => items.into_iter().map(named).collect(),
        other => other,
    }
}

/// A seed that is the same for the same operation of the same document, always.
pub fn seed(path: &Path, operation: &str) -> u64 {
    use sha2::{Digest, Sha256};
    let document = path.file_name().unwrap_or_default().to_string_lossy();
    let digest = Sha256::digest(format!("{document}\0{operation}"));
    digest
        .iter()
        .take(8)
        .fold(0, |seed, byte| seed << 8 | u64::from(*byte))
}
