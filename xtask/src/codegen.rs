//! `cargo xtask codegen`: the generated crate is made from the description, or compared with what would be made.

use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use sdkgen::diagnostics::Diagnostics;
use sdkgen::files::{CrateFolder, describe};
use sdkgen::{Generated, Options};

const SPEC: &str = "spec/agentmail-webhooks.yaml";
const CONFIG: &str = "spec/sdk.toml";
const CRATE: &str = "generated";

/// Writes what has changed.
pub fn write(add_to_manifest: bool) -> Result<ExitCode> {
    let generated = generate()?;
    let report = CrateFolder::open(Path::new(CRATE))?.write(&generated, add_to_manifest)?;
    print!("{report}");
    println!("{}; {}", about(&generated), report.summary());
    Ok(ExitCode::SUCCESS)
}

/// Writes nothing, and fails when something would change.
pub fn check() -> Result<ExitCode> {
    let generated = generate()?;
    let drift = CrateFolder::open(Path::new(CRATE))?.check(&generated)?;
    if drift.is_empty() {
        println!("{}; up to date", about(&generated));
        return Ok(ExitCode::SUCCESS);
    }
    print!("{}", describe(&drift));
    eprintln!("error: {CRATE}/ is not what codegen makes of {SPEC}");
    if drift.iter().any(|one| one.path.ends_with("/Cargo.toml")) {
        eprintln!("  = help: run `cargo xtask codegen --manifest`");
    } else {
        eprintln!("  = help: run `cargo xtask codegen` and commit the result");
    }
    Ok(ExitCode::FAILURE)
}

fn generate() -> Result<Generated> {
    let mut diagnostics = Diagnostics::new();
    let options = Options {
        config: Some(CONFIG.into()),
        ..Options::default()
    };
    let generated = sdkgen::generate(Path::new(SPEC), &options, &mut diagnostics);
    eprint!("{}", diagnostics.render());
    generated.with_context(|| format!("nothing is generated: {SPEC} has errors"))
}

fn about(generated: &Generated) -> String {
    format!(
        "{CRATE}: {} operations, {} models",
        generated.operations, generated.models
    )
}
