// src/models/limit.rs

use serde_json::Value;

use crate::runtime::json_enum::json_enum;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum Limit {
    /// `0.5`
    Value0_5,
    /// `3000000000`
    Value3000000000,
    /// `-10000000000`
    Minus10000000000,
    /// A value that this version does not know, as it is on the wire.
    Unknown(Value),
}

json_enum!(Limit {
    Value0_5 => 0.5,
    Value3000000000 => 3000000000i64,
    Minus10000000000 => -10000000000i64,
});

// src/models/job.rs

use serde::{Deserialize, Serialize};

use crate::models::{Limit, Size};
use crate::runtime::{object::object, setters::setters};

#[non_exhaustive]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Job {
    #[serde(rename = "serialize")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub serialize_2: Option<bool>,
    #[serde(rename = "deserialize")]
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deserialize_2: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub limit: Option<Limit>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub size: Option<Size>,
}

object!(Job => Serialize, Deserialize, Validate, New);

setters!(Job {
    serialize_2(value: bool) => Some(value),
    deserialize_2(value: impl Into<String>) => Some(value.into()),
    limit(value: impl Into<Limit>) => Some(value.into()),
    size(value: impl Into<Size>) => Some(value.into()),
});
