//! Crates generated from other descriptions than AgentMail's keep their promises: the client when calls go wrong, the
//! command-line tool as a user runs it.

use std::fs;
use std::io::Write;
use std::path::Path;
use std::process::Command;

use sdkgen::Options;
use sdkgen::diagnostics::Diagnostics;
use sdkgen::files::CrateFolder;

#[test]
fn another_sdk_stands_what_agentmails_stands() {
    // reqwest takes a minute: the checked-in SDK is tested with it.
    test("situations", "ledger", &["--no-default-features"]);
}

#[test]
fn another_tool_says_and_sends_what_it_should() {
    test("tool", "depot", &["--features", "cli"]);
}

/// Generates a crate from the description in a folder, gives it the tests beside it, and runs them.
fn test(tests: &str, name: &str, features: &[&str]) {
    let given = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests")
        .join(tests);
    let mut diagnostics = Diagnostics::new();
    let description = given.join(name).with_extension("yaml");
    let generated = sdkgen::generate(&description, &Options::default(), &mut diagnostics);
    let generated = generated.unwrap_or_else(|| panic!("{}", diagnostics.render()));
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("situations")
        .join(name);
    // What cargo made of the last one stays beside it: dependencies are compiled once.
    let _ = fs::remove_dir_all(&folder);
    CrateFolder::open(&folder)
        .and_then(|folder| folder.write(&generated, false))
        .unwrap_or_else(|error| panic!("{error}"));
    let path = folder.join("Cargo.toml");
    let manifest = fs::read_to_string(&path).unwrap();
    fs::write(path, format!("{manifest}{TESTED}")).unwrap();
    fs::create_dir_all(folder.join("tests")).unwrap();
    let test = format!("tests/{tests}.rs");
    fs::copy(given.join(tests).with_extension("rs"), folder.join(test)).unwrap();
    fs::create_dir_all(folder.join("tests/programs")).unwrap();
    let programs = "tests/programs/mod.rs";
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join(programs);
    fs::copy(ours, folder.join(programs)).unwrap();
    // The versions that this workspace has are there already: nothing is downloaded.
    let ours = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.lock");
    fs::copy(ours, folder.join("Cargo.lock")).unwrap();

    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["test", "--offline", "--quiet", "--test", tests])
        .args(features)
        .env("CARGO_TARGET_DIR", folder.with_file_name("target"))
        .current_dir(&folder)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(
        output.status.success() && said.contains("0 failed"),
        "{said}\n{errors}"
    );
    for line in errors.lines().filter(|line| line.starts_with("skipped: ")) {
        let _ = writeln!(std::io::stderr(), "{line}");
    }
}

const TESTED: &str = "
[dev-dependencies.futures-util]
version = \"0.3\"

[target.'cfg(unix)'.dev-dependencies]
rexpect = \"0.7\"

[profile.dev]
debug = 0
";
