//! What is known of each document, kept as JSON.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::Path;

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::Leniency;
use super::reading::Reading;

/// What a run found.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Report {
    /// What read the documents: program and options.
    pub reader: String,
    /// What was found, in the order of the files.
    pub documents: Vec<Document>,
}

/// What was found of a document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Document {
    /// Its path, from the corpus's folder.
    pub file: String,
    /// The hash of its bytes.
    pub sha256: String,
    /// What became of it.
    #[serde(flatten)]
    pub outcome: Outcome,
}

/// What became of a document.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "outcome")]
pub enum Outcome {
    /// It is no description.
    Skipped,
    /// The front end came to an end with it.
    Read(Reading),
    /// The process that read it ended badly.
    Crashed {
        /// What it said last.
        message: String,
    },
    /// The process that read it did not end in time.
    TimedOut {
        /// How long it had.
        seconds: u64,
    },
}

impl Outcome {
    /// What the front end found, when it came to an end.
    pub fn reading(&self) -> Option<&Reading> {
        match self {
            Self::Read(reading) => Some(reading),
            _ => None,
        }
    }
}

impl Report {
    /// Reads the report at `path`; an empty one when there is none.
    pub fn read(path: &Path) -> Result<Self> {
        if !path.exists() {
            return Ok(Self::default());
        }
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        serde_json::from_str(&text).with_context(|| format!("{} is no report", path.display()))
    }

    /// Writes the report to `path`, whole or not at all.
    pub fn write(&self, path: &Path) -> Result<()> {
        write_json(path, self)
    }

    /// What it says of documents that need no second reading by `reader`: by file and hash.
    pub fn still_true(self, reader: &str) -> BTreeMap<(String, String), Outcome> {
        if self.reader != reader {
            return BTreeMap::new();
        }
        self.documents
            .into_iter()
            .filter(|document| match &document.outcome {
                Outcome::Skipped => true,
                // What a reference to another file leads to may have changed.
                Outcome::Read(reading) => !reading.refers_to_files,
                // It may have been the machine's fault.
                Outcome::Crashed { .. } | Outcome::TimedOut { .. } => false,
            })
            .map(|document| ((document.file, document.sha256), document.outcome))
            .collect()
    }
}

/// Writes anything as JSON to `path`, whole or not at all.
pub fn write_json(path: &Path, content: &impl Serialize) -> Result<()> {
    let failed = || format!("cannot write {}", path.display());
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let text = serde_json::to_string_pretty(content)? + "\n";
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(failed)?;
    file.write_all(text.as_bytes()).with_context(failed)?;
    file.persist(path).with_context(failed)?;
    Ok(())
}

/// What stands for this program and the options it was given.
pub fn reader(leniency: Leniency) -> Result<String> {
    let program = std::env::current_exe().context("this program does not know where it is")?;
    let program =
        std::fs::read(&program).with_context(|| format!("cannot read {}", program.display()))?;
    let mut reader = sha256(&program);
    if leniency.lenient {
        reader += " --lenient";
    }
    if leniency.allow_outside {
        reader += " --allow-outside";
    }
    Ok(reader)
}

/// A hash in hexadecimal digits.
pub fn sha256(bytes: &[u8]) -> String {
    let digits = Sha256::digest(bytes);
    digits.iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn report() -> Report {
        let document = |file: &str, outcome| Document {
            file: file.to_owned(),
            sha256: sha256(file.as_bytes()),
            outcome,
        };
        let scattered = Reading {
            refers_to_files: true,
            ..Reading::default()
        };
        Report {
            reader: "one".to_owned(),
            documents: vec![
                document("a.json", Outcome::Read(Reading::default())),
                document("b.json", Outcome::Read(scattered)),
                document("c.json", Outcome::Skipped),
                document("d.json", Outcome::TimedOut { seconds: 3 }),
            ],
        }
    }

    #[test]
    fn what_is_written_can_be_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("report.json");
        assert!(Report::read(&path).unwrap().documents.is_empty());
        report().write(&path).unwrap();
        let read = Report::read(&path).unwrap();
        assert_eq!(format!("{read:?}"), format!("{:?}", report()));
        std::fs::write(&path, "[]").unwrap();
        assert!(Report::read(&path).is_err());
    }

    #[test]
    fn only_the_same_reader_is_trusted_and_only_with_whole_documents() {
        assert!(report().still_true("another").is_empty());
        let known = report().still_true("one");
        let files: Vec<_> = known.keys().map(|(file, _)| file.as_str()).collect();
        assert_eq!(files, ["a.json", "c.json"]);
    }
}
