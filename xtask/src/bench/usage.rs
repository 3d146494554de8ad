//! What a process uses: time on the clock, processor time and memory, those of its own children included.

use std::ffi::{OsStr, OsString};
use std::path::Path;
use std::process::{Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};

/// How often is looked whether a process has ended.
const PAUSE: Duration = Duration::from_millis(1);

/// What a process used.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
pub struct Usage {
    /// Seconds on the clock.
    pub wall: f64,
    /// Seconds of processors, in the program and in the system.
    pub cpu: f64,
    /// The largest memory of one process, in MB.
    pub memory: f64,
}

/// How a process ended.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ending {
    /// Well.
    Well(Usage),
    /// Badly: the last line it said.
    Badly(String),
}

/// A process that has ended.
pub struct Run {
    /// How it ended.
    pub ending: Ending,
    /// What it said on standard error.
    pub said: String,
}

/// Runs `program` in the folder `at`, as the child of a process of its own that measures it.
pub fn run<A: AsRef<OsStr>>(
    program: &Path,
    arguments: impl IntoIterator<Item = A>,
    at: &Path,
    seconds: u64,
) -> Result<Run> {
    let this = std::env::current_exe().context("this program does not know where it is")?;
    let output = Command::new(this)
        .args(["measure", "--seconds", &seconds.to_string(), "--"])
        .arg(program)
        .args(arguments)
        .current_dir(at)
        .env("RUST_BACKTRACE", "0")
        .stdin(Stdio::null())
        .output()
        .context("cannot start a process")?;
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let ending = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| {
        let panic = said.lines().find(|line| line.contains("panicked at"));
        let mut lines = said.lines().filter(|line| !line.trim().is_empty());
        let told = panic.or_else(|| lines.next_back()).unwrap_or_default();
        Ending::Badly(told.trim().chars().take(120).collect())
    });
    Ok(Run { ending, said })
}

/// What that process does: runs the command and prints [`Ending::Well`], or nothing and a last line.
pub fn measure(command: &[OsString], seconds: u64) -> Result<()> {
    let (program, arguments) = command.split_first().context("there is no command")?;
    let start = Instant::now();
    let mut child = Command::new(program)
        .args(arguments)
        .stdout(Stdio::null())
        .spawn()
        .with_context(|| format!("cannot run {}", program.display()))?;
    let status = loop {
        if let Some(status) = child.try_wait()? {
            break status;
        }
        if start.elapsed() > Duration::from_secs(seconds) {
            child.kill()?;
            child.wait()?;
            eprintln!("took more than {seconds} s");
            return Ok(());
        }
        thread::sleep(PAUSE);
    };
    let wall = start.elapsed().as_secs_f64();
    if status.success() {
        let (cpu, memory) = of_children()?;
        let ending = Ending::Well(Usage { wall, cpu, memory });
        serde_json::to_writer(std::io::stdout(), &ending)?;
    }
    Ok(())
}

/// Processor seconds of all children that have ended, and the MB of the largest.
#[cfg(unix)]
fn of_children() -> Result<(f64, f64)> {
    use nix::sys::resource::{UsageWho, getrusage};
    use nix::sys::time::TimeValLike;

    /// Kilobytes, but on Apple's systems bytes.
    const UNIT: f64 = if cfg!(target_vendor = "apple") {
        1e6
    } else {
        1e3
    };

    let usage = getrusage(UsageWho::RUSAGE_CHILDREN)?;
    let cpu = usage.user_time() + usage.system_time();
    let microseconds = cpu.num_microseconds() as f64;
    Ok((microseconds / 1e6, usage.max_rss() as f64 / UNIT))
}

/// Processor time and memory are not known here.
#[cfg(not(unix))]
fn of_children() -> Result<(f64, f64)> {
    Ok((f64::NAN, f64::NAN))
}

impl Usage {
    /// The medians of time, and the most memory, of several runs.
    pub fn median(runs: &[Self]) -> Option<Self> {
        let of = |figure: fn(&Self) -> f64| {
            let mut figures: Vec<f64> = runs.iter().map(figure).collect();
            figures.sort_unstable_by(f64::total_cmp);
            figures.get(figures.len().checked_sub(1)? / 2).copied()
        };
        Some(Self {
            wall: of(|usage| usage.wall)?,
            cpu: of(|usage| usage.cpu)?,
            memory: runs.iter().map(|usage| usage.memory).fold(0.0, f64::max),
        })
    }
}

#[cfg(all(test, unix))]
#[path = "../../../generator/tests/programs/mod.rs"]
mod programs;

#[cfg(all(test, unix))]
mod tests {
    use super::{Usage, of_children, programs};
    use std::process::Command;

    #[test]
    fn the_median_is_that_of_time_and_the_most_of_memory() {
        let usage = |wall, memory| Usage {
            wall,
            cpu: wall,
            memory,
        };
        let median = Usage::median(&[usage(3.0, 1.0), usage(1.0, 9.0), usage(2.0, 5.0)]).unwrap();
        assert_eq!((median.wall, median.cpu, median.memory), (2.0, 2.0, 9.0));
        assert!(Usage::median(&[]).is_none());
    }

    #[test]
    fn children_use_memory() {
        let Some(program) = programs::find("true") else {
            return;
        };
        assert!(Command::new(program).status().unwrap().success());
        let (cpu, memory) = of_children().unwrap();
        assert!(cpu >= 0.0 && memory > 0.1, "{cpu} s, {memory} MB");
    }
}
