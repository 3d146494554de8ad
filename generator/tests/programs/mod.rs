//! Programs that tests run where they are installed. A test without its program is skipped, and says so.

#![allow(
    dead_code,
    reason = "every test crate has its own copy and uses a part of it"
)]

use std::ffi::OsStr;
use std::io::Write;
use std::path::{Path, PathBuf};

/// The path of a program, or nothing and a line that the test is skipped.
pub fn find(program: &str) -> Option<PathBuf> {
    let found = on_path(program);
    if found.is_none() {
        skip(&format!("{program} is not installed"));
    }
    found
}

/// Says that the test is skipped. The line is written also when the test passes: the harness keeps back only what goes
/// through `println!` and `eprintln!`.
pub fn skip(why: &str) {
    let thread = std::thread::current();
    let test = match thread.name() {
        // With one thread the harness gives it no test's name.
        None | Some("main") => env!("CARGO_CRATE_NAME"),
        Some(test) => test,
    };
    // One write, so that the lines of tests side by side stay whole.
    let line = format!("skipped: {test}: {why}\n");
    let _ = std::io::stderr().write_all(line.as_bytes());
}

/// Prints a line also when the test passes.
pub fn say(line: &str) {
    let _ = std::io::stderr().write_all(format!("{line}\n").as_bytes());
}

fn on_path(program: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    let names = [
        program.to_owned(),
        format!("{program}{}", std::env::consts::EXE_SUFFIX),
    ];
    let mut places = std::env::split_paths(&path)
        .filter(|folder| folder.as_os_str() != OsStr::new(""))
        .flat_map(|folder| names.clone().map(|name| folder.join(name)));
    places.find(|place| is_executable(place))
}

#[cfg(unix)]
fn is_executable(path: &Path) -> bool {
    use std::os::unix::fs::PermissionsExt;
    path.metadata()
        .is_ok_and(|metadata| metadata.is_file() && metadata.permissions().mode() & 0o111 != 0)
}

#[cfg(not(unix))]
fn is_executable(path: &Path) -> bool {
    path.is_file()
}
