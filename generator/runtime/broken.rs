//! Where JSON is broken.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, MapAccess, SeqAccess, Visitor};

use super::path::{push_index, push_member};

/// The path to where JSON stops being JSON; the root when it does not.
pub fn place(json: &[u8]) -> String {
    let mut path = String::new();
    let mut deserializer = serde_json::Deserializer::from_slice(json);
    // What is wrong there is known already.
    let _ = Place(&mut path).deserialize(&mut deserializer);
    path
}

/// Reads a value; should that fail, the path goes on to where it does.
struct Place<'a>(&'a mut String);

impl<'de> DeserializeSeed<'de> for Place<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Place<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("any JSON")
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        let length = self.0.len();
        for index in 0.. {
            push_index(self.0, index);
            let item = items.next_element_seed(Place(&mut *self.0))?;
            self.0.truncate(length);
            if item.is_none() {
                break;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        let length = self.0.len();
        while let Some(name) = members.next_key::<String>()? {
            push_member(self.0, &name);
            members.next_value_seed(Place(&mut *self.0))?;
            self.0.truncate(length);
        }
        Ok(())
    }
}
