// src/models/dog.rs

use serde::{Deserialize, Serialize};

use crate::runtime::object::object;

/// A dog.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Dog {
    /// What it is called.
    pub name: String,
    /// The member `tags`.
    pub tags: Vec<String>,
    /// The member `breed`.
    pub breed: String,
}

object!(Dog => Serialize, Deserialize);
