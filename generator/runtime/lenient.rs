//! Scalars that servers do not write quite as described, in lists and maps too.

use std::collections::BTreeMap;

use serde::de::{Deserialize, Deserializer};

use super::patch::Patch;
use super::tolerant;

/// A scalar that is read leniently, or what holds such scalars.
pub trait ReadLeniently<'de>: Sized {
    /// Decodes it.
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// A value whose scalars are read leniently.
#[derive(Default)]
pub struct Lenient<T>(pub T);

impl<'de, T: ReadLeniently<'de>> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Lenient)
    }
}

/// Decodes a property with such scalars.
///
/// `#[serde(deserialize_with = "lenient::read")]`
pub fn read<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: ReadLeniently<'de>,
{
    T::read(deserializer)
}

/// The same as [`tolerant::optional`], with such scalars.
pub fn optional<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: ReadLeniently<'de>,
{
    let read: Option<Lenient<T>> = tolerant::optional(deserializer)?;
    Ok(read.map(|Lenient(value)| value))
}

/// The same as [`tolerant::or_empty`], with such scalars.
pub fn or_empty<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: ReadLeniently<'de> + Default,
{
    optional(deserializer).map(Option::unwrap_or_default)
}

/// The properties of any name, with such scalars.
pub fn bare<T>(members: BTreeMap<String, Lenient<T>>) -> BTreeMap<String, T> {
    let members = members.into_iter();
    members
        .map(|(name, Lenient(value))| (name, value))
        .collect()
}

impl<'de, T: ReadLeniently<'de>> ReadLeniently<'de> for Option<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read: Option<Lenient<T>> = Option::deserialize(deserializer)?;
        Ok(read.map(|Lenient(value)| value))
    }
}

impl<'de, T: ReadLeniently<'de>> ReadLeniently<'de> for Patch<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::read(deserializer).map(Patch::from)
    }
}

impl<'de, T: ReadLeniently<'de>> ReadLeniently<'de> for Vec<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read: Vec<Lenient<T>> = Vec::deserialize(deserializer)?;
        Ok(read.into_iter().map(|Lenient(value)| value).collect())
    }
}

impl<'de, T: ReadLeniently<'de>> ReadLeniently<'de> for BTreeMap<String, T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(deserializer).map(bare)
    }
}
