// src/models/mod.rs

//! What is sent and received.

mod beast;

pub use self::beast::Beast;

// src/models/beast.rs

use serde::Deserialize;

use crate::runtime::time::{Date, DateTime};
use crate::runtime::{lenient::Lenient, object::object};

/// `Beast`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Deserialize, std::hash::Hash)]
#[serde(remote = "Self")]
pub struct Beast {
    /// The member `born`.
    pub born: Lenient<DateTime>,
    /// The member `day`.
    pub day: Date,
    /// The member `seen`.
    pub seen: Option<Vec<Lenient<DateTime>>>,
    /// The member `walk`.
    pub walk: jiff::SignedDuration,
    /// The member `owner`.
    pub owner: Option<std::collections::BTreeMap<String, String>>,
    /// The member `nick`.
    pub nick: Option<String>,
    /// The member `mother`.
    pub mother: Option<Box<Beast>>,
}

object!(Beast => Deserialize);
