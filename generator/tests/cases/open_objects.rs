// src/models/release.rs

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Deserializer, Serialize};

use crate::runtime::validate::{Check, Rule, Validate};
use crate::runtime::{lenient, members::Members, patch::Patch, setters::setters};

#[non_exhaustive]
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Release {
    #[serde(skip_serializing_if = "Patch::is_absent")]
    pub pinned_at: Patch<Timestamp>,
    /// Matches `^asset:[a-f0-9]{32}$`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub asset: Option<String>,
    /// Members that the description does not name.
    #[serde(flatten)]
    pub additional_properties: BTreeMap<String, String>,
}

impl Release {
    /// Creates one with no property set.
    #[must_use]
    pub fn new() -> Self {
        Default::default()
    }
}

setters!(Release {
    pinned_at(value: Timestamp) => Patch::Value(value),
    pinned_at_null() of pinned_at => Patch::Null,
    asset(value: impl Into<String>) => Some(value.into()),
});

impl<'de> Deserialize<'de> for Release {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut members = Members::read(deserializer)?;
        Ok(Self {
            pinned_at: members.or_default::<lenient::Lenient<_>, _>("pinned_at")?.0,
            asset: members.optional("asset")?,
            additional_properties: members.rest()?,
        })
    }
}

const ASSET: &[Rule] = &[Rule::pattern("^asset:[a-f0-9]{32}$")];

impl Validate for Release {
    #[inline]
    fn check(&self, check: &mut Check) {
        check.member("asset", &self.asset, ASSET);
        self.additional_properties
            .check_at(
                const { &[Rule::Values(&[Rule::pattern("^asset:[a-f0-9]{32}$")])] },
                check,
            );
    }
}
