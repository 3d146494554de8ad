//! `cargo xtask corpus DIR`: the generator over every description in a folder.
//!
//! ```text
//! documents ─► one child process each: reading ═ accounting ─► report ─► table, verdict
//!           └► build: one crate each, ten to a workspace ─┬► --compile: cargo check, lines of code
//!                                                         ├► --round-trip: values through the types of each schema
//!                                                         ├► --examples: printed responses, decoded by its methods
//!                                                         ├► --wire: every operation, called against a server
//!                                                         └► --cli: operations, called by command lines
//! ```
//!
//! A document is judged by two measures: the front end reads it without an error, and what it makes of it has all the
//! operations, parameters, bodies, responses and schemas that a second, independent reading counts. With `--compile`
//! it is judged by what the compiler says of its crate, with `--round-trip` by what its types make of valid and of
//! broken values, with `--wire` and `--cli` by what its calls send and what they
//! make of answers, with `--examples` by how many printed responses its methods decode. `--pages` holds the lists that are
//! paged against those that official SDKs page, `--names` the names of operations against theirs.

mod accounting;
mod build;
mod child;
mod documents;
mod expectations;
mod mutations;
mod names;
mod pages;
mod random;
mod reading;
mod report;
mod round_trip;
mod run;
mod selection;
mod table;
mod truth;
mod wire;

use std::path::PathBuf;
use std::process::ExitCode;

use anyhow::Result;
use clap::Parser;

/// Runs the generator over every description in a folder: its front end, and counts what that makes of each; or all of
/// it, and compiles the crates (--compile), sends values through their types (--round-trip), makes their calls (--wire,
/// --cli) or decodes the responses that the descriptions print (--examples).
///
/// Files that are no OpenAPI descriptions are skipped. Exit codes: 0 every description is read as expected; 1 one is
/// not, or something of it is lost; 2 wrong usage, or a file cannot be read or written.
#[derive(Parser)]
#[command(name = "cargo xtask corpus", bin_name = "cargo xtask corpus")]
struct Cli {
    /// The folder; its subfolders count too.
    #[arg(
        required_unless_present_any = ["truth", "random", "pages", "names"],
        default_value = ".",
        hide_default_value = true
    )]
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
    #[command(flatten)]
    mode: Mode,
    /// Read this one file and print what was found: what each document's own process does.
    #[arg(long, hide = true)]
    one: bool,
    /// Generate a crate from this one file into a folder of the crate's name, and print what became of it.
    #[arg(long, hide = true, requires = "one", value_name = "DIR")]
    into: Option<PathBuf>,
    /// Send values for this one file through a program, and print what became of them.
    #[arg(long, hide = true, requires = "one", value_name = "PROGRAM")]
    through: Option<PathBuf>,
}

/// What is done with each document beside reading it.
#[derive(clap::Args)]
struct Mode {
    /// Generate the crates and compile them, warnings denied.
    #[arg(long, conflicts_with_all = ["round_trip", "resume", "expect"])]
    compile: bool,
    /// Send sampled and broken values of each schema through the generated types.
    #[arg(long, conflicts_with_all = ["resume", "expect"])]
    round_trip: bool,
    /// Make calls of every operation against a server that reads the description by itself.
    #[arg(long, conflicts_with_all = ["compile", "round_trip", "resume", "expect"])]
    wire: bool,
    /// Build the command-line tools, and call operations of each against the same server.
    #[arg(long, conflicts_with_all = ["compile", "round_trip", "wire", "resume", "expect"])]
    cli: bool,
    /// Decode every response that the descriptions print: without examples as evidence for the types, with them, and each
    /// half of them with the other half as evidence.
    #[arg(long, conflicts_with_all = ["compile", "round_trip", "wire", "cli", "resume", "expect"])]
    examples: bool,
    /// The percentage that has to be reached: with --examples of the printed responses that decode with the other half as
    /// evidence, with --pages of the lists that official SDKs page and that the description has something to page by, with
    /// --names of the operations that have the official name.
    #[arg(long, value_name = "N", default_value_t = 95.0)]
    least: f64,
    /// The examples that the types of a crate take as evidence.
    #[arg(long, hide = true, value_parser = build::generate::evidence, default_value = "all")]
    evidence: sdkgen::Evidence,
    /// Change the descriptions in so many ways, and compare each with what it was: every change has to be reported once.
    #[arg(long, value_name = "N", conflicts_with_all = ["compile", "round_trip", "wire", "cli", "resume", "expect"])]
    mutations: Option<usize>,
    /// Hold the classes of changes against the compiler and a server: every pair of descriptions in xtask/truth.
    #[arg(long, conflicts_with_all = ["dir", "compile", "round_trip", "wire", "mutations", "resume", "expect"])]
    truth: bool,
    /// Compare the lists that are paged with those that official SDKs page: every table `NAME.pages.tsv` of the folder
    /// (verb, path, `page` or `-`) with the description `NAME.yaml` or `NAME.json` beside it, or in a folder `specs`
    /// beside that folder.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["dir", "compile", "round_trip", "wire", "cli", "mutations", "truth", "sample", "resume", "expect"])]
    pages: Option<PathBuf>,
    /// Compare the names of operations with those of official SDKs: every table `NAME.tsv` of the folder (verb, path,
    /// resource, method) with the description `NAME.yaml` or `NAME.json` beside it, or in a folder `specs` beside that
    /// folder. Counts the smells of all names in both folders, too.
    #[arg(long, value_name = "DIR", conflicts_with_all = ["dir", "compile", "round_trip", "wire", "cli", "mutations", "truth", "pages", "sample", "resume", "expect"])]
    names: Option<PathBuf>,
    /// Name as if the descriptions had no extensions of other generators that name operations.
    #[arg(long, requires = "names")]
    ignore_extensions: bool,
    /// Make so many valid documents at random, generate and compile a crate of each, warnings denied, and send values
    /// through its types. A document that fails is made as small as it can be and printed.
    #[arg(long, value_name = "N", conflicts_with_all = ["dir", "compile", "round_trip", "wire", "cli", "mutations", "truth", "examples", "sample", "resume", "expect"])]
    random: Option<usize>,
    /// The number of the first of these documents.
    #[arg(long, value_name = "I", requires = "random", default_value_t = 0)]
    first: u64,
    /// Run clippy and rustdoc over the crates too, warnings denied.
    #[arg(long, requires = "compile")]
    clippy: bool,
    /// Compile the examples in the docs and the README of the crates too, and package the crates as for crates.io.
    #[arg(long, requires = "compile")]
    publish: bool,
    /// The values sampled for each schema, beside its examples [default: 20]; with --wire the calls that are made of
    /// each operation with all inputs [default: 4]; with --cli the operations that are called of each document
    /// [default: 20].
    #[arg(long, value_name = "N")]
    samples: Option<usize>,
    /// Only so many documents, of every size and dialect.
    #[arg(long, value_name = "N")]
    sample: Option<usize>,
    /// Which documents those are, and which changes.
    #[arg(long, value_name = "S", default_value_t = 1)]
    seed: u64,
    /// Where the crates go, which are kept then [default: a temporary folder].
    #[arg(long, value_name = "DIR")]
    work: Option<PathBuf>,
}

impl Mode {
    /// Whether crates get the program that puts them to use.
    const fn has_harness(&self) -> bool {
        self.round_trip || self.wire || self.examples || self.random.is_some()
    }
}

/// What is let pass, as for `sdkgen`.
#[derive(Clone, Copy, clap::Args)]
struct Leniency {
    /// Step around broken places.
    #[arg(long)]
    lenient: bool,
    /// Let references lead out of a description's folder.
    #[arg(long)]
    allow_outside: bool,
}

fn main() -> ExitCode {
    let cli = Cli::parse();
    let result = match &cli {
        Cli {
            into: Some(folder), ..
        } => build::generate::print(&cli.dir, folder, &cli.mode, cli.leniency),
        Cli {
            through: Some(program),
            ..
        } if cli.mode.cli => wire::tool::print(&cli.dir, program, &cli.mode),
        Cli {
            through, one: true, ..
        } if cli.mode.examples => wire::examples::print(&cli.dir, through.as_deref()),
        Cli {
            through: Some(program),
            ..
        } if cli.mode.wire => wire::print(&cli.dir, program, cli.mode.samples),
        Cli {
            through: Some(program),
            ..
        } => round_trip::print(&cli.dir, program, cli.mode.samples),
        Cli { one: true, .. } => reading::print(&cli.dir, cli.leniency),
        Cli { mode, .. } if mode.truth => truth::run(&cli),
        Cli {
            mode: Mode {
                pages: Some(folder),
                ..
            },
            ..
        } => pages::run(&cli, folder),
        Cli {
            mode: Mode {
                names: Some(folder),
                ..
            },
            ..
        } => names::run(&cli, folder),
        Cli { mode, .. } if mode.random.is_some() => random::run(&cli),
        Cli { mode, .. } if mode.mutations.is_some() => mutations::run(&cli),
        Cli { mode, .. } if mode.compile => build::compile::run(&cli),
        Cli { mode, .. } if mode.round_trip => round_trip::run(&cli),
        Cli { mode, .. } if mode.wire => wire::run(&cli),
        Cli { mode, .. } if mode.examples => wire::examples::run(&cli),
        Cli { mode, .. } if mode.cli => wire::tool::run(&cli),
        _ => run::run(&cli),
    };
    result.unwrap_or_else(|error: anyhow::Error| {
        eprintln!("error: {error:#}");
        ExitCode::from(2)
    })
}

/// What everything here gives: how the process ends.
type Ended = Result<ExitCode>;
