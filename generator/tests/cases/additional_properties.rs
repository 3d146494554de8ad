// src/models/pet.rs

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::runtime::validate::{Check, Rule, Validate};
use crate::runtime::{members::Members, patch::Patch, setters::setters};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pet {
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub additional_properties: Option<bool>,
    #[serde(skip_serializing_if = "Patch::is_absent")]
    pub chip: Patch<String>,
    /// At least 0.
    pub weight: i64,
    /// Members that the description does not name.
    #[serde(flatten)]
    pub additional_properties_2: BTreeMap<String, i64>,
}

impl Pet {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(name: impl Into<String>, weight: i64) -> Self {
        Self {
            name: name.into(),
            additional_properties: None,
            chip: Patch::Absent,
            weight,
            additional_properties_2: BTreeMap::new(),
        }
    }
}

setters!(Pet {
    additional_properties(value: bool) => Some(value),
    chip(value: impl Into<String>) => Patch::Value(value.into()),
    chip_null() of chip => Patch::Null,
});

impl<'de> Deserialize<'de> for Pet {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = Members::read(deserializer)?;
        Ok(Self {
            name: members.required("name")?,
            additional_properties: members.optional("additional_properties")?,
            chip: members.or_default("chip")?,
            weight: members.required("weight")?,
            additional_properties_2: members.rest()?,
        })
    }
}

impl Validate for Pet {
    #[inline]
    fn check(&self, check: &mut Check) {
        check.member("weight", &self.weight, &[Rule::Minimum(0.0)]);
        self.additional_properties_2
            .check_at(const { &[Rule::Values(&[Rule::Minimum(0.0)])] }, check);
    }
}
