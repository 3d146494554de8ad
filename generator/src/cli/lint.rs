//! `sdkgen lint`: what is wrong with descriptions.

use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use sdkgen::coverage::Coverage;
use sdkgen::diagnostics::Diagnostics;
use sdkgen::{Options, name};

use super::input::Input;
use super::messages::exit;
use super::{Exit, tell};

/// Says what is wrong with descriptions, and what of them a crate would not keep; writes nothing.
///
/// Exit codes: 0 no errors; 1 a description has errors; 2 wrong usage, or a file cannot be read.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Lint {
    /// The OpenAPI descriptions, YAML or JSON.
    #[arg(value_name = "SPEC", required = true)]
    specs: Vec<PathBuf>,
    /// Print what becomes of every keyword, and which operations lose something.
    #[arg(long)]
    coverage: bool,
    #[command(flatten)]
    input: Input,
}

impl Lint {
    pub(super) fn run(&self) -> Exit {
        let options = self.input.options();
        let messages = &self.input.messages;
        if self.coverage && !messages.is_human() {
            tell(
                io::stderr(),
                "error: `--coverage` is for people; it goes with `--message-format human`\n",
            );
            return Exit::Failed;
        }
        let mut runs = Vec::new();
        let mut worst = Exit::Fine;
        for spec in &self.specs {
            let (diagnostics, coverage) = lint(spec, &options);
            worst = worst.max(exit(&diagnostics));
            if messages.is_human() {
                let summary = diagnostics.summary();
                let summary = summary.unwrap_or_else(|| "no errors, no warnings".to_owned());
                messages.print(&[diagnostics]);
                if let (true, Some(coverage)) = (self.coverage, coverage) {
                    tell(io::stdout(), coverage);
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
}

fn lint(spec: &Path, options: &Options) -> (Diagnostics, Option<Coverage>) {
    let mut diagnostics = Diagnostics::new();
    let described = sdkgen::read(spec, options, &mut diagnostics);
    let coverage = described.map(|mut described| {
        name::assign(
            &mut described.api,
            &described.config.types,
            &mut diagnostics,
        );
        described.coverage
    });
    (diagnostics, coverage)
}
