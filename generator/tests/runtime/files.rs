//! Files that are written in place, when the system refuses the rest or a signal comes.
//!
//! Limits and signals are the whole process's, so each case runs in a process of its own.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};
use std::time::Duration;

use nix::sys::resource::{Resource, getrlimit, setrlimit};
use nix::sys::signal::{SigSet, Signal, raise};

use super::replacement::Replacement;
use super::signals;

/// The variable that names the file of a case.
const FILE: &str = "FILE_OF_THE_TEST";

/// Runs a case in a process of its own.
fn run(case: &str, file: &Path) -> Output {
    let name = format!("runtime::cli::files::process::{case}");
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", &name, "--ignored", "--nocapture"])
        .env(FILE, file)
        .output()
        .unwrap()
}

#[test]
fn a_file_that_cannot_be_written_in_place_stays_as_it_was() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("out");
    fs::write(&file, "what was there").unwrap();
    fs::hard_link(&file, folder.path().join("other")).unwrap();
    let output = run("is_too_large", &file);
    assert!(output.status.success(), "{output:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "what was there");
}

#[test]
fn a_signal_waits_until_a_file_is_written_in_place() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("out");
    let output = run("is_interrupted", &file);
    assert_eq!(output.status.code(), Some(128 + 15), "{output:?}");
    assert_eq!(fs::read_to_string(&file).unwrap(), "whole");
}

mod process {
    use super::*;

    /// More than the limit, which the old content is far from.
    static CONTENT: [u8; 100_000] = [b'n'; 100_000];
    const LIMIT: u64 = 50_000;

    #[test]
    #[ignore = "limits the process; a_file_that_cannot_be_written_in_place_stays_as_it_was runs it"]
    fn is_too_large() {
        let file = std::env::var(FILE).unwrap();
        let found = fs::metadata(&file).unwrap();
        let mut replacement = Replacement::begin(&file, Some(&found), false).unwrap();
        replacement.write(&CONTENT).unwrap();
        replacement.flush().unwrap();
        // Without its signal the limit is an error of the write.
        let mut blocked = SigSet::empty();
        blocked.add(Signal::SIGXFSZ);
        blocked.thread_block().unwrap();
        let (_, hard) = getrlimit(Resource::RLIMIT_FSIZE).unwrap();
        setrlimit(Resource::RLIMIT_FSIZE, LIMIT, hard).unwrap();
        let failure = replacement.commit().unwrap_err();
        assert!(format!("{failure:?}").contains("out"), "{failure:?}");
    }

    #[test]
    #[ignore = "ends by a signal; a_signal_waits_until_a_file_is_written_in_place runs it"]
    fn is_interrupted() {
        signals::watch().unwrap();
        let uninterrupted = signals::uninterrupted();
        raise(Signal::SIGTERM).unwrap();
        // Longer than the end waits for anything else.
        std::thread::sleep(Duration::from_millis(600));
        fs::write(std::env::var(FILE).unwrap(), "whole").unwrap();
        drop(uninterrupted);
        loop {
            std::thread::park();
        }
    }
}
