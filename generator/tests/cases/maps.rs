// src/models/shelter.rs

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::models::Pet;
use crate::runtime::nullable::some;
use crate::runtime::validate::Validate;

/// `Shelter`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    #[must_use]
    pub fn cages(
        mut self,
        cages: impl IntoIterator<Item = (impl Into<String>, Vec<Pet>)>,
    ) -> Self {
        self.cages = Some(
            cages.into_iter().map(|(key, value)| (key.into(), value)).collect(),
        );
        self
    }

    /// Sets `notes`.
    #[must_use]
    pub fn notes(
        mut self,
        notes: impl IntoIterator<Item = (impl Into<String>, Value)>,
    ) -> Self {
        self.notes = Some(
            notes.into_iter().map(|(key, value)| (key.into(), value)).collect(),
        );
        self
    }

    /// Sets `anything`.
    #[must_use]
    pub fn anything(mut self, anything: impl Into<Value>) -> Self {
        self.anything = Some(anything.into());
        self
    }
}

impl Validate for Shelter {}
