//! One document, schema by schema: its values go through the program, and what comes back is judged.

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use jsonschema::Validator;
use serde_json::Value;

use super::compare::{self, Allowed};
use super::document::{OPEN, Schemas, Values};
use super::harness::{self, Answer, Program};
use super::text::Texts;
use super::verdict::{Failure, Judged};

/// How many accepted mutants of a kind are kept as examples.
const MOST_ACCEPTED: usize = 5;

/// Sends values for the schemas of the description at `path` through `program`.
pub fn judge(path: &Path, program: &Path, samples: usize) -> Result<Judged> {
    let mut texts = Texts::read(path)?;
    let schemas = Schemas::of(&mut texts, path);
    let mut samplers = schemas.samplers().context("there are no schemas")?;
    let document = path.file_name().unwrap_or_default().to_string_lossy();
    let mut judged = Judged {
        schemas: schemas.components.len(),
        ..Judged::default()
    };
    let mut program = Program::new(program);
    for (key, name) in &schemas.components {
        let found = schemas.values(&mut samplers, (key, name), &document, samples);
        let values = match found {
            Ok(values) => values,
            Err(reason) => {
                judged.not_judged.insert(key.clone(), reason);
                continue;
            }
        };
        if values.samples.is_empty() {
            let reason = values.invalid.unwrap_or_default();
            judged.not_sampled.insert(key.clone(), reason);
            continue;
        }
        judged.judged += 1;
        if is_good(&mut program, key, &values, &mut judged) {
            judged.passed += 1;
        }
    }
    Ok(judged)
}

/// Whether all is well with a schema.
fn is_good(program: &mut Program<'_>, key: &str, values: &Values, judged: &mut Judged) -> bool {
    let samples = values.samples.iter().map(|(_, value)| value);
    let all: Vec<Value> = samples
        .chain(values.mutants.iter().map(|mutant| &mutant.value))
        .map(|value| harness::line(key, value))
        .collect();
    let answers = match program.ask(&all) {
        Ok(answers) => answers,
        Err(error) => {
            judged.failures.push(Failure {
                schema: key.to_owned(),
                kind: "crash".to_owned(),
                value: String::new(),
                problem: error,
            });
            return false;
        }
    };
    let mut is_good = true;
    let (of_samples, of_mutants) = answers.split_at(values.samples.len().min(answers.len()));
    for ((kind, value), answer) in values.samples.iter().zip(of_samples) {
        match *kind {
            OPEN => judged.open_samples += 1,
            _ => judged.samples += 1,
        }
        if let Err(problem) = verdict(value, answer, values.returned.as_ref(), &mut judged.allowed)
        {
            is_good = false;
            judged.failures.push(Failure {
                schema: key.to_owned(),
                kind: (*kind).to_owned(),
                value: value.to_string(),
                problem,
            });
        }
    }
    for (mutant, answer) in values.mutants.iter().zip(of_mutants) {
        let is_tolerated = mutant.is_optional_null || mutant.is_now_empty(&answer.value);
        if answer.ok && is_tolerated {
            *judged.tolerated.entry(mutant.reason.clone()).or_default() += 1;
            continue;
        }
        judged.mutants += 1;
        if !answer.ok {
            judged.refused += 1;
            continue;
        }
        let accepted = judged.accepted.entry(mutant.reason.clone()).or_default();
        *accepted += 1;
        if *accepted <= MOST_ACCEPTED {
            judged.accepted_mutants.push(Failure {
                schema: key.to_owned(),
                kind: mutant.reason.clone(),
                value: mutant.value.to_string(),
                problem: format!("became {}", compare::clipped(&answer.value)),
            });
        }
    }
    is_good
}

/// What is wrong with what became of a sample.
///
/// # Errors
///
/// What that is, in words.
pub fn verdict(
    value: &Value,
    answer: &Answer,
    returned: Option<&Validator>,
    allowed: &mut BTreeMap<String, usize>,
) -> Result<(), String> {
    if !answer.ok {
        return Err(format!("refused: {}", answer.error));
    }
    let mut let_pass = Allowed::new();
    compare::compare(value, &answer.value, &mut let_pass)?;
    // Null may be absent only where the schema says so.
    if let (true, Some(validator)) = (let_pass.contains_key(compare::NULL), returned) {
        let back = compare::nulls_of(value, &answer.value);
        let errors = validator.iter_errors(&back).take(1);
        let mut errors = errors.map(|error| format!("{}: {error}", error.instance_path()));
        if let Some(error) = errors.next() {
            return Err(format!("a null has come or gone where it counts: {error}"));
        }
    }
    for (what, count) in let_pass {
        *allowed.entry(what).or_default() += count;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::super::validate::Validators;
    use super::*;

    #[test]
    fn null_may_be_left_out_where_the_schema_says_so() {
        let validators = Validators::of(json!({"$defs": {
            "0": {"required": ["a"], "properties": {"a": {"type": ["null", "string"]}}},
            "1": {"properties": {"a": {"type": ["null", "string"]}}},
        }}));
        let answer = Answer {
            ok: true,
            value: json!({}),
            ..Answer::default()
        };
        for (name, is_good) in [("0", false), ("1", true)] {
            let returned = validators.build(name).ok();
            let mut allowed = Allowed::new();
            let value = json!({"a": null});
            let verdict = verdict(&value, &answer, returned.as_ref(), &mut allowed);
            assert_eq!(verdict.is_ok(), is_good, "{verdict:?}");
        }
    }
}
