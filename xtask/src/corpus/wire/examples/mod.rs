//! `--examples`: every response that a description prints is decoded by its operation's method.
//!
//! ```text
//! text ─► printed ─┬► number, value ──────────────► judge: server ─► harness ─► outcome ─► tally
//!                  └► none? skipped       builds: None, All, Even, Odd ──┘
//! ```
//!
//! Printed responses are the examples of JSON media types, the `response`s in extensions of operations, and the examples
//! of the schemas of responses that have neither; the last are counted apart.
//!
//! Examples shape the types that decode them, so crates are generated without evidence, with all of it, and with each
//! half of it. The two-fold number counts the examples that decode where only the other half was evidence. Examples
//! are numbered as the generator does: those of an operation from 0 or 1, by status, media type and name, so that
//! operations with one example each are in both halves; those of a schema from 0.

mod builds;
mod judge;
mod kinds;
mod printed;
mod tally;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::{Cli, Ended};

/// Decodes the printed responses of the descriptions that the command line asks for.
pub fn run(cli: &Cli) -> Ended {
    let least = cli.mode.least;
    let all = builds::judge_all(cli)?;
    write!(io::stdout().lock(), "{}", tally::summary(&all, least))?;
    Ok(match tally::is_good(&all, least) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// Prints the responses that one description prints, and their outcomes in `program`, for the process that asked.
pub fn print(path: &Path, program: Option<&Path>) -> Ended {
    let judged = judge::judge(path, program)?;
    serde_json::to_writer(io::stdout(), &judged)?;
    Ok(ExitCode::SUCCESS)
}
