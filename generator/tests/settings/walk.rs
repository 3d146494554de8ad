//! The shape of a type of settings, found by deserializing it: the type asks for its fields, one after the other.

use std::cell::RefCell;
use std::rc::Rc;

use serde::de::value::{BorrowedStrDeserializer, Error};
use serde::de::{
    Deserialize, DeserializeSeed, Deserializer, EnumAccess, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

/// The kind of a setting.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Shape {
    Text,
    Flag,
    Number,
    /// One of these texts.
    Choice(Vec<String>),
    List(Box<Shape>),
    /// Keys that users choose.
    Map(Box<Shape>),
    Table(Vec<(String, Shape)>),
    /// A text, or a table.
    Either,
}

/// The shape of a type.
pub(crate) fn shape<T: for<'de> Deserialize<'de>>() -> Shape {
    let slot = Slot::default();
    let result = T::deserialize(Walk(slot.clone()));
    assert!(result.is_ok(), "{:?}", result.err());
    slot.take()
}

#[derive(Clone, Default)]
struct Slot(Rc<RefCell<Option<Shape>>>);

impl Slot {
    fn put(&self, shape: Shape) {
        *self.0.borrow_mut() = Some(shape);
    }

    fn take(&self) -> Shape {
        self.0
            .borrow_mut()
            .take()
            .expect("a type asks for something")
    }
}

/// Gives each type an example of what it asks for, and notes that.
struct Walk(Slot);

macro_rules! numbers {
    ($($method:ident)*) => {
        $(fn $method<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
            self.0.put(Shape::Number);
            visitor.visit_u8(1)
        })*
    };
}

impl<'de> Deserializer<'de> for Walk {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.0.put(Shape::Either);
        visitor.visit_borrowed_str("x")
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.0.put(Shape::Flag);
        visitor.visit_bool(true)
    }

    numbers! {
        deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64
        deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64
    }

    fn deserialize_str<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.0.put(Shape::Text);
        visitor.visit_borrowed_str("x")
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_some(self)
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let item = Slot::default();
        let value = visitor.visit_seq(Once(Some(Walk(item.clone()))))?;
        self.0.put(Shape::List(Box::new(item.take())));
        Ok(value)
    }

    fn deserialize_map<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let slot = Slot::default();
        let entries = vec![("x", slot.clone())];
        let value = visitor.visit_map(Entries::new(entries))?;
        self.0.put(Shape::Map(Box::new(slot.take())));
        Ok(value)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let slots: Vec<(&'static str, Slot)> = { fields.iter() }
            .map(|field| (*field, Slot::default()))
            .collect();
        let value = visitor.visit_map(Entries::new(slots.clone()))?;
        // A text with its place is a text.
        let is_spanned = name.contains("Spanned");
        let mut shapes = slots
            .into_iter()
            .map(|(name, slot)| (name.to_owned(), slot.take()));
        self.0.put(match is_spanned {
            true => {
                shapes
                    .find(|(name, _)| name.contains("value"))
                    .expect("its value")
                    .1
            }
            false => Shape::Table(shapes.collect()),
        });
        Ok(value)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let texts = variants.iter().map(|&variant| variant.to_owned());
        self.0.put(Shape::Choice(texts.collect()));
        visitor.visit_enum(Unit(variants.first().expect("an enum has variants")))
    }

    fn deserialize_identifier<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_str(visitor)
    }

    serde::forward_to_deserialize_any! {
        i128 u128 f32 f64 char bytes byte_buf unit unit_struct tuple tuple_struct ignored_any
    }
}

struct Once(Option<Walk>);

impl<'de> SeqAccess<'de> for Once {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(
        &mut self,
        seed: T,
    ) -> Result<Option<T::Value>, Error> {
        self.0.take().map(|walk| seed.deserialize(walk)).transpose()
    }
}

struct Entries {
    entries: std::vec::IntoIter<(&'static str, Slot)>,
    value: Option<Slot>,
}

impl Entries {
    fn new(entries: Vec<(&'static str, Slot)>) -> Self {
        Self {
            entries: entries.into_iter(),
            value: None,
        }
    }
}

impl<'de> MapAccess<'de> for Entries {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, Error> {
        let Some((key, slot)) = self.entries.next() else {
            return Ok(None);
        };
        self.value = Some(slot);
        // A key may be a text with its place.
        seed.deserialize(Key(key)).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        seed.deserialize(Walk(self.value.take().expect("a key comes first")))
    }
}

struct Key(&'static str);

impl<'de> Deserializer<'de> for Key {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_borrowed_str(self.0)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _name: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let slots = fields.iter().map(|field| (*field, Slot::default()));
        visitor.visit_map(Entries::new(slots.collect()))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

struct Unit(&'static str);

impl<'de> EnumAccess<'de> for Unit {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'de>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        let name: BorrowedStrDeserializer<'_, Error> = BorrowedStrDeserializer::new(self.0);
        Ok((seed.deserialize(name)?, self))
    }
}

impl<'de> VariantAccess<'de> for Unit {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        Ok(())
    }

    fn newtype_variant_seed<T: DeserializeSeed<'de>>(self, _seed: T) -> Result<T::Value, Error> {
        Err(serde::de::Error::custom(
            "no enum of settings holds anything",
        ))
    }

    fn tuple_variant<V: Visitor<'de>>(self, _len: usize, _visitor: V) -> Result<V::Value, Error> {
        Err(serde::de::Error::custom(
            "no enum of settings holds anything",
        ))
    }

    fn struct_variant<V: Visitor<'de>>(
        self,
        _fields: &'static [&'static str],
        _visitor: V,
    ) -> Result<V::Value, Error> {
        Err(serde::de::Error::custom(
            "no enum of settings holds anything",
        ))
    }
}
