// src/models/pet.rs

use serde::{Deserialize, Serialize};

use crate::runtime::{object::object, tolerant::empty};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    pub name: String,
    #[serde(default = "empty")]
    pub owner: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chip: Option<String>,
    /// When absent: `4`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub legs: Option<i32>,
}

object!(Pet => Serialize, Deserialize);

// src/models/pet_update.rs

use serde::{Deserialize, Serialize};

use crate::runtime::{nullable::or_null, object::object, patch::Patch, setters::setters};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct PetUpdate {
    /// What it is called.
    pub name: String,
    /// Whose it is; strays have none.
    #[serde(deserialize_with = "or_null")]
    pub owner: Option<String>,
    /// In years.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<i64>,
    /// The number of its chip.
    #[serde(default, skip_serializing_if = "Patch::is_absent")]
    pub chip: Patch<String>,
}

object!(PetUpdate => Serialize, Deserialize, Validate);

impl PetUpdate {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(name: impl Into<String>, owner: impl Into<Option<String>>) -> Self {
        Self {
            name: name.into(),
            owner: owner.into(),
            age: None,
            chip: Patch::Absent,
        }
    }
}

setters!(PetUpdate {
    age(value: i64) => Some(value),
    chip(value: impl Into<String>) => Patch::Value(value.into()),
    chip_null() of chip => Patch::Null,
});
