// src/models/pet.rs

use serde::{Deserialize, Serialize};

use crate::runtime::{object::object, union::arms};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<(String, f64)>,
    /// At most 2 items.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub swap: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mixed: Option<Vec<PetMixedItem>>,
}

object!(Pet => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum PetMixedItem {
    Integer(i64),
    Text(String),
}

arms!(PetMixedItem {
    Integer(i64, i32),
    Text(String, &str),
} => Serialize, Deserialize);
