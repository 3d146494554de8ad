//! `--wire`: every operation is called through the generated methods, and a server that knows nothing of them says
//! whether it understood.
//!
//! ```text
//! text ─► description ─┬► inputs ──► harness ──request──► server ─► request ─┬► check ─┐
//!                      ├────────────────────────────────────────────────────┘         ├► verdict
//!                      └► answers ─────────────answer────────────────► harness ─► back ┘
//! ```
//!
//! What a request should look like is for the original text and the standard to say. Where the standard leaves open
//! what goes over the wire, nothing is asked for:
//!
//! - Arrays and objects inside arrays and objects have no spelling outside JSON, and neither has `null`.
//! - An empty array or object leaves no trace, so it counts as absent. In a path it is not asked for; a header may be
//!   there with nothing in it.
//! - In arrays parted by spaces or pipes no item has a space or a pipe: it would be encoded as what parts them.
//! - A header with a name that no header can have is not there.
//! - Headers are not encoded. Their values are printable ASCII without spaces around them, and those that are parted by
//!   commas have no commas and no empty items.
//! - Where reserved characters are allowed, those that end or part values (`&`, `#`, `+`, `%` and the like) are the
//!   caller's business.
//! - A parameter with the name of a credential is not asked for; where it is required, the operation is not called.
//! - Cookies know one value for a name: an array that is exploded has one item.
//! - Members of an exploded object share their names with the other parameters, and have none of theirs.
//! - Where a path has several parameters between two slashes, their values have none of the characters between them.
//! - Members of a form that are null, or lists without items, leave no trace. In fields whose items are parted by spaces
//!   or pipes no text has these.
//! - A form in parts with fields that nobody names is passed through, as bytes are.
//! - A form with fields that it has to have is sent with them, also where the body as a whole may be left out.
//! - Of two credentials that go into one header together, there can be one.
//! - Of several media types that say the same, one is sent.

pub mod across;
mod answers;
mod auth;
mod check;
mod decode;
mod description;
pub mod examples;
mod form;
mod hostile;
mod implied;
mod inputs;
mod judge;
mod parameter;
mod parts;
mod reader;
mod request;
mod scheme;
mod server;
mod shown;
mod template;
pub mod tool;
mod values;
mod verdict;
mod ways;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use crate::build::{cargo, programs};
use crate::{Cli, Ended};

/// How many calls with all inputs are made of an operation unless the command line says so.
const SAMPLES: usize = 4;

/// Calls the operations of the descriptions that the command line asks for.
pub fn run(cli: &Cli) -> Ended {
    let samples = cli.mode.samples.unwrap_or(SAMPLES).to_string();
    let all = programs::judge_all(cli, cargo::Program::Calls, |command| {
        command.args(["--wire", "--samples", &samples]);
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
