// src/models/event.rs

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::runtime::{lenient::Lenient, nullable::some, object::object};

/// `Event`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Event {
    /// The member `begins`.
    pub begins: Lenient<DateTime<Utc>>,
    /// The member `ends`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends: Option<Lenient<DateTime<Utc>>>,
    /// The member `day`.
    pub day: NaiveDate,
    /// The member `time`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The member `reminders`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub reminders: Option<Vec<Lenient<DateTime<Utc>>>>,
    /// The member `moves`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub moves: Option<BTreeMap<String, NaiveDate>>,
}

object!(Event => Serialize, Deserialize);
