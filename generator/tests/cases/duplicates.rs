// warning[W0102]: `name` is given twice; the last one counts
//   --> duplicates.yaml:18:15
// warning[W0102]: `type` is given twice; the last one counts
//   --> duplicates.yaml:19:13

// src/models/pet.rs

use serde::{Deserialize, Serialize};

/// `Pet`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pet {
    /// The member `name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}
