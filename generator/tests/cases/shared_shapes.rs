// src/models/mod.rs

//! What is sent and received.

mod bad_request_error;
mod list_owners;
mod sort_order;

pub use self::bad_request_error::BadRequestError;
pub use self::list_owners::ListOwnersStatus;
pub use self::sort_order::SortOrder;

// src/models/sort_order.rs

use crate::runtime::string_enum::string_enum;

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

// src/models/bad_request_error.rs

use serde::{Deserialize, Serialize};

use crate::runtime::object::object;

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct BadRequestError {
    pub why: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub at: Option<String>,
}

object!(BadRequestError => Serialize, Deserialize);
