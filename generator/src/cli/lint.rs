//! `sdkgen lint`: what is wrong with descriptions.

use std::path::{Path, PathBuf};

use clap::Args;
use sdkgen::diagnostics::Diagnostics;
use sdkgen::{Options, name};

use super::Exit;
use super::input::Input;
use super::messages::exit;

/// Says what is wrong with descriptions, and what of them a crate would not keep; writes nothing.
///
/// Exit codes: 0 no errors; 1 a description has errors; 2 wrong usage, or a file cannot be read.
#[derive(Args)]
#[command(verbatim_doc_comment)]
pub(super) struct Lint {
    /// The OpenAPI descriptions, YAML or JSON.
    #[arg(value_name = "SPEC", required = true)]
    specs: Vec<PathBuf>,
    #[command(flatten)]
    input: Input,
}

impl Lint {
    pub(super) fn run(&self) -> Exit {
        let options = self.input.options();
        let messages = &self.input.messages;
        let mut runs = Vec::new();
        let mut worst = Exit::Fine;
        for spec in &self.specs {
            let diagnostics = lint(spec, &options);
            worst = worst.max(exit(&diagnostics));
            if messages.is_human() {
                let summary = diagnostics.summary();
                let summary = summary.unwrap_or_else(|| "no errors, no warnings".to_owned());
                messages.print(&[diagnostics]);
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

fn lint(spec: &Path, options: &Options) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    if let Some(mut described) = sdkgen::read(spec, options, &mut diagnostics) {
        name::assign(&mut described.api, &mut diagnostics);
    }
    diagnostics
}
