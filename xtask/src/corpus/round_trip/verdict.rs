//! What a run found, in figures and in words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::compare;
use crate::build::programs::{self, Outcome};
use crate::table::columns;

/// A document and what became of it.
pub type Document = programs::Document<Judged>;

/// What was found of a document.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Judged {
    /// How many component schemas it has.
    pub schemas: usize,
    /// How many of them values were sent for.
    pub judged: usize,
    /// How many of those have no failure.
    pub passed: usize,
    /// Schemas without a validator, and why.
    pub not_judged: BTreeMap<String, String>,
    /// Schemas for which no valid value could be made up, and one that is not valid.
    pub not_sampled: BTreeMap<String, String>,
    /// How many valid values were sent.
    pub samples: usize,
    /// How many with something that an enum does not list.
    pub open_samples: usize,
    /// How many broken values were sent.
    pub mutants: usize,
    /// How many of those were refused.
    pub refused: usize,
    /// How many broken values are taken as responses may have them: `null` for an optional property, and no list where one
    /// is required. They do not count.
    pub tolerated: BTreeMap<String, usize>,
    /// How many were not, by what is broken.
    pub accepted: BTreeMap<String, usize>,
    /// Differences that were let pass.
    pub allowed: BTreeMap<String, usize>,
    /// What is wrong.
    pub failures: Vec<Failure>,
    /// Some of the broken values that were not refused.
    pub accepted_mutants: Vec<Failure>,
}

/// A value with which something is wrong.
#[derive(Debug, Serialize, Deserialize)]
pub struct Failure {
    /// The key of its schema.
    pub schema: String,
    /// What kind of value it is.
    pub kind: String,
    /// The value, as JSON.
    pub value: String,
    /// What is wrong.
    pub problem: String,
}

/// How many of a hundred schemas have to pass.
const PASS: f64 = 99.5;

/// How many of a hundred schemas of one document have to pass.
const PASS_OF_ONE: f64 = 95.0;

/// How many of a hundred mutants have to be refused.
const REFUSED: f64 = 97.0;

/// How many failures of a document are told.
const MOST_FAILURES: usize = 10;

const HEAD: [&str; 10] = [
    "document", "schemas", "judged", "passed", "%", "samples", "open", "mutants", "refused", "%",
];

/// Whether all is well.
pub fn is_good(documents: &[Document]) -> bool {
    let judged = || documents.iter().filter_map(Document::judged);
    let total = |part: fn(&Judged) -> usize| judged().map(part).sum::<usize>();
    judged().count() == documents.len()
        && judged().all(|one| share(one.passed, one.judged) >= PASS_OF_ONE)
        && share(total(|one| one.passed), total(|one| one.judged)) >= PASS
        && share(total(|one| one.refused), total(|one| one.mutants)) >= REFUSED
}

/// The table, the failures and the totals.
pub fn summary(documents: &[Document]) -> String {
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(documents.iter().map(row));
    let total = |part: fn(&Judged) -> usize| {
        documents
            .iter()
            .filter_map(Document::judged)
            .map(part)
            .sum()
    };
    rows.push(figures(
        "total",
        [
            total(|one| one.schemas),
            total(|one| one.judged),
            total(|one| one.passed),
            total(|one| one.samples),
            total(|one| one.open_samples),
            total(|one| one.mutants),
            total(|one| one.refused),
        ],
    ));
    let mut text = columns(&rows, &[0]);
    for document in documents {
        text += &match &document.outcome {
            Outcome::Judged(judged) => failures(&document.file, judged),
            Outcome::Failed(messages) => {
                let lines = messages.iter().map(|line| format!("    {line}\n"));
                format!("FAILED {}\n{}", document.file, lines.collect::<String>())
            }
        };
    }
    text += &counts("not judged", documents, |one| {
        [("schemas".to_owned(), one.not_judged.len())].into()
    });
    text += &counts("not sampled", documents, |one| {
        [("schemas".to_owned(), one.not_sampled.len())].into()
    });
    text += &counts("let pass", documents, |one| one.allowed.clone());
    text += &counts("tolerated", documents, |one| one.tolerated.clone());
    text += &counts("accepted though broken", documents, |one| {
        one.accepted.clone()
    });
    text
}

/// In a hundred.
pub fn share(part: usize, whole: usize) -> f64 {
    match whole {
        0 => 100.0,
        _ => part as f64 * 100.0 / whole as f64,
    }
}

fn row(document: &Document) -> [String; HEAD.len()] {
    match document.judged() {
        Some(one) => figures(
            &document.file,
            [
                one.schemas,
                one.judged,
                one.passed,
                one.samples,
                one.open_samples,
                one.mutants,
                one.refused,
            ],
        ),
        None => {
            let mut row = [const { String::new() }; HEAD.len()];
            row[0].clone_from(&document.file);
            row
        }
    }
}

fn figures(name: &str, figures: [usize; 7]) -> [String; HEAD.len()] {
    let [schemas, judged, passed, samples, open, mutants, refused] = figures;
    [
        name.to_owned(),
        schemas.to_string(),
        judged.to_string(),
        passed.to_string(),
        format!("{:.1}", share(passed, judged)),
        samples.to_string(),
        open.to_string(),
        mutants.to_string(),
        refused.to_string(),
        format!("{:.1}", share(refused, mutants)),
    ]
}

/// The failures of a document, first those of schemas that have not been told of.
fn failures(file: &str, judged: &Judged) -> String {
    let mut told: Vec<&Failure> = Vec::new();
    for failure in &judged.failures {
        if !told.iter().any(|other| other.schema == failure.schema) {
            told.push(failure);
        }
    }
    let schemas = told.len();
    let mut text = String::new();
    for one in told.iter().take(MOST_FAILURES) {
        text += &format!(
            "FAILED {file}: {}: {} {}\n    {}\n",
            one.schema,
            one.kind,
            compare::clipped(&one.value),
            compare::clipped(&one.problem)
        );
    }
    if schemas > MOST_FAILURES {
        text += &format!("    … and {} more schemas\n", schemas - MOST_FAILURES);
    }
    text
}

/// A line of counts over all documents; none when there is nothing to count.
fn counts(
    title: &str,
    documents: &[Document],
    of: impl Fn(&Judged) -> BTreeMap<String, usize>,
) -> String {
    let mut all: BTreeMap<String, usize> = BTreeMap::new();
    for (what, count) in documents.iter().filter_map(Document::judged).flat_map(of) {
        *all.entry(what).or_default() += count;
    }
    all.retain(|_, count| *count > 0);
    if all.is_empty() {
        return String::new();
    }
    let counts: Vec<String> = all
        .iter()
        .map(|(what, count)| format!("{count} {what}"))
        .collect();
    format!("{title}: {}\n", counts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(judged: usize, passed: usize, mutants: usize, refused: usize) -> Document {
        Document {
            file: "a.json".to_owned(),
            outcome: Outcome::Judged(Judged {
                judged,
                passed,
                mutants,
                refused,
                ..Judged::default()
            }),
        }
    }

    #[test]
    fn each_measure_counts() {
        assert!(is_good(&[document(1000, 995, 100, 97)]));
        assert!(!is_good(&[document(1000, 994, 100, 97)]));
        assert!(!is_good(&[document(1000, 1000, 100, 96)]));
        assert!(!is_good(&[
            document(5000, 5000, 1, 1),
            document(10, 9, 0, 0)
        ]));
        let failed = Document {
            file: "b.json".to_owned(),
            outcome: Outcome::Failed(vec!["why".to_owned()]),
        };
        assert!(!is_good(&[failed]));
    }

    #[test]
    fn failures_are_told_once_for_each_schema() {
        let mut document = document(2, 0, 0, 0);
        if let Outcome::Judged(judged) = &mut document.outcome {
            for (schema, value) in [("A", "1"), ("A", "2"), ("B", "3")] {
                judged.failures.push(Failure {
                    schema: schema.to_owned(),
                    kind: "sample".to_owned(),
                    value: value.to_owned(),
                    problem: "refused: no".to_owned(),
                });
            }
            judged.accepted.insert("null".to_owned(), 3);
        }
        let text = summary(&[document]);
        assert!(
            text.contains(
                "FAILED a.json: A: sample 1\n    refused: no\nFAILED a.json: B: sample 3\n"
            ),
            "{text}"
        );
        assert!(text.contains("accepted though broken: 3 null\n"), "{text}");
    }
}
