// warning[W0402]: a value of 2 types becomes free-form JSON
//   --> type_lists.yaml:22:9
//    |
// 22 |         id: {type: [string, integer]}
//    |         ^^
//
// warning[W0402]: the single types of `prefixItems` are not kept; items become free-form JSON
//   --> type_lists.yaml:24:9
//    |
// 24 |         place: {prefixItems: [{type: number}, {type: number}], type: array}
//    |         ^^^^^
//

// src/models/pet.rs

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::models::Owner;

/// `Pet`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    pub id: Option<Value>,
    /// The member `nothing`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub nothing: Option<Value>,
    /// The member `place`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Vec<Value>>,
    /// The member `anything`.
    pub anything: Value,
    /// The member `owner`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<Owner>,
    /// The member `examples`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub examples: Option<Vec<String>>,
}
