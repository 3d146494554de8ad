// src/models/pet.rs

use serde::{Deserialize, Serialize};

use crate::models::Status;
use crate::runtime::{object::object, string_enum::string_enum};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    /// How far an adoption is.
    pub status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<PetSize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub before: Option<PetBefore>,
}

object!(Pet => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PetSize {
    /// `small`
    Small,
    /// `large`
    Large,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(PetSize {
    Small => "small",
    Large => "large",
});

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PetBefore {
    /// `available`
    Available,
    /// `sold`
    Sold,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(PetBefore {
    Available => "available",
    Sold => "sold",
});

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

string_enum!(Status {
    Available => "available",
    OnHold => "on-hold",
    Sold => "sold",
    Empty => "",
    Value3d => "3d",
    ItsGone => "it's \"gone\"",
    Available2 => "Available",
});
