//! Date-times as servers write them when they do not quite follow RFC 3339.

use std::fmt;
use std::ops::Deref;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};
use serde::{Serialize, Serializer};

use super::text::one_line;
use super::validate::Validate;

/// A date-time that is also read when it is written slightly wrong: without an offset, which is taken for UTC, without
/// a time, seconds or a colon in the offset, or with a space between date and time. It is written as it should be.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Lenient<T>(pub T);

impl<T> Deref for Lenient<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Lenient<T> {
    fn from(value: T) -> Self {
        Lenient(value)
    }
}

impl<T: fmt::Display> fmt::Display for Lenient<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<T: Serialize> Validate for Lenient<T> {}

impl<T: Serialize> Serialize for Lenient<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: FromStr> Deserialize<'de> for Lenient<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(DateTime(std::marker::PhantomData))
    }
}

struct DateTime<T>(std::marker::PhantomData<T>);

impl<T: FromStr> Visitor<'_> for DateTime<T> {
    type Value = Lenient<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date-time")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Lenient<T>, E> {
        let text = text.trim();
        let parsed = text.parse().ok().or_else(|| corrected(text)?.parse().ok());
        parsed.map(Lenient).ok_or_else(|| {
            E::custom(format_args!(
                "expected a date-time, got `{}`",
                one_line(text, 60)
            ))
        })
    }
}

/// The text as RFC 3339 has it.
fn corrected(text: &str) -> Option<String> {
    let date = text.get(..10)?;
    let rest = text.get(10..)?.trim_start_matches(['T', 't', ' ']);
    let zone = rest.find(['Z', 'z', '+', '-']).unwrap_or(rest.len());
    let (time, zone) = (rest.get(..zone)?.trim(), rest.get(zone..)?);
    let time = match (time.len(), time.matches(':').count()) {
        (0, _) => "00:00:00".to_owned(),
        (_, 1) => format!("{time}:00"),
        _ => time.replace(',', "."),
    };
    let zone = match zone.as_bytes() {
        [] | [b'z' | b'Z', ..] => "Z".to_owned(),
        [_, _, _] => format!("{zone}:00"),
        [_, _, _, _, _] => format!("{}:{}", zone.get(..3)?, zone.get(3..)?),
        _ => zone.to_owned(),
    };
    Some(format!("{date}T{time}{zone}"))
}
