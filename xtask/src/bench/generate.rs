//! What it costs to generate: every tool on every document, in turn, so that all see the same machine.

use std::fs;
use std::path::Path;

use anyhow::Result;
use serde::Serialize;

use super::Output;
use super::table::{self, figure, name};
use super::tools::{self, Tool};
use super::usage::{self, Ending, Run, Usage};

/// What was found of a document.
#[derive(Serialize)]
struct Document {
    file: String,
    megabytes: f64,
    tools: Vec<Measured>,
}

/// What a tool made of a document, and what that cost.
#[derive(Default, Serialize)]
struct Measured {
    tool: &'static str,
    /// Why it made nothing.
    failed: Option<String>,
    usage: Option<Usage>,
    size: Size,
    /// Milliseconds by stage, where a tool tells.
    stages: Vec<(String, f64)>,
    #[serde(skip)]
    runs: Vec<Usage>,
}

/// How much Rust a tool wrote.
#[derive(Clone, Copy, Default, Serialize)]
pub struct Size {
    /// Lines, the empty ones included.
    pub lines: usize,
    /// Bytes.
    pub bytes: usize,
}

/// What stands for the least that can be done.
const BARE: &str = "parse and print";

/// Measures and prints.
pub fn run(files: &[impl AsRef<Path>], rounds: usize, output: &Output) -> Result<()> {
    let tools = tools::all()?;
    // All is kept to the end: some file systems are slow to make files where many have just been deleted.
    let work = tempfile::tempdir()?;
    let mut documents = Vec::new();
    for file in files {
        let file = file.as_ref();
        eprintln!("{}", file.display());
        let folder = work.path().join(documents.len().to_string());
        documents.push(document(&tools, file, rounds, &folder)?);
    }
    print_costs(&documents);
    print_stages(&documents);
    table::write(output, &documents)
}

fn document(tools: &[Tool], file: &Path, rounds: usize, work: &Path) -> Result<Document> {
    let mut measured: Vec<Measured> = tools
        .iter()
        .map(|tool| tool.name)
        .chain([BARE])
        .map(|tool| Measured {
            tool,
            ..Measured::default()
        })
        .collect();
    for round in 0..rounds.max(1) {
        let work = work.join(round.to_string());
        fs::create_dir_all(&work)?;
        for (tool, found) in tools.iter().zip(&mut measured) {
            if found.failed.is_none() {
                let folder = work.join(tool.name);
                let run = tool.generate(file, &folder)?;
                found.size = size(&folder)?;
                found.take(run);
            }
        }
        let bytes = measured.first().map_or(0, |ours| ours.size.bytes);
        let run = usage::run(
            &std::env::current_exe()?,
            [
                "bare".as_ref(),
                file.as_os_str(),
                bytes.to_string().as_ref(),
                "bare".as_ref(),
            ],
            &work,
            60,
        )?;
        if let Some(bare) = measured.last_mut() {
            bare.take(run);
        }
    }
    for one in &mut measured {
        one.usage = Usage::median(&one.runs);
    }
    Ok(Document {
        file: name(file),
        megabytes: fs::metadata(file)?.len() as f64 / 1e6,
        tools: measured,
    })
}

impl Measured {
    fn take(&mut self, run: Run) {
        match run.ending {
            Ending::Badly(message) => self.failed = Some(message),
            Ending::Well(usage) => {
                self.runs.push(usage);
                self.stages = stages(&run.said);
            }
        }
    }
}

/// The lines that `sdkgen generate --timings` prints: stage, number, `ms`.
fn stages(said: &str) -> Vec<(String, f64)> {
    let stage = |line: &str| {
        let mut words = line.split_whitespace();
        let (stage, number) = (words.next()?, words.next()?.parse().ok()?);
        (words.next() == Some("ms")).then(|| (stage.to_owned(), number))
    };
    said.lines().filter_map(stage).collect()
}

/// What is written in Rust below a folder.
pub fn size(folder: &Path) -> Result<Size> {
    let mut size = Size::default();
    let mut ahead = vec![folder.to_owned()];
    while let Some(path) = ahead.pop() {
        if path.is_dir() {
            for entry in fs::read_dir(&path)? {
                ahead.push(entry?.path());
            }
        } else if path.extension().is_some_and(|kind| kind == "rs") {
            let text = fs::read(&path)?;
            size.bytes += text.len();
            size.lines += text.iter().filter(|byte| **byte == b'\n').count();
        }
    }
    Ok(size)
}

fn print_costs(documents: &[Document]) {
    let mut rows = Vec::new();
    for document in documents {
        let ours = document.tools.first().and_then(|ours| ours.usage);
        for one in &document.tools {
            let mut row = vec![
                document.file.clone(),
                figure(document.megabytes),
                one.tool.to_owned(),
            ];
            match (&one.failed, one.usage) {
                (None, Some(usage)) => {
                    let ratio = |of: fn(&Usage) -> f64| {
                        let ours = ours.map_or(f64::NAN, |ours| of(&ours));
                        figure(ours / of(&usage))
                    };
                    row.extend([
                        figure(usage.wall),
                        figure(usage.cpu),
                        figure(usage.memory),
                        figure(document.megabytes / usage.wall),
                        one.size.lines.to_string(),
                        one.size.bytes.to_string(),
                        ratio(|usage| usage.wall),
                        ratio(|usage| usage.cpu),
                    ]);
                }
                (failed, _) => {
                    let why = failed.as_deref().unwrap_or_default().replace('|', "/");
                    row.push(format!("fails: {why}"));
                    row.extend([const { String::new() }; 7]);
                }
            }
            rows.push(row);
        }
    }
    let head = [
        "document",
        "MB",
        "tool",
        "wall s",
        "CPU s",
        "memory MB",
        "MB/s",
        "lines",
        "bytes",
        "sdkgen : it, wall",
        "CPU",
    ];
    table::print(&head, &rows);
}

/// The share of each stage in what all of them took, threads added up.
fn print_stages(documents: &[Document]) {
    let mut rows = Vec::new();
    let mut head = vec!["document"];
    for document in documents {
        let Some(ours) = document.tools.first().filter(|ours| ours.failed.is_none()) else {
            continue;
        };
        let stages = || ours.stages.iter().filter(|(stage, _)| stage != "all");
        let whole: f64 = stages().map(|(_, took)| took).sum();
        if head.len() == 1 {
            head.extend(stages().map(|(stage, _)| stage.as_str()));
        }
        let share = |(_, took): &(String, f64)| format!("{:.1} %", took / whole * 100.0);
        let mut row = vec![document.file.clone()];
        row.extend(stages().map(share));
        rows.push(row);
    }
    table::print(&head, &rows);
}

#[cfg(test)]
mod tests {
    use super::stages;

    #[test]
    fn only_lines_of_timings_are_stages() {
        let said = "21 warnings\nsource       1.5 ms\nall 12 ms\n";
        let expected = [("source".to_owned(), 1.5), ("all".to_owned(), 12.0)];
        assert_eq!(stages(said), expected);
    }
}
