//! How the cost of generating grows with the description.

use std::fs;

use anyhow::{Context, Result, bail};
use serde::Serialize;

use super::Output;
use super::generate::{Size, size};
use super::synthetic::description;
use super::table::{self, figure};
use super::tools;
use super::usage::{Ending, Usage};

/// How many operations the descriptions have.
const OPERATIONS: [usize; 3] = [100, 1_000, 5_000];

#[derive(Serialize)]
struct Point {
    operations: usize,
    bytes_in: usize,
    size: Size,
    usage: Usage,
}

/// Measures and prints.
pub fn run(rounds: usize, output: &Output) -> Result<()> {
    let sdkgen = tools::ours()?;
    let mut points = Vec::new();
    for operations in OPERATIONS {
        let work = tempfile::tempdir()?;
        let text = description(operations);
        let document = work.path().join("synthetic.yaml");
        fs::write(&document, &text)?;
        let mut runs = Vec::new();
        let mut written = Size::default();
        for round in 0..rounds.max(1) {
            let folder = work.path().join(round.to_string());
            match sdkgen.generate(&document, &folder)?.ending {
                Ending::Well(usage) => runs.push(usage),
                Ending::Badly(why) => bail!("a description of {operations} operations: {why}"),
            }
            written = size(&folder)?;
        }
        points.push(Point {
            operations,
            bytes_in: text.len(),
            size: written,
            usage: Usage::median(&runs).context("nothing was measured")?,
        });
    }
    print(&points);
    table::write(output, &points)
}

fn print(points: &[Point]) {
    let rows: Vec<Vec<String>> = points
        .iter()
        .enumerate()
        .map(|(index, point)| {
            let before = index.checked_sub(1).and_then(|index| points.get(index));
            let exponent = |of: fn(&Point) -> f64| {
                let Some(before) = before else {
                    return String::new();
                };
                let operations = point.operations as f64 / before.operations as f64;
                format!("{:.2}", (of(point) / of(before)).log(operations))
            };
            vec![
                point.operations.to_string(),
                point.bytes_in.to_string(),
                point.size.lines.to_string(),
                figure(point.size.lines as f64 / point.operations as f64),
                figure(point.usage.wall),
                figure(point.usage.cpu),
                exponent(|point| point.usage.cpu),
                figure(point.usage.memory),
                exponent(|point| point.usage.memory),
            ]
        })
        .collect();
    let head = [
        "operations",
        "bytes in",
        "lines",
        "lines an operation",
        "wall s",
        "CPU s",
        "exponent",
        "memory MB",
        "exponent",
    ];
    table::print(&head, &rows);
}
