//! `sdkgen lint`: what is wrong with descriptions.

use std::path::{Path, PathBuf};

use clap::Args;
use sdkgen::diagnostics::Diagnostics;
use sdkgen::{Described, Options, analyze, name};

use super::input::Input;
use super::messages::exit;
use super::{Exit, terminal};

/// Says what is wrong with descriptions, and what of them a crate would not keep; writes nothing.
///
/// Exit codes: 0 no errors; 1 a description has errors; 2 wrong usage, or a file cannot be read.
#[derive(Args)]
pub(super) struct Lint {
    /// The OpenAPI descriptions, YAML or JSON.
    #[arg(value_name = "SPEC", required = true)]
    specs: Vec<PathBuf>,
    /// Print what becomes of every keyword, and which operations lose something.
    #[arg(long)]
    coverage: bool,
    /// Print how each list is paged, or why it is not.
    #[arg(long)]
    explain_pagination: bool,
    #[command(flatten)]
    input: Input,
}

impl Lint {
    pub(super) fn run(&self) -> Exit {
        let options = self.input.options();
        let messages = &self.input.messages;
        let reports = [
            (self.coverage, "coverage"),
            (self.explain_pagination, "explain-pagination"),
        ];
        for (is_wanted, flag) in reports {
            if is_wanted && !messages.is_human() {
                let message = format_args!(
                    "error: `--{flag}` is for people; it goes with `--message-format human`\n"
                );
                terminal::say(message);
                return Exit::Failed;
            }
        }
        let mut runs = Vec::new();
        let mut worst = Exit::Fine;
        for spec in &self.specs {
            let (diagnostics, described) = lint(spec, &options);
            worst = worst.max(exit(&diagnostics));
            if messages.is_human() {
                let summary = diagnostics.summary();
                let summary = summary.unwrap_or_else(|| "no errors, no warnings".to_owned());
                messages.print(&[diagnostics]);
                if let Some(described) = described {
                    self.report(&described);
                }
                messages.sum_up(format_args!("{}: {summary}", spec.display()));
            } else {
                runs.push(diagnostics);
            }
        }
        // Programs get one document about all.
        if !messages.is_human() {
            messages.print(&runs);
        }
        worst
    }

    /// Prints what was asked for beside the messages.
    fn report(&self, described: &Described) {
        if self.coverage {
            terminal::print(&described.coverage);
        }
        if self.explain_pagination {
            let pagination = analyze::pagination(&described.api, &described.config);
            terminal::print(pagination);
        }
    }
}

fn lint(spec: &Path, options: &Options) -> (Diagnostics, Option<Described>) {
    let mut diagnostics = Diagnostics::new();
    let mut described = sdkgen::read(spec, options, &mut diagnostics);
    if let Some(Described { api, config, .. }) = &mut described {
        name::assign(api, &config.types, &mut diagnostics);
    }
    (diagnostics, described)
}
