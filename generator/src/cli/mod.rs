//! The commands, each in its module, and what they share.

mod diff;
mod explain;
mod generate;
mod git;
mod import;
mod init;
mod input;
mod lint;
mod messages;
mod terminal;
mod timings;

use std::process::ExitCode;

use clap::builder::Styles;
use clap::error::{ContextKind, ContextValue};
use clap::{CommandFactory, Parser, Subcommand};
use sdkgen::files::CrateError;

/// Generates Rust SDKs from OpenAPI descriptions.
#[derive(Parser)]
#[command(version)]
pub(crate) struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Init(init::Init),
    Generate(generate::Generate),
    Lint(lint::Lint),
    Diff(diff::Diff),
    Explain(explain::Explain),
    Import(import::Import),
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
    /// Runs with the arguments of the process.
    pub(crate) fn start() -> ExitCode {
        let error = match Self::try_parse() {
            Ok(cli) => return cli.run(),
            Err(error) => error,
        };
        let argument = error.get(ContextKind::InvalidArg);
        if argument == Some(&ContextValue::String("--allow-dangling".to_owned())) {
            terminal::say(
                "error: `--allow-dangling` is no longer an option; `--lenient` steps around references that lead \
                 nowhere, and around other broken places\n",
            );
            return ExitCode::from(Exit::Failed as u8);
        }
        let unstyled = Self::command().styles(Styles::plain()).try_get_matches();
        let unstyled = unstyled.err();
        let unstyled = unstyled.map_or(String::new(), |error| error.render().ansi().to_string());
        terminal::print_clap(&error, &unstyled);
        ExitCode::from(u8::try_from(error.exit_code()).unwrap_or(Exit::Failed as u8))
    }

    fn run(&self) -> ExitCode {
        let failed = |error: CrateError| {
            terminal::say(format_args!("error: {error}\n"));
            Exit::Failed
        };
        let exit = match &self.command {
            Command::Init(init) => init.run().unwrap_or_else(failed),
            Command::Generate(generate) => generate.run().unwrap_or_else(failed),
            Command::Lint(lint) => lint.run(),
            Command::Diff(diff) => diff.run(),
            Command::Explain(explain) => explain.run(),
            Command::Import(import) => import.run(),
        };
        ExitCode::from(exit as u8)
    }
}
