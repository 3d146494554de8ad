//! Members for which `null` and absence are not the same.
//!
//! serde's derive takes a missing `Option` for `None`, and `null` too, unless the field names a function of its own.

use serde::{Deserialize, Deserializer};

/// Decodes a member that is required and nullable: `null` is `None`, a missing member is an error.
///
/// `#[serde(deserialize_with = "or_null")]`
pub fn or_null<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}

/// Decodes a member that may be missing but not `null`, or whose `null` is a value: a missing member is `None`.
///
/// `#[serde(default, deserialize_with = "some")]`
pub fn some<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    T::deserialize(deserializer).map(Some)
}
