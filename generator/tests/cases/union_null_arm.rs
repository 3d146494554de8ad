// src/models/pet.rs

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::models::NotesValue;
use crate::runtime::tolerant::{empty, or_empty};
use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    #[serde(default = "empty", deserialize_with = "or_empty")]
    pub first: BTreeMap<String, Option<NotesValue>>,
    #[serde(default = "empty", deserialize_with = "or_empty")]
    pub second: BTreeMap<String, Option<NotesValue>>,
}

object!(Pet => Serialize, DeserializeKnown);
