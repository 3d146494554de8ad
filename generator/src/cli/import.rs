//! `sdkgen import`: settings from the configuration of another generator.

use std::path::PathBuf;

use clap::Args;
use sdkgen::diagnostics::Diagnostics;
use sdkgen::{import, source};

use super::{Exit, terminal};

/// Writes an sdk.toml from a stainless.yml: names of resources and methods, environments, credentials and pagination.
///
/// Exit codes: 0 all is well; 2 a file cannot be read or written, or is no such configuration.
#[derive(Args)]
pub(super) struct Import {
    /// The configuration, `stainless.yml`.
    config: PathBuf,
    /// The file to write; it must be new [default: sdk.toml beside the configuration].
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

impl Import {
    pub(super) fn run(&self) -> Exit {
        let mut diagnostics = Diagnostics::new();
        let file = self.config.display();
        let Some(config) = source::read(&self.config, &mut diagnostics) else {
            terminal::say(diagnostics.render());
            terminal::say(format_args!("error: cannot read {file}\n"));
            return Exit::Failed;
        };
        let Some(imported) = import::stainless(&config) else {
            terminal::say(format_args!("error: {file} has no `resources`\n"));
            return Exit::Failed;
        };
        let out = self.out.clone();
        let out = out.unwrap_or_else(|| self.config.with_file_name("sdk.toml"));
        match sdkgen::files::write_new(&out, &imported.text) {
            Ok(()) => {
                terminal::print(format_args!("{}: written from {file}\n", out.display()));
                for what in &imported.left_out {
                    terminal::say(format_args!("note: left out: {what}\n"));
                }
                Exit::Fine
            }
            Err(error) => {
                let out = out.display();
                terminal::say(format_args!("error: cannot write {out}: {error}\n"));
                Exit::Failed
            }
        }
    }
}
