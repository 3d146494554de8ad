//! Objects with members that the description does not name: decoded member by member, so that a place in an error stays
//! complete.

use std::collections::BTreeMap;
use std::fmt;

use serde::Deserialize;
use serde::de::value::MapAccessDeserializer;
use serde::de::{self, DeserializeOwned, Deserializer, MapAccess, Visitor};
use serde_json::{Map, Value};

use super::path::{at, locate, push_member};
use super::probe::OPEN;
use super::tolerant::empty;
use super::value::{self, Liberties, unknown_object};

/// The members of an object that are not taken yet.
pub struct Members(pub(super) Map<String, Value>);

impl Members {
    /// Reads an object.
    pub fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_struct(OPEN, &[], Object)
    }

    /// Takes a member that must be there.
    pub fn required<T: DeserializeOwned, E: de::Error>(
        &mut self,
        name: &'static str,
    ) -> Result<T, E> {
        match self.0.remove(name) {
            Some(value) => decode(name, value),
            None => Err(E::missing_field(name)),
        }
    }

    /// Takes a member that may be missing but not null.
    pub fn given<T: DeserializeOwned, E: de::Error>(
        &mut self,
        name: &'static str,
    ) -> Result<Option<T>, E> {
        match self.0.remove(name) {
            Some(value) => decode(name, value).map(Some),
            None => Ok(None),
        }
    }

    /// Takes a list or map that is required: `null` is an empty one.
    pub fn list<T: DeserializeOwned + Default, E: de::Error>(
        &mut self,
        name: &'static str,
    ) -> Result<T, E> {
        match self.0.remove(name) {
            Some(Value::Null) => Ok(empty()),
            Some(value) => decode(name, value),
            None => Err(E::missing_field(name)),
        }
    }

    /// The same, and a missing one is empty too.
    pub fn list_or_empty<T: DeserializeOwned + Default, E: de::Error>(
        &mut self,
        name: &'static str,
    ) -> Result<T, E> {
        match self.0.contains_key(name) {
            true => self.list(name),
            false => Ok(empty()),
        }
    }

    /// Takes a member that may be missing but not null, and counts a `null`.
    pub fn tolerated<T: DeserializeOwned, E: de::Error>(
        &mut self,
        name: &'static str,
    ) -> Result<Option<T>, E> {
        match self.0.remove(name) {
            Some(Value::Null) => Ok(empty()),
            Some(value) => decode(name, value).map(Some),
            None => Ok(None),
        }
    }

    /// Whether one of these members is there, without which the object is another one.
    pub fn require_any<E: de::Error>(&self, names: &'static [&'static str]) -> Result<(), E> {
        match names.iter().any(|name| self.0.contains_key(*name)) {
            true => Ok(()),
            false => Err(unknown_object(names)),
        }
    }

    /// Takes a member that may be missing or null.
    pub fn optional<T: DeserializeOwned, E: de::Error>(
        &mut self,
        name: &'static str,
    ) -> Result<Option<T>, E> {
        match self.0.remove(name) {
            Some(value) => decode(name, value),
            None => Ok(None),
        }
    }

    /// Takes a member whose type knows what its absence means.
    pub fn or_default<T: DeserializeOwned + Default, E: de::Error>(
        &mut self,
        name: &'static str,
    ) -> Result<T, E> {
        match self.0.remove(name) {
            Some(value) => decode(name, value),
            None => Ok(T::default()),
        }
    }

    /// Takes all that is left.
    pub fn rest<T: DeserializeOwned, E: de::Error>(mut self) -> Result<BTreeMap<String, T>, E> {
        std::mem::take(&mut self.0)
            .into_iter()
            .map(|(name, value)| Ok((name.clone(), decode(&name, value)?)))
            .collect()
    }
}

/// Counts the members that nothing took: the type has no place for them.
impl Drop for Members {
    fn drop(&mut self) {
        if !self.0.is_empty() {
            value::count(Liberties {
                unnamed: self.0.values().map(value::size).sum(),
                tolerated: 0,
            });
        }
    }
}

struct Object;

impl<'de> Visitor<'de> for Object {
    type Value = Members;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<Members, A::Error> {
        Map::deserialize(MapAccessDeserializer::new(members)).map(Members)
    }
}

pub(super) fn decode<T: DeserializeOwned, E: de::Error>(name: &str, value: Value) -> Result<T, E> {
    value::decode(&value).map_err(|inner| {
        let mut path = String::new();
        push_member(&mut path, name);
        let (path, text) = locate(path, &inner);
        E::custom(at(&path, text))
    })
}
