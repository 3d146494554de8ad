//! `sdkgen generate`: a crate from a description.

use std::path::{Path, PathBuf};

use clap::{Args, ValueEnum};
use sdkgen::ci::{self, Place};
use sdkgen::diagnostics::Diagnostics;
use sdkgen::files::{
    CrateError, CrateFolder, Drift, DriftKind, Files, Report, custom, describe, starters,
};
use sdkgen::stages::{Stage, during};
use sdkgen::{Generated, Options};

use super::input::{Input, Target};
use super::messages::exit;
use super::timings::Timings;
use super::{Exit, terminal};

/// Writes a crate from a description, or refreshes the src/ of one that is there.
///
/// A new folder gets a whole crate. In an existing crate only src/ is written; Cargo.toml is checked for what the code
/// needs. Generated files that are no longer needed are deleted. Files in src/ that sdkgen did not write are kept and
/// named. Hand-written code belongs in custom/mod.rs, which the library takes in where it exists.
///
/// What was done goes to standard output, or to standard error when the messages are there: see --message-format.
///
/// Exit codes: 0 all is well; 1 the description has errors, or --check found a difference; 2 wrong usage, or a file
/// cannot be read or written.
#[derive(Args)]
pub(super) struct Generate {
    /// The OpenAPI description, YAML or JSON [default: the one that sdk.toml names].
    spec: Option<PathBuf>,
    /// The crate's folder [default: a folder here with the crate's name; that of sdk.toml where it names the description].
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
    /// Add workflows for continuous integration and releases, unless they are there.
    #[arg(long, value_name = "SERVICE", value_enum, conflicts_with = "check")]
    ci: Option<Service>,
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

/// A service for continuous integration.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(super) enum Service {
    /// GitHub Actions.
    Github,
}

impl Generate {
    pub(super) fn run(&self) -> Result<Exit, CrateError> {
        let target = match self.input.target(self.spec.as_deref()) {
            Ok(target) => target,
            Err(exit) => return Ok(exit),
        };
        let out = self.out.as_ref().or(target.folder.as_ref());
        let options = Options {
            name: self.name.clone(),
            fallback_name: out.and_then(|out| CrateFolder::name(out)),
            with_harness: self.with_harness,
            config: target.config.clone(),
            ..self.input.options()
        };
        let messages = &self.input.messages;
        let mut diagnostics = Diagnostics::new();
        let timings = Timings::start();
        let generated =
            sdkgen::generate_watched(&target.spec, &options, &mut diagnostics, &timings);
        let (exit, summary) = (exit(&diagnostics), diagnostics.summary());
        messages.print(&[diagnostics]);
        if let Some(summary) = summary {
            messages.sum_up(summary);
        }
        let Some(generated) = generated else {
            self.say(&timings);
            return Ok(exit);
        };

        let out = out.cloned();
        let out = out.unwrap_or_else(|| generated.manifest.name.clone().into());
        let folder = CrateFolder::open(&out)?;
        let workflows = match self.workflows(&target, &out) {
            Ok(workflows) => workflows,
            Err(problem) => {
                terminal::say(format_args!("error: {problem}\n"));
                return Ok(Exit::Failed);
            }
        };
        let about = format!(
            "{}: {} operations, {} models",
            out.display(),
            generated.operations,
            generated.models
        );
        if self.check {
            let drift = during(&timings, Stage::Files, || folder.check(&generated))?;
            self.say(&timings);
            report_stale(&out, &generated, &drift)?;
            return Ok(self.report_drift(&drift, &about));
        }
        let is_new = !out.join("Cargo.toml").exists();
        let report = during(&timings, Stage::Files, || {
            folder.write(&generated, self.manifest)
        })?;
        self.say(&timings);
        messages.done(format_args!("{about}; {}\n", report.summary()));
        report_foreign(&report);
        report_stale(&out, &generated, &[])?;
        if folder.has_custom() {
            report_clashes(&out, &generated);
        }
        if let Some((place, workflows)) = workflows {
            let added = workflows.add(&place.root)?;
            if !added.is_empty() {
                messages.done(format_args!("added {}\n", added.join(", ")));
            }
        }
        match &generated.naming {
            Some(section) => Ok(self.keep_names(&target.spec, section, is_new)),
            None => Ok(Exit::Fine),
        }
    }

    /// The workflows that are asked for, and the repository that they belong in.
    fn workflows(&self, target: &Target, out: &Path) -> Result<Option<(Place, Files)>, String> {
        match self.ci {
            None => Ok(None),
            Some(Service::Github) => {
                let place = Place::of(out, &target.spec).ok_or_else(|| {
                    format!(
                        "`--ci` needs the description in the repository of the crate, {}\n  = help: `sdkgen init` makes a \
                         folder with both",
                        out.display()
                    )
                })?;
                let workflows = ci::github(&place, target.folder.is_some());
                Ok(Some((place, workflows)))
            }
        }
    }

    fn report_drift(&self, drift: &[Drift], about: &str) -> Exit {
        let messages = &self.input.messages;
        if drift.is_empty() {
            messages.done(format_args!("{about}; up to date\n"));
            return Exit::Fine;
        }
        messages.done(describe(drift));
        let is_foreign = |drift: &&Drift| drift.kind == DriftKind::Foreign;
        let foreign = drift.iter().filter(is_foreign).count();
        let help = match drift.len() - foreign {
            0 => "move the foreign files to custom/",
            _ if foreign > 0 => {
                "move the foreign files to custom/, and run the same command without --check"
            }
            _ => "run the same command without --check",
        };
        let differ = match drift.len() {
            1 => "1 file is not as sdkgen would write it".to_owned(),
            count => format!("{count} files are not as sdkgen would write them"),
        };
        terminal::say(format_args!("error: {about}; {differ}\n  = help: {help}\n"));
        Exit::Rejected
    }

    /// Writes the naming scheme of a new crate into an sdk.toml beside the description. Where there is one, or the crate
    /// is there already, prints the section that keeps the scheme.
    fn keep_names(&self, spec: &Path, section: &str, is_new: bool) -> Exit {
        let messages = &self.input.messages;
        let file = spec.with_file_name("sdk.toml");
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
            // The crate is complete without it.
            Err(error) => {
                let file = file.display();
                terminal::say(format_args!(
                    "warning: cannot write {file}: {error}\n  = help: names can change with the description; these lines keep \
                     them, in a file for `--config`:\n\n{section}"
                ));
                Exit::Fine
            }
        }
    }

    fn say(&self, timings: &Timings) {
        if self.timings {
            terminal::say(timings);
        }
    }
}

/// Names the files among the generated ones that are somebody else's.
fn report_foreign(report: &Report) {
    for path in &report.foreign {
        terminal::say(format_args!(
            "warning: {path} is kept, though sdkgen did not write it\n  = help: hand-written code belongs in custom/; \
             --check fails until it is moved\n"
        ));
    }
}

/// Names the files that show a call which the crate does not have, unless they are about to be written.
fn report_stale(out: &Path, generated: &Generated, drift: &[Drift]) -> Result<(), CrateError> {
    for stale in starters::stale(out, generated)? {
        let is_written = drift.iter().any(|one| one.path.ends_with(stale.path));
        if !is_written {
            terminal::say(format_args!(
                "warning: {stale}\n  = help: correct it; sdkgen leaves it alone since it was changed by hand, and writes a \
                 new one into a new folder: `--out FOLDER`\n"
            ));
        }
    }
    Ok(())
}

/// Names the hand-written methods that are generated too.
fn report_clashes(out: &Path, generated: &Generated) {
    match custom::clashes(out, &generated.api) {
        Ok(clashes) => {
            for clash in clashes {
                terminal::say(format_args!(
                    "warning: {clash}\n  = help: remove it, or give it another name\n"
                ));
            }
        }
        Err(error) => terminal::say(format_args!("warning: cannot read custom/: {error}\n")),
    }
}
