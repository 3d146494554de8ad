//! `cargo xtask bench`: what it costs to generate an SDK and to compile it, beside other generators.
//!
//! ```text
//! generate: documents × (sdkgen, bare parse, peers on PATH), in turn ─► time, memory, stages, size
//! compile:  documents × (sdkgen, peers) ─► crates ─► cargo check, build, touch, release ─► time, memory, functions
//! binary:   a program with three calls, through the SDK, those of the peers and by hand ─► bytes
//! download: a program that downloads, nothing and a gigabyte ─► memory
//! grow:     descriptions of 100, 1,000 and 5,000 operations ─► how cost grows
//! ```
//!
//! What is measured runs as a child of [`usage`]'s own process, so that processor time and memory are its alone.

mod bare;
mod binary;
mod compile;
mod crates;
mod documents;
mod download;
mod generate;
mod grow;
mod program;
#[path = "../synthetic.rs"]
mod synthetic;
mod table;
mod tools;
mod usage;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::{Parser, Subcommand};

use self::compile::Step;

/// Measures what SDKs cost: to generate, to compile, to ship. Times are medians; processor time says more than the
/// clock where others use the machine too.
#[derive(Parser)]
#[command(name = "cargo xtask bench", bin_name = "cargo xtask bench")]
struct Cli {
    #[command(subcommand)]
    bench: Bench,
}

#[derive(Subcommand)]
enum Bench {
    /// Generates from documents, sdkgen and every peer on PATH in turn.
    Generate {
        /// The documents [default: the ten largest below specs/ in the folder that SDKGEN_CORPUS names].
        files: Vec<PathBuf>,
        /// How often.
        #[arg(long, default_value_t = 3)]
        rounds: usize,
        #[command(flatten)]
        output: Output,
    },
    /// Compiles the crates that sdkgen and every peer on PATH make of documents.
    Compile {
        /// The documents [default: AgentMail's, and one of middle size and a large one of the corpus].
        files: Vec<PathBuf>,
        /// What is done with each crate. `llvm` counts the functions and the lines that reach LLVM.
        #[arg(long, value_enum, value_delimiter = ',', default_values_t = [Step::Check, Step::Build, Step::Touch])]
        steps: Vec<Step>,
        /// Where the crates and what is built of them go, to be kept [default: a temporary folder].
        #[arg(long, value_name = "DIR")]
        work: Option<PathBuf>,
        #[command(flatten)]
        output: Output,
    },
    /// Builds a program with three calls of the AgentMail SDK, of those that the peers on PATH write, and the same with
    /// reqwest and serde alone.
    Binary {
        #[command(flatten)]
        output: Output,
    },
    /// Downloads a gigabyte through a generated SDK.
    Download {
        #[command(flatten)]
        output: Output,
    },
    /// Generates from descriptions of 100, 1,000 and 5,000 operations, and says how the cost grows.
    Grow {
        /// How often.
        #[arg(long, default_value_t = 3)]
        rounds: usize,
        #[command(flatten)]
        output: Output,
    },
    /// Runs a program and prints what it used.
    #[command(hide = true)]
    Measure {
        /// After how many seconds it is ended.
        #[arg(long)]
        seconds: u64,
        /// The program and its arguments.
        #[arg(trailing_var_arg = true, allow_hyphen_values = true, required = true)]
        command: Vec<OsString>,
    },
    /// Parses a document and writes so many bytes: less cannot be done.
    #[command(hide = true)]
    Bare {
        /// The document.
        document: PathBuf,
        /// How many bytes.
        bytes: usize,
        /// Where to.
        output: PathBuf,
    },
}

/// Where figures go, beside the table.
#[derive(clap::Args)]
struct Output {
    /// Write all figures to this file.
    #[arg(long, value_name = "FILE.json")]
    json: Option<PathBuf>,
}

fn main() -> Result<ExitCode> {
    match Cli::parse().bench {
        Bench::Generate {
            files,
            rounds,
            output,
        } => generate::run(&documents::or_largest(files)?, rounds, &output)?,
        Bench::Compile {
            files,
            steps,
            work,
            output,
        } => compile::run(&documents::or_three(files)?, &steps, work, &output)?,
        Bench::Binary { output } => binary::run(&output)?,
        Bench::Download { output } => download::run(&output)?,
        Bench::Grow { rounds, output } => grow::run(rounds, &output)?,
        Bench::Measure { seconds, command } => usage::measure(&command, seconds)?,
        Bench::Bare {
            document,
            bytes,
            output,
        } => bare::run(&document, bytes, &output)?,
    }
    Ok(ExitCode::SUCCESS)
}
