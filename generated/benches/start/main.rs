//! What it costs to start the command-line tool, beside an empty program.
//!
//! The programs take turns, so what else the machine does hits all of them. `cargo bench -p agentmail-sdk --features cli
//! --bench start` prints for each the median of the processor time, user and system together, that its process takes,
//! and how that compares with the empty program, which the compiler of this bench makes.

#[cfg(unix)]
mod unix;

fn main() {
    #[cfg(unix)]
    unix::main();
}
