// src/models/pet.rs

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::models::Owner;
use crate::runtime::{nullable::some, object::object, union::arms};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub chip: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<PetId>,
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub nothing: Option<Value>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Vec<f64>>,
    pub anything: Value,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub examples: Option<Vec<String>>,
}

object!(Pet => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum PetId {
    Integer(i64),
    Text(String),
}

arms!(PetId {
    Integer(i64, i32),
    Text(String, &str),
} => Serialize, Deserialize);
