//! Date-times and dates of the crate `time`, written as RFC 3339 has them: its own serde form is another.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};
use time::format_description::well_known::{Iso8601, Rfc3339};

use super::validate::Validate;

macro_rules! wrapper {
    ($(#[$about:meta])* $name:ident, $inner:ty, $what:literal, $parse:expr, $format:expr) => {
        $(#[$about])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub $inner);

        impl Deref for $name {
            type Target = $inner;

            fn deref(&self) -> &$inner {
                &self.0
            }
        }

        impl From<$inner> for $name {
            fn from(value: $inner) -> Self {
                $name(value)
            }
        }

        impl FromStr for $name {
            type Err = time::error::Parse;

            fn from_str(text: &str) -> Result<Self, Self::Err> {
                $parse(text).map($name)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(&$format(self.0).map_err(|_| fmt::Error)?)
            }
        }

        impl Validate for $name {}

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                let text = $format(self.0).map_err(serde::ser::Error::custom)?;
                serializer.serialize_str(&text)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                struct Text;

                impl Visitor<'_> for Text {
                    type Value = $name;

                    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                        f.write_str($what)
                    }

                    fn visit_str<E: de::Error>(self, text: &str) -> Result<$name, E> {
                        text.parse().map_err(E::custom)
                    }
                }

                deserializer.deserialize_str(Text)
            }
        }
    };
}

wrapper! {
    /// A [`time::OffsetDateTime`] that is written as RFC 3339 has it.
    DateTime,
    time::OffsetDateTime,
    "a date-time",
    |text| time::OffsetDateTime::parse(text, &Rfc3339),
    |value: time::OffsetDateTime| value.format(&Rfc3339)
}

impl DateTime {
    /// The last one that RFC 3339 can write.
    pub const LAST: Self = DateTime(time::PrimitiveDateTime::MAX.assume_utc());
}

wrapper! {
    /// A [`time::Date`] that is written as RFC 3339 has it.
    Date,
    time::Date,
    "a date",
    |text| time::Date::parse(text, &Iso8601::DATE),
    |value: time::Date| value.format(&Iso8601::DATE)
}
