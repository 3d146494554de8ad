// src/models/pet.rs

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::models::Owner;
use crate::runtime::{lenient, nullable::some, object::object, tolerant::empty};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    pub id: String,
    #[serde(
        default,
        deserialize_with = "lenient::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub age: Option<i64>,
    #[serde(default = "empty", deserialize_with = "lenient::or_empty")]
    pub weights: Vec<f64>,
    #[serde(
        default,
        deserialize_with = "lenient::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub code: Option<String>,
    #[serde(default = "empty")]
    pub colour: Option<String>,
    pub owner: Owner,
    pub kept: i64,
    #[serde(
        default,
        deserialize_with = "lenient::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub born: Option<Date>,
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub food: Option<Value>,
    #[serde(
        default,
        deserialize_with = "lenient::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub labels: Option<BTreeMap<String, String>>,
}

object!(Pet => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct PetFood {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
}

object!(PetFood => Serialize, Deserialize);

// src/models/owner.rs

use serde::{Deserialize, Serialize};

use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Owner {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
}

object!(Owner => Serialize, Deserialize);
