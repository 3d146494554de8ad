// src/models/pet.rs

use serde::{Deserialize, Serialize};

use crate::runtime::{object::object, union::arms};

/// `Pet`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    /// The member `place`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<(String, f64)>,
    /// The member `swap`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub swap: Option<Vec<String>>,
    /// The member `mixed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mixed: Option<Vec<PetMixedItem>>,
}

object!(Pet => Serialize, Deserialize);

/// `PetMixedItem`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum PetMixedItem {
    /// `integer`
    Integer(i64),
    /// `text`
    Text(String),
}

arms!(PetMixedItem {
    Integer(i64, i32),
    Text(String, &str),
} => Serialize, Deserialize);
