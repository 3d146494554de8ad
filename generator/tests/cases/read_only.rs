// src/models/drive.rs

use std::fmt;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use crate::runtime::{lenient, masked::Masked, object::object, setters::setters};

#[non_exhaustive]
#[derive(Clone, PartialEq, Serialize, Deserialize)]
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

impl fmt::Debug for Drive {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Drive")
            .field("id", &self.id)
            .field("name", &self.name)
            .field("password", &self.password.as_ref().map(|_| Masked))
            .field("size", &self.size)
            .field("created_at", &self.created_at)
            .field("owner", &self.owner)
            .finish()
    }
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
