//! `--round-trip`: values of every schema go through the generated types and come back.
//!
//! ```text
//! text ─► translate ─┬► validate ◄─┐
//!                    └► sample ────┴► mutate ─► harness ─► compare ─► verdict
//! ```
//!
//! What a valid value is, is decided by a validator for JSON Schema and the original text alone.

pub mod compare;
mod document;
pub mod harness;
pub mod judge;
mod mutate;
pub mod sample;
pub mod text;
pub mod translate;
pub mod validate;
mod verdict;
mod yaml;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::build::cargo::Program;
use crate::build::programs;
use crate::{Cli, Ended};

pub use verdict::{Judged, share};

/// How many values are sampled for a schema unless the command line says so.
const SAMPLES: usize = 20;

/// Sends values through the crates of the descriptions that the command line asks for.
pub fn run(cli: &Cli) -> Ended {
    let samples = cli.mode.samples.unwrap_or(SAMPLES).to_string();
    let all = programs::judge_all(cli, Program::Types, |command| {
        command.args(["--round-trip", "--samples", &samples]);
    })?;
    write!(io::stdout().lock(), "{}", verdict::summary(&all))?;
    Ok(match verdict::is_good(&all) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// What the process of each document does.
pub fn print(path: &Path, program: &Path, samples: Option<usize>) -> Ended {
    let judged = judge::judge(path, program, samples.unwrap_or(SAMPLES))?;
    serde_json::to_writer(io::stdout(), &judged)?;
    Ok(ExitCode::SUCCESS)
}
