//! What `sdkgen diff` says of each pair, and whether that is what the table says.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sdkgen::diagnostics::Diagnostics;
use sdkgen::diff::{self, Report};
use sdkgen::{Described, Options};

use super::table::{Pair, Text};

/// A description in a folder of its own.
pub struct Laid {
    /// Where the description is.
    pub path: PathBuf,
    config: Option<PathBuf>,
}

impl Laid {
    /// Writes a description and its settings into `folder`.
    pub fn lay(text: &Text, folder: &Path) -> Result<Self> {
        fs::create_dir_all(folder)?;
        let path = folder.join("pets.json");
        fs::write(&path, &text.description)?;
        let config = folder.join("sdk.toml");
        let has_settings = !text.settings.is_empty();
        if has_settings {
            fs::write(&config, &text.settings)?;
        } else if config.exists() {
            // Of an earlier run.
            fs::remove_file(&config)?;
        }
        Ok(Self {
            path,
            config: has_settings.then_some(config),
        })
    }

    /// How it is read and made into a crate.
    pub fn options(&self) -> Options {
        Options {
            config: self.config.clone(),
            ..Options::default()
        }
    }

    /// What it says.
    pub fn read(&self) -> Result<Described> {
        let mut diagnostics = Diagnostics::new();
        let described = sdkgen::read_named(&self.path, &self.options(), &mut diagnostics);
        described.with_context(|| diagnostics.render())
    }
}

/// What is wrong with the classes of a pair; nothing when all is as the table says.
pub fn disagreements(pair: &Pair, report: &Report) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut codes: Vec<&str> = report.changes.iter().map(|one| one.kind.as_str()).collect();
    let mut wanted: Vec<&str> = pair.codes.iter().map(String::as_str).collect();
    codes.sort_unstable();
    wanted.sort_unstable();
    if codes != wanted {
        let said = report.changes.iter().map(|one| one.words.as_str());
        let said: Vec<&str> = said.collect();
        wrong.push(format!(
            "reported as {codes:?}, not {wanted:?}: {}",
            said.join("; ")
        ));
    }
    let reasons = |of: fn(&diff::Change) -> &str| -> String {
        let reasons: Vec<&str> = report.changes.iter().map(of).collect();
        reasons.join("; ")
    };
    let (source, wire) = (report.verdict().as_str(), report.wire().as_str());
    if source != pair.source {
        let reasons = reasons(|one| &one.source_reason);
        wrong.push(format!("source: {source}, not {}: {reasons}", pair.source));
    }
    if wire != pair.wire {
        let reasons = reasons(|one| &one.wire_reason);
        wrong.push(format!("wire: {wire}, not {}: {reasons}", pair.wire));
    }
    wrong
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use sdkgen::diff::Kind;

    use super::super::table;
    use super::*;

    #[test]
    fn each_pair_has_the_classes_of_the_table() {
        let folder = tempfile::tempdir().unwrap();
        let mut wrong = String::new();
        for (index, (pair, texts)) in table::read().unwrap().into_iter().enumerate() {
            let folder = folder.path().join(index.to_string());
            let (old, new) = (folder.join("old"), folder.join("new"));
            let laid = [Laid::lay(&texts[0], &old), Laid::lay(&texts[1], &new)];
            let [Ok(old), Ok(new)] = laid else {
                panic!("{}", pair.change);
            };
            let read = (old.read(), new.read());
            match (read.0, read.1) {
                (Ok(old), Ok(new)) => {
                    let report = diff::diff(&old.api, &new.api);
                    for line in disagreements(&pair, &report) {
                        wrong += &format!("{}: {line}\n", pair.change);
                    }
                }
                (Err(error), _) | (_, Err(error)) => {
                    wrong += &format!("{}: {error:#}\n", pair.change);
                }
            }
            let is_explained = pair.seen.is_some() || pair.compiles.is_some();
            assert_eq!(is_explained, pair.because.is_some(), "{}", pair.change);
        }
        assert!(wrong.is_empty(), "{wrong}");
    }

    #[test]
    fn every_kind_of_change_is_in_the_table() {
        let pairs = table::read().unwrap();
        let known: BTreeSet<&str> = { pairs.iter() }
            .flat_map(|(pair, _)| pair.codes.iter().map(String::as_str))
            .collect();
        // What nothing explains has no pair: one that had to be reported so would be a fault.
        let missing: Vec<&str> = { Kind::ALL.iter() }
            .filter(|kind| **kind != Kind::ItemChanged)
            .map(|kind| kind.as_str())
            .filter(|code| !known.contains(code))
            .collect();
        assert!(missing.is_empty(), "{missing:?}");
    }
}
