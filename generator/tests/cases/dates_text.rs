// src/models/event.rs

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::runtime::object::object;

/// `Event`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Event {
    /// The member `begins`.
    pub begins: String,
    /// The member `ends`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
    /// The member `day`.
    pub day: String,
    /// The member `time`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// The member `reminders`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reminders: Option<Vec<String>>,
    /// The member `moves`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moves: Option<BTreeMap<String, String>>,
}

object!(Event => Serialize, Deserialize);
