//! The project's own chores: `cargo xtask codegen [--check | --bump]`, `ci`, `bench`, `corpus DIR`.

mod budget;
mod codegen;
mod synthetic;

use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};

use anyhow::{Context, Result, ensure};
use clap::{Parser, Subcommand};

/// The project's own chores.
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Subcommand)]
enum Chore {
    /// Writes generated/src from spec/.
    Codegen {
        /// Write nothing; fail and show the difference when there is one.
        #[arg(long)]
        check: bool,
        /// Add to generated/Cargo.toml what it lacks.
        #[arg(long, conflicts_with = "check")]
        manifest: bool,
        /// Make it a release: set the version that the changes since the last one ask for, and write the changelog.
        #[arg(long, conflicts_with = "check")]
        bump: bool,
    },
    /// Runs what the continuous integration runs.
    Ci,
    /// Measures what SDKs cost: `generate`, `compile`, `binary`, `download`, `grow`, as `cargo xtask bench --help` has it,
    /// or `run`, the benches of both packages and `download`.
    #[command(disable_help_flag = true)]
    Bench {
        /// Measure nothing; fail when generated code is longer than xtask/budgets.toml allows.
        #[arg(long)]
        budget: bool,
        /// What the program for it is told.
        #[arg(
            trailing_var_arg = true,
            allow_hyphen_values = true,
            required_unless_present = "budget",
            conflicts_with = "budget"
        )]
        arguments: Vec<OsString>,
    },
    /// Runs the generator's front end over every description in a folder: `cargo xtask corpus --help`.
    #[command(disable_help_flag = true)]
    Corpus {
        /// What the program for it is told.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
}

fn main() -> Result<ExitCode> {
    let cli = Cli::parse();
    let here = env::current_dir()?;
    env::set_current_dir(workspace_root()?)?;
    match cli.chore {
        Chore::Codegen { check: true, .. } => codegen::check(),
        Chore::Codegen { manifest, bump, .. } => codegen::write(manifest, bump),
        Chore::Ci => run("bash", &[".ci/run"]),
        Chore::Bench { budget: true, .. } => budget::check(),
        Chore::Bench { arguments, .. } if arguments == ["run"] => {
            run("cargo", &["bench", "-p", "sdkgen"])?;
            run(
                "cargo",
                &["bench", "-p", "agentmail-sdk", "--features", "cli"],
            )?;
            heavy("bench", &here, &["download".into()])
        }
        Chore::Bench { arguments, .. } => heavy("bench", &here, &arguments),
        Chore::Corpus { arguments } => heavy("corpus", &here, &arguments),
    }
}

/// Runs a program that is built for speed, and apart from this one, since it needs more than codegen does. Its arguments
/// are paths as seen from `at`.
fn heavy(chore: &str, at: &Path, arguments: &[OsString]) -> Result<ExitCode> {
    let manifest = env::current_dir()?.join("Cargo.toml");
    let status = Command::new("cargo")
        .args(["run", "--quiet", "--release", "--package", "xtask"])
        .args(["--features", chore, "--bin", &format!("xtask-{chore}")])
        .arg("--manifest-path")
        .arg(manifest)
        .arg("--")
        .args(arguments)
        .current_dir(at)
        .status()
        .context("cannot run cargo")?;
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::FAILURE, ExitCode::from))
}

/// The folder above this package, so that every message shows paths as the reader of the repository knows them.
fn workspace_root() -> Result<PathBuf> {
    let package = env::var_os("CARGO_MANIFEST_DIR").context("run this as `cargo xtask`")?;
    let root = Path::new(&package)
        .parent()
        .context("xtask has no folder above it")?;
    Ok(root.to_owned())
}

fn run(program: &str, arguments: &[&str]) -> Result<ExitCode> {
    let command = format!("{program} {}", arguments.join(" "));
    println!("$ {command}");
    let status = Command::new(program)
        .args(arguments)
        .status()
        .with_context(|| format!("cannot run `{command}`"))?;
    ensure!(status.success(), "`{command}` failed: {status}");
    Ok(ExitCode::SUCCESS)
}
