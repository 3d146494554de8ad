//! What `cargo semver-checks` says of a pair, which knows the crates and not the descriptions.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, bail};

use super::crates::Made;
use super::table::Pair;
use crate::build::workspace::LOCK;

/// What both crates of a pair are called: it compares a package with itself.
const NAME: &str = "corpus-semver";

/// The program.
pub struct Semver {
    folder: PathBuf,
}

impl Semver {
    /// The program, which works below `folder`; nothing where it is not installed.
    pub fn installed(folder: &Path) -> Option<Self> {
        let mut command = Command::new("cargo");
        command.args(["semver-checks", "--version"]);
        let output = command.stdin(Stdio::null()).output().ok()?;
        output.status.success().then(|| Self {
            folder: folder.join("semver"),
        })
    }

    /// What it says otherwise than the table.
    pub fn disagrees(&self, pair: &Pair, old: &Made, new: &Made) -> Result<Option<String>> {
        let (is_major, said) = self.is_major(old, new)?;
        Ok((is_major != (pair.source == "major")).then(|| {
            let verdict = if is_major { "major" } else { "not major" };
            format!("source: to cargo semver-checks it is {verdict}: {said}")
        }))
    }

    /// Whether it finds that the new crate breaks what uses the old one, and its summary.
    fn is_major(&self, old: &Made, new: &Made) -> Result<(bool, String)> {
        let (old, new) = (self.lay(old, "old")?, self.lay(new, "new")?);
        let output = Command::new("cargo")
            .args([
                "semver-checks",
                "--release-type",
                "minor",
                "--color",
                "never",
            ])
            .arg("--baseline-root")
            .arg(&old)
            .arg("--manifest-path")
            .arg(new.join("Cargo.toml"))
            .stdin(Stdio::null())
            .output()
            .context("cannot run cargo")?;
        let said = [output.stderr, output.stdout].concat();
        let said = String::from_utf8_lossy(&said);
        let mut lines = said.lines().map(str::trim);
        let summary = lines.find(|line| line.starts_with("Summary"));
        match (summary, output.status.success()) {
            (Some(summary), true) => Ok((false, summary.to_owned())),
            (Some(summary), false) => Ok((true, summary.to_owned())),
            _ => bail!("cargo semver-checks fails: {said}"),
        }
    }

    /// Copies a crate under the name that both have. What was built of the dependencies of the one before it stays.
    fn lay(&self, made: &Made, to: &str) -> Result<PathBuf> {
        let folder = self.folder.join(to);
        if folder.join("src").exists() {
            fs::remove_dir_all(folder.join("src"))?;
        }
        let mut ahead = vec![PathBuf::from("Cargo.toml"), PathBuf::from("src")];
        while let Some(path) = ahead.pop() {
            let from = made.folder.join(&path);
            if from.is_dir() {
                for entry in fs::read_dir(&from)? {
                    ahead.push(path.join(entry?.file_name()));
                }
                continue;
            }
            let text = fs::read_to_string(&from)?;
            let text = text.replace(&made.name, NAME);
            let text = text.replace(&made.name.replace('-', "_"), &NAME.replace('-', "_"));
            let to = folder.join(&path);
            fs::create_dir_all(to.parent().unwrap_or(&folder))?;
            fs::write(to, text)?;
        }
        let manifest = folder.join("Cargo.toml");
        let text = fs::read_to_string(&manifest)?;
        fs::write(manifest, format!("{text}\n[workspace]\n"))?;
        fs::write(folder.join("Cargo.lock"), LOCK)?;
        Ok(folder)
    }
}
