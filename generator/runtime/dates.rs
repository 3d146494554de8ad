//! Date-times as servers write them when they do not quite follow RFC 3339.
//!
//! Understood are: no offset, which is taken for UTC; no time, no seconds, no colon in the offset; a space between date and
//! time, and around the whole. A date-time later than the type can hold, as in "never expires", is the last that it can.

use std::collections::BTreeMap;
use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{self, Deserialize, Deserializer, Visitor};

use super::patch::Patch;
use super::text::one_line;
use super::tolerant;
use super::value::tolerate;

/// A type of date-times.
pub trait DateTime: FromStr {
    /// The last one.
    const LAST: Self;
}

/// Implements [`DateTime`]: `date_time!(Timestamp, Timestamp::MAX);`
macro_rules! date_time {
    ($ty:ty, $last:expr) => {
        impl $crate::runtime::dates::DateTime for $ty {
            const LAST: Self = $last;
        }
    };
}

pub(crate) use date_time;

/// A date-time, or what holds date-times.
pub trait ReadDates<'de>: Sized {
    /// Decodes it.
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error>;
}

/// A value whose date-times are read tolerantly.
pub struct Dates<T>(pub T);

impl<'de, T: ReadDates<'de>> Deserialize<'de> for Dates<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::read(deserializer).map(Dates)
    }
}

/// Decodes a property with date-times.
///
/// `#[serde(deserialize_with = "dates::read")]`
pub fn read<'de, D: Deserializer<'de>, T: ReadDates<'de>>(deserializer: D) -> Result<T, D::Error> {
    T::read(deserializer)
}

/// The same as [`tolerant::optional`], with date-times.
pub fn optional<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: ReadDates<'de>,
{
    let read: Option<Dates<T>> = tolerant::optional(deserializer)?;
    Ok(read.map(|Dates(value)| value))
}

/// The same as [`tolerant::or_empty`], with date-times.
pub fn or_empty<'de, D, T>(deserializer: D) -> Result<T, D::Error>
where
    D: Deserializer<'de>,
    T: ReadDates<'de> + Default,
{
    optional(deserializer).map(Option::unwrap_or_default)
}

/// The properties of any name, with date-times.
pub fn bare<T>(members: BTreeMap<String, Dates<T>>) -> BTreeMap<String, T> {
    let members = members.into_iter();
    members.map(|(name, Dates(value))| (name, value)).collect()
}

impl<'de, T: DateTime> ReadDates<'de> for T {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text(PhantomData))
    }
}

impl<'de, T: ReadDates<'de>> ReadDates<'de> for Option<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read: Option<Dates<T>> = Option::deserialize(deserializer)?;
        Ok(read.map(|Dates(value)| value))
    }
}

impl<'de, T: ReadDates<'de>> ReadDates<'de> for Patch<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Option::read(deserializer).map(Patch::from)
    }
}

impl<'de, T: ReadDates<'de>> ReadDates<'de> for Vec<T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read: Vec<Dates<T>> = Vec::deserialize(deserializer)?;
        Ok(read.into_iter().map(|Dates(value)| value).collect())
    }
}

impl<'de, T: ReadDates<'de>> ReadDates<'de> for BTreeMap<String, T> {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        BTreeMap::deserialize(deserializer).map(bare)
    }
}

struct Text<T>(PhantomData<T>);

impl<T: DateTime> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a date-time")
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        if let Ok(exact) = text.parse() {
            return Ok(exact);
        }
        tolerate();
        tolerated(text.trim()).ok_or_else(|| {
            E::custom(format_args!(
                "expected a date-time, got `{}`",
                one_line(text, 60)
            ))
        })
    }
}

fn tolerated<T: DateTime>(text: &str) -> Option<T> {
    let text = corrected(text)?;
    if let Ok(value) = text.parse() {
        return Some(value);
    }
    // A year earlier it would be one.
    let earlier = text
        .strip_prefix("9999")
        .map(|rest| format!("9998{rest}"))?;
    earlier.parse::<T>().ok().map(|_| T::LAST)
}

/// The text as RFC 3339 has it.
#[inline]
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
