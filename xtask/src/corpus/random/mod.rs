//! `--random N`: documents made at random are generated, compiled and held against values.
//!
//! ```text
//! seed, index ─► make ─► judge (many crates to one run of cargo) ─► failures ─► shrink ─► printed
//! ```
//!
//! Every document is valid, so an error of the generator is a failure like one of the compiler or of a value.

mod batch;
mod judge;
mod make;
mod shrink;
mod valid;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::Instant;

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use serde_json::Value;

use self::judge::{Failure, Judge};
use super::build::workspace::Workspace;
use super::round_trip::{Judged, share};
use super::{Cli, Ended};

/// How many documents go into one run of cargo.
const BATCH: usize = 40;

/// How many values are sampled for a schema unless the command line says so.
const SAMPLES: usize = 8;

/// How often a smaller document is tried when that needs the generator alone.
const GENERATED_STEPS: usize = 400;

/// How often a smaller document is tried when that needs the compiler.
const COMPILED_STEPS: usize = 60;

/// How many failures are made smaller: one of each kind.
const MOST_SHRUNK: usize = 5;

/// Makes and judges the documents that the command line asks for.
pub fn run(cli: &Cli) -> Ended {
    let (seed, first) = (cli.mode.seed, cli.mode.first);
    let count = cli.mode.random.unwrap_or_default() as u64;
    let workspace = Workspace::at(folder(cli)?)?;
    let judge = Judge::new(cli, workspace, cli.mode.samples.unwrap_or(SAMPLES))?;
    let start = Instant::now();
    let bar = ProgressBar::new(count);
    bar.set_style(ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}")?);
    let mut failures: Vec<(u64, Value, Failure)> = Vec::new();
    let mut totals = Judged::default();
    let indices: Vec<u64> = (first..first + count).collect();
    for batch in indices.chunks(BATCH) {
        let documents: Vec<(String, Value)> = { batch.iter() }
            .map(|index| (format!("{seed}-{index}"), make::document(seed, *index)))
            .collect();
        let verdicts = judge.judge(&documents)?;
        for ((index, (_, document)), verdict) in batch.iter().zip(documents).zip(verdicts) {
            if let Some(judged) = &verdict.judged {
                add(&mut totals, judged);
            }
            if let Some(failure) = verdict.failure {
                bar.suspend(|| println!("FAILED {seed}-{index}: {}", failure.kind));
                failures.push((*index, document, failure));
            }
        }
        bar.inc(batch.len() as u64);
    }
    bar.finish_and_clear();
    let seconds = start.elapsed().as_secs_f64();
    shrink_some(&judge, seed, &failures)?;
    let refused = share(totals.refused, totals.mutants);
    println!(
        "{} of {count} documents pass (seed {seed}); {} of {} schemas, {} without values; {} values, \
         {refused:.1} % of {} broken ones refused; {seconds:.0} s",
        count - failures.len() as u64,
        totals.passed,
        totals.schemas,
        totals.not_sampled.len() + totals.not_judged.len(),
        totals.samples,
        totals.mutants,
    );
    let mut accepted: Vec<_> = totals.accepted.iter().collect();
    accepted.sort_by_key(|(_, count)| std::cmp::Reverse(**count));
    for (reason, count) in accepted.into_iter().take(5) {
        println!("    {count} values are accepted though broken: {reason}");
    }
    Ok(match failures.is_empty() {
        true => ExitCode::SUCCESS,
        false => ExitCode::FAILURE,
    })
}

/// Where the crates go: beside this program, below cargo's folder.
fn folder(cli: &Cli) -> Result<PathBuf> {
    if let Some(folder) = &cli.mode.work {
        return Ok(std::path::absolute(folder)?);
    }
    let program = std::env::current_exe().context("this program does not know where it is")?;
    let target = program.parent().and_then(|profile| profile.parent());
    let target = target.context("this program is in no folder of cargo's")?;
    Ok(target.join("tmp/corpus-random"))
}

/// Prints one document of each kind of failure, as small as it can be.
fn shrink_some(judge: &Judge<'_>, seed: u64, failures: &[(u64, Value, Failure)]) -> Result<()> {
    let mut kinds: BTreeMap<&str, Vec<&(u64, Value, Failure)>> = BTreeMap::new();
    for failed in failures {
        kinds.entry(&failed.2.kind).or_default().push(failed);
    }
    for (kind, failed) in kinds.into_iter().take(MOST_SHRUNK) {
        let numbers: Vec<String> = failed.iter().map(|(index, ..)| index.to_string()).collect();
        println!("\n{kind}: documents {}", numbers.join(", "));
        let smallest = failed
            .iter()
            .min_by_key(|(_, document, _)| document.to_string().len());
        let Some((index, document, failure)) = smallest else {
            continue;
        };
        let small = smaller(judge, document.clone(), failure);
        let last = judge.judge(&[("shrunk".to_owned(), small.clone())])?;
        let last = last.into_iter().find_map(|verdict| verdict.failure);
        for message in &last.as_ref().unwrap_or(failure).messages {
            println!("    {message}");
        }
        println!("{}", serde_yaml::to_string(&small)?);
        println!("cargo xtask corpus --random 1 --seed {seed} --first {index}");
    }
    Ok(())
}

fn smaller(judge: &Judge<'_>, document: Value, failure: &Failure) -> Value {
    let name = "shrunk";
    match failure.is_of_generation() {
        true => shrink::shrink(document, GENERATED_STEPS, |candidate| {
            let found = judge.generate(name, candidate).ok().flatten();
            found.is_some_and(|found| found.kind == failure.kind)
        }),
        false => shrink::shrink(document, COMPILED_STEPS, |candidate| {
            let verdicts = judge.judge(&[(name.to_owned(), candidate.clone())]);
            let mut found = verdicts.into_iter().flatten().filter_map(|one| one.failure);
            found.any(|found| found.kind == failure.kind)
        }),
    }
}

fn add(totals: &mut Judged, judged: &Judged) {
    totals.schemas += judged.schemas;
    totals.passed += judged.passed;
    totals.samples += judged.samples + judged.open_samples;
    totals.mutants += judged.mutants;
    totals.refused += judged.refused;
    for (reason, count) in &judged.accepted {
        *totals.accepted.entry(reason.clone()).or_default() += count;
    }
    for (schema, reason) in judged.not_sampled.iter().chain(&judged.not_judged) {
        let key = format!("{schema} {}", totals.not_sampled.len());
        totals.not_sampled.insert(key, reason.clone());
    }
}
