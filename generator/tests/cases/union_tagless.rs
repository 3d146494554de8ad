// src/models/answer.rs

use std::collections::BTreeMap;

use crate::models::Pet;
use crate::runtime::union::arms;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    Boolean(bool),
    Pet(Box<Pet>),
    IntegerList(Vec<i64>),
    Text(String),
    Map(BTreeMap<String, f64>),
}

arms!(Answer {
    Boolean(bool),
    Pet(Pet),
    IntegerList list(i64),
    Text(String, &str),
    Map(BTreeMap<String, f64>),
} => Serialize, Deserialize);
