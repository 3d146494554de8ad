// src/models/cat.rs

use serde::{Deserialize, Serialize};

use crate::models::{CatKind, CatVersion};
use crate::runtime::nullable::some;
use crate::runtime::validate::Validate;

/// `Cat`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Cat {
    /// The member `kind`.
    pub kind: CatKind,
    /// The member `name`.
    pub name: String,
    /// The member `version`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub version: Option<CatVersion>,
}

impl Cat {
    /// A `Cat` with what it cannot do without.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            kind: CatKind::Cat,
            name: name.into(),
            version: None,
        }
    }

    /// Sets `version`.
    #[must_use]
    pub fn version(mut self, version: impl Into<CatVersion>) -> Self {
        self.version = Some(version.into());
        self
    }
}

impl Validate for Cat {}

// src/models/cat_kind.rs

use crate::runtime::string_enum::string_enum;
use crate::runtime::validate::Validate;

/// `CatKind`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CatKind {
    /// `cat`
    Cat,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

impl CatKind {
    /// Every value that this version knows.
    pub const KNOWN: &[Self] = &[Self::Cat];

    /// The value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Cat => "cat",
            Self::Unknown(value) => value,
        }
    }
}

impl From<&str> for CatKind {
    fn from(value: &str) -> Self {
        match value {
            "cat" => Self::Cat,
            other => Self::Unknown(other.to_owned()),
        }
    }
}

string_enum!(CatKind);

impl Validate for CatKind {}
