// src/models/pet.rs

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::runtime::{members::Members, patch::Patch, validate::Validate};

/// `Pet`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pet {
    /// The member `name`.
    pub name: String,
    /// The member `additional_properties`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_properties: Option<bool>,
    /// The member `chip`.
    #[serde(skip_serializing_if = "Patch::is_absent")]
    pub chip: Patch<String>,
    /// Members that the description does not name.
    #[serde(flatten)]
    pub additional_properties_2: BTreeMap<String, i64>,
}

impl Pet {
    /// A `Pet` with what it cannot do without.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            additional_properties: None,
            chip: Patch::Absent,
            additional_properties_2: BTreeMap::new(),
        }
    }

    /// Sets `additional_properties`.
    pub fn additional_properties(mut self, value: bool) -> Self {
        self.additional_properties = Some(value);
        self
    }

    /// Sets `chip`.
    pub fn chip(mut self, value: impl Into<String>) -> Self {
        self.chip = Patch::Value(value.into());
        self
    }

    /// Sets `chip` to null.
    pub fn chip_null(mut self) -> Self {
        self.chip = Patch::Null;
        self
    }
}

impl<'de> Deserialize<'de> for Pet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = Members::read(deserializer)?;
        Ok(Self {
            name: members.required("name")?,
            additional_properties: members.given("additional_properties")?,
            chip: members.or_default("chip")?,
            additional_properties_2: members.rest()?,
        })
    }
}

impl Validate for Pet {}
