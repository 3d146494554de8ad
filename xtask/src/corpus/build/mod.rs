//! Crates from descriptions, and what cargo makes of them.
//!
//! ```text
//! selection ─► generate (a process each) ─► workspace (ten members) ─► cargo ─► compile, or programs ─► round_trip, or wire
//! ```

pub mod cargo;
pub mod compile;
pub mod generate;
pub mod programs;
mod source;
pub mod workspace;
