// src/models/pet.rs

use serde::{Deserialize, Serialize};

use crate::models::{PetBefore, PetSize, Status};
use crate::runtime::nullable::some;

/// `Pet`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pet {
    /// How far an adoption is.
    pub status: Status,
    /// The member `size`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub size: Option<PetSize>,
    /// The member `before`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<PetBefore>,
}

// src/models/status.rs

use crate::runtime::string_enum::string_enum;

/// How far an adoption is.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// `available`
    Available,
    /// `on-hold`
    OnHold,
    /// `sold`
    Sold,
    /// `""`
    Empty,
    /// `3d`
    Value3d,
    /// `it's "gone"`
    ItsGone,
    /// `Available`
    Available2,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

impl Status {
    /// Every value that this version knows.
    pub const KNOWN: &[Self] = &[
        Self::Available,
        Self::OnHold,
        Self::Sold,
        Self::Empty,
        Self::Value3d,
        Self::ItsGone,
        Self::Available2,
    ];

    /// The value on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Available => "available",
            Self::OnHold => "on-hold",
            Self::Sold => "sold",
            Self::Empty => "",
            Self::Value3d => "3d",
            Self::ItsGone => "it's \"gone\"",
            Self::Available2 => "Available",
            Self::Unknown(value) => value,
        }
    }
}

impl From<&str> for Status {
    fn from(value: &str) -> Self {
        match value {
            "available" => Self::Available,
            "on-hold" => Self::OnHold,
            "sold" => Self::Sold,
            "" => Self::Empty,
            "3d" => Self::Value3d,
            "it's \"gone\"" => Self::ItsGone,
            "Available" => Self::Available2,
            other => Self::Unknown(other.to_owned()),
        }
    }
}

string_enum!(Status);
