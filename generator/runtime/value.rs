//! Decodes JSON that was read before. An error says where it is, and what a type has no place for is counted.

use std::cell::Cell;
use std::fmt;

use serde::de::value::StrDeserializer;
use serde::de::{
    self, DeserializeOwned, DeserializeSeed, Deserializer, MapAccess, SeqAccess, Unexpected,
    Visitor,
};
use serde::forward_to_deserialize_any;
use serde_json::{Map, Value, map};

use super::path::{self, at, locate, push_index, push_member, push_path};

/// Decodes a value; the error is the message for [`at`].
pub fn decode<T: DeserializeOwned>(value: &Value) -> Result<T, String> {
    T::deserialize(Found(value)).map_err(|error| error.to_string())
}

/// The liberties that decoding took, however deep.
#[derive(Clone, Copy, Debug, Default)]
pub struct Liberties {
    /// How much was left out for want of a place: see [`size`].
    pub unnamed: usize,
    /// How much is not as the description has it.
    pub tolerated: usize,
}

thread_local! {
    static TAKEN: Cell<Liberties> = const { Cell::new(Liberties { unnamed: 0, tolerated: 0 }) };
}

/// Decodes with `decode`, and says what liberties it took.
pub fn counted<T>(decode: impl FnOnce() -> T) -> (T, Liberties) {
    let before = TAKEN.take();
    let decoded = decode();
    (decoded, TAKEN.replace(before))
}

/// Adds the liberties that [`counted`] returned.
pub fn count(more: Liberties) {
    let taken = TAKEN.get();
    TAKEN.set(Liberties {
        unnamed: taken.unnamed.saturating_add(more.unnamed),
        tolerated: taken.tolerated.saturating_add(more.tolerated),
    });
}

/// Counts one thing that is not as the description has it.
pub fn tolerate() {
    count(Liberties {
        unnamed: 0,
        tolerated: 1,
    });
}

/// How many values there are in one, itself included. What leaves out a part of it leaves out less than what leaves out
/// all of it.
pub fn size(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(size).sum(),
        Value::Object(members) => members.values().map(size).sum(),
        _ => 0,
    }
}

/// An object has none of its members.
pub fn unknown_object<E: de::Error>(fields: &'static [&'static str]) -> E {
    let fields = fields.iter().take(3);
    let fields: Vec<String> = fields.map(|field| format!("`{field}`")).collect();
    E::custom(format_args!("missing field {}", fields.join(" or ")))
}

/// Why a value does not fit, and where.
#[derive(Debug)]
struct Mismatch {
    path: String,
    text: String,
}

impl Mismatch {
    /// The same, seen from outside.
    fn below(self, step: &Step<'_>) -> Self {
        let mut path = String::new();
        match step {
            Step::Item(index) => push_index(&mut path, *index),
            Step::Member(name) => push_member(&mut path, name),
        }
        push_path(&mut path, &self.path);
        Mismatch { path, ..self }
    }

    /// Names the setting with which a type has no need of a property.
    fn accepted_by(mut self, name: &str) -> Self {
        let property = match path::steps(&self.path).as_slice() {
            [] => { self.text.strip_prefix("missing field `") }
                .and_then(|rest| rest.strip_suffix('`'))
                // One of several is missing.
                .filter(|property| !property.contains('`'))
                .map(str::to_owned),
            [path::Step::Member(property)] if is_null(&self.text) => Some(property.clone()),
            _ => None,
        };
        if let (Some(property), false) = (property, name.is_empty()) {
            let setting = format!("optional = [\"{name}.{property}\"]");
            self.text += &format!("{ACCEPTED_BY}{setting}");
        }
        self
    }
}

/// Separates a message from the setting that accepts the value.
const ACCEPTED_BY: &str = "; accepted by ";

/// A message, and the setting with which the value would be accepted.
pub fn split_setting(message: &str) -> (&str, Option<&str>) {
    match message.rsplit_once(ACCEPTED_BY) {
        Some((message, setting)) => (message, Some(setting)),
        None => (message, None),
    }
}

/// Whether a message is about `null`: serde's, or one of ours.
fn is_null(message: &str) -> bool {
    message.starts_with("invalid type: null, ") || message.ends_with(", got null")
}

/// The way from a value to one inside it.
enum Step<'a> {
    Item(usize),
    Member(&'a str),
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&at(&self.path, &self.text))
    }
}

impl std::error::Error for Mismatch {}

impl de::Error for Mismatch {
    fn custom<T: fmt::Display>(message: T) -> Self {
        let message = message.to_string();
        let (path, text) = locate(String::new(), &message);
        let text = text.to_owned();
        Mismatch { path, text }
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn de::Expected) -> Self {
        match unexpected {
            Unexpected::Unit => {
                Self::custom(format_args!("invalid type: null, expected {expected}"))
            }
            other => Self::custom(format_args!("invalid type: {other}, expected {expected}")),
        }
    }
}

/// Methods for types that have values of one kind. With [`Deserializer::deserialize_any`] all that a type makes of the
/// other kinds would be compiled too.
macro_rules! one_kind {
    ($($method:ident: $value:pat => |$visitor:ident| $visit:expr,)*) => {$(
        fn $method<V: Visitor<'de>>(self, $visitor: V) -> Result<V::Value, Mismatch> {
            match self.0 {
                $value => $visit,
                _ => Err(self.is_not(&$visitor)),
            }
        }
    )*};
}

/// A value that was read before.
struct Found<'a>(&'a Value);

impl<'de> Deserializer<'de> for Found<'_> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.0 {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(value) => { value.deserialize_any(visitor) }.map_err(de::Error::custom),
            Value::String(value) => visitor.visit_str(value),
            Value::Array(_) => self.deserialize_seq(visitor),
            Value::Object(members) => visitor.visit_map(Members::of(members)),
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        let Value::Array(values) = self.0 else {
            return Err(self.is_not(&visitor));
        };
        let mut items = Items(values.iter().enumerate());
        let read = visitor.visit_seq(&mut items)?;
        if items.0.next().is_some() {
            let expected = &"fewer elements in array";
            return Err(de::Error::invalid_length(values.len(), expected));
        }
        Ok(read)
    }

    fn deserialize_tuple<V: Visitor<'de>>(
        self,
        _: usize,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        self.deserialize_seq(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        match self.0 {
            Value::Array(_) => self.deserialize_seq(visitor),
            Value::Object(members) => visitor
                .visit_map(Members::of(members))
                .map_err(|error| error.accepted_by(name)),
            _ => self.deserialize_map(visitor),
        }
    }

    one_kind! {
        deserialize_map: Value::Object(members) => |visitor| visitor.visit_map(Members::of(members)),
        deserialize_str: Value::String(text) => |visitor| visitor.visit_str(text),
        deserialize_string: Value::String(text) => |visitor| visitor.visit_str(text),
        deserialize_bool: Value::Bool(value) => |visitor| visitor.visit_bool(*value),
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        match self.0 {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    // No generated type is read so; types from elsewhere may be.
    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        let value = self.0.clone();
        { value.deserialize_enum(name, variants, visitor) }.map_err(de::Error::custom)
    }

    fn deserialize_ignored_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        count(Liberties {
            unnamed: size(self.0),
            tolerated: 0,
        });
        visitor.visit_unit()
    }

    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char bytes byte_buf unit unit_struct tuple_struct identifier
    }
}

impl Found<'_> {
    /// Why this is no value of a type: it is of another kind.
    fn is_not(&self, expected: &dyn de::Expected) -> Mismatch {
        let unexpected = match self.0 {
            Value::Null => Unexpected::Unit,
            Value::Bool(value) => Unexpected::Bool(*value),
            Value::Number(value) => match (value.as_u64(), value.as_i64()) {
                (Some(value), _) => Unexpected::Unsigned(value),
                (_, Some(value)) => Unexpected::Signed(value),
                _ => Unexpected::Float(value.as_f64().unwrap_or(f64::NAN)),
            },
            Value::String(value) => Unexpected::Str(value),
            Value::Array(_) => Unexpected::Seq,
            Value::Object(_) => Unexpected::Map,
        };
        de::Error::invalid_type(unexpected, expected)
    }
}

struct Items<'a>(std::iter::Enumerate<std::slice::Iter<'a, Value>>);

impl<'de> SeqAccess<'de> for &mut Items<'_> {
    type Error = Mismatch;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Mismatch> {
        let Some((index, value)) = self.0.next() else {
            return Ok(None);
        };
        match seed.deserialize(Found(value)) {
            Ok(read) => Ok(Some(read)),
            Err(error) => Err(error.below(&Step::Item(index))),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.0.len())
    }
}

struct Members<'a> {
    rest: map::Iter<'a>,
    current: Option<(&'a String, &'a Value)>,
}

impl<'a> Members<'a> {
    fn of(members: &'a Map<String, Value>) -> Self {
        Members {
            rest: members.iter(),
            current: None,
        }
    }
}

impl<'de> MapAccess<'de> for Members<'_> {
    type Error = Mismatch;

    fn next_key_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Mismatch> {
        self.current = self.rest.next();
        let Some((name, _)) = self.current else {
            return Ok(None);
        };
        match seed.deserialize(Key(name)) {
            Ok(read) => Ok(Some(read)),
            Err(error) => Err(error.below(&Step::Member(name))),
        }
    }

    fn next_value_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<T::Value, Mismatch> {
        let Some((name, value)) = self.current.take() else {
            return Err(de::Error::custom("a member without a name"));
        };
        { seed.deserialize(Found(value)) }.map_err(|error| error.below(&Step::Member(name)))
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.rest.len())
    }
}

/// The name of a member; a number where the type asks for one.
struct Key<'a>(&'a str);

macro_rules! numbers {
    ($($method:ident => $visit:ident,)*) => {$(
        fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
            match self.0.parse() {
                Ok(number) => visitor.$visit(number),
                Err(_) => visitor.visit_str(self.0),
            }
        }
    )*};
}

impl<'de> Deserializer<'de> for Key<'_> {
    type Error = Mismatch;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_str(self.0)
    }

    numbers! {
        deserialize_i8 => visit_i8,
        deserialize_i16 => visit_i16,
        deserialize_i32 => visit_i32,
        deserialize_i64 => visit_i64,
        deserialize_i128 => visit_i128,
        deserialize_u8 => visit_u8,
        deserialize_u16 => visit_u16,
        deserialize_u32 => visit_u32,
        deserialize_u64 => visit_u64,
        deserialize_u128 => visit_u128,
        deserialize_bool => visit_bool,
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Mismatch> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Mismatch> {
        StrDeserializer::new(self.0).deserialize_enum(name, variants, visitor)
    }

    forward_to_deserialize_any! {
        f32 f64 char str string bytes byte_buf unit unit_struct seq tuple tuple_struct map struct identifier ignored_any
    }
}
