//! The schemas of one document in each reading, and the values to send for each of them.

use std::path::Path;

use jsonschema::Validator;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::mutate::{self, Mutant};
use super::sample::{self, Sampler};
use super::text::Texts;
use super::translate::{Reading, close, close_open, translate};
use super::validate::Validators;

/// How many mutants a schema gets.
const MOST_MUTANTS: usize = 40;

/// From how many samples they are made.
const MUTATED: usize = 10;

/// How many values are made up for one that is valid, at most.
const TRIES: usize = 15;

/// How often values that are not valid are made up before it is given up.
const PATIENCE: usize = 120;

/// The schemas of a document.
pub struct Schemas {
    strict: Value,
    open: Value,
    /// Key and name of each component.
    pub components: Vec<(String, String)>,
    strictly: Validators,
    openly: Validators,
    closely: [Validators; 2],
    leniently: Validators,
    returned: Validators,
}

/// The values for a schema.
#[derive(Default)]
pub struct Values {
    /// Those that are valid, and of what kind they are.
    pub samples: Vec<(&'static str, Value)>,
    /// Those that are not.
    pub mutants: Vec<Mutant>,
    /// Decides whether what comes back is valid.
    pub returned: Option<Validator>,
    /// A value that was made up, and why it is not valid; where none was.
    pub invalid: Option<String>,
}

impl Schemas {
    /// Reads the description at `path`.
    pub fn of(texts: &mut Texts, path: &Path) -> Self {
        let strict = translate(texts, path, Reading::Strict);
        let open = translate(texts, path, Reading::Open);
        let lenient = translate(texts, path, Reading::Lenient).root;
        let returned = translate(texts, path, Reading::Returned).root;
        Self {
            strictly: Validators::of(strict.root.clone()),
            openly: Validators::of(open.root.clone()),
            closely: [close(&strict), close_open(&open, &strict)].map(Validators::of),
            leniently: Validators::of(lenient),
            returned: Validators::of(returned),
            strict: strict.root,
            open: open.root,
            components: strict.components,
        }
    }

    /// What makes up valid values, and values that an enum does not list.
    pub fn samplers(&self) -> Option<[Sampler<'_>; 2]> {
        Some([Sampler::new(&self.strict)?, Sampler::new(&self.open)?])
    }

    /// Makes up values for a component.
    ///
    /// # Errors
    ///
    /// Why there is no telling what is valid.
    pub fn values(
        &self,
        samplers: &mut [Sampler<'_>; 2],
        (key, name): (&str, &str),
        document: &str,
        count: usize,
    ) -> Result<Values, String> {
        let [strict, open] = samplers;
        let seed = seed(document, key);
        let validator = self.strictly.build(name)?;
        let closed = self.closely[0].build(name);
        // What is valid in a way that says nothing of its members is of no use.
        let is_fit = |value: &Value| {
            validator.is_valid(value) && closed.as_ref().is_ok_and(|closed| closed.is_valid(value))
        };
        let mut values = Values::default();
        let mut tried = None;
        for example in strict.examples(name) {
            if is_fit(&example) {
                values.samples.push(("example", example));
            }
        }
        strict.begin(seed);
        let (mut found, mut in_vain) = (0, 0);
        for _ in 0..count * TRIES {
            let is_enough = found >= count && !strict.has_more() || found >= count * 3;
            if is_enough || in_vain > PATIENCE {
                break;
            }
            let Some(value) = strict.sample(name) else {
                break;
            };
            if is_fit(&value) {
                (found, in_vain) = (found + 1, 0);
                add(&mut values.samples, "sample", value);
            } else {
                in_vain += 1;
                tried.get_or_insert(value);
            }
        }
        if let (true, Some(tried)) = (values.samples.is_empty(), tried) {
            let errors = validator.iter_errors(&tried);
            let errors = errors.chain(closed.iter().flat_map(|closed| closed.iter_errors(&tried)));
            let error = { errors }
                .next()
                .map(|error| format!("{error} at {}", error.instance_path()));
            let error = error.unwrap_or_default();
            values.invalid = Some(format!("{}: {error}", super::compare::clipped(&tried)));
        }
        self.open_samples(open, name, seed, &mut values);
        let lenient = self.leniently.build(name)?;
        mutants(&lenient, seed, &mut values);
        values.returned = Some(self.returned.build(name)?);
        Ok(values)
    }

    /// Adds values with texts and numbers that an enum does not list.
    fn open_samples(&self, open: &mut Sampler<'_>, name: &str, seed: u64, values: &mut Values) {
        open.begin(seed);
        let unlisted: Vec<Value> = (0..MUTATED)
            .filter_map(|_| open.sample(name))
            .filter(has_unlisted)
            .collect();
        if unlisted.is_empty() {
            return;
        }
        let (Ok(validator), Ok(closed)) = (self.openly.build(name), self.closely[1].build(name))
        else {
            return;
        };
        for value in unlisted {
            if validator.is_valid(&value) && closed.is_valid(&value) {
                add(&mut values.samples, OPEN, value);
            }
        }
    }
}

/// Breaks the samples; what a lenient reading takes is not broken.
fn mutants(lenient: &Validator, seed: u64, values: &mut Values) {
    let mut random = fastrand::Rng::with_seed(seed);
    let mut originals: Vec<&Value> = values
        .samples
        .iter()
        .filter(|(kind, _)| *kind != OPEN)
        .map(|(_, value)| value)
        .collect();
    if originals.is_empty() {
        return;
    }
    random.shuffle(&mut originals);
    originals.truncate(MUTATED);
    // Twice as many as are needed, for some turn out to be valid.
    let each = MOST_MUTANTS * 2 / originals.len();
    let mutants = originals
        .iter()
        .flat_map(|value| mutate::mutants(value, each, &mut random))
        .filter(|mutant| !lenient.is_valid(&mutant.value))
        .map(|mutant| Mutant {
            is_optional_null: mutant
                .without_null()
                .is_some_and(|less| lenient.is_valid(&less)),
            ..mutant
        })
        .take(MOST_MUTANTS);
    values.mutants = mutants.collect();
}

/// The kind of samples that an enum does not list.
pub const OPEN: &str = "unknown enum value";

fn add(samples: &mut Vec<(&'static str, Value)>, kind: &'static str, value: Value) {
    if !samples.iter().any(|(_, other)| *other == value) {
        samples.push((kind, value));
    }
}

/// Whether the value has something in it that stands for what an enum does not list.
fn has_unlisted(value: &Value) -> bool {
    match value {
        Value::String(text) => text == sample::UNKNOWN_TEXT,
        Value::Number(number) => number.as_i64() == Some(sample::UNKNOWN_NUMBER),
        Value::Array(items) => items.iter().any(has_unlisted),
        Value::Object(members) => members.values().any(has_unlisted),
        _ => false,
    }
}

/// The same for the same schema of the same document, always.
fn seed(document: &str, key: &str) -> u64 {
    let digest = Sha256::digest(format!("{document}\0{key}"));
    digest
        .iter()
        .take(8)
        .fold(0, |seed, byte| seed << 8 | u64::from(*byte))
}
