// src/models/event.rs

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::runtime::{lenient, object::object};

/// `Event`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Event {
    /// The member `begins`.
    #[serde(deserialize_with = "lenient::read")]
    pub begins: DateTime<Utc>,
    /// The member `ends`.
    #[serde(
        default,
        deserialize_with = "lenient::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub ends: Option<DateTime<Utc>>,
    /// The member `day`.
    #[serde(deserialize_with = "lenient::read")]
    pub day: NaiveDate,
    /// The member `time`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The member `reminders`.
    #[serde(
        default,
        deserialize_with = "lenient::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub reminders: Option<Vec<DateTime<Utc>>>,
    /// The member `moves`.
    #[serde(
        default,
        deserialize_with = "lenient::read",
        skip_serializing_if = "Option::is_none"
    )]
    pub moves: Option<BTreeMap<String, NaiveDate>>,
}

object!(Event => Serialize, Deserialize);
