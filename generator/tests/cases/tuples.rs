// src/models/pet.rs

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::runtime::{arms::arm, nullable::some, object::object, union::one_of};

/// `Pet`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    /// The member `place`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub place: Option<(String, f64)>,
    /// The member `swap`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub swap: Option<Vec<String>>,
    /// The member `mixed`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
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

impl Serialize for PetMixedItem {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Integer(value) => value.serialize(serializer),
            Self::Text(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for PetMixedItem {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        one_of(
            deserializer,
            "PetMixedItem",
            &[&arm("Integer", Self::Integer), &arm("Text", Self::Text)],
        )
    }
}
