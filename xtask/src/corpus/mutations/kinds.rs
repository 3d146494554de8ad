//! The ways in which a description is changed, and what each has to be reported as.

use fastrand::Rng;
use serde_json::Value;

use super::calls::CALLS;
use super::types::TYPES;

/// Changes a document in one place and says where; `None` when there is no such place.
pub type Change = fn(&mut Value, &mut Rng) -> Option<String>;

/// Name, change, and the codes one of which has to be reported.
pub type Row = (&'static str, Change, &'static [&'static str]);

/// Every kind of change.
pub fn kinds() -> Vec<Row> {
    CALLS.into_iter().chain(TYPES).collect()
}
