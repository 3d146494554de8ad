//! The generators that are measured: ours, built for speed, and the peers that are on PATH.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};

use super::documents::ROOT;
use super::usage::{self, Run};

/// How long a generator may take.
const SECONDS: u64 = 600;

/// A generator.
pub struct Tool {
    /// What it is called.
    pub name: &'static str,
    program: PathBuf,
    arguments: Arguments,
    /// What it is known to want beside.
    pub needs: Needs,
}

/// From a description and a folder to the arguments that write a crate there.
type Arguments = fn(&Path, &Path) -> Vec<OsString>;

/// What the output of a generator needs to be a crate.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Needs {
    /// Nothing.
    Nothing,
    /// A manifest with the dependencies that it lists, and a root module.
    Crate,
}

impl Needs {
    /// Adds to the output in a folder what it needs.
    pub fn supply(self, folder: &Path) -> Result<()> {
        match self {
            Self::Nothing => Ok(()),
            Self::Crate => make_crate(folder),
        }
    }
}

/// A manifest with what the code in `src/generated` says it needs, and a root.
fn make_crate(folder: &Path) -> Result<()> {
    let source = folder.join("src");
    let needed = fs::read_to_string(source.join("generated").join("REQUIRED_DEPS.toml"))?;
    let package = "[package]\nname = \"measured\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n";
    fs::write(folder.join("Cargo.toml"), format!("{package}{needed}"))?;
    fs::write(source.join("lib.rs"), "pub mod generated;\n")?;
    Ok(())
}

/// All there are, ours first.
pub fn all() -> Result<Vec<Tool>> {
    let mut tools = vec![ours()?];
    tools.extend(PEERS.iter().filter_map(|(name, arguments, needs)| {
        Some(Tool {
            name,
            program: on_path(name)?,
            arguments: *arguments,
            needs: *needs,
        })
    }));
    Ok(tools)
}

/// Ours alone.
pub fn ours() -> Result<Tool> {
    Ok(Tool {
        name: "sdkgen",
        program: build()?,
        arguments: |document, folder| {
            words(
                &["generate", "--timings", "--name", "measured", "--out"],
                [folder, document],
            )
        },
        needs: Needs::Nothing,
    })
}

const PEERS: [(&str, Arguments, Needs); 4] = [
    (
        "cargo-progenitor",
        |document, folder| {
            let mut arguments = words(&["progenitor", "--name", "measured"], []);
            arguments.extend(words(&["--version", "0.1.0", "--input"], [document]));
            arguments.extend(words(&["--output"], [folder]));
            arguments
        },
        Needs::Nothing,
    ),
    (
        "ploidy",
        |document, folder| {
            let mut arguments = words(&["generate", "rust"], [document]);
            arguments.extend(words(&["-o"], [folder]));
            arguments
        },
        Needs::Nothing,
    ),
    (
        "oas3-gen",
        |document, folder| {
            let mut arguments = words(&["generate", "client-mod", "-w", "-i"], [document]);
            arguments.extend(words(&["-o"], [folder]));
            arguments
        },
        Needs::Nothing,
    ),
    (
        "openapi-to-rust",
        |document, folder| {
            let code = folder.join("src").join("generated");
            let mut arguments = words(&["generate"], [document]);
            arguments.extend(words(&["--output-dir"], [code.as_path()]));
            arguments
        },
        Needs::Crate,
    ),
];

fn words<const N: usize>(words: &[&str], paths: [&Path; N]) -> Vec<OsString> {
    let paths = paths.iter().map(OsString::from);
    words.iter().map(OsString::from).chain(paths).collect()
}

impl Tool {
    /// Generates from `document` into `folder`, measured.
    pub fn generate(&self, document: &Path, folder: &Path) -> Result<Run> {
        let at = folder.parent().unwrap_or(folder);
        let arguments = (self.arguments)(document, folder);
        usage::run(&self.program, arguments, at, SECONDS)
    }
}

fn on_path(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|program| program.is_file())
}

/// Builds our program, and says where it is.
fn build() -> Result<PathBuf> {
    let output = Command::new("cargo")
        // With this program's features, so that the library is not built twice.
        .args([
            "build",
            "--release",
            "--package",
            "sdkgen",
            "--package",
            "xtask",
        ])
        .args(["--features", "xtask/bench", "--bin", "sdkgen"])
        .args(["--message-format", "json-render-diagnostics"])
        .current_dir(ROOT)
        .stdin(Stdio::null())
        .stderr(Stdio::inherit())
        .output()
        .context("cannot run cargo")?;
    ensure!(output.status.success(), "sdkgen does not build");
    let built = String::from_utf8_lossy(&output.stdout);
    let mut messages = built
        .lines()
        .filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    messages
        .find_map(|message| Some(PathBuf::from(message.get("executable")?.as_str()?)))
        .context("cargo does not say where sdkgen is")
}
