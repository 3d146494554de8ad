// src/models/event.rs

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::runtime::{lenient, object::object};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Event {
    #[serde(deserialize_with = "lenient::read")]
    pub begins: DateTime<Utc>,
    #[serde(
        default,
        deserialize_with = "lenient::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub ends: Option<DateTime<Utc>>,
    #[serde(deserialize_with = "lenient::read")]
    pub day: NaiveDate,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    #[serde(
        default,
        deserialize_with = "lenient::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub reminders: Option<Vec<DateTime<Utc>>>,
    #[serde(
        default,
        deserialize_with = "lenient::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub moves: Option<BTreeMap<String, NaiveDate>>,
}

object!(Event => Serialize, Deserialize);
