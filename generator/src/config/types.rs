//! The section `[types]`: which Rust types there are.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{MapAccess, Visitor};
use toml::Spanned;

use super::Setting;
use crate::source::Origin;

/// Which Rust types there are.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Types {
    /// What date-times and dates are.
    pub date_time: DateTimes,
    /// Whether responses have to be as described: no `null` for what is optional, no date-times that are written slightly
    /// wrong, no lists that are missing.
    pub strict_responses: bool,
    /// Properties that responses lack although they are required: `["FileFull.accessed", "*.logprobs"]`.
    pub optional: Vec<Setting>,
    /// Properties whose types no evidence changes.
    pub required: Vec<Setting>,
    /// Properties that every call can set to null: `["Pet.note", "*.expires_at"]`. Calls that change what is there can
    /// without.
    pub null_setters: Vec<Setting>,
    /// Files of recorded responses, as globs relative to sdk.toml: HAR files, and JSON files named after operationIds.
    pub evidence: Vec<Setting>,
    /// Whether an alternative that says only `nullable: true` is `null`, as schemars means it. In OpenAPI 3.0.3 it is any
    /// value.
    pub null_arms: bool,
    /// Which types can be encoded.
    pub serialize: Serialized,
    /// Types for formats: `decimal = "rust_decimal::Decimal"`.
    pub formats: BTreeMap<Setting, Setting>,
    /// Types for component schemas: `Money = "my_money::Money"`.
    pub schemas: BTreeMap<Setting, Setting>,
    /// Other names for types: `ListWebhooksOrder = "Order"`.
    pub names: BTreeMap<Setting, Setting>,
    /// More derives, by globs of type names: `"Webhook*" = ["Eq"]`.
    pub derives: BTreeMap<Setting, Vec<Setting>>,
    /// The crates that these types and derives come from, as they stand in Cargo.toml.
    pub dependencies: BTreeMap<Setting, Crate>,
}

/// What date-times and dates are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DateTimes {
    /// `jiff::Timestamp` and `jiff::civil::Date`
    #[default]
    Jiff,
    /// `chrono::DateTime<Utc>` and `chrono::NaiveDate`
    Chrono,
    /// `time::OffsetDateTime` and `time::Date`
    Time,
    /// Texts as they are.
    String,
}

/// Which types can be encoded.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Serialized {
    /// All.
    #[default]
    All,
    /// Those that are sent.
    Sent,
}

/// A crate: its version alone, or more.
#[derive(Clone, Debug)]
pub enum Crate {
    /// The version requirement.
    Version(Setting),
    /// The whole table.
    Table {
        /// The version requirement.
        version: Setting,
        /// Its features that are needed.
        features: Vec<String>,
        /// Whether its default features are needed.
        default_features: bool,
    },
}

impl<'de> Deserialize<'de> for Crate {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let spanned = Spanned::<CrateShape>::deserialize(deserializer)?;
        let origin = Origin::in_settings(spanned.span().start);
        Ok(match spanned.into_inner() {
            CrateShape::Version(text) => Self::Version(Setting { text, origin }),
            CrateShape::Table(table) => Self::Table {
                version: table.version,
                features: table.features,
                default_features: table.default_features,
            },
        })
    }
}

/// The same, as it is written.
enum CrateShape {
    Version(String),
    Table(CrateTable),
}

#[derive(Deserialize)]
#[serde(rename_all = "kebab-case", deny_unknown_fields)]
struct CrateTable {
    version: Setting,
    #[serde(default)]
    features: Vec<String>,
    #[serde(default = "yes")]
    default_features: bool,
}

fn yes() -> bool {
    true
}

impl<'de> Deserialize<'de> for CrateShape {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Shape;
        impl<'de> Visitor<'de> for Shape {
            type Value = CrateShape;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a version or a table such as `{version = \"1\", features = [\"…\"]}`")
            }

            fn visit_str<E: serde::de::Error>(self, text: &str) -> Result<CrateShape, E> {
                Ok(CrateShape::Version(text.to_owned()))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<CrateShape, A::Error> {
                CrateTable::deserialize(MapAccessDeserializer::new(map)).map(CrateShape::Table)
            }
        }
        deserializer.deserialize_any(Shape)
    }
}
