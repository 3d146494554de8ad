//! The numbers of a run, and its misses.

use std::collections::BTreeMap;

use serde::Serialize;

use super::judge::{Judged, Outcome};
use crate::round_trip::compare::clipped;
use crate::round_trip::share;
use crate::table::columns;

/// A document, its numbers and its misses.
#[derive(Debug, Default, Serialize)]
pub struct Document {
    /// Its path from the corpus's folder.
    pub file: String,
    /// The responses that are printed as such.
    responses: Counts,
    /// Those that schemas print.
    of_schemas: Counts,
    /// The responses that do not decode.
    misses: Vec<Miss>,
    /// The responses whose operations were not called, and why.
    not_called: Vec<Apart>,
    /// The examples that are no responses, and why.
    not_a_response: Vec<Apart>,
    /// Why there is no crate.
    failed: Option<Vec<String>>,
}

/// How many responses decode.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
struct Counts {
    printed: usize,
    without_evidence: usize,
    with_evidence: usize,
    two_fold: usize,
}

/// A response that does not decode, and the error of each way that fails.
#[derive(Debug, Serialize)]
struct Miss {
    operation: String,
    status: String,
    place: String,
    number: usize,
    of_schema: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    without_evidence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    with_evidence: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    two_fold: Option<String>,
}

/// A response that does not count.
#[derive(Debug, Serialize)]
struct Apart {
    operation: String,
    status: String,
    place: String,
    reason: String,
}

/// How many misses of a document are printed; the report has all.
const MOST_MISSES: usize = 5;

const HEAD: [&str; 12] = [
    "document",
    "responses",
    "without",
    "with",
    "two-fold",
    "%",
    "of schemas",
    "without",
    "with",
    "two-fold",
    "not called",
    "no response",
];

impl Document {
    /// Counts the outcomes without evidence, with all of it, with the even half and with the odd one.
    pub fn judged(file: String, [without, with, even, odd]: &[Vec<Judged>; 4]) -> Self {
        let mut document = Self {
            file,
            ..Self::default()
        };
        for (((without, with), even), odd) in without.iter().zip(with).zip(even).zip(odd) {
            // The other half was evidence.
            let two_fold = if with.number.is_multiple_of(2) {
                odd
            } else {
                even
            };
            let ways = [without, with, two_fold];
            if let Some(one) = ways.into_iter().find(|one| !is_counted(one)) {
                document.set_apart(one);
                continue;
            }
            let counts = match with.of_schema {
                true => &mut document.of_schemas,
                false => &mut document.responses,
            };
            let errors = ways.map(|one| match &one.outcome {
                Outcome::Missed(error) => Some(error.clone()),
                _ => None,
            });
            counts.printed += 1;
            counts.without_evidence += usize::from(errors[0].is_none());
            counts.with_evidence += usize::from(errors[1].is_none());
            counts.two_fold += usize::from(errors[2].is_none());
            if errors.iter().any(Option::is_some) {
                let [without_evidence, with_evidence, two_fold] = errors;
                document.misses.push(Miss {
                    operation: with.operation.clone(),
                    status: with.status.clone(),
                    place: with.place.clone(),
                    number: with.number,
                    of_schema: with.of_schema,
                    without_evidence,
                    with_evidence,
                    two_fold,
                });
            }
        }
        document
    }

    /// A document without a crate.
    pub fn failed(file: String, printed: &[Judged], messages: Vec<String>) -> Self {
        let mut document = Self {
            file,
            failed: Some(messages),
            ..Self::default()
        };
        printed.iter().for_each(|one| document.set_apart(one));
        document
    }

    fn set_apart(&mut self, judged: &Judged) {
        let (list, reason) = match &judged.outcome {
            Outcome::NotAResponse(reason) => (&mut self.not_a_response, reason.as_str()),
            Outcome::NotCalled(reason) => (&mut self.not_called, reason.as_str()),
            Outcome::Decoded | Outcome::Missed(_) => (&mut self.not_called, ""),
        };
        list.push(Apart {
            operation: judged.operation.clone(),
            status: judged.status.clone(),
            place: judged.place.clone(),
            reason: reason.to_owned(),
        });
    }
}

fn is_counted(judged: &Judged) -> bool {
    matches!(judged.outcome, Outcome::Decoded | Outcome::Missed(_))
}

/// Whether enough responses decode two-fold, and every document has a crate.
pub fn is_good(documents: &[Document], least: f64) -> bool {
    let is_whole = documents.iter().all(|document| document.failed.is_none());
    is_whole && is_reached(documents, least)
}

fn is_reached(documents: &[Document], least: f64) -> bool {
    let counts = total(documents, |document| document.responses);
    share(counts.two_fold, counts.printed) >= least
}

fn total(documents: &[Document], of: impl Fn(&Document) -> Counts) -> Counts {
    let counts = documents.iter().map(of);
    counts.fold(Counts::default(), |sum, one| Counts {
        printed: sum.printed + one.printed,
        without_evidence: sum.without_evidence + one.without_evidence,
        with_evidence: sum.with_evidence + one.with_evidence,
        two_fold: sum.two_fold + one.two_fold,
    })
}

/// The table, the misses and the totals.
pub fn summary(documents: &[Document], least: f64) -> String {
    let mut rows = vec![HEAD.map(str::to_owned)];
    rows.extend(documents.iter().map(|document| {
        let apart = [&document.not_called, &document.not_a_response].map(Vec::len);
        row(
            &document.file,
            document.responses,
            document.of_schemas,
            apart,
        )
    }));
    let responses = total(documents, |document| document.responses);
    let of_schemas = total(documents, |document| document.of_schemas);
    let not_called: usize = { documents.iter() }
        .map(|document| document.not_called.len())
        .sum();
    let no_response: usize = { documents.iter() }
        .map(|document| document.not_a_response.len())
        .sum();
    rows.push(row(
        "total",
        responses,
        of_schemas,
        [not_called, no_response],
    ));
    let mut text = columns(&rows, &[0]);
    for document in documents {
        text += &match &document.failed {
            Some(messages) => {
                let lines = messages.iter().map(|line| format!("    {line}\n"));
                format!("FAILED {}\n{}", document.file, lines.collect::<String>())
            }
            None => misses(document),
        };
    }
    text += &reasons("not called", documents, |document| &document.not_called);
    text += &reasons("no response", documents, |document| {
        &document.not_a_response
    });
    let reached = match is_reached(documents, least) {
        true => "reached",
        false => "not reached",
    };
    let failed = documents
        .iter()
        .filter(|document| document.failed.is_some());
    let failed = match failed.count() {
        0 => String::new(),
        1 => "; 1 document has no crate".to_owned(),
        count => format!("; {count} documents have no crate"),
    };
    text += &format!(
        "of {} printed responses {} decode without evidence, {} with it, {} two-fold, {:.2} %: {least} % is {reached}; \
         of {} that schemas print {}, {}, {}; {not_called} not called{failed}\n",
        responses.printed,
        responses.without_evidence,
        responses.with_evidence,
        responses.two_fold,
        share(responses.two_fold, responses.printed),
        of_schemas.printed,
        of_schemas.without_evidence,
        of_schemas.with_evidence,
        of_schemas.two_fold,
    );
    text
}

fn row(
    name: &str,
    responses: Counts,
    of_schemas: Counts,
    [not_called, no_response]: [usize; 2],
) -> [String; HEAD.len()] {
    [
        name.to_owned(),
        responses.printed.to_string(),
        responses.without_evidence.to_string(),
        responses.with_evidence.to_string(),
        responses.two_fold.to_string(),
        format!("{:.1}", share(responses.two_fold, responses.printed)),
        of_schemas.printed.to_string(),
        of_schemas.without_evidence.to_string(),
        of_schemas.with_evidence.to_string(),
        of_schemas.two_fold.to_string(),
        not_called.to_string(),
        no_response.to_string(),
    ]
}

/// The first misses of a document: those that not even evidence helps, then those of the halves.
fn misses(document: &Document) -> String {
    let mut misses: Vec<&Miss> = document.misses.iter().collect();
    misses.sort_by_key(|miss| (miss.with_evidence.is_none(), miss.two_fold.is_none()));
    let mut text = String::new();
    for miss in misses.iter().take(MOST_MISSES) {
        let ways = [
            ("without evidence", &miss.without_evidence),
            ("with evidence", &miss.with_evidence),
            ("two-fold", &miss.two_fold),
        ];
        let failed: Vec<&str> = { ways.iter() }
            .filter(|(_, error)| error.is_some())
            .map(|(way, _)| *way)
            .collect();
        let errors = [&miss.with_evidence, &miss.two_fold, &miss.without_evidence];
        let error = errors.into_iter().flatten().next();
        text += &format!(
            "MISS {}: {} {}, {}: {}\n    {}\n",
            document.file,
            miss.operation,
            miss.status,
            miss.place,
            failed.join(", "),
            clipped(&error.map_or("", String::as_str)),
        );
    }
    if misses.len() > MOST_MISSES {
        text += &format!("    … and {} more\n", misses.len() - MOST_MISSES);
    }
    text
}

/// A line of reasons and how often each is given; none when there is nothing to count.
fn reasons(title: &str, documents: &[Document], of: impl Fn(&Document) -> &[Apart]) -> String {
    let mut all: BTreeMap<&str, usize> = BTreeMap::new();
    for apart in documents.iter().flat_map(of) {
        let reason = apart.reason.split(':').next().unwrap_or_default();
        *all.entry(reason).or_default() += 1;
    }
    if all.is_empty() {
        return String::new();
    }
    let all: Vec<String> = { all.iter() }
        .map(|(reason, count)| format!("{count} {reason}"))
        .collect();
    format!("{title}: {}\n", all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(number: usize, outcome: Outcome) -> Judged {
        Judged {
            operation: "GET /a".to_owned(),
            status: "200".to_owned(),
            place: format!("#/{number}"),
            number,
            of_schema: false,
            outcome,
        }
    }

    fn document() -> Document {
        let hit = || Outcome::Decoded;
        let miss = || Outcome::Missed("at id: null".to_owned());
        let no = || Outcome::NotAResponse("text".to_owned());
        let run = |outcomes: [Outcome; 3]| -> Vec<Judged> {
            let outcomes = outcomes.into_iter().enumerate();
            outcomes
                .map(|(number, outcome)| judged(number, outcome))
                .collect()
        };
        let runs = [
            run([miss(), miss(), no()]),
            run([hit(), hit(), no()]),
            run([hit(), miss(), no()]),
            run([hit(), hit(), no()]),
        ];
        Document::judged("a.json".to_owned(), &runs)
    }

    #[test]
    fn each_half_is_decoded_with_the_evidence_of_the_other() {
        let document = document();
        let expected = Counts {
            printed: 2,
            without_evidence: 0,
            with_evidence: 2,
            two_fold: 1,
        };
        assert_eq!(document.responses, expected);
        let text = summary(&[document], 95.0);
        let miss = "MISS a.json: GET /a 200, #/1: without evidence, two-fold\n    at id: null\n";
        assert!(text.contains(miss), "{text}");
        assert!(text.contains("no response: 1 text\n"), "{text}");
        assert!(
            text.ends_with(
                "of 2 printed responses 0 decode without evidence, 2 with it, 1 two-fold, 50.00 %: 95 % is not \
                 reached; of 0 that schemas print 0, 0, 0; 0 not called\n"
            ),
            "{text}"
        );
    }

    #[test]
    fn the_least_share_and_a_crate_are_needed() {
        assert!(is_good(&[document()], 50.0));
        assert!(!is_good(&[document()], 50.1));
        let failed = Document::failed("b.json".to_owned(), &[], Vec::new());
        assert!(!is_good(&[document(), failed], 50.0));
    }
}
