//! Golden pairs: a small description, and beside it what the generator makes of it. All of it compiles.

mod cases;
mod programs;

use std::fmt::Write;
use std::fs;
use std::path::Path;
use std::process::Command;

use sdkgen::Generated;
use sdkgen::files::{CrateFolder, HEADER, custom};
use similar::TextDiff;

use self::cases::Case;

/// Set to 1, the goldens are written instead of compared.
const BLESS: &str = "SDKGEN_BLESS";

#[test]
fn the_goldens_are_what_the_generator_writes() {
    let blesses = std::env::var(BLESS).is_ok_and(|value| value == "1");
    let mut report = String::new();
    for case in Case::all() {
        let path = cases::folder().join(&case.name).with_extension("rs");
        let now = shown(&case);
        let golden = fs::read_to_string(&path).unwrap_or_default();
        if now == golden {
            continue;
        }
        if blesses {
            fs::write(&path, now).unwrap();
            continue;
        }
        let name = format!("cases/{}.rs", case.name);
        let diff = TextDiff::from_lines(&golden, &now);
        let diff = diff.unified_diff().header(&name, "now").to_string();
        writeln!(report, "{diff}").unwrap();
    }
    assert!(
        report.is_empty(),
        "the generator writes something else than the goldens say:\n\n{report}\n\
         if that is meant, write them anew and read them: {BLESS}=1 cargo test -p sdkgen --test golden\n"
    );
}

#[test]
fn every_golden_has_its_case() {
    let cases = Case::all();
    for entry in fs::read_dir(cases::folder()).unwrap() {
        let file = entry.unwrap().file_name().into_string().unwrap();
        let name = file.split('.').next().unwrap_or_default();
        let is_known = cases.iter().any(|case| case.name == name);
        assert!(
            is_known || file == "mod.rs",
            "cases/{file} belongs to no case"
        );
    }
}

#[test]
fn cases_are_small() {
    for case in Case::all() {
        let path = cases::folder().join(&case.name).with_extension("yaml");
        let lines = fs::read_to_string(path).unwrap().lines().count();
        assert!(lines <= 40, "cases/{}.yaml has {lines} lines", case.name);
    }
}

/// What was said, then the files that the case asks for, without the header that all have.
fn shown(case: &Case) -> String {
    let description = cases::folder().join(&case.name).with_extension("yaml");
    let description = fs::read_to_string(description).unwrap();
    let shows: Vec<&str> = description
        .lines()
        .filter_map(|line| line.strip_prefix("# shows: "))
        .collect();
    assert!(!shows.is_empty(), "cases/{}.yaml shows nothing", case.name);
    let (generated, said) = case.generate();
    let mut text = String::new();
    for line in said {
        writeln!(text, "{}", format!("// {line}").trim_end()).unwrap();
    }
    for path in shows {
        let Some(file) = generated.files.get(path) else {
            let paths: Vec<&str> = generated.files.iter().map(|(path, _)| path).collect();
            panic!("{} has no {path}, but {paths:#?}", case.name);
        };
        let file = file.strip_prefix(HEADER).unwrap_or(file).trim_start();
        let blank = if text.is_empty() { "" } else { "\n" };
        write!(text, "{blank}// src/{path}\n\n{file}").unwrap();
    }
    text
}

/// A workspace with a crate for each case, checked as a user would who allows no warning. `calls/*.rs` are programs that
/// call some of them as people try first.
#[test]
fn every_case_compiles_without_a_warning() {
    let root = Path::new(env!("CARGO_TARGET_TMPDIR")).join("golden");
    // What cargo made of the last ones stays beside it: dependencies are compiled once.
    let _ = fs::remove_dir_all(&root);
    let mut members = Vec::new();
    let mut readers = Readers::default();
    for case in Case::all() {
        let (generated, _) = case.generate();
        let folder = root.join(&case.name);
        let crate_folder = CrateFolder::open(&folder).unwrap_or_else(|error| panic!("{error}"));
        crate_folder
            .write(&generated, false)
            .unwrap_or_else(|error| panic!("{error}"));
        // Every crate takes in hand-written code.
        let client = generated.api.sdk.client.to_string();
        let by_hand = format!(
            "//! Written by hand.\n\nimpl crate::{client} {{\n    /// Written by hand.\n    pub fn by_hand(&self) {{}}\n}}\n"
        );
        fs::create_dir(folder.join("custom")).unwrap();
        fs::write(folder.join(custom::FILE), by_hand).unwrap();
        let crate_folder = CrateFolder::open(&folder).unwrap();
        crate_folder.write(&generated, false).unwrap();
        let path = folder.join("Cargo.toml");
        let manifest = fs::read_to_string(&path).unwrap();
        let manifest = manifest
            .split("\n# This crate stands alone")
            .next()
            .unwrap();
        fs::write(path, format!("{manifest}{STRICT}")).unwrap();
        let calls = cases::folder()
            .with_file_name("calls")
            .join(&case.name)
            .with_extension("rs");
        if calls.is_file() {
            fs::create_dir_all(folder.join("examples")).unwrap();
            fs::copy(calls, folder.join("examples/calls.rs")).unwrap();
        }
        readers.add(&case.name, &generated);
        members.push(case.name);
    }
    readers.write(&root);
    members.push(Readers::NAME.to_owned());
    let manifest = format!("[workspace]\nresolver = \"3\"\nmembers = {members:?}\n");
    fs::write(root.join("Cargo.toml"), manifest).unwrap();
    // The versions that this workspace has are there already: nothing is downloaded.
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(ours, root.join("Cargo.lock")).unwrap();

    let command = if has_clippy() { "clippy" } else { "check" };
    run(&root, command, &["--lib", "--bins", "--examples"]);
    run(&root, "doc", &["--no-deps"]);
}

/// A crate with the examples of all cases, which depends on nothing but their SDKs and tokio, as a new project does.
#[derive(Default)]
struct Readers {
    dependencies: String,
    examples: Vec<(String, String)>,
}

impl Readers {
    const NAME: &str = "readers";

    /// Takes in the examples of a crate's README and documentation, without those that need features.
    fn add(&mut self, case: &str, generated: &Generated) {
        let readme = generated.starters.get("README.md").unwrap_or_default();
        if readme.contains("| `full` |") {
            return;
        }
        let package = generated.api.sdk.package.to_string();
        writeln!(
            self.dependencies,
            "{package} = {{ path = \"../{case}\", default-features = false }}"
        )
        .unwrap();
        let mut modules = String::new();
        let mut number = 0;
        let mut add = |block: &str| {
            if !block.contains("_blocking") {
                number += 1;
                let block = block.replace("fn main()", "fn program()");
                let block = block.replace("#[tokio::main]\n", "");
                writeln!(modules, "mod block_{number} {{\n{block}}}\n").unwrap();
            }
        };
        for rest in readme.split("```rust,no_run\n").skip(1) {
            add(rest.split("```").next().unwrap_or_default());
        }
        for (_, text) in generated.files.iter() {
            for block in documented(text) {
                add(&block);
            }
        }
        let text = format!("#![allow(dead_code, deprecated)]\n\n{modules}fn main() {{}}\n");
        self.examples.push((case.to_owned(), text));
    }

    fn write(&self, root: &Path) {
        let folder = root.join(Self::NAME);
        fs::create_dir_all(folder.join("examples")).unwrap();
        let manifest = format!(
            "[package]\nname = \"readers\"\nedition = \"2024\"\n\n[lib]\npath = \"lib.rs\"\n\n\
             [dependencies]\ntokio = {{ version = \"1\", features = [\"macros\", \"rt-multi-thread\"] }}\n{}{STRICT}",
            self.dependencies
        );
        fs::write(folder.join("Cargo.toml"), manifest).unwrap();
        fs::write(folder.join("lib.rs"), "//! Reads examples.\n").unwrap();
        for (case, text) in &self.examples {
            fs::write(folder.join(format!("examples/{case}.rs")), text).unwrap();
        }
    }
}

/// The examples in the documentation of a file.
fn documented(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut open: Option<String> = None;
    for line in text.lines().map(str::trim_start) {
        let line = line.strip_prefix("///").or(line.strip_prefix("//!"));
        let Some(line) = line.map(|line| line.strip_prefix(' ').unwrap_or(line)) else {
            continue;
        };
        match &mut open {
            None if line == "```no_run" => open = Some(String::new()),
            None => {}
            Some(_) if line == "```" => found.extend(open.take()),
            Some(block) => {
                let line = if line == "#" {
                    ""
                } else {
                    line.strip_prefix("# ").unwrap_or(line)
                };
                writeln!(block, "{line}").unwrap();
            }
        }
    }
    found
}

/// Runs cargo on the workspace at `root`, which must find nothing to complain about.
fn run(root: &Path, command: &str, more: &[&str]) {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .arg(command)
        .args(["--workspace", "--offline", "--quiet"])
        // reqwest takes a minute, and no case depends on it: the checked-in SDK is compiled with it.
        .arg("--no-default-features")
        .args(more)
        .env("CARGO_TARGET_DIR", root.with_file_name("golden-target"))
        .env("RUSTDOCFLAGS", "-D warnings")
        .current_dir(root)
        .output()
        .unwrap();
    assert!(
        output.status.success(),
        "`cargo {command}` in {} fails:\n{}",
        root.display(),
        String::from_utf8_lossy(&output.stderr)
    );
}

const STRICT: &str = "
[lints.rust]
warnings = \"deny\"

[lints.clippy]
all = \"deny\"
";

fn has_clippy() -> bool {
    if programs::find("cargo-clippy").is_none() {
        return false;
    }
    // A proxy of rustup can be there without the program.
    let found = Command::new("cargo").args(["clippy", "--version"]).output();
    let is_there = found.is_ok_and(|output| output.status.success());
    if !is_there {
        programs::skip("cargo-clippy is not installed");
    }
    is_there
}
