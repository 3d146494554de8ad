//! The commands, each in its module, and what they share.

mod diff;
mod explain;
mod generate;
mod git;
mod input;
mod lint;
mod messages;
mod timings;

use std::fmt::Display;
use std::io::{self, Write};
use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Generates Rust SDKs from OpenAPI descriptions.
#[derive(Parser)]
#[command(version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Generate(generate::Generate),
    Lint(lint::Lint),
    Diff(diff::Diff),
    Explain(explain::Explain),
}

/// How a command ends.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Exit {
    /// All is well.
    Fine = 0,
    /// A description has errors, or the files are not what codegen would write.
    Rejected = 1,
    /// The command line is wrong, or a file cannot be read or written.
    Failed = 2,
}

impl Cli {
    pub(crate) fn run(&self) -> ExitCode {
        let exit = match &self.command {
            Command::Generate(generate) => generate.run().unwrap_or_else(|error| {
                tell(io::stderr(), format_args!("error: {error}\n"));
                Exit::Failed
            }),
            Command::Lint(lint) => lint.run(),
            Command::Diff(diff) => diff.run(),
            Command::Explain(explain) => explain.run(),
        };
        ExitCode::from(exit as u8)
    }
}

/// Prints, and goes on when nobody listens: `println!` would panic.
fn tell(mut to: impl Write, text: impl Display) {
    let _ = write!(to, "{text}");
}
