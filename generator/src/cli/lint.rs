//! `sdkgen lint`: what is wrong with descriptions.

use std::path::{Path, PathBuf};

use clap::Args;
use sdkgen::coverage::Coverage;
use sdkgen::diagnostics::Diagnostics;
use sdkgen::name::scheme;
use sdkgen::{Described, Options, analyze};

use super::input::Input;
use super::messages::exit;
use super::{Exit, terminal};

/// Says what is wrong with descriptions, and what of them a crate would not keep; writes nothing.
///
/// Exit codes: 0 no errors; 1 a description has errors; 2 wrong usage, or a file cannot be read.
#[derive(Args)]
pub(super) struct Lint {
    /// The OpenAPI descriptions, YAML or JSON [default: the one that sdk.toml names].
    #[arg(value_name = "SPEC")]
    specs: Vec<PathBuf>,
    /// Print what callers of each operation cannot send or receive, and what is untyped or not checked.
    #[arg(long)]
    coverage: bool,
    /// Print how each list is paged, or why it is not.
    #[arg(long)]
    explain_pagination: bool,
    /// Name what recorded responses show, and the recordings that belong to no operation. They are the files that
    /// `evidence` below `[types]` in sdk.toml names. Their values are not printed.
    #[arg(long)]
    evidence: bool,
    /// Print the naming scheme, its score, and the reason for the name of each operation.
    #[arg(long)]
    explain_names: bool,
    /// Print the names that differ from those by another sdk.toml.
    #[arg(long, value_name = "FILE", requires = "explain_names")]
    against: Option<PathBuf>,
    /// Write an OpenAPI Overlay that repairs each error, or leaves out as little as possible, to a new file.
    #[arg(long, value_name = "FILE")]
    fix: Option<PathBuf>,
    #[command(flatten)]
    input: Input,
}

impl Lint {
    pub(super) fn run(&self) -> Exit {
        let mut options = Options {
            explain_recordings: self.evidence,
            ..self.input.options()
        };
        let mut specs = self.specs.clone();
        if specs.is_empty() {
            match self.input.target(None) {
                Ok(target) => {
                    options.config = target.config;
                    specs.push(target.spec);
                }
                Err(exit) => return exit,
            }
        }
        let messages = &self.input.messages;
        let refused = [
            (
                self.coverage && !messages.is_human() && !messages.is_json(),
                "`--coverage` goes with `--message-format human` or `json`",
            ),
            (
                self.explain_pagination && !messages.is_human(),
                "`--explain-pagination` is for people; it goes with `--message-format human`",
            ),
            (
                self.explain_names && !messages.is_human(),
                "`--explain-names` is for people; it goes with `--message-format human`",
            ),
        ];
        let problem = refused.iter().find(|(is_refused, _)| *is_refused);
        if let Some((_, problem)) = problem {
            terminal::say(format_args!("error: {problem}\n"));
            return Exit::Failed;
        }
        if let Some(file) = &self.fix
            && let Err(problem) = self.check_fix(file)
        {
            terminal::say(format_args!("error: {problem}\n"));
            return Exit::Failed;
        }
        let mut runs = Vec::new();
        let mut covered = Vec::new();
        let mut worst = Exit::Fine;
        for spec in &specs {
            let mut diagnostics = Diagnostics::new();
            let (described, coverage) = self.lint(spec, &options, &mut diagnostics);
            worst = worst.max(exit(&diagnostics));
            if messages.is_human() {
                let summary = diagnostics.summary();
                let summary = summary.unwrap_or_else(|| "no errors, no warnings".to_owned());
                messages.print(std::slice::from_ref(&diagnostics));
                self.report(described.as_ref(), coverage.as_ref(), &diagnostics);
                if let Some(described) = &described
                    && let Err(problem) = self.report_names(spec, &options, described)
                {
                    terminal::say(format_args!("error: {problem}\n"));
                    return Exit::Failed;
                }
                messages.sum_up(format_args!("{}: {summary}", spec.display()));
            } else {
                runs.push(diagnostics);
                covered.push(coverage);
            }
        }
        // Programs get one document about all.
        if !messages.is_human() {
            messages.print(&runs);
            for (coverage, run) in covered.iter().zip(&runs) {
                if let Some(coverage) = coverage {
                    terminal::print_data(&coverage.render_json(&run.sources));
                }
            }
        }
        match (&self.fix, specs.first()) {
            (Some(file), Some(spec)) => worst.max(self.write_fixes(spec, file, &options)),
            _ => worst,
        }
    }

    fn lint(
        &self,
        spec: &Path,
        options: &Options,
        diagnostics: &mut Diagnostics,
    ) -> (Option<Described>, Option<Coverage>) {
        if !self.coverage {
            return (sdkgen::lint(spec, options, diagnostics), None);
        }
        match sdkgen::lint_with_coverage(spec, options, diagnostics) {
            Some((described, coverage)) => (Some(described), coverage),
            None => (None, None),
        }
    }

    /// Whether the overlay can be written at all.
    fn check_fix(&self, file: &Path) -> Result<(), String> {
        if self.specs.len() > 1 {
            return Err("`--fix` writes an overlay for one description; give one".to_owned());
        }
        if file.symlink_metadata().is_ok() {
            let file = file.display();
            return Err(format!(
                "{file} exists; name a new file, or remove it first"
            ));
        }
        Ok(())
    }

    fn write_fixes(&self, spec: &Path, file: &Path, options: &Options) -> Exit {
        // A lenient run has nothing to repair.
        let options = Options {
            lenient: false,
            ..options.clone()
        };
        let messages = &self.input.messages;
        let mut after = Diagnostics::new();
        let fixes = sdkgen::fixes(spec, &options, &mut after);
        let Some((text, count)) = fixes else {
            messages.done(match after.has_errors() {
                true => "no fix is known for these errors; no overlay is written\n",
                false => "nothing to fix; no overlay is written\n",
            });
            return Exit::Fine;
        };
        if let Err(error) = sdkgen::files::write_new(file, &text) {
            let file = file.display();
            terminal::say(format_args!("error: cannot write {file}: {error}\n"));
            return Exit::Failed;
        }
        let (remaining, _) = after.counts();
        let file = file.display();
        let actions = if count == 1 {
            "1 fix".to_owned()
        } else {
            format!("{count} fixes")
        };
        let rest = match remaining {
            0 => String::new(),
            1 => "; 1 error is left".to_owned(),
            _ => format!("; {remaining} errors are left"),
        };
        messages.done(format_args!(
            "{file}: {actions}{rest}; review them, then generate with --overlay {file}\n"
        ));
        Exit::Fine
    }

    /// Prints what was asked for beside the messages.
    fn report(
        &self,
        described: Option<&Described>,
        coverage: Option<&Coverage>,
        diagnostics: &Diagnostics,
    ) {
        match coverage {
            Some(coverage) => terminal::print(coverage.render(&diagnostics.sources)),
            None if self.coverage => {
                let hint = match diagnostics.lenient_advice() {
                    Some(_) => "; --lenient shows the coverage of the rest",
                    None => "",
                };
                terminal::print(format_args!(
                    "no operation is generated while the description has errors{hint}\n"
                ));
            }
            None => {}
        }
        if let Some(described) = described
            && self.evidence
        {
            terminal::print(match described.config.recordings.len() {
                0 => "no recorded responses; `evidence` below `[types]` in sdk.toml names them\n"
                    .to_owned(),
                1 => "1 recorded response\n".to_owned(),
                count => format!("{count} recorded responses\n"),
            });
        }
        if let Some(described) = described
            && self.explain_pagination
        {
            let pagination = analyze::pagination(&described.api, &described.config);
            terminal::print(pagination);
        }
    }

    /// Prints the names of operations, or those that differ by other settings.
    fn report_names(
        &self,
        spec: &Path,
        options: &Options,
        described: &Described,
    ) -> Result<(), String> {
        if !self.explain_names {
            return Ok(());
        }
        let Some(against) = &self.against else {
            terminal::print(scheme::explain(&described.api, &described.config));
            return Ok(());
        };
        let options = Options {
            config: Some(against.clone()),
            ..options.clone()
        };
        let old = sdkgen::lint(spec, &options, &mut Diagnostics::new());
        let old = old.ok_or_else(|| format!("cannot use the settings {}", against.display()))?;
        terminal::print(scheme::changes(&old.api, &described.api));
        Ok(())
    }
}
