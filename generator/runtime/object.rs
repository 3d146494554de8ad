//! Objects that are objects: serde's derive would take an array for one, its items for the members in order.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, IntoDeserializer, MapAccess, Visitor};
use serde::forward_to_deserialize_any;

use super::value::unknown_object;

/// Implements traits for a struct: `object!(Pet => Serialize, Deserialize, Validate, New);`
///
/// Its derives have `#[serde(remote = "Self")]` and are functions of its own therefore. `Validate` is implemented for
/// what has no rules, and `New` is the function `new` of what needs nothing. `DeserializeKnown` is `Deserialize` for a
/// struct of lists that may be missing: not all of its members are.
macro_rules! object {
    ($name:ident => $($trait:ident),+) => {
        $($crate::runtime::object::object!(@ $trait $name);)+
    };
    (@ Serialize $name:ident) => {
        impl ::serde::Serialize for $name {
            fn serialize<__S>(&self, serializer: __S) -> ::std::result::Result<__S::Ok, __S::Error>
            where
                __S: ::serde::Serializer,
            {
                $name::serialize(self, serializer)
            }
        }
    };
    (@ Deserialize $name:ident) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<__D>(deserializer: __D) -> ::std::result::Result<Self, __D::Error>
            where
                __D: ::serde::Deserializer<'de>,
            {
                $name::deserialize($crate::runtime::object::Object(deserializer))
            }
        }
    };
    (@ DeserializeKnown $name:ident) => {
        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<__D>(deserializer: __D) -> ::std::result::Result<Self, __D::Error>
            where
                __D: ::serde::Deserializer<'de>,
            {
                $name::deserialize($crate::runtime::object::Known(deserializer))
            }
        }
    };
    (@ Validate $name:ident) => {
        impl $crate::runtime::validate::Validate for $name {}
    };
    (@ New $name:ident) => {
        impl $name {
            /// Nothing set yet.
            #[must_use]
            pub fn new() -> Self {
                // A member may be called the same.
                <Self as ::std::default::Default>::default()
            }
        }
    };
}

pub(crate) use object;

/// Reads a struct from an object and nothing else.
pub struct Object<D>(pub D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Object<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_struct(name, fields, Members(visitor))
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// Reads a struct from an object that has one of its members at least: any other would do for a struct in which nothing
/// has to be there.
pub struct Known<D>(pub D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Known<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        let visitor = KnownMembers { visitor, fields };
        self.0.deserialize_struct(name, fields, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct KnownMembers<V> {
    visitor: V,
    fields: &'static [&'static str],
}

impl<'de, V: Visitor<'de>> Visitor<'de> for KnownMembers<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        self.visitor.visit_map(Watched {
            members,
            fields: self.fields,
            is_known: false,
        })
    }
}

/// Members that are looked at as they pass.
struct Watched<A> {
    members: A,
    fields: &'static [&'static str],
    is_known: bool,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Watched<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        match self.members.next_key::<String>()? {
            Some(name) => {
                self.is_known |= self.fields.contains(&name.as_str());
                seed.deserialize(name.into_deserializer()).map(Some)
            }
            None if self.is_known => Ok(None),
            None => Err(unknown_object(self.fields)),
        }
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, A::Error> {
        self.members.next_value_seed(seed)
    }
}

struct Members<V>(V);

impl<'de, V: Visitor<'de>> Visitor<'de> for Members<V> {
    type Value = V::Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, members: A) -> Result<V::Value, A::Error> {
        self.0.visit_map(members)
    }
}
