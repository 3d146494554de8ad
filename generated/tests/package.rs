//! What is published: all that users need, and nothing else.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn the_package_holds_what_users_need_and_nothing_else() {
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .args(["package", "--list", "--allow-dirty", "--offline"])
        .current_dir(env!("CARGO_MANIFEST_DIR"));
    let output = cargo.output().expect("cargo runs");
    let errors = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{errors}");

    let listed = String::from_utf8(output.stdout).expect("text");
    let listed: BTreeSet<String> = listed
        .lines()
        .map(|path| path.replace('\\', "/"))
        // Cargo's own, where there is a repository around.
        .filter(|path| path != ".cargo_vcs_info.json")
        .collect();
    assert_eq!(listed, needed());
}

fn needed() -> BTreeSet<String> {
    let mut needed = BTreeSet::from(
        [
            "CHANGELOG.md",
            "Cargo.lock",
            "Cargo.toml",
            "Cargo.toml.orig",
            "LICENSE-APACHE",
            "LICENSE-MIT",
            "README.md",
        ]
        .map(str::to_owned),
    );
    for folder in ["examples", "src"] {
        add_rust_files(folder, &mut needed);
    }
    needed
}

fn add_rust_files(folder: &str, files: &mut BTreeSet<String>) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    for entry in fs::read_dir(path).expect("a folder") {
        let entry = entry.expect("an entry");
        let name = entry.file_name().into_string().expect("a name in Unicode");
        let path = format!("{folder}/{name}");
        if entry.path().is_dir() {
            add_rust_files(&path, files);
        } else if name.ends_with(".rs") {
            files.insert(path);
        }
    }
}
