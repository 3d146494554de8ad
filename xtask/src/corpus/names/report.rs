//! Counts the smells of methods, and the names of types that are a last resort, over all descriptions.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use anyhow::Result;
use sdkgen::Options;
use sdkgen::ir::{Api, Naming};
use sdkgen::name::scheme::{Smell, smells_of};

use super::{named, percent};

/// A type name longer than this is too long.
const LONGEST: usize = 50;

/// One of so many types may be an example.
const EACH: usize = 16;

/// The totals of some descriptions.
#[derive(Default)]
struct Totals {
    descriptions: usize,
    operations: usize,
    smelling: usize,
    smells: BTreeMap<Smell, usize>,
    types: usize,
    long: usize,
    numbered: usize,
    /// Some of these names.
    examples: Vec<String>,
}

/// Prints what is found in the folder and in a folder `specs` beside it.
pub fn print(folder: &Path, options: &Options) -> Result<()> {
    let mut totals = Totals::default();
    for file in descriptions(folder)? {
        if let Ok(api) = named(&file, options) {
            totals.count(&api);
        }
    }
    let Totals {
        descriptions,
        operations,
        smelling,
        smells,
        types,
        long,
        numbered,
        examples,
    } = totals;
    println!(
        "{descriptions} descriptions: {smelling} of {operations} methods smell ({:.1} %)",
        percent(smelling, operations)
    );
    for (smell, count) in smells {
        println!("  {smell}: {count}");
    }
    println!(
        "{types} types: {long} over {LONGEST} letters ({:.1} %), {numbered} end in `Model` or a number ({:.1} %)",
        percent(long, types),
        percent(numbered, types)
    );
    for name in examples {
        println!("  {name}");
    }
    Ok(())
}

/// The files that may be descriptions, sorted.
fn descriptions(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for folder in [folder.to_owned(), folder.join("../specs")] {
        for entry in std::fs::read_dir(folder).into_iter().flatten() {
            let path = entry?.path();
            let ending = path.extension().unwrap_or_default().to_string_lossy();
            if ["json", "yaml", "yml"].contains(&ending.as_ref()) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

impl Totals {
    fn count(&mut self, api: &Api) {
        self.descriptions += 1;
        for operation in &api.operations {
            let Some(smells) = smells_of(api, operation) else {
                continue;
            };
            self.operations += 1;
            self.smelling += usize::from(!smells.is_empty());
            for smell in smells {
                *self.smells.entry(smell).or_default() += 1;
            }
        }
        for model in &api.models {
            let name = model.name.as_str();
            if name.is_empty() {
                continue;
            }
            self.types += 1;
            let component = match &model.naming {
                Naming::Component(component) => component.as_str(),
                _ => "",
            };
            let letters = |text: &str| text.chars().filter(|next| next.is_alphanumeric()).count();
            let is_long = letters(name) > LONGEST && letters(component) <= LONGEST;
            let is_last = |text: &str| {
                text.ends_with("Model") || text.ends_with(|last: char| last.is_ascii_digit())
            };
            let is_numbered = is_last(name) && !is_last(component);
            self.long += usize::from(is_long);
            self.numbered += usize::from(is_numbered);
            if (is_long || is_numbered) && self.types.is_multiple_of(EACH) {
                self.examples.push(name.to_owned());
            }
        }
    }
}
