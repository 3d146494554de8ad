//! Programs that are measured: each a package of its own, built for release and stripped.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Context, Result};

const LOCK: &str = include_str!("../../../Cargo.lock");

/// What a program is called.
const NAME: &str = "measured-program";

/// Builds a program of this text in `folder`, with tokio and these lines of a manifest; nothing when cargo refuses it.
pub fn build(
    folder: &Path,
    dependencies: &str,
    text: &str,
    target: &Path,
) -> Result<Option<PathBuf>> {
    fs::create_dir_all(folder.join("src"))?;
    let manifest = format!(
        "[package]\nname = \"{NAME}\"\nversion = \"0.1.0\"\nedition = \"2024\"\n\n[workspace]\n\n\
         [profile.release]\nstrip = true\n\n[dependencies]\n\
         tokio = {{ version = \"1\", features = [\"rt\"] }}\n{dependencies}"
    );
    fs::write(folder.join("Cargo.toml"), manifest)?;
    fs::write(folder.join("Cargo.lock"), LOCK)?;
    fs::write(folder.join("src").join("main.rs"), text)?;
    let status = Command::new("cargo")
        .args(["build", "--release", "--quiet", "--target-dir"])
        .arg(target)
        .current_dir(folder)
        .stdin(Stdio::null())
        .status()
        .context("cannot run cargo")?;
    let built = target.join("release").join(NAME);
    let built = built.with_extension(std::env::consts::EXE_EXTENSION);
    Ok(status.success().then_some(built))
}
