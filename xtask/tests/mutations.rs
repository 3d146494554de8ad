//! Changes to the AgentMail description, made at random places: each is reported once, as what it is.

use std::path::Path;
use std::process::Command;

#[test]
fn each_change_is_reported_once() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let output = Command::new(env!("CARGO_BIN_EXE_xtask-corpus"))
        .arg(root.join("spec"))
        .args(["--mutations", "46", "--seed", "7"])
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    let error = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{said}{error}");
}
