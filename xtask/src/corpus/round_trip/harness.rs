//! The program that decodes and encodes with the generated types.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::{self, JoinHandle};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::child;

/// What became of a value, or of a call.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Answer {
    /// Whether it could be decoded and encoded.
    pub ok: bool,
    /// What came back.
    pub value: Value,
    /// Why nothing did.
    pub error: String,
    /// Of what kind the error of a call is.
    pub kind: String,
    /// The status of an error answer.
    pub status: Option<u16>,
    /// Whether an error answer is of the type that the description declares.
    pub typed: bool,
    /// The body of an error answer.
    pub body: Value,
}

/// How often the program may end badly before the rest of the document is given up.
const MOST_CRASHES: usize = 5;

/// A program that is started when it is needed, and again when it has crashed.
pub struct Program<'a> {
    path: &'a Path,
    running: Option<Harness>,
    crashes: usize,
}

impl<'a> Program<'a> {
    /// The program at `path`.
    pub fn new(path: &'a Path) -> Self {
        Self {
            path,
            running: None,
            crashes: 0,
        }
    }

    /// Sends lines to the program.
    ///
    /// # Errors
    ///
    /// When the program ends before it has answered all, or has ended so too often: what it said last.
    pub fn ask(&mut self, lines: &[Value]) -> Result<Vec<Answer>, String> {
        if self.crashes >= MOST_CRASHES {
            return Err("the program has crashed too often".to_owned());
        }
        let mut harness = match self.running.take() {
            Some(harness) => harness,
            None => Harness::start(self.path)?,
        };
        let answers = harness.ask(lines);
        match answers {
            Ok(_) => self.running = Some(harness),
            Err(_) => self.crashes += 1,
        }
        answers
    }
}

/// The line that sends a value through the type of a schema.
pub fn line(schema: &str, value: &Value) -> Value {
    json!({"schema": schema, "value": value})
}

/// A running program.
struct Harness {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    errors: Option<JoinHandle<String>>,
}

impl Harness {
    /// Starts the program.
    fn start(program: &Path) -> Result<Self, String> {
        let failed = |error| format!("cannot run {}: {error}", program.display());
        let mut child = Command::new(program)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let errors = child.stderr.take();
        match (child.stdin.take(), child.stdout.take()) {
            (Some(input), Some(output)) => Ok(Self {
                child,
                input,
                output: BufReader::new(output),
                errors: errors.map(|pipe| thread::spawn(move || child::all_of(pipe))),
            }),
            _ => Err("the program has no pipes".to_owned()),
        }
    }

    /// Sends lines, each of which is answered.
    fn ask(&mut self, lines: &[Value]) -> Result<Vec<Answer>, String> {
        let Self { input, output, .. } = self;
        let answers = thread::scope(|scope| {
            // The program must not wait for its answers to be read.
            scope.spawn(move || {
                for line in lines {
                    if writeln!(input, "{line}").is_err() {
                        return;
                    }
                }
            });
            let mut answers = Vec::new();
            let mut line = String::new();
            while answers.len() < lines.len() {
                line.clear();
                match output.read_line(&mut line) {
                    Ok(1..) => match serde_json::from_str(&line) {
                        Ok(answer) => answers.push(answer),
                        Err(error) => return Err(format!("`{}`: {error}", line.trim_end())),
                    },
                    _ => return Err(String::new()),
                }
            }
            Ok(answers)
        });
        answers.map_err(|error| match error.is_empty() {
            true => self.last_words(),
            false => error,
        })
    }

    fn last_words(&mut self) -> String {
        let status = self
            .child
            .wait()
            .map_or_else(|error| error.to_string(), |status| status.to_string());
        let errors = self.errors.take().and_then(|thread| thread.join().ok());
        let errors = errors.unwrap_or_default();
        format!("{status}: {}", child::last_words(&errors))
    }
}

impl Drop for Harness {
    fn drop(&mut self) {
        // It may have ended by itself.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    fn script(text: &str) -> (tempfile::TempDir, Harness) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("harness");
        std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        let harness = Harness::start(&path).unwrap();
        (folder, harness)
    }

    #[test]
    fn each_value_gets_its_answer() {
        let echo = "while read -r line; do echo \"{\\\"ok\\\": true, \\\"value\\\": $line}\"; done";
        let (_folder, mut harness) = script(echo);
        let answers = harness.ask(&vec![line("A", &json!(1)); 5000]).unwrap();
        assert_eq!(answers.len(), 5000);
        assert_eq!(answers[0].value, json!({"schema": "A", "value": 1}));
    }

    #[test]
    fn a_crash_has_last_words() {
        let (_folder, mut harness) = script("read -r line; echo over >&2; exit 4");
        let error = harness.ask(&[json!(1)]).unwrap_err();
        assert!(error.ends_with(": over"), "{error}");
    }
}
