//! What it costs to compile what was generated, dependencies aside.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::Result;
use clap::ValueEnum;
use serde::Serialize;

use super::Output;
use super::crates::Crate;
use super::generate::Size;
use super::table::{self, figure, name};
use super::tools;
use super::usage::{Ending, Usage};

/// What is done with a crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ValueEnum)]
#[serde(rename_all = "snake_case")]
pub enum Step {
    /// `cargo check`
    Check,
    /// `cargo build`
    Build,
    /// `cargo build` once more, after one file has changed.
    Touch,
    /// `cargo build --release`
    Release,
    /// What reaches LLVM is counted.
    Llvm,
}

/// What it costs to compile one crate.
#[derive(Serialize)]
struct Measured {
    file: String,
    tool: &'static str,
    /// Why there is nothing to compile.
    failed: Option<String>,
    size: Size,
    steps: Vec<Done>,
    /// How many functions reach LLVM, and how many lines they have there.
    functions: Option<(usize, usize)>,
}

/// One of cargo's runs.
#[derive(Serialize)]
struct Done {
    step: Step,
    #[serde(flatten)]
    ending: Ending,
}

/// Measures and prints.
pub fn run(
    files: &[impl AsRef<Path>],
    steps: &[Step],
    work: Option<PathBuf>,
    output: &Output,
) -> Result<()> {
    let tools = tools::all()?;
    let temporary = tempfile::tempdir()?;
    let work = std::path::absolute(work.as_deref().unwrap_or(temporary.path()))?;
    fs::create_dir_all(&work)?;
    let target = work.join("target");
    let mut all = Vec::new();
    for file in files {
        let file = file.as_ref();
        for tool in &tools {
            eprintln!("{} by {}", file.display(), tool.name);
            let mut measured = Measured {
                file: name(file),
                tool: tool.name,
                failed: None,
                size: Size::default(),
                steps: Vec::new(),
                functions: None,
            };
            let folder = work.join("measured");
            match Crate::generate(tool, file, &folder, &target)? {
                Err(why) => measured.failed = Some(why),
                Ok(generated) => {
                    measured.size = generated.size;
                    measured.steps = carry_out(&generated, steps)?;
                    if steps.contains(&Step::Llvm) {
                        measured.functions = generated.functions()?;
                    }
                }
            }
            all.push(measured);
        }
    }
    print(&all);
    table::write(output, &all)
}

/// The steps that are measured, up to the first that fails.
fn carry_out(generated: &Crate, steps: &[Step]) -> Result<Vec<Done>> {
    let mut done = Vec::new();
    for step in steps {
        let run = match step {
            Step::Check => generated.cold(&["check"])?,
            Step::Build => generated.cold(&["build"])?,
            Step::Touch => generated.touched()?,
            Step::Release => generated.cold(&["build", "--release"])?,
            Step::Llvm => continue,
        };
        let is_well = matches!(run.ending, Ending::Well(_));
        done.push(Done {
            step: *step,
            ending: run.ending,
        });
        if !is_well {
            break;
        }
    }
    Ok(done)
}

fn print(all: &[Measured]) {
    let mut rows = Vec::new();
    for one in all {
        let ours = { all.iter() }.find(|ours| ours.file == one.file);
        if let Some(why) = &one.failed {
            let failed = format!("fails: {}", why.replace('|', "/"));
            rows.push(vec![one.file.clone(), one.tool.to_owned(), failed]);
        }
        for done in &one.steps {
            let mut row = vec![
                one.file.clone(),
                one.tool.to_owned(),
                format!("{:?}", done.step).to_lowercase(),
                one.size.lines.to_string(),
                one.functions
                    .map_or_else(String::new, |(count, _)| count.to_string()),
                one.functions
                    .map_or_else(String::new, |(_, lines)| lines.to_string()),
            ];
            match &done.ending {
                Ending::Badly(why) => row.push(format!("fails: {}", why.replace('|', "/"))),
                Ending::Well(usage) => {
                    let ours = ours.and_then(|ours| ours.usage(done.step));
                    let ratio = ours.map_or(f64::NAN, |ours| ours.cpu / usage.cpu);
                    row.extend([usage.wall, usage.cpu, usage.memory, ratio].map(figure));
                }
            }
            rows.push(row);
        }
    }
    let head = [
        "document",
        "tool",
        "step",
        "lines",
        "functions",
        "LLVM lines",
        "wall s",
        "CPU s",
        "rustc MB",
        "sdkgen : it, CPU",
    ];
    table::print(&head, &rows);
}

impl Measured {
    fn usage(&self, step: Step) -> Option<&Usage> {
        let done = self.steps.iter().find(|done| done.step == step)?;
        match &done.ending {
            Ending::Well(usage) => Some(usage),
            Ending::Badly(_) => None,
        }
    }
}
