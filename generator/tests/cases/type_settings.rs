// src/models/mod.rs

//! What is sent and received.

mod beast;

pub use self::beast::Beast;

// src/models/beast.rs

use serde::Deserialize;

use crate::runtime::time::{Date, DateTime};
use crate::runtime::{nullable::some, object::object};

/// `Beast`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Deserialize, std::hash::Hash)]
#[serde(remote = "Self")]
pub struct Beast {
    /// The member `born`.
    pub born: DateTime,
    /// The member `day`.
    pub day: Date,
    /// The member `seen`.
    #[serde(default, deserialize_with = "some")]
    pub seen: Option<Vec<DateTime>>,
    /// The member `walk`.
    pub walk: jiff::SignedDuration,
    /// The member `owner`.
    #[serde(default, deserialize_with = "some")]
    pub owner: Option<std::collections::BTreeMap<String, String>>,
    /// The member `nick`.
    #[serde(default, deserialize_with = "some")]
    pub nick: Option<String>,
    /// The member `mother`.
    pub mother: Option<Box<Beast>>,
}

object!(Beast => Deserialize);
