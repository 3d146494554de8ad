// src/models/mod.rs

//! What is sent and received.

mod list_error400;
mod list_owners;
mod list_sort_order;

pub use self::list_error400::ListError400;
pub use self::list_owners::ListOwnersStatus;
pub use self::list_sort_order::ListSortOrder;

// src/models/list_sort_order.rs

use crate::runtime::string_enum::string_enum;

/// `ListSortOrder`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ListSortOrder {
    /// `asc`
    Asc,
    /// `desc`
    Desc,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(ListSortOrder {
    Asc => "asc",
    Desc => "desc",
});

// src/models/list_error400.rs

use serde::{Deserialize, Serialize};

use crate::runtime::{nullable::some, object::object};

/// `ListError400`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct ListError400 {
    /// The member `why`.
    pub why: String,
    /// The member `code`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub code: Option<i64>,
    /// The member `at`.
    #[serde(default, deserialize_with = "some", skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

object!(ListError400 => Serialize, Deserialize);
