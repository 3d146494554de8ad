// src/models/mod.rs

//! What is sent and received.

mod error400;
mod list_owners;
mod sort_order;

pub use self::error400::Error400;
pub use self::list_owners::ListOwnersStatus;
pub use self::sort_order::SortOrder;

// src/models/sort_order.rs

use crate::runtime::string_enum::string_enum;

/// `SortOrder`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SortOrder {
    /// `asc`
    Asc,
    /// `desc`
    Desc,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(SortOrder {
    Asc => "asc",
    Desc => "desc",
});

// src/models/error400.rs

use serde::{Deserialize, Serialize};

use crate::runtime::object::object;

/// `Error400`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Error400 {
    /// The member `why`.
    pub why: String,
    /// The member `code`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<i64>,
    /// The member `at`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

object!(Error400 => Serialize, Deserialize);
