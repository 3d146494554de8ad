//! Where messages go, and in which format.

use std::fmt::Display;

use clap::{Args, ValueEnum};
use sdkgen::diagnostics::{Code, Diagnostics, Finding, github, human, json, sarif};

use super::{Exit, terminal};

#[derive(Args)]
pub(super) struct Messages {
    /// How messages are printed. For people they go to standard error. In every other format they go to standard
    /// output, which then holds nothing else.
    #[arg(long = "message-format", value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    format: Format,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// With the lines they are about; the same at several places once.
    Human,
    /// One JSON object a line.
    Json,
    /// Workflow commands of GitHub Actions.
    Github,
    /// A SARIF 2.1.0 document.
    Sarif,
}

impl Messages {
    /// Prints what runs over one or more descriptions had to say.
    pub(super) fn print(&self, runs: &[Diagnostics]) {
        let findings: Vec<Finding<'_>> = runs.iter().flat_map(Diagnostics::findings).collect();
        match self.format {
            Format::Human => terminal::say_styled(&human::render(&findings, true)),
            Format::Json => terminal::print_data(&json::render(&findings)),
            Format::Github => terminal::print_data(&github::render(&findings)),
            Format::Sarif => terminal::print_data(&sarif::render(&findings)),
        }
    }

    /// Prints what sums the messages up.
    pub(super) fn sum_up(&self, text: impl Display) {
        if self.is_human() {
            terminal::say(format_args!("{text}\n"));
        }
    }

    /// Prints what a command has done, where it is not mistaken for messages.
    pub(super) fn done(&self, text: impl Display) {
        match self.is_human() {
            true => terminal::print(text),
            false => terminal::say(text),
        }
    }

    pub(super) fn is_json(&self) -> bool {
        self.format == Format::Json
    }

    pub(super) fn is_human(&self) -> bool {
        self.format == Format::Human
    }
}

/// How a run over a description ended.
pub(super) fn exit(diagnostics: &Diagnostics) -> Exit {
    let is_about_files = |code| matches!(code, Code::Unreadable | Code::BadConfig);
    let mut codes = diagnostics.list().iter().map(|one| one.code);
    if codes.any(is_about_files) {
        Exit::Failed
    } else if diagnostics.has_errors() {
        Exit::Rejected
    } else {
        Exit::Fine
    }
}
