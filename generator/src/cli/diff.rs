//! `sdkgen diff`: what changed between two descriptions, and which version that deserves.

use std::path::PathBuf;

use clap::{Args, ValueEnum};
use sdkgen::config::beside;
use sdkgen::diagnostics::{Diagnostics, human};
use sdkgen::diff::render::{self, Compared};
use sdkgen::diff::{self, Source};
use sdkgen::{Described, Options};

use super::git::Document;
use super::messages::exit;
use super::{Exit, terminal};

/// Says what changed between two descriptions, whom it breaks, and which version number it deserves.
///
/// Each change has two classes. `wire`: whether a client made from OLD works against a server of NEW (yes, maybe, no).
/// `source`: whether code that uses the crate of OLD compiles with that of NEW (none, patch, minor, major).
///
/// Exit codes: 0 all is well; 1 a description has errors, or the changes are what --fail-on names or worse; 2 wrong
/// usage, or a file cannot be read.
#[derive(Args)]
pub(super) struct Diff {
    /// The description as it was: a file, or git:REV:path.
    old: String,
    /// The description as it is: a file, or git:REV:path.
    new: String,
    /// How the crate is made, of both [default: sdk.toml beside each; where only one has it, it is that of both].
    #[arg(long, value_name = "FILE")]
    config: Option<PathBuf>,
    /// How the report is printed; it goes to standard output.
    #[arg(long = "message-format", value_name = "FORMAT", value_enum, default_value_t = Format::Human)]
    format: Format,
    /// Fail when the changes ask for this part of the version, or a greater one.
    #[arg(long, value_name = "CLASS", value_enum)]
    fail_on: Option<Class>,
    /// Follow references to files outside the description's folder.
    #[arg(long)]
    allow_outside: bool,
    /// Step around broken places: a schema becomes free-form JSON, or an operation is left out.
    #[arg(long)]
    lenient: bool,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// By group, the worst first.
    Human,
    /// One JSON document.
    Json,
    /// Tables, for a comment.
    Markdown,
    /// Workflow commands of GitHub Actions.
    Github,
}

#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Class {
    /// Code may have to change.
    Major,
    /// There is something new.
    Minor,
}

impl Diff {
    pub(super) fn run(&self) -> Exit {
        let Some([old, new]) = both([open(&self.old), open(&self.new)]) else {
            return Exit::Failed;
        };
        let config = self.settings([&old, &new]);
        let config = config.as_ref();
        let (old, new) = match (self.read(&old, config), self.read(&new, config)) {
            (Ok(old), Ok(new)) => (old, new),
            (Err(exit), Ok(_)) | (Ok(_), Err(exit)) => return exit,
            (Err(one), Err(other)) => return one.max(other),
        };
        let report = diff::diff(&old.0.api, &new.0.api);
        let compared = Compared {
            report: &report,
            old: &old.1.sources,
            new: &new.1.sources,
        };
        let text = match self.format {
            Format::Human => render::human::render(&compared),
            Format::Json => render::json::render(&compared),
            Format::Markdown => render::markdown::render(&compared),
            Format::Github => render::github::render(&compared),
        };
        match self.format {
            Format::Human => terminal::print(text),
            _ => terminal::print_data(&text),
        }
        let least = self.fail_on.map(|class| match class {
            Class::Major => Source::Major,
            Class::Minor => Source::Minor,
        });
        match least {
            Some(least) if report.verdict() >= least => Exit::Rejected,
            _ => Exit::Fine,
        }
    }

    /// The settings of both descriptions, where they do not have some each: the names that a file chooses would
    /// otherwise differ from those that none chooses.
    fn settings(&self, [old, new]: [&Document; 2]) -> Option<PathBuf> {
        if self.config.is_some() {
            return self.config.clone();
        }
        let (only, owner, other) = match [old, new].map(|document| beside(&document.path)) {
            [Some(old), None] => (old, &self.old, &self.new),
            [None, Some(new)] => (new, &self.new, &self.old),
            _ => return None,
        };
        terminal::say(format_args!(
            "note: sdk.toml beside {owner} counts for {other} too, which has none\n"
        ));
        Some(only)
    }

    fn read(
        &self,
        document: &Document,
        config: Option<&PathBuf>,
    ) -> Result<(Described, Diagnostics), Exit> {
        let options = Options {
            config: config.cloned(),
            allow_outside: self.allow_outside,
            lenient: self.lenient,
            ..Options::default()
        };
        let mut diagnostics = Diagnostics::new();
        let described = sdkgen::read_named(&document.path, &options, &mut diagnostics);
        document.rename(&mut diagnostics);
        match described {
            Some(described) => Ok((described, diagnostics)),
            None => {
                // Warnings are for `lint`.
                let findings = diagnostics.findings();
                let errors: Vec<_> = { findings.into_iter() }
                    .filter(|one| one.severity == sdkgen::diagnostics::Severity::Error)
                    .collect();
                terminal::say_styled(&human::render(&errors, true));
                if let Some(advice) = diagnostics.lenient_advice() {
                    terminal::say(format_args!("{advice}\n"));
                }
                Err(exit(&diagnostics))
            }
        }
    }
}

/// The document, or its error on the terminal.
fn open(text: &str) -> Option<Document> {
    Document::open(text)
        .map_err(|error| terminal::say(format_args!("error: {error}\n")))
        .ok()
}

/// Both, where neither failed.
fn both<T>([old, new]: [Option<T>; 2]) -> Option<[T; 2]> {
    Some([old?, new?])
}
