//! Processes are measured by what the system says of children that have ended.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use nix::sys::resource::{UsageWho, getrusage};
use nix::sys::time::TimeValLike;

/// How often each program is started.
const RUNS: usize = 200;

const TOOL: &str = env!("CARGO_BIN_EXE_agentmail");

pub fn main() {
    // Without `--bench` nobody asked for figures: `cargo test --benches` only wants to see that it runs.
    let is_bench = std::env::args().any(|argument| argument == "--bench");
    let runs = if is_bench { RUNS } else { 1 };
    let empty = empty_program();
    let programs: [(&str, &Path, &[&str]); 4] = [
        ("an empty program", &empty, &[]),
        ("--version", Path::new(TOOL), &["--version"]),
        (
            "webhooks create --dry-run",
            Path::new(TOOL),
            &[
                "webhooks",
                "create",
                "--url=https://example.com/webhook",
                "--event-type=message.received",
                "--dry-run",
            ],
        ),
        (
            "webhooks create --help",
            Path::new(TOOL),
            &["webhooks", "create", "--help"],
        ),
    ];
    let mut times = [const { Vec::new() }; 4];
    for _ in 0..runs {
        for ((_, program, arguments), times) in programs.iter().zip(&mut times) {
            times.push(processor_time(program, arguments));
        }
    }
    let medians = times.map(|mut times| {
        let middle = times.len() / 2;
        *times.select_nth_unstable(middle).1
    });
    println!("user and system time of a process, median of {runs}");
    for ((name, ..), median) in programs.iter().zip(medians) {
        let ratio = median as f64 / medians[0].max(1) as f64;
        let milliseconds = median as f64 / 1000.0;
        println!("{name:30} {milliseconds:8.2} ms {ratio:8.1} times the empty program");
    }
}

/// What one run takes, in microseconds.
fn processor_time(program: &Path, arguments: &[&str]) -> i64 {
    let before = of_children();
    let status = Command::new(program)
        .args(arguments)
        .env_clear()
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .status();
    assert!(status.expect("it starts").success(), "{arguments:?}");
    of_children() - before
}

fn of_children() -> i64 {
    let usage = getrusage(UsageWho::RUSAGE_CHILDREN).expect("the system tells");
    (usage.user_time() + usage.system_time()).num_microseconds()
}

fn empty_program() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"));
    let (source, program) = (folder.join("empty.rs"), folder.join("empty"));
    std::fs::write(&source, "fn main() {}\n").expect("the folder is writable");
    let compiler = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let status = Command::new(compiler)
        .args(["--edition=2024", "-Copt-level=3", "-o"])
        .args([&program, &source])
        .status();
    assert!(status.expect("there is a compiler").success());
    program
}
