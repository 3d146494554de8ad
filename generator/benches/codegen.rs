//! How long the library takes to generate the AgentMail SDK: from reading the description to the text of every file.
//!
//! `cargo bench -p sdkgen` prints the median of many runs, and how far they spread.

use std::path::Path;
use std::time::{Duration, Instant};

use sdkgen::diagnostics::Diagnostics;
use sdkgen::{Generated, Options};

const DESCRIPTION: &str = concat!(
    env!("CARGO_MANIFEST_DIR"),
    "/../spec/agentmail-webhooks.yaml"
);

/// How long to go on measuring.
const SPAN: Duration = Duration::from_secs(10);

fn main() {
    // Without `--bench` nobody asked for figures: `cargo test --benches` only wants to see that it runs.
    let span = if std::env::args().any(|argument| argument == "--bench") {
        SPAN
    } else {
        Duration::ZERO
    };

    let warm_up = generate();
    let start = Instant::now();
    let mut runs = Vec::new();
    while runs.is_empty() || start.elapsed() < span {
        let start = Instant::now();
        let generated = generate();
        runs.push(start.elapsed());
        drop(std::hint::black_box(generated));
    }
    runs.sort_unstable();

    let quantile = |percent| milliseconds(runs[(runs.len() - 1) * percent / 100]);
    println!(
        "codegen of the AgentMail description: {} operations, {} models, {} files",
        warm_up.operations,
        warm_up.models,
        warm_up.files.len()
    );
    println!(
        "  median {:.1} ms of {} runs (fastest {:.1}, quartiles {:.1} and {:.1}, 95th percentile {:.1})",
        quantile(50),
        runs.len(),
        quantile(0),
        quantile(25),
        quantile(75),
        quantile(95)
    );
}

fn generate() -> Generated {
    let mut diagnostics = Diagnostics::new();
    let generated = sdkgen::generate(
        Path::new(DESCRIPTION),
        &Options::default(),
        &mut diagnostics,
    );
    generated.unwrap_or_else(|| panic!("the description has errors:\n{}", diagnostics.render()))
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1e3
}
