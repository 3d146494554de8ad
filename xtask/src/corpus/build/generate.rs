//! The crate of one document, written by a process of its own.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use sdkgen::diagnostics::{Diagnostics, Severity};
use sdkgen::files::CrateFolder;
use sdkgen::{Evidence, Options};
use serde::{Deserialize, Serialize};

use crate::child::{self, Ending};
use crate::{Cli, Ended, Leniency, Mode, report};

/// What became of a document.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Generated {
    /// The crate is there.
    Written {
        /// How many operations it has.
        operations: usize,
        /// A hash of its code.
        code: String,
    },
    /// The document has errors, or generating ended badly: the first messages.
    Failed(Vec<String>),
}

/// How many errors are told.
const MOST_MESSAGES: usize = 5;

/// Writes the crate of the document at `path` into `folder`, whose name the crate gets; in a process of its own.
pub fn generate(cli: &Cli, path: &Path, folder: &Path, evidence: Evidence) -> Result<Generated> {
    let mut command = child::this_program(path, cli.leniency)?;
    command.arg("--into").arg(folder);
    command.args(["--evidence", word(evidence)]);
    if cli.mode.has_harness() {
        command.arg("--round-trip");
    }
    if cli.mode.cli {
        command.arg("--cli");
    }
    Ok(match child::run(command, cli.timeout)? {
        Ending::Answered(generated) => generated,
        Ending::Crashed(message) => Generated::Failed(vec![format!("sdkgen crashed: {message}")]),
        Ending::TimedOut => {
            let message = format!("sdkgen took more than {} s", cli.timeout);
            Generated::Failed(vec![message])
        }
    })
}

/// What that process does.
pub fn print(path: &Path, folder: &Path, mode: &Mode, leniency: Leniency) -> Ended {
    let generated = write(path, folder, mode, leniency)?;
    serde_json::to_writer(std::io::stdout(), &generated)?;
    Ok(ExitCode::SUCCESS)
}

fn write(path: &Path, folder: &Path, mode: &Mode, leniency: Leniency) -> Result<Generated> {
    let name = folder.file_name().context("the folder has no name")?;
    let name = name.to_string_lossy().into_owned();
    let settings = folder.with_extension("toml");
    if mode.cli {
        // The program is looked for under the crate's name.
        fs::write(&settings, format!("[cli]\nname = \"{name}\"\n"))?;
    }
    let options = Options {
        config: mode.cli.then_some(settings),
        name: Some(name),
        lenient: leniency.lenient,
        allow_outside: leniency.allow_outside,
        with_harness: mode.has_harness(),
        evidence: mode.evidence,
        ..Options::default()
    };
    let mut diagnostics = Diagnostics::new();
    let Some(crate_) = sdkgen::generate(path, &options, &mut diagnostics) else {
        let errors = diagnostics
            .findings()
            .into_iter()
            .filter(|finding| finding.severity == Severity::Error);
        let messages = errors.take(MOST_MESSAGES).map(|finding| {
            let place = finding.place.map(|place| format!("{place}: "));
            let one = finding.diagnostic;
            format!(
                "{}{}: {}",
                place.unwrap_or_default(),
                one.code.as_str(),
                one.message
            )
        });
        return Ok(Generated::Failed(messages.collect()));
    };
    CrateFolder::open(folder)?.write(&crate_, false)?;
    Ok(Generated::Written {
        operations: crate_.operations,
        code: hash(&crate_),
    })
}

/// A hash of the code of a crate.
fn hash(crate_: &sdkgen::Generated) -> String {
    let mut all = String::new();
    for (path, text) in crate_.files.iter().chain(crate_.extras.iter()) {
        if path.ends_with(".rs") {
            all += path;
            all += text;
        }
    }
    report::sha256(all.as_bytes())
}

/// A choice of evidence, as the command line has it.
const fn word(evidence: Evidence) -> &'static str {
    match evidence {
        Evidence::All => "all",
        Evidence::None => "none",
        Evidence::Even => "even",
        Evidence::Odd => "odd",
    }
}

/// Reads a choice of evidence.
///
/// # Errors
///
/// Returns a message when it is none.
pub fn evidence(text: &str) -> Result<Evidence, String> {
    let all = [Evidence::All, Evidence::None, Evidence::Even, Evidence::Odd];
    let found = all.into_iter().find(|one| word(*one) == text);
    found.ok_or_else(|| "expected `all`, `none`, `even` or `odd`".to_owned())
}
