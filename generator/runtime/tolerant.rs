//! Reads what responses have although the description does not: `null` for an optional property, and no list where one is
//! required.
//!
//! Each function counts what it tolerates: a union prefers the type that needs nothing of the kind.

use serde::{Deserialize, Deserializer};

use super::value::tolerate;

/// Decodes a property that may be missing but not `null`: either is `None`.
///
/// `#[serde(default, deserialize_with = "optional")]`
pub fn optional<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    let value = Option::deserialize(deserializer)?;
    if value.is_none() {
        tolerate();
    }
    Ok(value)
}

/// Decodes a required list or map: `null` is an empty one.
///
/// `#[serde(deserialize_with = "or_empty")]`
pub fn or_empty<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de> + Default,
{
    optional(deserializer).map(Option::unwrap_or_default)
}

/// A required list or map that is missing.
///
/// `#[serde(default = "empty")]`
pub fn empty<T: Default>() -> T {
    tolerate();
    T::default()
}
