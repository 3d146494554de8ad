// src/models/answer.rs

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::models::Pet;
use crate::runtime::{arms::arm, union::one_of};

/// `Answer`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// `boolean`
    Boolean(bool),
    /// `Pet`
    Pet(Pet),
    /// `integer list`
    IntegerList(Vec<i64>),
    /// `text`
    Text(String),
    /// `map`
    Map(BTreeMap<String, f64>),
}

impl Serialize for Answer {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Boolean(value) => value.serialize(serializer),
            Self::Pet(value) => value.serialize(serializer),
            Self::IntegerList(value) => value.serialize(serializer),
            Self::Text(value) => value.serialize(serializer),
            Self::Map(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        one_of(
            deserializer,
            "Answer",
            &[
                &arm("Boolean", Self::Boolean),
                &arm("Pet", Self::Pet),
                &arm("IntegerList", Self::IntegerList),
                &arm("Text", Self::Text),
                &arm("Map", Self::Map),
            ],
        )
    }
}
