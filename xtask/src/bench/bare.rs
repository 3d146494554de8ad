//! The bare limit: a program that parses a document and writes as much as a generator does.

use std::fs;
use std::hint::black_box;
use std::path::Path;

use anyhow::Result;

/// Parses `document` into the value type of its library, and writes `bytes` spaces to `output`.
pub fn run(document: &Path, bytes: usize, output: &Path) -> Result<()> {
    let text = fs::read_to_string(document)?;
    if document.extension().is_some_and(|kind| kind == "json") {
        black_box(serde_json::from_str::<serde_json::Value>(&text)?);
    } else {
        black_box(serde_yaml::from_str::<serde_yaml::Value>(&text)?);
    }
    fs::write(output, " ".repeat(bytes))?;
    Ok(())
}
