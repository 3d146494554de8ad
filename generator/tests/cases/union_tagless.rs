// src/models/answer.rs

use std::collections::BTreeMap;

use crate::models::Pet;
use crate::runtime::union::arms;

/// `Answer`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// `boolean`
    Boolean(bool),
    /// `Pet`
    Pet(Box<Pet>),
    /// `integer list`
    IntegerList(Vec<i64>),
    /// `text`
    Text(String),
    /// `map`
    Map(BTreeMap<String, f64>),
}

arms!(Answer {
    Boolean(bool),
    Pet(Pet),
    IntegerList list(i64),
    Text(String, &str),
    Map(BTreeMap<String, f64>),
} => Serialize, Deserialize);
