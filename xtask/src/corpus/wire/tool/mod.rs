//! `--cli`: operations are called by command lines, and the server of `--wire` says whether it understood.
//!
//! What a request should look like is asked of the same code. What a command line cannot say is not asked for: a text
//! with a NUL in it, and a single value where a list may stand too, since a flag that can be repeated always sends a list.

mod answer;
mod catalogue;
mod command_line;
mod judge;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use super::verdict;
use crate::build::{cargo, programs};
use crate::{Cli, Ended, Mode};

/// How many operations of a document are called unless the command line says so.
const SAMPLES: usize = 20;

/// Calls operations of the descriptions that the command line asks for.
pub fn run(cli: &Cli) -> Ended {
    let samples = cli.mode.samples.unwrap_or(SAMPLES).to_string();
    let seed = cli.mode.seed.to_string();
    let all = programs::judge_all(cli, cargo::Program::Tool, |command| {
        command.args(["--cli", "--samples", &samples, "--seed", &seed]);
    })?;
    write!(io::stdout().lock(), "{}", verdict::summary(&all))?;
    Ok(match verdict::is_good(&all) {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// What the process of each document does.
pub fn print(path: &Path, program: &Path, mode: &Mode) -> Ended {
    let judged = judge::judge(path, program, mode.samples.unwrap_or(SAMPLES), mode.seed)?;
    serde_json::to_writer(io::stdout(), &judged)?;
    Ok(ExitCode::SUCCESS)
}
