//! What it takes to download a gigabyte.

use anyhow::{Context, Result, bail};
use serde::Serialize;

use super::Output;
use super::program;
use super::table::{self, figure};
use super::tools;
use super::usage::{self, Ending, Usage};

/// How much is downloaded. The first is what all else takes.
const LENGTHS: [u64; 3] = [0, 100_000_000, 1_000_000_000];

/// How long that may take.
const SECONDS: u64 = 300;

#[derive(Serialize)]
struct Download {
    bytes: u64,
    usage: Usage,
}

/// Generates, builds, downloads and prints.
pub fn run(output: &Output) -> Result<()> {
    let work = tempfile::tempdir()?;
    let document = work.path().join("download.yaml");
    std::fs::write(&document, include_str!("programs/download.yaml"))?;
    let sdk = work.path().join("sdk");
    if let Ending::Badly(why) = tools::ours()?.generate(&document, &sdk)?.ending {
        bail!("the SDK cannot be generated: {why}");
    }
    let dependencies = format!("measured = {{ path = {sdk:?} }}\n");
    let program = program::build(
        &work.path().join("program"),
        &dependencies,
        include_str!("programs/download.rs"),
        &work.path().join("target"),
    )?;
    let program = program.context("the program does not build")?;
    let mut downloads = Vec::new();
    for bytes in LENGTHS {
        match usage::run(&program, [bytes.to_string()], work.path(), SECONDS)?.ending {
            Ending::Well(usage) => downloads.push(Download { bytes, usage }),
            Ending::Badly(why) => bail!("{bytes} bytes cannot be downloaded: {why}"),
        }
    }
    let row = |one: &Download| {
        vec![
            one.bytes.to_string(),
            figure(one.usage.wall),
            figure(one.usage.cpu),
            figure(one.usage.memory),
        ]
    };
    let rows: Vec<Vec<String>> = downloads.iter().map(row).collect();
    table::print(&["bytes", "wall s", "CPU s", "memory MB"], &rows);
    table::write(output, &downloads)
}
