//! The program that decodes and encodes with the generated types.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::thread::{self, JoinHandle};

use serde::Deserialize;
use serde_json::{Value, json};

use crate::child;

/// What became of a value.
#[derive(Debug, Deserialize)]
pub struct Answer {
    /// Whether it could be decoded and encoded.
    pub ok: bool,
    /// What came back.
    #[serde(default)]
    pub value: Value,
    /// Why nothing did.
    #[serde(default)]
    pub error: String,
}

/// A running program.
pub struct Harness {
    child: Child,
    input: ChildStdin,
    output: BufReader<ChildStdout>,
    errors: Option<JoinHandle<String>>,
}

impl Harness {
    /// Starts the program.
    pub fn start(program: &Path) -> Result<Self, String> {
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

    /// Sends values through the type of a schema.
    ///
    /// # Errors
    ///
    /// When the program ends before it has answered all: what it said last.
    pub fn ask(&mut self, schema: &str, values: &[&Value]) -> Result<Vec<Answer>, String> {
        let Self { input, output, .. } = self;
        let answers = thread::scope(|scope| {
            // The program must not wait for its answers to be read.
            scope.spawn(move || {
                for value in values {
                    let line = json!({"schema": schema, "value": value});
                    if writeln!(input, "{line}").is_err() {
                        return;
                    }
                }
            });
            let mut answers = Vec::new();
            let mut line = String::new();
            while answers.len() < values.len() {
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
        let values = vec![json!(1); 5000];
        let values: Vec<&Value> = values.iter().collect();
        let answers = harness.ask("A", &values).unwrap();
        assert_eq!(answers.len(), 5000);
        assert_eq!(answers[0].value, json!({"schema": "A", "value": 1}));
    }

    #[test]
    fn a_crash_has_last_words() {
        let (_folder, mut harness) = script("read -r line; echo over >&2; exit 4");
        let error = harness.ask("A", &[&json!(1)]).unwrap_err();
        assert!(error.ends_with(": over"), "{error}");
    }
}
