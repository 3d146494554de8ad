//! Crates from descriptions, and what cargo makes of them.
//!
//! ```text
//! selection ─► generate (a process each) ─► workspace (ten members) ─► cargo ─► compile, or round_trip
//! ```

pub mod cargo;
pub mod compile;
pub mod generate;
mod source;
pub mod workspace;
