//! Numbers and booleans that servers write as text, and texts that they write as numbers or booleans.
//!
//! Read in this way are properties of which an example or a recorded response is spelled like that.

use std::str::FromStr;

use serde::de::{self, Deserialize, DeserializeOwned, Deserializer};
use serde_json::Value;

use super::lenient::ReadLeniently;
use super::value::tolerate;

/// Implements [`ReadLeniently`] for numbers and booleans.
macro_rules! scalars {
    ($($ty:ty)*) => {
        $(impl<'de> ReadLeniently<'de> for $ty {
            fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                scalar(deserializer)
            }
        })*
    };
}

scalars! { bool i8 i16 i32 i64 u8 u16 u32 u64 f64 }

impl<'de> ReadLeniently<'de> for String {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = match Value::deserialize(deserializer)? {
            Value::String(text) => return Ok(text),
            Value::Number(number) => number.to_string(),
            Value::Bool(value) => value.to_string(),
            other => return serde_json::from_value(other).map_err(de::Error::custom),
        };
        tolerate();
        Ok(text)
    }
}

fn scalar<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: DeserializeOwned + FromStr,
{
    let value = Value::deserialize(deserializer)?;
    match value.as_str().map(|text| text.trim().parse()) {
        Some(Ok(read)) => {
            tolerate();
            Ok(read)
        }
        _ => serde_json::from_value(value).map_err(de::Error::custom),
    }
}
