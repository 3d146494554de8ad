//! Values of types from elsewhere: dates, UUIDs and the like.

use serde_json::Value;

use crate::ir::External;

/// A value of a type from elsewhere; none for one that the settings name.
pub(super) fn external_value(external: &External, example: Option<&Value>) -> Option<String> {
    let (module, name) = external.uses.first()?;
    let text = example.and_then(Value::as_str).unwrap_or_default();
    match (module.as_str(), name.as_str(), moment(text)) {
        ("jiff" | "chrono", "Timestamp" | "DateTime", Some((_, true))) => {
            let ty = match name.as_str() {
                "Timestamp" => "jiff::Timestamp",
                _ => "chrono::DateTime<chrono::Utc>",
            };
            return Some(format!("{text:?}.parse::<{ty}>().unwrap()"));
        }
        ("jiff::civil", "Date", Some(([year, month, day], _))) => {
            return Some(format!("jiff::civil::date({year}, {month}, {day})"));
        }
        ("chrono", "NaiveDate", Some(([year, month, day], false))) => {
            let date = format!("{year:04}-{month:02}-{day:02}");
            return Some(format!("{date:?}.parse::<chrono::NaiveDate>().unwrap()"));
        }
        _ => {}
    }
    let value = match (module.as_str(), name.as_str()) {
        ("jiff", "Timestamp") => "jiff::Timestamp::UNIX_EPOCH",
        ("jiff::civil", "Date") => "jiff::civil::date(2026, 1, 31)",
        ("chrono", "DateTime") => "chrono::DateTime::UNIX_EPOCH",
        ("chrono", "NaiveDate") => "chrono::DateTime::UNIX_EPOCH.date_naive()",
        ("crate::runtime::time", "DateTime") => "time::OffsetDateTime::UNIX_EPOCH",
        ("crate::runtime::time", "Date") => "time::OffsetDateTime::UNIX_EPOCH.date()",
        ("uuid", "Uuid") => {
            let example = example.and_then(Value::as_str).filter(|text| is_uuid(text));
            return Some(match example {
                Some(text) => format!("{text:?}.parse::<uuid::Uuid>().unwrap()"),
                None => "uuid::Uuid::nil()".to_owned(),
            });
        }
        ("crate::runtime::base64", _) => "b\"content\"",
        ("std::net", "Ipv4Addr") => "std::net::Ipv4Addr::LOCALHOST",
        ("std::net", "Ipv6Addr") => "std::net::Ipv6Addr::LOCALHOST",
        _ => return None,
    };
    Some(value.to_owned())
}

/// The crate that such a value names. The generated crate has it at its root.
pub(super) fn crate_of(external: &External) -> Option<&'static str> {
    match external.uses.first()?.0.as_str() {
        "jiff" | "jiff::civil" => Some("jiff"),
        "chrono" => Some("chrono"),
        "crate::runtime::time" => Some("time"),
        "uuid" => Some("uuid"),
        _ => None,
    }
}

/// Whether a text is spelled as RFC 9562 says.
fn is_uuid(text: &str) -> bool {
    let parts: Vec<&str> = text.split('-').collect();
    let lengths = parts.iter().map(|part| part.len());
    lengths.eq([8, 4, 4, 4, 12]) && parts.concat().chars().all(|char| char.is_ascii_hexdigit())
}

/// Year, month and day of a date or a date-time ([RFC 3339](https://www.rfc-editor.org/rfc/rfc3339)), and whether it has a
/// time.
fn moment(text: &str) -> Option<([u16; 3], bool)> {
    let number = |text: &str, range: std::ops::RangeInclusive<u16>| {
        let is_digits = text.bytes().all(|byte| byte.is_ascii_digit());
        { text.parse().ok() }.filter(|number| is_digits && range.contains(number))
    };
    let part = |range: std::ops::Range<usize>| text.get(range);
    let sign = |at: usize| text.as_bytes().get(at).copied();
    let date = [
        number(part(0..4)?, 1..=9999)?,
        number(part(5..7)?, 1..=12)?,
        // Each month has as many.
        number(part(8..10)?, 1..=28)?,
    ];
    if sign(4) != Some(b'-') || sign(7) != Some(b'-') {
        return None;
    }
    if text.len() == 10 {
        return Some((date, false));
    }
    number(part(11..13)?, 0..=23)?;
    number(part(14..16)?, 0..=59)?;
    number(part(17..19)?, 0..=59)?;
    let signs = [sign(10)?, sign(13)?, sign(16)?];
    let rest = part(19..text.len())?;
    let fraction = rest.strip_prefix('.').unwrap_or_default();
    let offset = match rest.strip_prefix('.') {
        Some(fraction) => fraction.trim_start_matches(|char: char| char.is_ascii_digit()),
        None => rest,
    };
    let is_fraction = !rest.starts_with('.') || fraction.len() > offset.len();
    let is_offset = match offset.strip_prefix(['+', '-']) {
        Some(offset) => {
            offset.len() == 5
                && offset.as_bytes().get(2) == Some(&b':')
                && offset
                    .get(..2)
                    .is_some_and(|hours| number(hours, 0..=23).is_some())
                && offset
                    .get(3..)
                    .is_some_and(|minutes| number(minutes, 0..=59).is_some())
        }
        None => offset == "Z",
    };
    (signs == *b"T::" && is_fraction && is_offset).then_some((date, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_and_date_times_are_told_apart() {
        let date = [2026, 1, 28];
        for (text, known) in [
            ("2026-01-28", Some((date, false))),
            ("2026-01-28T12:30:59Z", Some((date, true))),
            ("2026-01-28T12:30:59.123+02:00", Some((date, true))),
            ("2026-01-28T12:30:59", None),
            ("2026-01-28 12:30:59Z", None),
            ("2026-01-28T12:30:59.Z", None),
            ("2026-01-28T12:30Z", None),
            ("2026-13-28", None),
            ("28.01.2026", None),
            ("2026-01-2\u{e9}", None),
            ("", None),
        ] {
            assert_eq!(moment(text), known, "{text}");
        }
    }
}
