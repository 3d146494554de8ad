//! `--truth`: whether the classes of changes are true, by construction.
//!
//! ```text
//! table ─► two descriptions a pair ─┬► diff: the classes ───────────────────────────────────────┐
//!                                   ├► crates ─► the program of each, compiled with the other ──┼► verdict
//!                                   ├► cargo semver-checks, of some, where it is installed ────────┤
//!                                   └► clients of the old one, at a server of the new one ──────┘
//! ```
//!
//! What breaks code is for the compiler to say, what breaks clients for the server of `--wire`, which reads requests by
//! the new description alone. Where a class is not what is seen, the table says why beside the pair.

mod classify;
mod crates;
mod program;
mod semver;
mod table;

use std::process::ExitCode;

use self::classify::disagreements;
use self::crates::{Compiled, Crates};
use self::semver::Semver;
use self::table::{Pair, Seen, Text};
use super::build::workspace::Workspace;
use super::wire::across::{self, Calls};
use super::{Cli, Ended};

/// Holds every pair of the table against the compiler and the server.
pub fn run(cli: &Cli) -> Ended {
    let table = table::read()?;
    let texts = table.iter().flat_map(|(_, texts)| texts);
    let crates = Crates::make(Workspace::new(cli)?, texts)?;
    let pairs: Vec<[&Text; 2]> = table.iter().map(|(_, [old, new])| [old, new]).collect();
    eprintln!("{} pairs, {} crates", pairs.len(), crates.count());
    let compiled = crates.compiled(&pairs)?;
    let clients = crates.clients(pairs.iter().map(|[old, _]| *old))?;
    let semver = Semver::installed(crates.workspace().folder());
    let mut checked = 0;
    let mut wrong = 0;
    let mut explained = 0;
    for (((pair, [old, new]), compiled), client) in table.iter().zip(compiled).zip(clients) {
        let (old, new) = (crates.of(old)?, crates.of(new)?);
        let mut lines = disagreements(pair, &old.compared(new));
        lines.extend(source(pair, &compiled));
        match across::calls(&old.laid.path, &new.laid.path, &client) {
            Ok(calls) => lines.extend(wire(pair, calls.values())),
            Err(error) => lines.push(format!("wire: no calls could be made: {error:#}")),
        }
        if let Some(semver) = semver.as_ref().filter(|_| pair.semver) {
            checked += 1;
            lines.extend(semver.disagrees(pair, old, new)?);
        }
        wrong += usize::from(!lines.is_empty());
        explained += usize::from(pair.because.is_some());
        for line in lines {
            println!("{}: {line}", pair.change);
        }
    }
    println!(
        "{} of {} pairs are what the compiler and the server say, {explained} of them with a reason why not in full",
        table.len() - wrong,
        table.len()
    );
    match semver {
        Some(_) => println!("cargo semver-checks was asked of {checked} of them"),
        None => println!("cargo semver-checks is not installed: nobody asked it"),
    }
    Ok(match wrong {
        0 => ExitCode::SUCCESS,
        _ => ExitCode::FAILURE,
    })
}

/// Where the compiler says something else than the table.
fn source(pair: &Pair, compiled: &Compiled) -> Option<String> {
    let found = match compiled {
        Compiled {
            broken: Some(_), ..
        } => "major",
        Compiled {
            has_grown: true, ..
        } => "minor",
        Compiled {
            has_changed: true, ..
        } => "patch",
        _ => "none",
    };
    let error = compiled.broken.as_deref().unwrap_or("it compiles");
    match pair.compiles {
        Some(compiles) if compiles == compiled.broken.is_none() => None,
        None if pair.source == found => None,
        _ => Some(format!("source: to the compiler it is {found}: {error}")),
    }
}

/// Where the server says something else than the table.
fn wire<'a>(pair: &Pair, calls: impl Iterator<Item = &'a Calls>) -> Option<String> {
    let (mut found, mut problem) = (Seen::Works, "");
    for calls in calls {
        let seen = match calls {
            Calls { failed: 0, .. } => Seen::Works,
            Calls { fine: 0, .. } => Seen::Breaks,
            _ => Seen::Depends,
        };
        if seen > found {
            (found, problem) = (seen, &calls.problem);
        }
    }
    let expected = pair.seen.unwrap_or(match pair.wire.as_str() {
        "yes" => Seen::Works,
        "no" => Seen::Breaks,
        _ => Seen::Depends,
    });
    (found != expected)
        .then(|| format!("wire: clients are seen to be {found:?}, not {expected:?}: {problem}"))
}
