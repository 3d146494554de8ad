//! What a run found, in figures and in words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::check::Notes;
use crate::build::programs::{self, Outcome};
use crate::round_trip::compare::clipped;
use crate::round_trip::share;
use crate::table::columns;

/// A document and what became of it.
pub type Document = programs::Document<Judged>;

/// What was found of a document.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Judged {
    /// How many operations it has.
    pub operations: usize,
    /// How many of them were called.
    pub called: usize,
    /// How many of those have no miss.
    pub passed: usize,
    /// How many calls were made.
    pub calls: usize,
    /// Operations that were not called, and why.
    pub not_called: BTreeMap<String, String>,
    /// What was not judged, and how often.
    pub not_judged: BTreeMap<String, usize>,
    /// Differences that were let pass.
    pub allowed: BTreeMap<String, usize>,
    /// What is wrong.
    pub misses: Vec<Miss>,
    /// How many documented examples sent a request.
    pub examples: usize,
    /// What the description rules out in those requests.
    pub invalid_examples: Vec<Miss>,
}

/// Something that is wrong.
#[derive(Debug, Serialize, Deserialize)]
pub struct Miss {
    /// The operation.
    pub operation: String,
    /// What is wrong.
    pub problem: String,
}

/// How many of a hundred operations have to pass.
const PASS: f64 = 99.5;

/// How many operations of a document are told of.
const MOST_MISSES: usize = 10;

const HEAD: [&str; 6] = ["document", "operations", "called", "passed", "%", "calls"];

impl Judged {
    /// Adds what was noticed in a call.
    pub fn note(&mut self, notes: Notes) {
        for (what, count) in notes.allowed {
            *self.allowed.entry(what).or_default() += count;
        }
        for (what, count) in notes.not_judged {
            *self.not_judged.entry(what).or_default() += count;
        }
    }
}

/// Whether all is well.
pub fn is_good(documents: &[Document]) -> bool {
    failed(documents) == 0 && is_reached(documents)
}

/// Of how many documents there is no crate to judge.
fn failed(documents: &[Document]) -> usize {
    let is_failed = |document: &&Document| document.judged().is_none();
    documents.iter().filter(is_failed).count()
}

/// Whether enough operations pass of the documents that there are crates of.
fn is_reached(documents: &[Document]) -> bool {
    let judged = || documents.iter().filter_map(Document::judged);
    let total = |part: fn(&Judged) -> usize| judged().map(part).sum::<usize>();
    share(total(|one| one.passed), total(|one| one.called)) >= PASS
}

/// The table, the misses and the totals.
pub fn summary(documents: &[Document]) -> String {
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(documents.iter().map(row));
    let judged = || documents.iter().filter_map(Document::judged);
    let total = |part: fn(&Judged) -> usize| judged().map(part).sum::<usize>();
    let (called, passed) = (total(|one| one.called), total(|one| one.passed));
    let operations = total(|one| one.operations);
    rows.push(figures(
        "total",
        [operations, called, passed, total(|one| one.calls)],
    ));
    let mut text = columns(&rows, &[0]);
    for document in documents {
        text += &match &document.outcome {
            Outcome::Judged(judged) => misses(&document.file, judged),
            Outcome::Failed(messages) => {
                let lines = messages.iter().map(|line| format!("    {line}\n"));
                format!("FAILED {}\n{}", document.file, lines.collect::<String>())
            }
        };
    }
    text += &counts("not called", documents, |one| {
        let mut reasons = BTreeMap::new();
        for reason in one.not_called.values() {
            let reason = reason.split(':').next().unwrap_or_default();
            *reasons.entry(reason.to_owned()).or_default() += 1;
        }
        reasons
    });
    let examples = total(|one| one.examples);
    let invalid = total(|one| one.invalid_examples.len());
    if examples > 0 {
        for document in documents {
            let all = document.judged().map(|one| one.invalid_examples.as_slice());
            for one in all.unwrap_or_default().iter().take(MOST_MISSES) {
                let (file, problem) = (&document.file, clipped(&one.problem));
                text += &format!("EXAMPLE {file}: {}\n    {problem}\n", one.operation);
            }
        }
        text += &format!(
            "{} of {examples} documented examples are valid, {:.1} %\n",
            examples - invalid,
            share(examples - invalid, examples)
        );
    }
    text += &counts("not judged", documents, |one| one.not_judged.clone());
    text += &counts("let pass", documents, |one| one.allowed.clone());
    let reached = match is_reached(documents) {
        true => "reached",
        false => "not reached",
    };
    let failed = match failed(documents) {
        0 => String::new(),
        1 => "; 1 document has no crate".to_owned(),
        count => format!("; {count} documents have no crate"),
    };
    text += &format!(
        "{passed} of {called} operations pass, {:.2} %: {PASS} % is {reached}{failed}\n",
        share(passed, called)
    );
    text
}

fn row(document: &Document) -> [String; HEAD.len()] {
    match document.judged() {
        Some(one) => figures(
            &document.file,
            [one.operations, one.called, one.passed, one.calls],
        ),
        None => {
            let mut row = [const { String::new() }; HEAD.len()];
            row[0].clone_from(&document.file);
            row
        }
    }
}

fn figures(name: &str, [operations, called, passed, calls]: [usize; 4]) -> [String; HEAD.len()] {
    [
        name.to_owned(),
        operations.to_string(),
        called.to_string(),
        passed.to_string(),
        format!("{:.1}", share(passed, called)),
        calls.to_string(),
    ]
}

/// The first miss of each operation.
fn misses(file: &str, judged: &Judged) -> String {
    let mut told: Vec<&Miss> = Vec::new();
    for miss in &judged.misses {
        if !told.iter().any(|other| other.operation == miss.operation) {
            told.push(miss);
        }
    }
    let mut text = String::new();
    for one in told.iter().take(MOST_MISSES) {
        let problem = clipped(&one.problem);
        text += &format!("MISS {file}: {}\n    {problem}\n", one.operation);
    }
    if told.len() > MOST_MISSES {
        let more = told.len() - MOST_MISSES;
        text += &format!("    … and {more} more operations\n");
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

    fn document(called: usize, passed: usize) -> Document {
        Document {
            file: "a.json".to_owned(),
            outcome: Outcome::Judged(Judged {
                operations: called,
                called,
                passed,
                ..Judged::default()
            }),
        }
    }

    #[test]
    fn nearly_all_have_to_pass() {
        assert!(is_good(&[document(1000, 995)]));
        assert!(!is_good(&[document(1000, 994)]));
        let failed = Document {
            file: "b.json".to_owned(),
            outcome: Outcome::Failed(vec!["why".to_owned()]),
        };
        assert!(!is_good(&[document(1000, 1000), failed]));
    }

    #[test]
    fn a_document_without_a_crate_is_told_of_apart() {
        let failed = Document {
            outcome: Outcome::Failed(vec!["dangling".to_owned()]),
            ..document(1, 1)
        };
        let text = summary(&[document(1000, 998), failed]);
        assert!(
            text.ends_with("99.80 %: 99.5 % is reached; 1 document has no crate\n"),
            "{text}"
        );
    }

    #[test]
    fn misses_are_told_once_for_each_operation() {
        let mut document = document(2, 0);
        if let Outcome::Judged(judged) = &mut document.outcome {
            for (operation, problem) in [("GET /a", "one"), ("GET /a", "two"), ("GET /b", "three")]
            {
                judged.misses.push(Miss {
                    operation: operation.to_owned(),
                    problem: problem.to_owned(),
                });
            }
            judged
                .not_called
                .insert("GET /c".to_owned(), "body: no value".to_owned());
        }
        let text = summary(&[document]);
        assert!(
            text.contains("MISS a.json: GET /a\n    one\nMISS a.json: GET /b\n    three\n"),
            "{text}"
        );
        assert!(text.contains("not called: 1 body\n"), "{text}");
        assert!(
            text.ends_with("0 of 2 operations pass, 0.00 %: 99.5 % is not reached\n"),
            "{text}"
        );
    }
}
