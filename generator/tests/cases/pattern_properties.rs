// src/models/labels.rs

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::runtime::validate::{Check, Rule, Validate};
use crate::runtime::{input::into_map, members::Members, setters::setters};

#[non_exhaustive]
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Labels {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<BTreeMap<String, i64>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mixed: Option<LabelsMixed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// Members whose names match `^x-`.
    #[serde(flatten)]
    pub matching_properties: BTreeMap<String, String>,
}

impl Labels {
    /// Creates one with no property set.
    #[must_use]
    pub fn new() -> Self {
        Default::default()
    }
}

setters!(Labels {
    counts(value: impl IntoIterator<Item = (impl Into<String>, i64)>) => Some(into_map(value)),
    mixed(value: LabelsMixed) => Some(value),
    card(value: impl Into<String>) => Some(value.into()),
    holder(value: impl Into<String>) => Some(value.into()),
});

impl<'de> Deserialize<'de> for Labels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = Members::read(deserializer)?;
        Ok(Self {
            counts: members.optional("counts")?,
            mixed: members.optional("mixed")?,
            card: members.optional("card")?,
            holder: members.optional("holder")?,
            matching_properties: members.matching("^x-")?,
        })
    }
}

const COUNTS: &[Rule] = &[Rule::Keys(&[Rule::pattern("^[a-z]{2}$")])];

impl Validate for Labels {
    #[inline]
    fn check(&self, check: &mut Check) {
        check
            .object(
                self,
                &[
                    Rule::DependentRequired {
                        member: "card",
                        needs: &["holder"],
                    },
                ],
            );
        check.member("counts", &self.counts, COUNTS);
    }
}

#[non_exhaustive]
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct LabelsMixed {
    /// Members whose names match `^s_`.
    #[serde(flatten)]
    pub matching_properties: BTreeMap<String, String>,
    /// Members whose names match `^n_`.
    #[serde(flatten)]
    pub matching_properties_2: BTreeMap<String, f64>,
}

impl LabelsMixed {
    /// Creates one with no property set.
    #[must_use]
    pub fn new() -> Self {
        Default::default()
    }
}

impl<'de> Deserialize<'de> for LabelsMixed {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = Members::read(deserializer)?;
        Ok(Self {
            matching_properties: members.matching("^s_")?,
            matching_properties_2: members.matching("^n_")?,
        })
    }
}

impl Validate for LabelsMixed {}
