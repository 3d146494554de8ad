//! How large a program is that makes three calls through the SDK, and how large the same program without it.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context, Result, ensure};
use serde::Serialize;

use super::Output;
use super::documents::ROOT;
use super::table;

const LOCK: &str = include_str!("../../../Cargo.lock");

/// Name, dependencies and text of each program. `SDK` stands for the folder of the SDK.
const PROGRAMS: [(&str, &str, &str); 3] = [
    ("nothing", "", "//! Does nothing.\n\nfn main() {}\n"),
    (
        "by_hand",
        "jiff = { version = \"0.2\", default-features = false, features = [\"std\", \"serde\"] }\n\
         reqwest = { version = \"0.13\", default-features = false, features = [\"http2\", \"rustls\", \"stream\", \"system-proxy\"] }\n\
         serde = { version = \"1\", features = [\"derive\"] }\n\
         serde_json = \"1\"\n",
        include_str!("programs/by_hand.rs"),
    ),
    (
        "sdk",
        "agentmail-sdk = { path = \"SDK\" }\n",
        include_str!("programs/sdk.rs"),
    ),
];

#[derive(Serialize)]
struct Program {
    name: &'static str,
    bytes: u64,
}

/// Builds and prints.
pub fn run(output: &Output) -> Result<()> {
    let sdk = fs::canonicalize(Path::new(ROOT).join("generated"))?;
    let work = tempfile::tempdir()?;
    let mut programs = Vec::new();
    for (name, dependencies, text) in PROGRAMS {
        let folder = work.path().join(name);
        fs::create_dir_all(folder.join("src"))?;
        let dependencies = dependencies.replace("SDK", &sdk.display().to_string());
        let manifest = format!(
            "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
             [profile.release]\nstrip = true\n\n[dependencies]\n\
             tokio = {{ version = \"1\", features = [\"rt\"] }}\n{dependencies}"
        );
        fs::write(folder.join("Cargo.toml"), manifest)?;
        fs::write(folder.join("Cargo.lock"), LOCK)?;
        fs::write(folder.join("src").join("main.rs"), text)?;
        let target = work.path().join("target");
        build(&folder, &target)?;
        let built = target.join("release").join(name);
        let bytes = fs::metadata(built.with_extension(std::env::consts::EXE_EXTENSION))?.len();
        programs.push(Program { name, bytes });
    }
    let by_hand = { programs.iter() }.find(|program| program.name == "by_hand");
    let by_hand = by_hand.map_or(0, |program| program.bytes);
    let row = |program: &Program| {
        let more = i128::from(program.bytes) - i128::from(by_hand);
        vec![
            program.name.to_owned(),
            program.bytes.to_string(),
            more.to_string(),
        ]
    };
    let rows: Vec<Vec<String>> = programs.iter().map(row).collect();
    table::print(&["program", "bytes", "more than by hand"], &rows);
    table::write(output, &programs)
}

fn build(folder: &Path, target: &Path) -> Result<()> {
    let status = Command::new("cargo")
        .args(["build", "--release", "--quiet", "--target-dir"])
        .arg(target)
        .current_dir(folder)
        .stdin(Stdio::null())
        .status()
        .context("cannot run cargo")?;
    ensure!(
        status.success(),
        "the program in {} does not build",
        folder.display()
    );
    Ok(())
}
