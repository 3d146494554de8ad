//! Scalars that responses spell in another way than their types say: numbers as text, and texts without their format.

use serde_json::Value;
use url::Host;

use super::Witness;
use super::fit::can_be_null;
use crate::ir::{External, Type, Usage};

/// How the scalars of a property are spelled.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Spelling {
    /// A number or a boolean is written as text, or a text as one of them.
    pub(super) is_loose: bool,
    /// A text does not have its format.
    pub(super) lacks_format: bool,
    /// A value is of a kind that the type cannot be read from.
    pub(super) is_other: bool,
}

impl Spelling {
    const LOOSE: Self = Self {
        is_loose: true,
        lacks_format: false,
        is_other: false,
    };
    const OTHER: Self = Self {
        is_loose: false,
        lacks_format: false,
        is_other: true,
    };

    /// Whether a value is as its type says.
    pub(super) fn is_exact(self) -> bool {
        self == Self::default()
    }

    /// The liberties of both.
    pub(super) fn with(self, other: Self) -> Self {
        Self {
            is_loose: self.is_loose || other.is_loose,
            lacks_format: self.lacks_format || other.lacks_format,
            is_other: self.is_other || other.is_other,
        }
    }
}

impl Witness<'_> {
    /// How the scalars of a value are spelled that is meant for the type, in lists and maps too. What is within a type of
    /// its own is that type's.
    pub(super) fn spelling(&self, usage: &Usage, value: &Value) -> Spelling {
        let all = |item: &Usage, values: &mut dyn Iterator<Item = &Value>| {
            let spellings = values.map(|value| self.spelling(item, value));
            spellings.fold(Spelling::default(), Spelling::with)
        };
        if value.is_null() {
            return match can_be_null(usage) {
                true => Spelling::default(),
                false => Spelling::OTHER,
            };
        }
        match (&usage.ty, value) {
            (Type::Array(item), Value::Array(items)) => all(item, &mut items.iter()),
            (Type::Map(item), Value::Object(members)) => all(item, &mut members.values()),
            (Type::External(external), Value::String(text)) => match is_of(external, text) {
                true => Spelling::default(),
                false => Spelling {
                    lacks_format: true,
                    ..Spelling::default()
                },
            },
            (Type::External(external), Value::Number(_)) if is_text(external) => Spelling {
                lacks_format: true,
                ..Spelling::LOOSE
            },
            (Type::String, Value::Number(_) | Value::Bool(_)) => Spelling::LOOSE,
            (Type::Integer(_), Value::String(text)) if text.trim().parse::<i64>().is_ok() => {
                Spelling::LOOSE
            }
            (Type::Float64, Value::String(text)) if text.trim().parse::<f64>().is_ok() => {
                Spelling::LOOSE
            }
            (Type::Bool, Value::String(text)) if matches!(text.trim(), "true" | "false") => {
                Spelling::LOOSE
            }
            _ if self.misfit(usage, value, 0).is_some() => Spelling::default(),
            _ => Spelling::OTHER,
        }
    }
}

/// Whether a type is of texts alone.
fn is_text(external: &External) -> bool {
    !matches!(format(external), Format::Unknown)
}

/// The format of the texts of a type.
enum Format {
    DateTime,
    Date,
    Uuid,
    Ipv4,
    Ipv6,
    Unknown,
}

fn format(external: &External) -> Format {
    let module = external.uses.first();
    let module = module.map(|(module, _)| module.as_str());
    let is_date = crate::analyze::is_date(external);
    let is_date_time = crate::analyze::last_date_time(external).is_some();
    match (module, external.text.as_str()) {
        _ if is_date => Format::Date,
        _ if is_date_time => Format::DateTime,
        (Some("uuid"), "Uuid") => Format::Uuid,
        (Some("std::net"), "Ipv4Addr") => Format::Ipv4,
        (Some("std::net"), "Ipv6Addr") => Format::Ipv6,
        _ => Format::Unknown,
    }
}

/// Whether the crate reads the type from this text.
fn is_of(external: &External, text: &str) -> bool {
    match format(external) {
        Format::DateTime => begins_with_date(text.trim(), true),
        Format::Date => begins_with_date(text.trim(), false),
        Format::Uuid => is_uuid(text),
        Format::Ipv4 => is_ipv4(text),
        Format::Ipv6 => Host::parse(&format!("[{text}]")).is_ok(),
        Format::Unknown => true,
    }
}

/// Whether a text begins with a date such as `2026-01-31`, and has a time behind it if anything.
fn begins_with_date(text: &str, is_time_read: bool) -> bool {
    let (Some(date), Some(rest)) = (text.get(..10), text.get(10..)) else {
        return false;
    };
    let mut parts = date.split('-').map(digits);
    let is_date = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(Some(year)), Some(Some(month)), Some(Some(day)), None) => {
            (1..=days(year, month)).contains(&day)
        }
        _ => false,
    };
    let time = rest.trim_start_matches(['T', 't', ' ']);
    is_date && (rest.is_empty() || (rest.len() > time.len() && (!is_time_read || is_time(time))))
}

fn digits(text: &str) -> Option<u32> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    text.parse().ok().filter(|_| is_number)
}

fn days(year: u32, month: u32) -> u32 {
    let is_leap = year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400));
    match month {
        2 if is_leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// Whether a text is a time of day such as `23:59:59.5+01:00`, with liberties in the seconds and the offset.
fn is_time(text: &str) -> bool {
    let zone = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (time, zone) = text.split_at(zone);
    let mut parts = time.trim().splitn(3, ':');
    let is_below = |part: Option<&str>, most: u32| {
        part.is_some_and(|part| part.len() == 2 && digits(part).is_some_and(|part| part < most))
    };
    let is_whole = is_below(parts.next(), 24) && is_below(parts.next(), 60);
    let is_second = match parts.next() {
        None => true,
        Some(second) => {
            let (whole, fraction) = second.split_once(['.', ',']).unwrap_or((second, "0"));
            is_below(Some(whole), 61) && !fraction.is_empty() && digits_only(fraction)
        }
    };
    let offset = zone.get(1..).unwrap_or_default().replace(':', "");
    let is_offset = match zone.as_bytes() {
        [] => true,
        [b'Z' | b'z', rest @ ..] => rest.is_empty(),
        _ => matches!(offset.len(), 2 | 4) && digits_only(&offset),
    };
    is_whole && is_second && is_offset
}

fn digits_only(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether a text is four numbers below 256 with dots between them.
fn is_ipv4(text: &str) -> bool {
    let is_byte = |part: &str| {
        let is_written = part == "0" || !part.starts_with('0');
        is_written && digits(part).is_some_and(|number| number < 256)
    };
    text.split('.').count() == 4 && text.split('.').all(is_byte)
}

/// Whether a text is a UUID, with hyphens or without, in braces, or as a URN.
fn is_uuid(text: &str) -> bool {
    let text = text.strip_prefix("urn:uuid:").unwrap_or(text);
    let inner = text
        .strip_prefix('{')
        .and_then(|text| text.strip_suffix('}'));
    let text = inner.unwrap_or(text);
    let lengths: Vec<usize> = text.split('-').map(str::len).collect();
    let is_hexadecimal = |char: char| char == '-' || char.is_ascii_hexdigit();
    matches!(lengths.as_slice(), [32] | [8, 4, 4, 4, 12]) && text.chars().all(is_hexadecimal)
}

#[cfg(test)]
mod tests {
    use super::{begins_with_date, is_uuid};

    #[test]
    fn texts_are_told_apart_by_format() {
        for text in [
            "2026-01-31T23:59:59Z",
            "2026-01-31 23:59",
            "2026-01-31",
            "2024-02-29T00:00:00.123456+0100",
        ] {
            assert!(begins_with_date(text, true), "{text}");
        }
        for text in [
            "2026-02-29",
            "2026-13-01",
            "26-01-31",
            "2026-01-31T25:00:00Z",
            "soon",
            "",
        ] {
            assert!(!begins_with_date(text, true), "{text}");
        }
        assert!(is_uuid("00000000-0000-4000-8000-00000000000A"));
        for text in [
            "pet_1",
            "00000000-0000-4000-8000-00000000000",
            "00000000-0000",
        ] {
            assert!(!is_uuid(text), "{text}");
        }
    }
}
