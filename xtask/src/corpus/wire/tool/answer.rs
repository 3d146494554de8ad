//! Whether a tool prints what was answered.

use serde_json::Value;

use super::catalogue::Command;
use crate::round_trip::compare::{self, Allowed, clipped};
use crate::wire::answers::{Expected, Planned};

/// What a run came to.
pub struct Ran {
    /// The exit code.
    pub code: Option<i32>,
    /// What it printed.
    pub stdout: Vec<u8>,
    /// What it said beside.
    pub stderr: String,
}

/// Looks at the exit code and at what was printed.
///
/// # Errors
///
/// What is wrong.
pub fn check(
    command: &Command,
    planned: &Planned<'_>,
    expected: &Expected,
    ran: &Ran,
    allowed: &mut Allowed,
) -> Result<(), String> {
    let wanted = match planned.status {
        401 | 403 => 2,
        400.. => 1,
        _ => 0,
    };
    if ran.code != Some(wanted) {
        return Err(format!(
            "status {} became the exit code {:?} and not {wanted}: {}",
            planned.status, ran.code, ran.stderr
        ));
    }
    if wanted != 0 {
        return match ran.stdout.is_empty() && ran.stderr.contains(&planned.status.to_string()) {
            true => Ok(()),
            false => Err(format!("the error is told as {:?}", ran.stderr)),
        };
    }
    match (expected, command.answers.as_str()) {
        (Expected::Json(_, value, _), "json") => {
            let printed: Value = serde_json::from_slice(&ran.stdout).map_err(|error| {
                let printed = String::from_utf8_lossy(&ran.stdout);
                format!("{} is printed: {error}", clipped(&printed))
            })?;
            compare::compare(value, &printed, allowed)
                .map_err(|problem| format!("printed: {problem}"))
        }
        (Expected::Other(_, bytes), "bytes" | "text") if !ran.stdout.starts_with(bytes) => {
            let printed = String::from_utf8_lossy(&ran.stdout);
            Err(format!("{} is printed", clipped(&printed)))
        }
        _ => Ok(()),
    }
}
