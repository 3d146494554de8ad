//! Numbers and texts, by format.

use crate::config::{DateTimes, Types};
use crate::ir::{External, Integer, Rule, Schema, Type};

/// The type of a whole number.
pub(super) fn integer(schema: &Schema) -> Type {
    Type::Integer(match schema.format.as_deref().unwrap_or_default() {
        "int8" => Integer::I8,
        "int16" => Integer::I16,
        "int32" => Integer::I32,
        "uint8" => Integer::U8,
        "uint16" => Integer::U16,
        "uint32" => Integer::U32,
        "uint" | "uint64" => Integer::U64,
        _ if exceeds_i64(schema) => Integer::U64,
        _ => Integer::I64,
    })
}

/// Whether the description allows more than fits, and nothing below zero. As floats, the largest `i64` and the next
/// numbers are one: where it is meant, the other type holds it too.
fn exceeds_i64(schema: &Schema) -> bool {
    let has = |is: fn(&Rule) -> bool| schema.rules.iter().any(is);
    has(
        |rule| matches!(rule, Rule::Maximum(bound) | Rule::ExclusiveMaximum(bound) if *bound >= i64::MAX as f64),
    ) && has(
        |rule| matches!(rule, Rule::Minimum(bound) | Rule::ExclusiveMinimum(bound) if *bound >= 0.0),
    )
}

/// The type of a text of this format.
pub(super) fn text(format: Option<&str>, types: &Types) -> Type {
    let external = match format {
        Some("date-time") => return date_time(types),
        Some("date") => return date(types),
        Some("password") => return Type::Secret,
        Some("uuid") => external("uuid", "Uuid", 16),
        Some("byte") => external("crate::runtime::base64", "Base64", 24),
        Some("base64url") => external("crate::runtime::base64", "Base64Url", 24),
        Some("ipv4") => external("std::net", "Ipv4Addr", 4),
        Some("ipv6") => external("std::net", "Ipv6Addr", 16),
        _ => return Type::String,
    };
    Type::External(external)
}

/// The formats that only texts have.
pub(super) fn is_of_text(format: &str) -> bool {
    let others = [
        "email", "uri", "url", "hostname", "time", "duration", "binary",
    ];
    others.contains(&format) || text(Some(format), &Types::default()) != Type::String
}

fn date_time(types: &Types) -> Type {
    Type::External(match types.date_time {
        DateTimes::Jiff => external("jiff", "Timestamp", 16),
        DateTimes::Chrono => External {
            text: "DateTime<Utc>".to_owned(),
            uses: uses(&[("chrono", "DateTime"), ("chrono", "Utc")]),
            size: 16,
        },
        DateTimes::Time => external("crate::runtime::time", "DateTime", 16),
        DateTimes::String => return Type::String,
    })
}

/// The last value of a type of date-times that is read tolerantly.
#[must_use]
pub fn last_date_time(external: &External) -> Option<&'static str> {
    match (external.text.as_str(), external.uses.first()) {
        ("Timestamp", Some((module, _))) if module == "jiff" => Some("Timestamp::MAX"),
        ("DateTime<Utc>", Some((module, _))) if module == "chrono" => {
            Some("DateTime::<Utc>::MAX_UTC")
        }
        ("DateTime", Some((module, _))) if module == "crate::runtime::time" => {
            Some("DateTime::LAST")
        }
        _ => None,
    }
}

/// Whether a type is of dates that are read tolerantly.
#[must_use]
pub fn is_date(external: &External) -> bool {
    let module = external.uses.first().map(|(module, _)| module.as_str());
    matches!(
        (external.text.as_str(), module),
        ("Date", Some("jiff::civil" | "crate::runtime::time")) | ("NaiveDate", Some("chrono"))
    )
}

fn date(types: &Types) -> Type {
    Type::External(match types.date_time {
        DateTimes::Jiff => external("jiff::civil", "Date", 8),
        DateTimes::Chrono => external("chrono", "NaiveDate", 8),
        DateTimes::Time => external("crate::runtime::time", "Date", 8),
        DateTimes::String => return Type::String,
    })
}

fn external(module: &str, name: &str, size: usize) -> External {
    External {
        text: name.to_owned(),
        uses: uses(&[(module, name)]),
        size,
    }
}

fn uses(uses: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(module, name): &(&str, &str)| ((*module).to_owned(), (*name).to_owned());
    uses.iter().map(owned).collect()
}
