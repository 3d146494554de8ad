//! Whether every change is found: descriptions are changed in one place each, in ways known beforehand, and compared with
//! what they were. A change that means something has to be reported exactly once, as what it is; one that does not, not
//! at all.

mod calls;
mod edits;
mod kinds;
mod rewrites;
mod sites;
mod types;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context, Result, ensure};
use fastrand::Rng;
use sdkgen::diagnostics::Diagnostics;
use sdkgen::diff::{self, Change};
use sdkgen::{Described, Options};
use serde_json::Value;

use self::kinds::kinds;
use self::rewrites::REWRITES;
use super::{Cli, Ended, selection};

/// A description that is changed.
struct Base {
    file: String,
    document: Value,
    described: Described,
    config: Option<PathBuf>,
    /// What another order of members is reported as.
    reordered: Vec<Change>,
}

/// How often a kind was tried, and how often it was found.
#[derive(Default)]
struct Tally {
    made: usize,
    found: usize,
}

/// How often another place is tried for a change that a description has no room for.
const MOST_TRIES: usize = 40;

/// Changes the descriptions of a folder, and fails when a change is not reported as it should be.
pub fn run(cli: &Cli) -> Ended {
    let folder = tempfile::tempdir()?;
    let mut bases = Vec::new();
    for chosen in selection::descriptions(cli)? {
        let config = chosen.path.with_file_name("sdk.toml");
        let config = config.exists().then_some(config);
        match base(&chosen.path, config, folder.path()) {
            Ok(base) => bases.push(base),
            Err(error) => eprintln!("{}: left out: {error}", chosen.file),
        }
    }
    ensure!(!bases.is_empty(), "no description here can be changed");
    let all = kinds();
    let mut rng = Rng::with_seed(cli.mode.seed);
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    let mut is_fine = true;
    let wanted = cli.mode.mutations.unwrap_or_default();
    let mut made = 0;
    let mut round = 0;
    while made < wanted && round < wanted * 4 {
        let (name, change, codes) = all[round % all.len()];
        let base = &bases[round / all.len() % bases.len()];
        round += 1;
        let Some((document, place)) = changed(base, change, &mut rng) else {
            continue;
        };
        let Some(changes) = compared(base, &document, folder.path())? else {
            continue;
        };
        made += 1;
        let is_found = matches!(changes.as_slice(), [only] if codes.contains(&only.kind.as_str()));
        let tally = tallies.entry(name).or_default();
        tally.made += 1;
        tally.found += usize::from(is_found);
        if !is_found {
            is_fine = false;
            println!("{}: {name} at {place}: {}", base.file, said(&changes));
        }
    }
    for base in &bases {
        let tally = tallies.entry("same: another order of members").or_default();
        tally.made += 1;
        tally.found += usize::from(base.reordered.is_empty());
        if !base.reordered.is_empty() {
            is_fine = false;
            let said = said(&base.reordered);
            println!("{}: another order of members: {said}", base.file);
        }
        for (name, rewrite) in REWRITES {
            let mut document = base.document.clone();
            if !rewrite(&mut document, &mut rng) {
                continue;
            }
            let Some(changes) = compared(base, &document, folder.path())? else {
                continue;
            };
            let tally = tallies.entry(name).or_default();
            tally.made += 1;
            tally.found += usize::from(changes.is_empty());
            if !changes.is_empty() {
                is_fine = false;
                println!("{}: {name}: {}", base.file, said(&changes));
            }
        }
    }
    let mut all = Tally::default();
    for (name, tally) in &tallies {
        println!("{:4} of {:4}  {name}", tally.found, tally.made);
        all.made += tally.made;
        all.found += tally.found;
    }
    println!(
        "{:4} of {:4}  in {} descriptions",
        all.found,
        all.made,
        bases.len()
    );
    Ok(if is_fine {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}

/// The description at `path`, which has to be of one file and of OpenAPI 3.
fn base(path: &Path, config: Option<PathBuf>, folder: &Path) -> Result<Base> {
    let text = std::fs::read_to_string(path)?;
    let document: Value = match text.trim_start().starts_with('{') {
        true => serde_json::from_str(&text)?,
        false => serde_yaml::from_str(&text)?,
    };
    ensure!(document.get("openapi").is_some(), "it is not OpenAPI 3");
    let described = read(&document, config.as_deref(), folder)?.context("it has errors")?;
    let file = path
        .file_name()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let mut base = Base {
        file,
        document,
        described,
        config,
        reordered: Vec::new(),
    };
    // Members come in another order there, and the format may be another: that is no change.
    let written = original(path, base.config.as_deref()).context("it has errors")?;
    base.reordered = diff::diff(&written.api, &base.described.api).changes;
    Ok(base)
}

fn options(config: Option<&Path>) -> Options {
    Options {
        config: config.map(Path::to_owned),
        ..Options::default()
    }
}

fn original(path: &Path, config: Option<&Path>) -> Option<Described> {
    sdkgen::read_named(path, &options(config), &mut Diagnostics::new())
}

fn read(document: &Value, config: Option<&Path>, folder: &Path) -> Result<Option<Described>> {
    let path = folder.join("description.json");
    std::fs::write(&path, serde_json::to_string_pretty(document)?)?;
    Ok(original(&path, config))
}

/// The document with one change, and where that is.
fn changed(base: &Base, change: kinds::Change, rng: &mut Rng) -> Option<(Value, String)> {
    for _ in 0..MOST_TRIES {
        let mut document = base.document.clone();
        if let Some(place) = change(&mut document, rng)
            && document != base.document
        {
            return Some((document, place));
        }
    }
    None
}

/// What is reported. `None` when the document cannot be read any more.
fn compared(base: &Base, document: &Value, folder: &Path) -> Result<Option<Vec<Change>>> {
    let new = read(document, base.config.as_deref(), folder)?;
    Ok(new.map(|new| diff::diff(&base.described.api, &new.api).changes))
}

fn said(changes: &[Change]) -> String {
    let said = changes.iter().take(4).map(|change| {
        format!(
            "\n    {} {} ({}): {}",
            change.source,
            change.kind.as_str(),
            change.words,
            change.source_reason
        )
    });
    format!("{} changes{}", changes.len(), said.collect::<String>())
}
