// src/models/pet.rs

use serde::{Deserialize, Serialize};

use crate::runtime::{object::object, string_enum::string_enum};

/// A  pet.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    /// Its  name.
    #[serde(rename = "name\u{202e}")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<PetKind>,
}

object!(Pet => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PetKind {
    /// `\u{202e}`
    Value,
    /// `cat`
    Cat,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(PetKind {
    Value => "\u{202e}",
    Cat => "cat",
});
