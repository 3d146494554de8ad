//! Dates and date-times as servers write them when they do not quite follow RFC 3339.
//!
//! Understood are: no offset, which is taken for UTC; no time, no seconds, no colon in the offset; a space between date and
//! time, and around the whole. A date-time later than the type can hold, as in "never expires", is the last that it can.
//! Where a date is expected, a date-time is its day.

use std::fmt;
use std::marker::PhantomData;
use std::str::FromStr;

use serde::de::{self, Deserializer, Visitor};

use super::lenient::ReadLeniently;
use super::text::one_line;
use super::value::tolerate;

/// A type of dates or date-times.
pub trait DateTime: FromStr {
    /// Its name in messages.
    const NAME: &'static str;

    /// Reads a text that is not written as RFC 3339 has it.
    fn tolerated(text: &str) -> Option<Self>;
}

/// Implements [`DateTime`], for date-times with the last one: `date_time!(Timestamp, Timestamp::MAX);`, for dates without:
/// `date_time!(Date);`
macro_rules! date_time {
    ($ty:ty, $last:expr) => {
        impl $crate::runtime::dates::DateTime for $ty {
            const NAME: &'static str = "date-time";

            #[inline]
            fn tolerated(text: &str) -> Option<Self> {
                $crate::runtime::dates::tolerated(text, $last)
            }
        }
    };
    ($ty:ty) => {
        impl $crate::runtime::dates::DateTime for $ty {
            const NAME: &'static str = "date";

            #[inline]
            fn tolerated(text: &str) -> Option<Self> {
                $crate::runtime::dates::day(text)
            }
        }
    };
}

pub(crate) use date_time;

impl<'de, T: DateTime> ReadLeniently<'de> for T {
    fn read<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Text(PhantomData))
    }
}

struct Text<T>(PhantomData<T>);

impl<T: DateTime> Visitor<'_> for Text<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "a {}", T::NAME)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<T, E> {
        if let Ok(exact) = text.parse() {
            return Ok(exact);
        }
        tolerate();
        T::tolerated(text.trim()).ok_or_else(|| {
            E::custom(format_args!(
                "expected a {}, got `{}`",
                T::NAME,
                one_line(text, 60)
            ))
        })
    }
}

/// A date-time that is not written as RFC 3339 has it.
pub fn tolerated<T: FromStr>(text: &str, last: T) -> Option<T> {
    let text = corrected(text)?;
    if let Ok(value) = text.parse() {
        return Some(value);
    }
    // A year earlier it would be one.
    let earlier = text
        .strip_prefix("9999")
        .map(|rest| format!("9998{rest}"))?;
    earlier.parse::<T>().ok().map(|_| last)
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

/// The day of a date-time.
#[inline]
pub fn day<T: FromStr>(text: &str) -> Option<T> {
    let date = text.get(..10)?;
    let is_separate = text.get(10..)?.starts_with(['T', 't', ' ']);
    date.parse().ok().filter(|_| is_separate)
}
