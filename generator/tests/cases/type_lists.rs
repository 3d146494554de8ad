// src/models/pet.rs

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::models::Owner;
use crate::runtime::{nullable::some, object::object, union::arms};

/// `Pet`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    /// The member `name`.
    pub name: String,
    /// The member `chip`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chip: Option<String>,
    /// The member `weight`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// The member `id`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<PetId>,
    /// The member `nothing`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub nothing: Option<Value>,
    /// The member `place`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Vec<f64>>,
    /// The member `anything`.
    pub anything: Value,
    /// The member `owner`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// The member `examples`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub examples: Option<Vec<String>>,
}

object!(Pet => Serialize, Deserialize);

/// `PetId`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum PetId {
    /// `integer`
    Integer(i64),
    /// `text`
    Text(String),
}

arms!(PetId {
    Integer(i64, i32),
    Text(String, &str),
} => Serialize, Deserialize);
