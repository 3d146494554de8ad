//! What a type looks like in JSON, found by asking its decoder what it expects.

use std::fmt;

use serde::de::{self, DeserializeOwned, DeserializeSeed, Deserializer, SeqAccess, Visitor};
use serde::forward_to_deserialize_any;

/// What a type looks like in JSON.
#[derive(Debug)]
pub enum Shape {
    /// Nothing is known of it.
    Any,
    /// A boolean.
    Bool,
    /// A number.
    Number,
    /// A string.
    Text,
    /// An array of what looks like this.
    List(Box<Shape>),
    /// `null`, or a value of a shape.
    Nullable(Box<Shape>),
    /// An object with members of any name.
    Map,
    /// An object with members of these names.
    Struct(&'static [&'static str]),
    /// An object with members of some names, and a place for others.
    Open,
}

impl Shape {
    /// The shape of `T`.
    pub fn of<T: DeserializeOwned>() -> Shape {
        match T::deserialize(Probe) {
            Ok(_) => Shape::Any,
            Err(shape) => shape,
        }
    }
}

/// As an error says what it expected.
impl fmt::Display for Shape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Shape::Nullable(shape) => return shape.fmt(f),
            Shape::Any => "a value",
            Shape::Bool => "a boolean",
            Shape::Number => "a number",
            Shape::Text => "a string",
            Shape::List(_) => "an array",
            Shape::Map | Shape::Struct(_) | Shape::Open => "an object",
        })
    }
}

impl std::error::Error for Shape {}

impl de::Error for Shape {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Shape::Any
    }
}

/// Holds no value: whatever is asked of it, it answers with the shape that the question implies.
struct Probe;

macro_rules! shapes {
    ($($method:ident => $shape:ident,)*) => {$(
        fn $method<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Shape> {
            Err(Shape::$shape)
        }
    )*};
}

impl<'de> Deserializer<'de> for Probe {
    type Error = Shape;

    shapes! {
        deserialize_any => Any,
        deserialize_bool => Bool,
        deserialize_i8 => Number,
        deserialize_i16 => Number,
        deserialize_i32 => Number,
        deserialize_i64 => Number,
        deserialize_u8 => Number,
        deserialize_u16 => Number,
        deserialize_u32 => Number,
        deserialize_u64 => Number,
        deserialize_f32 => Number,
        deserialize_f64 => Number,
        deserialize_str => Text,
        deserialize_string => Text,
        deserialize_char => Text,
        deserialize_map => Map,
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Shape> {
        let nullable = |shape| Shape::Nullable(Box::new(shape));
        visitor.visit_some(self).map_err(nullable)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Shape> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Shape> {
        let item = visitor.visit_seq(Items).err();
        Err(Shape::List(Box::new(item.unwrap_or(Shape::Any))))
    }

    fn deserialize_tuple<V: Visitor<'de>>(self, _: usize, _: V) -> Result<V::Value, Shape> {
        Err(Shape::List(Box::new(Shape::Any)))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Shape> {
        Err(if name == OPEN {
            Shape::Open
        } else {
            Shape::Struct(fields)
        })
    }

    forward_to_deserialize_any! {
        i128 u128 bytes byte_buf unit unit_struct tuple_struct enum identifier ignored_any
    }
}

/// The name by which a decoder of objects says that it has a place for members of any name. No type is called so.
pub(super) const OPEN: &str = "";

/// As many items as are asked for.
struct Items;

impl<'de> SeqAccess<'de> for Items {
    type Error = Shape;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Shape> {
        seed.deserialize(Probe).map(Some)
    }
}
