//! Tables in Markdown, and figures as they stand in them.

use std::fs;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;

use super::Output;

/// Prints a table: the head, and rows with as many cells.
pub fn print(head: &[&str], rows: &[Vec<String>]) {
    println!("| {} |", head.join(" | "));
    println!("|{}", "---|".repeat(head.len()));
    for row in rows {
        println!("| {} |", row.join(" | "));
    }
    println!();
}

/// Writes the figures where the command line says, if it does.
pub fn write(output: &Output, figures: &impl Serialize) -> Result<()> {
    let Some(path) = &output.json else {
        return Ok(());
    };
    let text = serde_json::to_string_pretty(figures)? + "\n";
    fs::write(path, text).with_context(|| format!("cannot write {}", path.display()))
}

/// A figure with three digits that count.
pub fn figure(number: f64) -> String {
    match number {
        _ if !number.is_finite() => "-".to_owned(),
        _ if number >= 100.0 => format!("{number:.0}"),
        _ if number >= 10.0 => format!("{number:.1}"),
        _ => format!("{number:.2}"),
    }
}

/// The last part of a path.
pub fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}
