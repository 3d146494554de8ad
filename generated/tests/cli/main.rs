//! The command-line tool, run as a user runs it, against a server on loopback.

mod calls;
mod events;
mod failures;
#[cfg(unix)]
mod files;
mod help;
#[cfg(unix)]
mod interrupts;
mod limits;
mod listen;
mod login;
mod output;
#[path = "../../../generator/tests/programs/mod.rs"]
mod programs;
#[cfg(unix)]
mod prompts;
mod recorded;
mod send;
mod settings;
mod shell;
#[path = "../support/mod.rs"]
mod support;
#[cfg(unix)]
mod terminal;

use std::path::PathBuf;
use std::process::{Command, Output, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};

use support::API_KEY;
use support::server::Server;

/// A folder of settings of its own, so that no test sees what another one, or the user, has stored.
struct Home(PathBuf);

impl Home {
    fn new() -> Self {
        static NEXT: AtomicUsize = AtomicUsize::new(0);
        let number = NEXT.fetch_add(1, Ordering::Relaxed);
        let name = format!("cli-{}-{number}", std::process::id());
        let folder = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(name);
        std::fs::create_dir_all(&folder).expect("the folder of tests is writable");
        Home(folder)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    /// The tool without any setting, and with nothing to read.
    fn tool(&self) -> Command {
        let mut command = program(env!("CARGO_BIN_EXE_agentmail"));
        command
            .env_clear()
            .env("XDG_CONFIG_HOME", &self.0)
            .current_dir(&self.0)
            .stdin(Stdio::null());
        command
    }
}

impl Drop for Home {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// A program as a shell starts it in the foreground. Where the tests run in the background, as under `nohup`, they ignore
/// signals, and what they start would inherit that.
fn program(path: &str) -> Command {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    let ignored = ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok());
    /// SIGHUP, SIGINT and SIGTERM.
    const ENDING: u64 = 1 | 1 << 1 | 1 << 14;
    if ignored.unwrap_or_default() & ENDING == 0 {
        return Command::new(path);
    }
    let mut command = Command::new("env");
    command.args(["--default-signal=HUP,INT,TERM", path]);
    command
}

/// What came of a run.
#[derive(Debug)]
struct Ran {
    code: Option<i32>,
    stdout: String,
    stderr: String,
}

impl From<Output> for Ran {
    fn from(output: Output) -> Self {
        Ran {
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("text"),
            stderr: String::from_utf8(output.stderr).expect("text"),
        }
    }
}

/// Runs the tool without a server.
fn alone(arguments: &[&str]) -> Ran {
    let output = Home::new().tool().args(arguments).output();
    Ran::from(output.expect("the tool starts"))
}

/// Runs the tool with a key against a server.
async fn run(server: &Server, arguments: &[&str]) -> Ran {
    run_in(Home::new(), server, arguments).await
}

/// Runs the tool in a folder that holds something.
async fn run_in(home: Home, server: &Server, arguments: &[&str]) -> Ran {
    let url = server.url();
    let arguments: Vec<String> = arguments.iter().map(|&one| one.to_owned()).collect();
    let running = tokio::task::spawn_blocking(move || {
        let mut tool = home.tool();
        tool.env("AGENTMAIL_API_KEY", API_KEY)
            .env("AGENTMAIL_BASE_URL", url)
            .args(arguments);
        Ran::from(tool.output().expect("the tool starts"))
    });
    running.await.expect("the run does not panic")
}
