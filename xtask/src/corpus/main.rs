//! `cargo xtask corpus DIR`: the generator's front end over every description in a folder.
//!
//! ```text
//! documents ─► one child process each: reading ═ accounting ─► report ─► table, verdict
//! ```
//!
//! A document is judged by two measures: the front end reads it without an error, and what it makes of it has all the
//! operations, parameters, bodies, responses and schemas that a second, independent reading counts.

mod accounting;
mod child;
mod documents;
mod expectations;
mod reading;
mod report;
mod run;
mod table;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

/// Runs the generator's front end over every description in a folder, and counts what it makes of each.
///
/// Files that are no OpenAPI descriptions are skipped. Exit codes: 0 every description is read as expected; 1 one is
/// not, or something of it is lost; 2 wrong usage, or a file cannot be read or written.
#[derive(Parser)]
#[command(name = "cargo xtask corpus", bin_name = "cargo xtask corpus")]
struct Cli {
    /// The folder; its subfolders count too.
    dir: PathBuf,
    /// A table of known failures: file and code, parted by a tab; `#` begins a comment.
    #[arg(long, value_name = "FILE.tsv")]
    expect: Option<PathBuf>,
    /// Where to write all that was found, as JSON; renewed after each document.
    #[arg(long, value_name = "FILE.json")]
    report: Option<PathBuf>,
    /// Take from the report what it says of documents that have not changed, unless the generator has.
    #[arg(long, requires = "report")]
    resume: bool,
    /// The seconds a document may take.
    #[arg(long, value_name = "SECONDS", default_value_t = 300)]
    timeout: u64,
    #[command(flatten)]
    leniency: Leniency,
    /// Read this one file and print what was found: what each document's own process does.
    #[arg(long, hide = true)]
    one: bool,
}

/// What is let pass, as for `sdkgen`.
#[derive(Clone, Copy, clap::Args)]
struct Leniency {
    /// Let references lead nowhere.
    #[arg(long)]
    allow_dangling: bool,
    /// Let references lead out of a description's folder.
    #[arg(long)]
    allow_outside: bool,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = if cli.one {
        reading::print(&cli.dir, cli.leniency)
    } else {
        run::run(&cli)
    };
    result.unwrap_or_else(|error: anyhow::Error| {
        eprintln!("error: {error:#}");
        ExitCode::from(2)
    })
}

/// What everything here gives: how the process ends.
type Ended = Result<ExitCode>;
