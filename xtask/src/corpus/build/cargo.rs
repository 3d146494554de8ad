//! Cargo, run in the workspace of the crates.

use std::collections::BTreeMap;
use std::process::{Command, Output};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, ensure};
use serde_json::Value;

use super::workspace::Workspace;

/// What a run of cargo came to.
#[derive(Debug)]
pub struct Run {
    /// How long it took.
    pub took: Duration,
    /// The first errors, a line each; none when it ended well.
    pub errors: Vec<String>,
    /// Whether something else than the crate named was compiled on the way.
    had_to_compile_more: bool,
}

/// How many lines of errors are kept.
const MOST_LINES: usize = 5;

/// Runs `cargo check` on one crate, warnings denied. The time is that of this crate alone.
pub fn check(workspace: &Workspace, name: &str) -> Result<Run> {
    let check = || {
        let mut cargo = cargo(workspace, &["check", "--no-default-features"]);
        cargo
            .args(["--package", name])
            .env("RUSTFLAGS", "-Dwarnings");
        run(cargo, name)
    };
    let first = check()?;
    if !first.had_to_compile_more || !first.errors.is_empty() {
        return Ok(first);
    }
    let lib = workspace
        .folder()
        .join("crates")
        .join(name)
        .join("src/lib.rs");
    std::fs::File::options()
        .append(true)
        .open(lib)?
        .set_modified(std::time::SystemTime::now())?;
    check()
}

/// Runs `cargo clippy` on one crate, warnings denied.
pub fn clippy(workspace: &Workspace, name: &str) -> Result<Run> {
    let mut cargo = cargo(workspace, &["clippy", "--no-default-features"]);
    cargo
        .args(["--package", name])
        .env("RUSTFLAGS", "-Dwarnings");
    run(cargo, name)
}

/// Runs `cargo doc` on one crate, warnings denied.
pub fn doc(workspace: &Workspace, name: &str) -> Result<Run> {
    let mut cargo = cargo(workspace, &["doc", "--no-deps", "--no-default-features"]);
    cargo
        .args(["--package", name])
        .env("RUSTFLAGS", "-Dwarnings")
        .env("RUSTDOCFLAGS", "-Dwarnings");
    run(cargo, name)
}

/// Compiles the examples in the docs and the README of one crate.
pub fn doctests(workspace: &Workspace, name: &str) -> Result<Run> {
    let mut cargo = cargo(workspace, &["test", "--doc", "--features", "blocking"]);
    cargo.args(["--package", name]);
    run(cargo, name)
}

/// Packages one crate as for crates.io, and publishes it for show where it may be published. The errors.
pub fn package(workspace: &Workspace, name: &str) -> Result<Vec<String>> {
    let manifest = workspace
        .folder()
        .join("crates")
        .join(name)
        .join("Cargo.toml");
    let manifest = std::fs::read_to_string(manifest)?;
    let arguments: &[&str] = match manifest.contains("\npublish = false\n") {
        true => &["package"],
        false => &["publish", "--dry-run"],
    };
    let mut cargo = cargo(workspace, arguments);
    // It has been compiled already.
    cargo.args(["--allow-dirty", "--no-verify", "--package", name]);
    let output = cargo.output().context("cannot run cargo")?;
    let said = String::from_utf8_lossy(&output.stderr);
    let mut errors = errors(&output, &said, MOST_LINES);
    let package = format!("package/{name}-0.1.0.crate");
    let size = std::fs::metadata(workspace.target().join(package)).map_or(0, |file| file.len());
    if size > LARGEST_PACKAGE {
        errors.push(format!(
            "the package has {size} bytes; crates.io takes {LARGEST_PACKAGE}"
        ));
    }
    Ok(errors)
}

/// crates.io takes no larger packages.
const LARGEST_PACKAGE: u64 = 10 * 1024 * 1024;

/// Which programs of the crates are built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Program {
    /// The harness, without what sends requests, which takes less long.
    Types,
    /// The harness.
    Calls,
    /// The command-line tool.
    Tool,
}

impl Program {
    /// Where cargo puts them, below its folder.
    pub const fn folder(self) -> &'static str {
        match self {
            Self::Types | Self::Calls => "debug/examples",
            Self::Tool => "debug",
        }
    }
}

/// Builds the programs of all crates, as many as can be built.
pub fn build_all(workspace: &Workspace, program: Program) -> Result<Run> {
    let mut cargo = building(workspace, program);
    cargo.arg("--keep-going");
    run(cargo, "")
}

/// Builds the harness of a crate that stands for many, warnings denied. All errors are kept.
pub fn build_batch(workspace: &Workspace, name: &str) -> Result<Run> {
    let mut cargo = building(workspace, Program::Types);
    cargo
        .args(["--package", name])
        .env("RUSTFLAGS", "-Dwarnings")
        // The runtime is the same in the next batch.
        .env("CARGO_INCREMENTAL", "1");
    run_keeping(cargo, name, usize::MAX)
}

/// Builds the program of one crate.
pub fn build_one(workspace: &Workspace, name: &str, program: Program) -> Result<Run> {
    let mut cargo = building(workspace, program);
    cargo.args(["--package", name]);
    run(cargo, name)
}

/// Checks the examples of all crates without what sends requests. What is wrong with each, by name; nothing with those
/// that compile.
pub fn check_examples(workspace: &Workspace) -> Result<BTreeMap<String, String>> {
    let mut cargo = cargo(workspace, &["check", "--examples", "--no-default-features"]);
    cargo.args(["--keep-going", "--message-format", "json"]);
    let output = cargo.output().context("cannot run cargo")?;
    let mut all = BTreeMap::new();
    for line in output.stdout.split(|byte| *byte == b'\n') {
        let Ok(said) = serde_json::from_slice::<Value>(line) else {
            continue;
        };
        let target = &said["target"];
        let name = target["name"].as_str().unwrap_or_default().to_owned();
        let message = &said["message"];
        match said["reason"].as_str() {
            Some("compiler-artifact") if target["kind"][0] == "example" => {
                all.entry(name).or_default();
            }
            Some("compiler-message") if message["level"] == "error" => {
                let message = message["message"].as_str().unwrap_or_default();
                all.entry(name).or_insert_with(|| message.to_owned());
            }
            _ => {}
        }
    }
    ensure!(
        !all.is_empty(),
        "cargo checked nothing: {}",
        String::from_utf8_lossy(&output.stderr)
    );
    Ok(all)
}

fn building(workspace: &Workspace, program: Program) -> Command {
    let arguments: &[&str] = match program {
        Program::Types => &["build", "--examples", "--no-default-features"],
        Program::Calls => &["build", "--examples"],
        Program::Tool => &["build", "--bins", "--features", "cli"],
    };
    cargo(workspace, arguments)
}

fn cargo(workspace: &Workspace, arguments: &[&str]) -> Command {
    let program = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = Command::new(program);
    command
        .args(arguments)
        .current_dir(workspace.folder())
        .env("CARGO_TARGET_DIR", workspace.target())
        .env("CARGO_TERM_COLOR", "never")
        .env("CARGO_TERM_PROGRESS_WHEN", "never")
        // They come before what is said here.
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTDOCFLAGS")
        .env_remove("RUSTFLAGS");
    command
}

fn run(command: Command, name: &str) -> Result<Run> {
    run_keeping(command, name, MOST_LINES)
}

fn run_keeping(mut command: Command, name: &str, most: usize) -> Result<Run> {
    command.args(["--message-format", "short"]);
    let start = Instant::now();
    let output = command.output().context("cannot run cargo")?;
    let took = start.elapsed();
    let said = String::from_utf8_lossy(&output.stderr);
    Ok(Run {
        took,
        errors: errors(&output, &said, most),
        had_to_compile_more: said.lines().any(|line| {
            let mut words = line.split_whitespace();
            matches!(words.next(), Some("Compiling" | "Checking")) && words.next() != Some(name)
        }),
    })
}

/// The lines that tell of errors, or else the last ones.
fn errors(output: &Output, said: &str, most: usize) -> Vec<String> {
    if output.status.success() {
        return Vec::new();
    }
    let told = said.lines().filter(|line| line.contains("error"));
    let told: Vec<String> = told.take(most).map(str::to_owned).collect();
    if !told.is_empty() {
        return told;
    }
    let last = said.lines().rev().take(MOST_LINES);
    let mut last: Vec<String> = last.map(str::to_owned).collect();
    last.reverse();
    last.push(format!("cargo: {}", output.status));
    last
}
