//! The command line: `sdkgen generate` writes a crate, or its `src/`, from an OpenAPI description; `sdkgen lint` and
//! `sdkgen explain` say what is wrong with one.

#![cfg_attr(
    not(test),
    deny(
        clippy::expect_used,
        clippy::indexing_slicing,
        clippy::panic,
        clippy::string_slice,
        clippy::todo,
        clippy::unimplemented,
        clippy::unreachable,
        clippy::unwrap_used
    )
)]

mod cli;

use std::process::ExitCode;

/// A run makes and drops millions of small things, on several threads.
#[cfg(feature = "mimalloc")]
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    cli::Cli::start()
}
