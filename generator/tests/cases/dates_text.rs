// src/models/event.rs

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Event {
    pub begins: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
    pub day: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reminders: Option<Vec<String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub moves: Option<BTreeMap<String, String>>,
}

object!(Event => Serialize, Deserialize);
