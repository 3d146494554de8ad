// src/models/mod.rs

//! What is sent and received.

mod beast;

pub use self::beast::Beast;

// src/models/beast.rs

use serde::Deserialize;

use crate::runtime::time::{Date, DateTime};
use crate::runtime::{nullable::some, object::object};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Deserialize, std::hash::Hash)]
#[serde(remote = "Self")]
pub struct Beast {
    pub born: DateTime,
    pub day: Date,
    #[serde(default, deserialize_with = "some")]
    pub seen: Option<Vec<DateTime>>,
    pub walk: jiff::SignedDuration,
    #[serde(default, deserialize_with = "some")]
    pub owner: Option<std::collections::BTreeMap<String, String>>,
    #[serde(default, deserialize_with = "some")]
    pub nick: Option<String>,
    pub mother: Option<Box<Beast>>,
}

object!(Beast => Deserialize);
