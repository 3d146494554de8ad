// src/models/dog.rs

use serde::{Deserialize, Serialize};

use crate::runtime::tolerant::{empty, or_empty};
use crate::runtime::object::object;

/// A dog.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Dog {
    /// What it is called.
    pub name: String,
    #[serde(default = "empty", deserialize_with = "or_empty")]
    pub tags: Vec<String>,
    pub breed: String,
}

object!(Dog => Serialize, Deserialize);
