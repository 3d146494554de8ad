// src/models/key.rs

use serde::{Deserialize, Serialize};

use crate::runtime::{object::object, secret::Secret};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Key {
    pub id: String,
    /// Shown once.
    pub secret: Secret,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pin: Option<Secret>,
}

object!(Key => Serialize, Deserialize);
