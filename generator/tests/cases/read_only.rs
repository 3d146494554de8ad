// src/models/drive.rs

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::runtime::{lenient, object::object, setters::setters};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Drive {
    /// What the server calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub password: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<i64>,
    /// When it was made.
    #[serde(
        default,
        deserialize_with = "lenient::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub created_at: Option<Timestamp>,
    /// What the server calls it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<String>,
}

object!(Drive => Serialize, Deserialize, Validate);

impl Drive {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            id: None,
            name: name.into(),
            password: None,
            size: None,
            created_at: None,
            owner: None,
        }
    }
}

setters!(Drive {
    password(value: impl Into<String>) => Some(value.into()),
});
