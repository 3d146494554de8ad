//! The workspace that the crates of a batch are members of: one target directory and one lock for all batches.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use sdkgen::Evidence;
use tempfile::TempDir;

use super::generate::{Generated, generate};
use crate::Cli;
use crate::selection::Chosen;

/// How many crates are in the workspace at a time.
const BATCH: usize = 10;

/// What every crate's name begins with, so that what was built of them can be told from dependencies.
const PREFIX: &str = "corpus";

/// The versions of dependencies, so that the same are built whatever has been released since.
pub const LOCK: &str = include_str!("../../../../Cargo.lock");

/// The folder of the workspace.
pub struct Workspace {
    folder: PathBuf,
    /// Deletes the folder in the end.
    _temporary: Option<TempDir>,
}

/// A document and its crate.
pub struct Member {
    /// The document.
    pub document: Chosen,
    /// The crate's name.
    pub name: String,
    /// The crate's folder.
    pub folder: PathBuf,
    /// What became of it.
    pub generated: Generated,
}

impl Workspace {
    /// Makes the folder, or takes the one that the command line names.
    pub fn new(cli: &Cli) -> Result<Self> {
        let (folder, temporary) = match &cli.mode.work {
            Some(folder) => (std::path::absolute(folder)?, None),
            None => {
                let temporary = TempDir::new().context("cannot make a temporary folder")?;
                (temporary.path().to_owned(), Some(temporary))
            }
        };
        fs::create_dir_all(folder.join("crates"))
            .with_context(|| format!("cannot make {}", folder.display()))?;
        Ok(Self {
            folder,
            _temporary: temporary,
        })
    }

    /// Takes a folder that stays, so that dependencies are built once.
    pub fn at(folder: PathBuf) -> Result<Self> {
        let crates = folder.join("crates");
        fs::create_dir_all(&crates).with_context(|| format!("cannot make {}", crates.display()))?;
        Ok(Self {
            folder,
            _temporary: None,
        })
    }

    /// Where the workspace's manifest is.
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where cargo builds.
    pub fn target(&self) -> PathBuf {
        self.folder.join("target")
    }

    /// The documents in batches.
    pub fn batches(documents: &[Chosen]) -> impl Iterator<Item = &[Chosen]> {
        documents.chunks(BATCH)
    }

    /// Generates the crates of a batch, which become the workspace's members; `said` is told of each document before.
    pub fn generate(
        &self,
        cli: &Cli,
        batch: &[Chosen],
        evidence: Evidence,
        mut said: impl FnMut(&Chosen),
    ) -> Result<Vec<Member>> {
        let mut members: Vec<Member> = Vec::new();
        for document in batch {
            said(document);
            let name = crate_name(&document.file, &members);
            let folder = self.folder.join("crates").join(&name);
            if folder.exists() {
                fs::remove_dir_all(&folder)?;
            }
            // Before the crate, whose manifest depends on the workspace it finds itself in.
            let known = members.iter().filter(|member| member.is_written());
            let names = known.map(|member| member.name.as_str()).chain([&*name]);
            self.write_manifest(names)?;
            let generated = generate(cli, &document.path, &folder, evidence)?;
            members.push(Member {
                document: document.clone(),
                name,
                folder,
                generated,
            });
        }
        let written = members.iter().filter(|member| member.is_written());
        self.write_manifest(written.map(|member| member.name.as_str()))?;
        self.write_lock()?;
        Ok(members)
    }

    /// Has the same versions of dependencies as the project.
    pub fn write_lock(&self) -> Result<()> {
        Ok(fs::write(self.folder.join("Cargo.lock"), LOCK)?)
    }

    /// Makes these crates the members.
    pub fn write_manifest<'a>(&self, members: impl Iterator<Item = &'a str>) -> Result<()> {
        let members: Vec<String> = members
            .map(|name| format!("    \"crates/{name}\",\n"))
            .collect();
        let text = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\n{}]\n\n[profile.dev]\ndebug = 0\nincremental = false\n",
            members.concat()
        );
        fs::write(self.folder.join("Cargo.toml"), text)
            .with_context(|| format!("cannot write in {}", self.folder.display()))
    }

    /// Removes from the target directory what was built of the crates, and leaves what was built of dependencies.
    pub fn sweep(&self) -> Result<()> {
        let doc = self.target().join("doc");
        if doc.exists() {
            fs::remove_dir_all(doc)?;
        }
        let debug = self.target().join("debug");
        for folder in [
            "",
            "deps",
            ".fingerprint",
            "build",
            "examples",
            "incremental",
        ] {
            let Ok(entries) = fs::read_dir(debug.join(folder)) else {
                continue;
            };
            for entry in entries {
                let path = entry?.path();
                let name = path.file_name().unwrap_or_default().to_string_lossy();
                let is_ours = folder == "examples"
                    || name
                        .strip_prefix("lib")
                        .unwrap_or(&name)
                        .starts_with(PREFIX);
                match (is_ours, path.is_dir()) {
                    (false, _) => {}
                    (true, true) => fs::remove_dir_all(&path)?,
                    (true, false) => fs::remove_file(&path)?,
                }
            }
        }
        Ok(())
    }
}

impl Member {
    /// Whether there is a crate.
    pub fn is_written(&self) -> bool {
        matches!(self.generated, Generated::Written { .. })
    }
}

/// A name for the crate of the document `file` that no other of the batch has.
fn crate_name(file: &str, members: &[Member]) -> String {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let words = stem
        .split(|letter: char| !letter.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty());
    let words: Vec<String> = words.map(str::to_ascii_lowercase).collect();
    let mut name = format!("{PREFIX}-{}", words.join("-"));
    while members.iter().any(|member| member.name == name) {
        name += "-x";
    }
    name
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn crates_are_named_after_their_files() {
        assert_eq!(crate_name("a/Zoom_v2.1.yaml", &[]), "corpus-a-zoom-v2-1");
    }
}
