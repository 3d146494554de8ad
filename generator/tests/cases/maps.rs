// src/models/shelter.rs

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::models::Pet;
use crate::runtime::free_form::{into_json, into_object};
use crate::runtime::{input::into_map, nullable::some, object::object, setters::setters};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Shelter {
    pub ages: BTreeMap<String, i64>,
    pub labels: BTreeMap<String, String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cages: Option<BTreeMap<String, Vec<Pet>>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notes: Option<BTreeMap<String, Value>>,
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub anything: Option<Value>,
}

object!(Shelter => Serialize, Deserialize, Validate);

impl Shelter {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(
        ages: impl IntoIterator<Item = (impl Into<String>, i64)>,
        labels: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        Self {
            ages: into_map(ages),
            labels: into_map(labels),
            cages: None,
            notes: None,
            anything: None,
        }
    }
}

setters!(Shelter {
    cages(value: impl IntoIterator<Item = (impl Into<String>, Vec<Pet>)>) => Some(into_map(value)),
    notes(value: impl Serialize) => Some(into_object(value)),
    anything(value: impl Serialize) => Some(into_json(value)),
});
