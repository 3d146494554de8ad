// src/models/labels.rs

use std::collections::BTreeMap;

use serde::{Deserialize, Deserializer, Serialize};

use crate::models::LabelsMixed;
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
    pub mixed: Option<LabelsMixed>,
    /// The member `card`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub card: Option<String>,
    /// The member `holder`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub holder: Option<String>,
    /// Members whose names match `^x-`.
    #[serde(flatten)]
    pub matching_properties: BTreeMap<String, String>,
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
    pub fn mixed(mut self, mixed: LabelsMixed) -> Self {
        self.mixed = Some(mixed);
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
            counts: members.given("counts")?,
            mixed: members.given("mixed")?,
            card: members.given("card")?,
            holder: members.given("holder")?,
            matching_properties: members.matching("^x-")?,
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
