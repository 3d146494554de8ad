//! The command line: `sdkgen generate SPEC` writes a crate, or its `src/`, from an OpenAPI description.

#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

use std::fmt::Display;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use sdkgen::Options;
use sdkgen::diagnostics::{Code, Diagnostics};
use sdkgen::files::{CrateError, CrateFolder, describe};

/// Generates Rust SDKs from OpenAPI descriptions.
#[derive(Parser)]
#[command(version)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Generate(Generate),
}

/// Writes a crate from a description, or refreshes the src/ of one that is there.
///
/// A new folder gets a whole crate. In an existing crate only src/ is written, and files in it that are not
/// generated are deleted; Cargo.toml is checked for what the code needs.
///
/// Exit codes: 0 all is well; 1 the description has errors, or --check found a difference; 2 wrong usage, or a file
/// cannot be read or written.
#[derive(clap::Args)]
#[command(verbatim_doc_comment)]
struct Generate {
    /// The OpenAPI description, YAML or JSON.
    spec: PathBuf,
    /// What the description cannot say [default: sdk.toml beside the description, if it is there].
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The crate's folder [default: a folder here with the crate's name].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The crate's name [default: from the config, or else from the description's title].
    #[arg(long, value_name = "CRATE", value_parser = sdkgen::manifest::crate_name)]
    name: Option<String>,
    /// Write nothing; show what differs.
    #[arg(long)]
    check: bool,
    /// Add to an existing Cargo.toml what it lacks.
    #[arg(long, conflicts_with = "check")]
    manifest: bool,
}

/// The description has errors, or the files are not what codegen would write.
const REJECTED: u8 = 1;
/// The command line is wrong, or a file cannot be read or written.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    let Command::Generate(arguments) = Cli::parse().command;
    generate(&arguments).unwrap_or_else(|error| {
        tell(io::stderr(), format_args!("error: {error}\n"));
        ExitCode::from(FAILED)
    })
}

fn generate(arguments: &Generate) -> Result<ExitCode, CrateError> {
    let options = Options {
        config: arguments.config.clone(),
        name: arguments.name.clone(),
        ..Options::default()
    };
    let mut diagnostics = Diagnostics::new();
    let generated = sdkgen::generate(&arguments.spec, &options, &mut diagnostics);
    tell(io::stderr(), diagnostics.render());
    let Some(generated) = generated else {
        let is_about_files = |code| matches!(code, Code::Unreadable | Code::BadConfig);
        let failed = diagnostics
            .list()
            .iter()
            .any(|diagnostic| is_about_files(diagnostic.code));
        return Ok(ExitCode::from(if failed { FAILED } else { REJECTED }));
    };

    let out = arguments
        .out
        .clone()
        .unwrap_or_else(|| generated.manifest.name.clone().into());
    let folder = CrateFolder::open(&out)?;
    let (operations, models) = (generated.operations, generated.models);
    let about = format!(
        "{}: {operations} operations, {models} models",
        out.display()
    );
    if arguments.check {
        let drift = folder.check(&generated)?;
        if drift.is_empty() {
            tell(io::stdout(), format_args!("{about}; up to date\n"));
            return Ok(ExitCode::SUCCESS);
        }
        tell(io::stdout(), describe(&drift));
        let count = drift.len();
        tell(
            io::stderr(),
            format_args!("error: {about}; {count} files are not as sdkgen would write them\n"),
        );
        tell(
            io::stderr(),
            "  = help: run the same command without --check\n",
        );
        return Ok(ExitCode::from(REJECTED));
    }
    let report = folder.write(&generated, arguments.manifest)?;
    tell(
        io::stdout(),
        format_args!("{about}; {}\n", report.summary()),
    );
    Ok(ExitCode::SUCCESS)
}

/// Prints, and goes on when nobody listens: `println!` would panic.
fn tell(mut to: impl Write, text: impl Display) {
    let _ = write!(to, "{text}");
}
