// warning[W0205]: a member whose name matches no pattern is read as if it did
//   --> pattern_properties.yaml:16:5
//    |
// 16 |     Labels:
//    |     ^^^^^^
//
// warning[W0402]: members differ by the pattern that their names match; they become free-form JSON
//   --> pattern_properties.yaml:23:9
//    |
// 23 |         mixed:
//    |         ^^^^^
//

// src/models/labels.rs

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};
use serde_json::Value;

use crate::runtime::members::Members;
use crate::runtime::validate::{Check, Rule, Validate};

/// `Labels`.
#[non_exhaustive]
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Labels {
    /// The member `counts`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub counts: Option<BTreeMap<String, i64>>,
    /// The member `mixed`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mixed: Option<BTreeMap<String, Value>>,
    /// The member `card`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
    /// The member `holder`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// Members that the description does not name.
    #[serde(flatten)]
    pub additional_properties: BTreeMap<String, String>,
}

impl Labels {
    /// Nothing set yet.
    #[must_use]
    pub fn new() -> Self {
        Default::default()
    }

    /// Sets `counts`.
    #[must_use]
    pub fn counts(
        mut self,
        counts: impl IntoIterator<Item = (impl Into<String>, i64)>,
    ) -> Self {
        self.counts = Some(
            counts.into_iter().map(|(key, value)| (key.into(), value)).collect(),
        );
        self
    }

    /// Sets `mixed`.
    #[must_use]
    pub fn mixed(
        mut self,
        mixed: impl IntoIterator<Item = (impl Into<String>, Value)>,
    ) -> Self {
        self.mixed = Some(
            mixed.into_iter().map(|(key, value)| (key.into(), value)).collect(),
        );
        self
    }

    /// Sets `card`.
    #[must_use]
    pub fn card(mut self, card: impl Into<String>) -> Self {
        self.card = Some(card.into());
        self
    }

    /// Sets `holder`.
    #[must_use]
    pub fn holder(mut self, holder: impl Into<String>) -> Self {
        self.holder = Some(holder.into());
        self
    }
}

impl<'de> Deserialize<'de> for Labels {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = Members::read(deserializer)?;
        Ok(Self {
            counts: members.optional("counts")?,
            mixed: members.optional("mixed")?,
            card: members.optional("card")?,
            holder: members.optional("holder")?,
            additional_properties: members.rest()?,
        })
    }
}

const COUNTS: &[Rule] = &[Rule::Keys(&[Rule::pattern("^[a-z]{2}$")])];

impl Validate for Labels {
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
