//! The table of known failures.

use std::collections::BTreeSet;
use std::path::Path;

use anyhow::{Context, Result, bail};

use super::report::Document;

/// Which documents fail, and with which codes.
#[derive(Debug, Default)]
pub struct Expectations(BTreeSet<(String, String)>);

impl Expectations {
    /// Reads the table at `path`.
    pub fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        Self::parse(&text).with_context(|| format!("{} is no table of failures", path.display()))
    }

    fn parse(text: &str) -> Result<Self> {
        let mut all = BTreeSet::new();
        for (index, line) in text.lines().enumerate() {
            let line = line.split('#').next().unwrap_or_default().trim_end();
            if line.is_empty() {
                continue;
            }
            match line.split('\t').map(str::trim).collect::<Vec<_>>()[..] {
                [file, code] if !file.is_empty() && !code.is_empty() => {
                    all.insert((file.to_owned(), code.to_owned()));
                }
                _ => bail!(
                    "line {}: `{line}` is not a file and a code, parted by a tab",
                    index + 1
                ),
            }
        }
        Ok(Self(all))
    }

    /// Whether the document's failure is known: one of its errors is named.
    pub fn covers(&self, document: &Document) -> bool {
        let Some(reading) = document.outcome.reading() else {
            return false;
        };
        let mut codes = reading.errors.keys();
        codes.any(|code| self.0.contains(&(document.file.clone(), code.clone())))
    }

    /// The failures that did not happen: file and code.
    pub fn missed(&self, documents: &[Document]) -> Vec<(&str, &str)> {
        let happened = |file: &str, code: &str| {
            documents.iter().any(|document| {
                let reading = document.outcome.reading();
                document.file == file
                    && reading.is_some_and(|reading| reading.errors.contains_key(code))
            })
        };
        let all = self.0.iter();
        all.map(|(file, code)| (file.as_str(), code.as_str()))
            .filter(|(file, code)| !happened(file, code))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Reading;
    use crate::report::Outcome;

    fn failed(file: &str, codes: &[&str]) -> Document {
        let reading = Reading {
            errors: codes.iter().map(|code| ((*code).to_owned(), 1)).collect(),
            ..Reading::default()
        };
        Document {
            file: file.to_owned(),
            sha256: String::new(),
            outcome: Outcome::Read(reading),
        }
    }

    #[test]
    fn one_of_the_codes_is_enough() {
        let table = "# file\tcode\na.json\tE0301 # known\nb/c.yaml\tE0101\n\n";
        let expectations = Expectations::parse(table).unwrap();
        assert!(expectations.covers(&failed("a.json", &["E0202", "E0301"])));
        assert!(!expectations.covers(&failed("a.json", &["E0202"])));
        assert!(!expectations.covers(&failed("c.yaml", &["E0101"])));
        let missed = expectations.missed(&[failed("a.json", &["E0301"]), failed("b/c.yaml", &[])]);
        assert_eq!(missed, [("b/c.yaml", "E0101")]);
    }

    #[test]
    fn a_line_without_a_code_is_refused() {
        let error = Expectations::parse("a.json E0301\n").unwrap_err();
        assert!(error.to_string().starts_with("line 1: "), "{error}");
    }
}
