//! A process for each document: one that crashes or hangs takes nothing down with it.

use std::io::Read;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;

use super::Leniency;
use super::report::Outcome;

/// How a process ended.
#[derive(Debug)]
pub enum Ending<T> {
    /// Well, with an answer.
    Answered(T),
    /// Badly, and what it said last.
    Crashed(String),
    /// Not in time, so it was ended.
    TimedOut,
}

/// Reads the document at `path` in a process of its own, which may take `seconds`.
pub fn read(path: &Path, leniency: Leniency, seconds: u64) -> Result<Outcome> {
    let ending = run(this_program(path, leniency)?, seconds)?;
    Ok(match ending {
        Ending::Answered(outcome) => outcome,
        Ending::Crashed(message) => Outcome::Crashed { message },
        Ending::TimedOut => Outcome::TimedOut { seconds },
    })
}

/// This program, to do something with the one document at `path`.
pub fn this_program(path: &Path, leniency: Leniency) -> Result<Command> {
    let program = std::env::current_exe().context("this program does not know where it is")?;
    let mut command = Command::new(program);
    command.arg("--one").arg(path);
    if leniency.lenient {
        command.arg("--lenient");
    }
    if leniency.allow_outside {
        command.arg("--allow-outside");
    }
    Ok(command)
}

/// Runs a process that prints its answer as JSON.
pub fn run<T: DeserializeOwned>(mut command: Command, seconds: u64) -> Result<Ending<T>> {
    command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped());
    let mut child = command.spawn().context("cannot start a process")?;
    let (sender, answer) = mpsc::channel();
    if let Some(pipe) = child.stdout.take() {
        thread::spawn(move || sender.send(all_of(pipe)));
    }
    let errors = child
        .stderr
        .take()
        .map(|pipe| thread::spawn(move || all_of(pipe)));
    // The pipe closes when the process ends.
    let answer = answer.recv_timeout(Duration::from_secs(seconds));
    if answer.is_err() {
        child.kill().context("cannot end a process")?;
    }
    let status = child.wait()?;
    let Ok(answer) = answer else {
        return Ok(Ending::TimedOut);
    };
    if status.success()
        && let Ok(answer) = serde_json::from_str(&answer)
    {
        return Ok(Ending::Answered(answer));
    }
    let errors = errors
        .and_then(|thread| thread.join().ok())
        .unwrap_or_default();
    Ok(Ending::Crashed(format!(
        "{status}: {}",
        last_words(&errors)
    )))
}

/// Of what a process said, the panic and its reason, or else the last line: `stack overflow`.
pub fn last_words(errors: &str) -> String {
    let lines = || {
        errors
            .lines()
            .map(str::trim)
            .filter(|line| !line.is_empty())
    };
    let panic = lines()
        .skip_while(|line| !line.contains("panicked at"))
        .take(2);
    let panic: Vec<&str> = panic.collect();
    match panic.is_empty() {
        true => lines().next_back().unwrap_or_default().to_owned(),
        false => panic.join(" "),
    }
}

/// All that comes through a pipe.
pub fn all_of(mut pipe: impl Read) -> String {
    let mut bytes = Vec::new();
    // What came before a broken pipe is still of use.
    let _ = pipe.read_to_end(&mut bytes);
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(all(test, unix))]
#[path = "../../../generator/tests/programs/mod.rs"]
mod programs;

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    /// Runs a script, or nothing where there is no shell.
    fn shell(script: &str, seconds: u64) -> Option<Ending<Outcome>> {
        let mut command = Command::new(programs::find("sh")?);
        command.args(["-c", script]);
        Some(run(command, seconds).unwrap())
    }

    #[test]
    fn an_answer_counts_when_the_process_ends_well() {
        let answer = "echo '{\"outcome\": \"skipped\"}'";
        let Some(ending) = shell(answer, 60) else {
            return;
        };
        assert!(matches!(ending, Ending::Answered(Outcome::Skipped)));
        let ending = shell(&format!("{answer}; exit 3"), 60);
        let Some(Ending::Crashed(message)) = ending else {
            panic!("a process that fails has no say");
        };
        assert!(message.contains('3'), "{message}");
    }

    #[test]
    fn a_crash_tells_its_last_words() {
        let Some(ending) = shell("echo one; echo two >&2; kill -SEGV $$", 60) else {
            return;
        };
        let Ending::Crashed(message) = ending else {
            panic!("a signal is a crash");
        };
        assert!(message.ends_with(": two"), "{message}");
        let panic = "one\nthread 'main' panicked at here:1:2:\nwhy not\nnote: more\n";
        assert_eq!(
            last_words(panic),
            "thread 'main' panicked at here:1:2: why not"
        );
    }

    #[test]
    fn a_process_that_hangs_is_ended() {
        if programs::find("sleep").is_none() {
            return;
        }
        if let Some(ending) = shell("exec sleep 600", 1) {
            assert!(matches!(ending, Ending::TimedOut));
        }
    }
}
