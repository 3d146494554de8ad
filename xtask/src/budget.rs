//! `cargo xtask bench --budget`: nothing that is generated may get longer than `xtask/budgets.toml` allows.
//!
//! Lines and bytes are the same on every machine, functions with every rustc of a version, which times are not.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode, Stdio};

use anyhow::{Context, Result, ensure};
use sdkgen::Options;
use sdkgen::diagnostics::Diagnostics;
use serde::Deserialize;

use crate::synthetic::description;

/// What may be spent.
const BUDGETS: &str = "xtask/budgets.toml";

/// What may be spent on one description.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Budget {
    /// The description; without one it is made, with so many operations as are named.
    description: Option<PathBuf>,
    /// How to generate from it.
    config: Option<PathBuf>,
    /// How many operations it has.
    operations: usize,
    /// Lines, those that are copied aside, for an operation.
    lines_an_operation: usize,
    /// Bytes, those that are copied aside.
    bytes: usize,
    /// Where its library stands among the packages of this workspace, what may be compiled of it.
    library: Option<Library>,
}

/// What may be compiled of a library.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Library {
    /// Its package.
    package: String,
    /// The functions that reach LLVM without optimizations. What is generic counts where it is used.
    functions: usize,
}

/// Generates from each description, prints what that comes to, and fails when it is too much.
pub fn check() -> Result<ExitCode> {
    let text = fs::read_to_string(BUDGETS).with_context(|| format!("cannot read {BUDGETS}"))?;
    let budgets: BTreeMap<String, Budget> =
        toml::from_str(&text).with_context(|| format!("{BUDGETS} cannot be understood"))?;
    let mut is_kept = true;
    for (name, budget) in &budgets {
        for (what, spent, allowed) in budget.spend(name)? {
            let verdict = if spent > allowed { "too much" } else { "fine" };
            println!("{name}: {spent} {what}, {allowed} allowed: {verdict}");
            is_kept &= spent <= allowed;
        }
    }
    if !is_kept {
        eprintln!(
            "error: what is generated has outgrown its budget\n  \
             = help: emit less, or raise {BUDGETS} and say why in the commit"
        );
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}

impl Budget {
    /// What is spent, and what may be.
    fn spend(&self, name: &str) -> Result<Vec<(&'static str, usize, usize)>> {
        let (lines, bytes) = match &self.description {
            Some(path) => self.generate(path)?,
            None => {
                let folder = tempfile::tempdir()?;
                let path = folder.path().join(format!("{name}.yaml"));
                fs::write(&path, description(self.operations))?;
                self.generate(&path)?
            }
        };
        let lines = lines.div_ceil(self.operations.max(1));
        let mut spent = vec![
            ("lines an operation", lines, self.lines_an_operation),
            ("bytes", bytes, self.bytes),
        ];
        if let Some(library) = &self.library {
            spent.push(("functions", library.functions()?, library.functions));
        }
        Ok(spent)
    }

    /// Lines and bytes of the code that is written for `description`.
    fn generate(&self, description: &Path) -> Result<(usize, usize)> {
        let options = Options {
            config: self.config.clone(),
            ..Options::default()
        };
        let mut diagnostics = Diagnostics::new();
        let generated = sdkgen::generate(description, &options, &mut diagnostics);
        let generated = generated.with_context(|| diagnostics.render())?;
        let (found, expected) = (generated.operations, self.operations);
        ensure!(
            found == expected,
            "{} has {found} operations, {BUDGETS} says {expected}",
            description.display()
        );
        let written = || {
            let files = generated.files.iter();
            files.filter(|(path, _)| path.ends_with(".rs") && !path.starts_with("runtime/"))
        };
        let lines = written().map(|(_, text)| text.lines().count()).sum();
        Ok((lines, written().map(|(_, text)| text.len()).sum()))
    }
}

impl Library {
    /// How many functions reach LLVM.
    fn functions(&self) -> Result<usize> {
        let folder = tempfile::tempdir()?;
        let code = folder.path().join("library.ll");
        let status = Command::new("cargo")
            .args([
                "rustc",
                "--quiet",
                "--lib",
                "--package",
                &self.package,
                "--",
            ])
            .arg(format!("--emit=llvm-ir={}", code.display()))
            .arg("-Ccodegen-units=1")
            .stdin(Stdio::null())
            .status()
            .context("cannot run cargo")?;
        ensure!(status.success(), "{} does not compile", self.package);
        let code = fs::read(code)?;
        let lines = code.split(|byte| *byte == b'\n');
        Ok(lines.filter(|line| line.starts_with(b"define ")).count())
    }
}
