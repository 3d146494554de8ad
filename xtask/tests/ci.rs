//! What `.ci/run` tells about programs that tests need.

#[path = "../../generator/tests/programs/mod.rs"]
mod programs;

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// The repository.
fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// Runs in a process without programs.
#[test]
#[ignore = "`a_missing_program_is_named` runs it"]
fn looks_for_a_program() {
    assert_eq!(programs::find("zsh"), None);
}

#[test]
fn a_missing_program_is_named() {
    let output = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "looks_for_a_program", "--ignored"])
        .env("PATH", "")
        .env("RUST_TEST_THREADS", "2")
        .output()
        .unwrap();
    assert!(output.status.success(), "{output:?}");
    let said = String::from_utf8_lossy(&output.stderr);
    let line = "skipped: looks_for_a_program: zsh is not installed\n";
    assert_eq!(said, line);
}

#[test]
fn every_program_of_a_test_is_listed() {
    let script = fs::read_to_string(root().join(".ci/run")).unwrap();
    let list = script.split_once("\nprograms=(").unwrap().1;
    let list = list.split_once(')').unwrap().0;
    let listed: BTreeSet<&str> = list.split_whitespace().collect();
    let mut named = BTreeSet::new();
    for folder in [
        "generated/tests",
        "generator/tests",
        "xtask/src",
        "xtask/tests",
    ] {
        collect(&root().join(folder), &mut named);
    }
    for program in &named {
        assert!(listed.contains(program.as_str()), "{program}");
    }
    assert!(named.contains("curl"), "{named:?}");
}

/// Collects the programs that are looked up by name in Rust files.
fn collect(folder: &Path, named: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, named);
            continue;
        }
        if path.extension().is_none_or(|kind| kind != "rs") {
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        for call in text.split("programs::find(\"").skip(1) {
            let program = call.split('"').next().unwrap_or_default();
            named.insert(program.to_owned());
        }
    }
}

/// Runs `.ci/run` with a program in the place of cargo.
fn ci(bash: &Path, cargo: &str) -> Output {
    let folder = tempfile::tempdir().unwrap();
    let script = fs::read_to_string(root().join(".ci/run")).unwrap();
    let script = format!("cargo() {{ {cargo}\n}}\nenv() {{ cargo doc; }}\n{script}");
    // The script works in the folder above its own.
    let path = folder.path().join("ci");
    fs::create_dir(&path).unwrap();
    fs::write(path.join("run"), script).unwrap();
    Command::new(bash)
        .arg(path.join("run"))
        .env("TMPDIR", folder.path())
        .output()
        .unwrap()
}

#[test]
fn skipped_tests_are_listed_and_failures_fail() {
    let Some(bash) = programs::find("bash") else {
        return;
    };
    let skips = "[[ $1 == test ]] && echo 'skipped: a: zsh is not installed' >&2; true";
    let output = ci(&bash, skips);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{output:?}");
    assert!(said.contains("\nprograms found: "), "{said}");
    assert!(said.contains("\nprograms missing: "), "{said}");
    let end = "skipped tests:\n  a: zsh is not installed\n";
    assert!(said.ends_with(end), "{said}");

    // A test step that fails ends the run, with its exit code and the list.
    let output = ci(&bash, "echo 'skipped: a: zsh is not installed'; return 7");
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(7), "{output:?}");
    assert!(said.ends_with(end), "{said}");
    assert!(!said.contains("cargo fmt"), "{said}");
    let output = ci(&bash, "echo test a ... ok; [[ $1 != fmt ]]");
    let said = String::from_utf8_lossy(&output.stdout);
    assert_eq!(output.status.code(), Some(1), "{output:?}");
    assert!(said.ends_with("skipped tests: none\n"), "{said}");
}
