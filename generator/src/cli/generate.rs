//! `sdkgen generate`: a crate from a description.

use std::path::PathBuf;

use clap::Args;
use sdkgen::Options;
use sdkgen::diagnostics::Diagnostics;
use sdkgen::files::{CrateError, CrateFolder, describe};
use sdkgen::stages::{Stage, during};

use super::input::Input;
use super::messages::exit;
use super::timings::Timings;
use super::{Exit, terminal};

/// Writes a crate from a description, or refreshes the src/ of one that is there.
///
/// A new folder gets a whole crate. In an existing crate only src/ is written, and files in it that are not
/// generated are deleted; Cargo.toml is checked for what the code needs.
///
/// What was done goes to standard output, or to standard error when the messages are there: see --message-format.
///
/// Exit codes: 0 all is well; 1 the description has errors, or --check found a difference; 2 wrong usage, or a file
/// cannot be read or written.
#[derive(Args)]
pub(super) struct Generate {
    /// The OpenAPI description, YAML or JSON.
    spec: PathBuf,
    /// The crate's folder [default: a folder here with the crate's name].
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The crate's name [default: from the config, from the crate that is there, or from the description's title].
    #[arg(long, value_name = "CRATE", value_parser = sdkgen::manifest::crate_name)]
    name: Option<String>,
    /// Write nothing; show what differs.
    #[arg(long)]
    check: bool,
    /// Add to an existing Cargo.toml what it lacks.
    #[arg(long, conflicts_with = "check")]
    manifest: bool,
    /// Write examples/harness.rs too: a program that decodes and encodes JSON with every type.
    #[arg(long)]
    with_harness: bool,
    /// Write no sdk.toml beside the description: a new crate gets one that keeps its naming scheme, unless one is there.
    #[arg(long)]
    no_config: bool,
    /// Say how long each stage took: `emit` and `format` on all threads together, `all` by the clock on the wall.
    #[arg(long)]
    timings: bool,
    #[command(flatten)]
    input: Input,
}

impl Generate {
    pub(super) fn run(&self) -> Result<Exit, CrateError> {
        let options = Options {
            name: self.name.clone(),
            fallback_name: self.out.as_deref().and_then(CrateFolder::name),
            with_harness: self.with_harness,
            ..self.input.options()
        };
        let messages = &self.input.messages;
        let mut diagnostics = Diagnostics::new();
        let timings = Timings::start();
        let generated = sdkgen::generate_watched(&self.spec, &options, &mut diagnostics, &timings);
        let (exit, summary) = (exit(&diagnostics), diagnostics.summary());
        messages.print(&[diagnostics]);
        if let Some(summary) = summary {
            messages.sum_up(summary);
        }
        let Some(generated) = generated else {
            self.say(&timings);
            return Ok(exit);
        };

        let out = self
            .out
            .clone()
            .unwrap_or_else(|| generated.manifest.name.clone().into());
        let folder = CrateFolder::open(&out)?;
        let (operations, models) = (generated.operations, generated.models);
        let about = format!(
            "{}: {operations} operations, {models} models",
            out.display()
        );
        if self.check {
            let drift = during(&timings, Stage::Files, || folder.check(&generated))?;
            self.say(&timings);
            if drift.is_empty() {
                messages.done(format_args!("{about}; up to date\n"));
                return Ok(Exit::Fine);
            }
            messages.done(describe(&drift));
            let count = drift.len();
            let error = format_args!(
                "error: {about}; {count} files are not as sdkgen would write them\n  \
                 = help: run the same command without --check\n"
            );
            terminal::say(error);
            return Ok(Exit::Rejected);
        }
        let is_new = !out.join("Cargo.toml").exists();
        let report = during(&timings, Stage::Files, || {
            folder.write(&generated, self.manifest)
        })?;
        self.say(&timings);
        messages.done(format_args!("{about}; {}\n", report.summary()));
        match &generated.naming {
            Some(section) => Ok(self.keep_names(section, is_new)),
            None => Ok(Exit::Fine),
        }
    }

    /// Writes the naming scheme of a new crate into an sdk.toml beside the description. Where there is one, or the crate
    /// is there already, prints the section that keeps the scheme.
    fn keep_names(&self, section: &str, is_new: bool) -> Exit {
        let messages = &self.input.messages;
        let file = self.spec.with_file_name("sdk.toml");
        let is_free = self.input.config.is_none() && file.symlink_metadata().is_err();
        if self.no_config {
            return Exit::Fine;
        }
        if !(is_free && is_new) {
            messages.done(format_args!(
                "names can change with the description; this keeps them, in sdk.toml:\n\n{section}"
            ));
            return Exit::Fine;
        }
        let text = format!(
            "# Keeps the names of operations as they are when others are added.\n{section}"
        );
        match sdkgen::files::write_new(&file, &text) {
            Ok(()) => {
                messages.done(format_args!(
                    "{}: keeps the naming scheme\n",
                    file.display()
                ));
                Exit::Fine
            }
            Err(error) => {
                let file = file.display();
                terminal::say(format_args!("error: cannot write {file}: {error}\n"));
                Exit::Failed
            }
        }
    }

    fn say(&self, timings: &Timings) {
        if self.timings {
            terminal::say(timings);
        }
    }
}
