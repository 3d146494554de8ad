// src/models/answer.rs

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::models::Pet;
use crate::runtime::union::Arms;

/// `Answer`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// `boolean`
    Boolean(bool),
    /// `Pet`
    Pet(Pet),
    /// `list`
    List(Vec<i64>),
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
            Self::List(value) => value.serialize(serializer),
            Self::Text(value) => value.serialize(serializer),
            Self::Map(value) => value.serialize(serializer),
        }
    }
}

impl<'de> Deserialize<'de> for Answer {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut arms = Arms::read(deserializer)?;
        if let Some(value) = arms.attempt::<bool>("Boolean") {
            return Ok(Self::Boolean(value));
        }
        if let Some(value) = arms.attempt_object::<Pet>("Pet") {
            return Ok(Self::Pet(value));
        }
        if let Some(value) = arms.attempt::<Vec<i64>>("List") {
            return Ok(Self::List(value));
        }
        if let Some(value) = arms.attempt::<String>("Text") {
            return Ok(Self::Text(value));
        }
        if let Some(value) = arms.attempt::<BTreeMap<String, f64>>("Map") {
            return Ok(Self::Map(value));
        }
        Err(arms.finish("Answer"))
    }
}
