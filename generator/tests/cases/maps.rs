// src/models/shelter.rs

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::models::Pet;
use crate::runtime::{nullable::some, object::object};

/// `Shelter`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Shelter {
    /// The member `ages`.
    pub ages: BTreeMap<String, i64>,
    /// The member `labels`.
    pub labels: BTreeMap<String, String>,
    /// The member `cages`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub cages: Option<BTreeMap<String, Vec<Pet>>>,
    /// The member `notes`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub notes: Option<BTreeMap<String, Value>>,
    /// The member `anything`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub anything: Option<Value>,
}

object!(Shelter => Serialize, Deserialize, Validate);

impl Shelter {
    /// A `Shelter` with what it cannot do without.
    #[must_use]
    pub fn new(
        ages: impl IntoIterator<Item = (impl Into<String>, i64)>,
        labels: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>,
    ) -> Self {
        Self {
            ages: ages.into_iter().map(|(key, value)| (key.into(), value)).collect(),
            labels: labels
                .into_iter()
                .map(|(key, value)| (key.into(), value.into()))
                .collect(),
            cages: None,
            notes: None,
            anything: None,
        }
    }

    /// Sets `cages`.
    pub fn cages(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, Vec<Pet>)>,
    ) -> Self {
        self.cages = Some(
            value.into_iter().map(|(key, value)| (key.into(), value)).collect(),
        );
        self
    }

    /// Sets `notes`.
    pub fn notes(
        mut self,
        value: impl IntoIterator<Item = (impl Into<String>, Value)>,
    ) -> Self {
        self.notes = Some(
            value.into_iter().map(|(key, value)| (key.into(), value)).collect(),
        );
        self
    }

    /// Sets `anything`.
    pub fn anything(mut self, value: impl Into<Value>) -> Self {
        self.anything = Some(value.into());
        self
    }
}
