//! How fast the front end reads: from the bytes of a description to its IR, beside the bare parse of the same bytes by
//! serde_json or serde_yaml, in turn.
//!
//! `cargo bench -p sdkgen --bench reading` reads the AgentMail description and, where `SDKGEN_CORPUS` names a folder
//! with descriptions below `specs/`, the largest of those.

use std::cmp::Reverse;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use sdkgen::diagnostics::Diagnostics;
use sdkgen::{Described, Options};

const DESCRIPTION: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../spec/agentmail-webhooks.yaml"
);

/// How many of the corpus's documents are read, in each format.
const LARGEST: usize = 3;

/// How long to go on with each document.
const SPAN: Duration = Duration::from_secs(4);

fn main() {
    // Without `--bench` nobody asked for figures: `cargo test --benches` only wants to see that it runs.
    let span = if std::env::args().any(|argument| argument == "--bench") {
        SPAN
    } else {
        Duration::ZERO
    };
    println!(
        "reading a description: MB/s to the IR, MB/s of the bare parse, how many times as long it takes"
    );
    let mut ratios = Vec::new();
    for path in documents() {
        let Some(figures) = measure(&path, span) else {
            println!("  {}: the bare parse refuses it", name(&path));
            continue;
        };
        println!(
            "  {:32} {:6.2} MB  {:7.1}  {:7.1}  {:5.2} (quartiles {:.2} and {:.2} of {} runs)",
            name(&path),
            figures.megabytes,
            figures.megabytes / figures.read,
            figures.megabytes / figures.parse,
            figures.ratios[1],
            figures.ratios[0],
            figures.ratios[2],
            figures.runs,
        );
        ratios.push(figures.ratios[1]);
    }
    ratios.sort_unstable_by(f64::total_cmp);
    println!(
        "  median of the documents: {:.2} times as long",
        quantile(&ratios, 50)
    );
}

/// The AgentMail description and the largest of the corpus.
fn documents() -> Vec<PathBuf> {
    let mut documents = vec![PathBuf::from(DESCRIPTION)];
    let Some(corpus) = std::env::var_os("SDKGEN_CORPUS") else {
        return documents;
    };
    let folder = Path::new(&corpus).join("specs");
    let entries = fs::read_dir(folder).expect("SDKGEN_CORPUS names a folder that holds specs/");
    let mut all: Vec<(u64, PathBuf)> = entries
        .map(|entry| {
            let entry = entry.expect("a readable folder");
            let size = entry.metadata().expect("a readable file").len();
            (size, entry.path())
        })
        .collect();
    all.sort_by_key(|(size, path)| (Reverse(*size), path.clone()));
    for wants_json in [true, false] {
        let of_format = all.iter().filter(|(_, path)| is_json(path) == wants_json);
        documents.extend(of_format.take(LARGEST).map(|(_, path)| path.clone()));
    }
    documents
}

/// What was measured of a document.
struct Figures {
    megabytes: f64,
    /// Seconds, in the median.
    read: f64,
    /// Seconds, in the median.
    parse: f64,
    /// How many times as long as the parse the reading takes: median and quartiles of the runs' own ratios.
    ratios: [f64; 3],
    runs: usize,
}

/// Parses and reads in turn, so that both see the same machine. `None` when the bare parse refuses the document.
fn measure(path: &Path, span: Duration) -> Option<Figures> {
    let text = fs::read_to_string(path).expect("a readable document");
    let parse = if is_json(path) {
        parse_json
    } else {
        parse_yaml
    };
    if !parse(&text) {
        return None;
    }
    read(path);
    let start = Instant::now();
    let (mut reads, mut parses, mut ratios) = (Vec::new(), Vec::new(), Vec::new());
    while ratios.is_empty() || start.elapsed() < span {
        let parse = timed(|| parse(&text));
        let read = timed(|| read(path));
        ratios.push(read / parse);
        reads.push(read);
        parses.push(parse);
    }
    for list in [&mut reads, &mut parses, &mut ratios] {
        list.sort_unstable_by(f64::total_cmp);
    }
    Some(Figures {
        megabytes: text.len() as f64 / 1e6,
        read: quantile(&reads, 50),
        parse: quantile(&parses, 50),
        ratios: [25, 50, 75].map(|percent| quantile(&ratios, percent)),
        runs: ratios.len(),
    })
}

fn parse_json(text: &str) -> bool {
    let parsed: Result<serde_json::Value, _> = serde_json::from_str(text);
    std::hint::black_box(parsed).is_ok()
}

fn parse_yaml(text: &str) -> bool {
    let parsed: Result<serde_yaml::Value, _> = serde_yaml::from_str(text);
    std::hint::black_box(parsed).is_ok()
}

fn read(path: &Path) -> Option<Described> {
    let mut diagnostics = Diagnostics::new();
    sdkgen::read(path, &Options::default(), &mut diagnostics)
}

/// How many seconds it takes, what it makes being dropped too.
fn timed<T>(work: impl FnOnce() -> T) -> f64 {
    let start = Instant::now();
    drop(std::hint::black_box(work()));
    start.elapsed().as_secs_f64()
}

fn is_json(path: &Path) -> bool {
    path.extension().is_some_and(|kind| kind == "json")
}

fn name(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

fn quantile(sorted: &[f64], percent: usize) -> f64 {
    sorted[(sorted.len() - 1) * percent / 100]
}
