//! Which documents are measured when none are named.

use std::cmp::Reverse;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};

/// The folder of the workspace.
pub const ROOT: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// The description of the SDK that this repository is about, from there.
pub const AGENTMAIL: &str = "spec/agentmail-webhooks.yaml";

/// How many of the corpus are measured.
const LARGEST: usize = 10;

/// The documents, or else the ten largest of the corpus.
pub fn or_largest(files: Vec<PathBuf>) -> Result<Vec<PathBuf>> {
    if !files.is_empty() {
        return absolute(files);
    }
    let mut documents = by_size()?;
    documents.truncate(LARGEST);
    absolute(documents)
}

/// The documents, or else AgentMail's, and of the corpus the one of middle size and the largest.
pub fn or_three(files: Vec<PathBuf>) -> Result<Vec<PathBuf>> {
    if !files.is_empty() {
        return absolute(files);
    }
    let documents = by_size()?;
    let middle = documents.get(documents.len() / 2);
    let of_corpus = middle.into_iter().chain(documents.first()).cloned();
    absolute(
        [Path::new(ROOT).join(AGENTMAIL)]
            .into_iter()
            .chain(of_corpus)
            .collect(),
    )
}

/// Programs are run in folders of their own.
fn absolute(files: Vec<PathBuf>) -> Result<Vec<PathBuf>> {
    let files = files.iter().map(fs::canonicalize);
    files.collect::<Result<_, _>>().context("no such document")
}

/// The documents of the corpus, the largest first.
fn by_size() -> Result<Vec<PathBuf>> {
    let corpus = std::env::var_os("SDKGEN_CORPUS")
        .context("name documents, or a corpus of them: SDKGEN_CORPUS is not set")?;
    let folder = Path::new(&corpus).join("specs");
    let entries =
        fs::read_dir(&folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let mut documents = Vec::new();
    for entry in entries {
        let entry = entry?;
        documents.push((Reverse(entry.metadata()?.len()), entry.path()));
    }
    documents.sort();
    Ok(documents.into_iter().map(|(_, path)| path).collect())
}
