//! What it costs to compile what was generated, dependencies aside.

use std::path::Path;

use anyhow::Result;
use serde::Serialize;

use super::Output;
use super::crates::Crate;
use super::generate::Size;
use super::table::{self, figure, name};
use super::tools;
use super::usage::{Ending, Run, Usage};

/// What is measured beside what always is.
#[derive(Clone, Copy)]
pub struct Extent {
    /// The build with optimizations.
    pub release: bool,
    /// Functions, and lines for LLVM.
    pub llvm: bool,
}

/// What it costs to compile one crate.
#[derive(Serialize)]
struct Measured {
    file: String,
    tool: &'static str,
    /// Why there is nothing to compile.
    failed: Option<String>,
    size: Size,
    steps: Vec<Step>,
    /// How many functions reach LLVM, and how many lines they have there.
    functions: Option<(usize, usize)>,
}

/// One of cargo's runs.
#[derive(Serialize)]
struct Step {
    what: &'static str,
    #[serde(flatten)]
    ending: Ending,
}

/// Measures and prints.
pub fn run(files: &[impl AsRef<Path>], extent: Extent, output: &Output) -> Result<()> {
    let tools = tools::all()?;
    let work = tempfile::tempdir()?;
    let target = work.path().join("target");
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
            let folder = work.path().join("measured");
            match Crate::generate(tool, file, &folder, &target)? {
                Err(why) => measured.failed = Some(why),
                Ok(generated) => {
                    measured.size = generated.size;
                    measured.steps = steps(&generated, extent)?;
                    if extent.llvm {
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

/// What is done with a crate, up to the first thing that fails.
fn steps(generated: &Crate, extent: Extent) -> Result<Vec<Step>> {
    let mut steps: Vec<(&str, &dyn Fn() -> Result<Run>)> = vec![
        ("check", &|| generated.cold(&["check"])),
        ("build", &|| generated.cold(&["build"])),
        ("touch", &|| generated.touched()),
    ];
    if extent.release {
        steps.push(("release", &|| generated.cold(&["build", "--release"])));
    }
    let mut done = Vec::new();
    for (what, step) in steps {
        let ending = step()?.ending;
        let is_well = matches!(ending, Ending::Well(_));
        done.push(Step { what, ending });
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
        for step in &one.steps {
            let mut row = vec![
                one.file.clone(),
                one.tool.to_owned(),
                step.what.to_owned(),
                one.size.lines.to_string(),
                one.functions
                    .map_or_else(String::new, |(count, _)| count.to_string()),
                one.functions
                    .map_or_else(String::new, |(_, lines)| lines.to_string()),
            ];
            match &step.ending {
                Ending::Badly(why) => row.push(format!("fails: {}", why.replace('|', "/"))),
                Ending::Well(usage) => {
                    let ours = ours.and_then(|ours| ours.usage(step.what));
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
    fn usage(&self, what: &str) -> Option<&Usage> {
        let step = self.steps.iter().find(|step| step.what == what)?;
        match &step.ending {
            Ending::Well(usage) => Some(usage),
            Ending::Badly(_) => None,
        }
    }
}
