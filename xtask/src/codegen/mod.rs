//! `cargo xtask codegen`: the generated crate is made from the description, or compared with what would be made.

mod release;

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context, Result};
use sdkgen::diagnostics::Diagnostics;
use sdkgen::files::{CrateFolder, describe};
use sdkgen::record::{self, Cause};
use sdkgen::{Generated, Options};

use self::release::Release;

const SPEC: &str = "spec/agentmail-webhooks.yaml";
const CONFIG: &str = "spec/sdk.toml";
const CRATE: &str = "generated";

/// Writes what has changed, and says which version that deserves; with `bump` makes it that version.
pub fn write(add_to_manifest: bool, bump: bool) -> Result<ExitCode> {
    let generated = generate()?;
    let report = CrateFolder::open(Path::new(CRATE))?.write(&generated, add_to_manifest)?;
    print!("{report}");
    println!("{}; {}", about(&generated), report.summary());
    let release = Release::compare()?;
    print!("{}", release.about());
    if bump {
        release.bump()?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Writes nothing, and fails when something would change, or when the version is too low for what has changed.
pub fn check() -> Result<ExitCode> {
    let generated = generate()?;
    let drift = CrateFolder::open(Path::new(CRATE))?.check(&generated)?;
    if !drift.is_empty() {
        print!("{}", describe(&drift));
        eprintln!(
            "error: {CRATE}/ is not what codegen makes of {SPEC}: {}",
            cause(&generated)
        );
        if drift.iter().any(|one| one.path.ends_with("/Cargo.toml")) {
            eprintln!("  = help: run `cargo xtask codegen --manifest`");
        } else {
            eprintln!("  = help: run `cargo xtask codegen` and commit the result");
        }
        return Ok(ExitCode::FAILURE);
    }
    let release = Release::compare()?;
    if let Some(error) = release.error()? {
        print!("{}", release.about());
        eprintln!(
            "error: {error}\n  = help: run `cargo xtask codegen --bump` and commit the result"
        );
        return Ok(ExitCode::FAILURE);
    }
    println!("{}; up to date", about(&generated));
    Ok(ExitCode::SUCCESS)
}

/// What changed since the crate was generated.
fn cause(generated: &Generated) -> &'static str {
    let recorded = fs::read_to_string(Path::new(CRATE).join("src").join(record::FILE));
    let current = { generated.files.iter() }.find(|(path, _)| *path == record::FILE);
    let (Ok(recorded), Some((_, current))) = (recorded, current) else {
        return "nothing records what it was generated from";
    };
    match record::cause(&recorded, current) {
        Cause::Description => "the description or sdk.toml has changed since",
        Cause::Generator => "the generator has another version now",
        Cause::Crate => {
            "the description is the same, so the generator was changed, or the crate by hand"
        }
    }
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
