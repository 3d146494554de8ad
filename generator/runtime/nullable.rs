//! Members that must be there but may be `null`.

use serde::{Deserialize, Deserializer};

/// Decodes a member that is required and nullable: `null` is `None`, a missing member is an error.
///
/// serde's derive takes a missing `Option` for `None`, unless the field names a function of its own:
/// `#[serde(deserialize_with = "nullable::required")]`.
pub fn required<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: Deserialize<'de>,
{
    Option::deserialize(deserializer)
}
