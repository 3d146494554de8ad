// src/models/dog.rs

use serde::{Deserialize, Serialize};

/// A dog.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Dog {
    /// What it is called.
    pub name: String,
    /// The member `tags`.
    pub tags: Vec<String>,
    /// The member `breed`.
    pub breed: String,
}
