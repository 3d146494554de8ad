//! `--round-trip`: values of every schema go through the generated types and come back.

use std::path::Path;

use crate::{Cli, Ended};

/// Sends values through.
pub fn run(_cli: &Cli) -> Ended {
    unimplemented!()
}

/// One document.
pub fn print(_path: &Path, _program: &Path, _samples: usize, _seconds: u64) -> Ended {
    unimplemented!()
}
