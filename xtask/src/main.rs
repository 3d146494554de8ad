//! The project's own chores: `cargo xtask codegen [--check]`, `cargo xtask ci`, `cargo xtask bench`.

mod codegen;

use std::env;
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
    },
    /// Runs what the continuous integration runs.
    Ci,
    /// Measures the generator and the generated crate.
    Bench,
}

fn main() -> Result<ExitCode> {
    let cli = Cli::parse();
    env::set_current_dir(workspace_root()?)?;
    match cli.chore {
        Chore::Codegen { check: true, .. } => codegen::check(),
        Chore::Codegen { manifest, .. } => codegen::write(manifest),
        Chore::Ci => run("bash", &[".ci/run"]),
        Chore::Bench => {
            run("cargo", &["bench", "-p", "sdkgen"])?;
            run("cargo", &["bench", "-p", "agentmail-sdk"])
        }
    }
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
