// src/models/pet.rs

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::models::Owner;
use crate::runtime::{lenient, nullable::some, object::object, tolerant::empty};

/// `Pet`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    /// The member `id`.
    pub id: String,
    /// The member `age`.
    #[serde(
        default,
        deserialize_with = "lenient::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub age: Option<i64>,
    /// The member `weights`.
    #[serde(default = "empty", deserialize_with = "lenient::or_empty")]
    pub weights: Vec<f64>,
    /// The member `code`.
    #[serde(
        default,
        deserialize_with = "lenient::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub code: Option<String>,
    /// The member `colour`.
    #[serde(default = "empty")]
    pub colour: Option<String>,
    /// The member `owner`.
    pub owner: Owner,
    /// The member `kept`.
    pub kept: i64,
    /// The member `born`.
    #[serde(
        default,
        deserialize_with = "lenient::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub born: Option<Date>,
    /// The member `food`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub food: Option<Value>,
    /// The member `labels`.
    #[serde(
        default,
        deserialize_with = "lenient::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub labels: Option<BTreeMap<String, String>>,
}

object!(Pet => Serialize, Deserialize);

/// `PetFood`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct PetFood {
    /// The member `name`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

object!(PetFood => Serialize, Deserialize);

// src/models/owner.rs

use serde::{Deserialize, Serialize};

use crate::runtime::object::object;

/// `Owner`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Owner {
    /// The member `name`.
    pub name: String,
    /// The member `mail`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
}

object!(Owner => Serialize, Deserialize);
