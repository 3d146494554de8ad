//! A folder with a small description, to run the binary in.

#![allow(
    dead_code,
    reason = "every test crate has its own copy and uses a part of it"
)]

use std::fs;
use std::path::Path;
use std::process::Command;

pub const PETS: &str = r##"openapi: 3.0.3
info: {title: Pet Store, version: 1.0.0}
servers: [{url: "https://pets.example.com"}]
paths:
  /pets/{id}:
    get:
      operationId: getPet
      tags: [pets]
      parameters: [{name: id, in: path, required: true, schema: {type: string}}]
      responses:
        "200":
          description: The pet.
          content: {application/json: {schema: {$ref: "#/components/schemas/Pet"}}}
components:
  schemas:
    Pet: {type: object, required: [name], properties: {name: {type: string}}}
"##;

/// A folder with `pets.yaml` in it, to run the binary in.
pub struct Bench(tempfile::TempDir);

pub struct Outcome {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Bench {
    pub fn new() -> Self {
        let bench = Self(tempfile::tempdir().unwrap());
        bench.put("pets.yaml", PETS);
        bench
    }

    pub fn path(&self, path: &str) -> std::path::PathBuf {
        self.0.path().join(path)
    }

    pub fn put(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
    }

    pub fn exists(&self, path: &str) -> bool {
        self.path(path).exists()
    }

    /// Runs `sdkgen generate pets.yaml --name pets` with more arguments.
    pub fn generate(&self, arguments: &[&str]) -> Outcome {
        self.run(&[&["generate", "pets.yaml", "--name", "pets"], arguments].concat())
    }

    pub fn run(&self, arguments: &[&str]) -> Outcome {
        run_in(self.0.path(), arguments)
    }
}

pub fn run_in(folder: &Path, arguments: &[&str]) -> Outcome {
    let output = Command::new(env!("CARGO_BIN_EXE_sdkgen"))
        .args(arguments)
        .current_dir(folder)
        .output()
        .unwrap();
    Outcome {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

impl Outcome {
    #[track_caller]
    pub fn ends_with(self, code: i32) -> Self {
        assert_eq!(
            self.code, code,
            "\nstdout: {}\nstderr: {}",
            self.stdout, self.stderr
        );
        self
    }
}
