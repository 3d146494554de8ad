//! Texts and whole numbers of examples.

use serde_json::Value;

use super::fitting;
use crate::ir::{Integer, Rule};

/// A whole number: the example, if the type has it.
pub(super) fn whole(integer: Integer, example: Option<&Value>, rules: &[Rule]) -> String {
    let fits = |number: &i64| match integer {
        Integer::I64 => true,
        Integer::I32 => i32::try_from(*number).is_ok(),
        Integer::I16 => i16::try_from(*number).is_ok(),
        Integer::I8 => i8::try_from(*number).is_ok(),
        Integer::U64 => u64::try_from(*number).is_ok(),
        Integer::U32 => u32::try_from(*number).is_ok(),
        Integer::U16 => u16::try_from(*number).is_ok(),
        Integer::U8 => u8::try_from(*number).is_ok(),
    };
    let number = example.and_then(Value::as_i64).filter(fits).unwrap_or(1);
    #[allow(clippy::cast_precision_loss, reason = "bounds are floats, too")]
    let nearest = fitting::number(number as f64, rules);
    // As a float, a large number loses its last digits: only another one is taken from there.
    #[allow(clippy::cast_precision_loss, reason = "bounds are floats, too")]
    let is_same = nearest == number as f64;
    let nearest = format!("{nearest:.0}").parse().ok().filter(fits);
    match (is_same, nearest) {
        (false, Some(nearest)) => nearest.to_string(),
        _ => number.to_string(),
    }
}

/// A number of JSON: the example, or one that the rules allow.
pub(super) fn number(example: Option<&Value>, rules: &[Rule]) -> String {
    let number = example.and_then(Value::as_f64);
    let number = number.filter(|number| number.is_finite());
    format!("{:?}", fitting::number(number.unwrap_or(1.5), rules))
}

/// A text in quotes: the example, or the name of what it is for, as the rules allow it.
pub(super) fn text(example: Option<&Value>, wire: &str, rules: &[Rule]) -> String {
    const LONGEST: usize = 120;
    let is_fit = |text: &&str| {
        let is_plain =
            |char: char| char == ' ' || char.is_alphanumeric() || char.is_ascii_punctuation();
        !text.is_empty() && text.len() <= LONGEST && text.chars().all(is_plain)
    };
    let text = example.and_then(Value::as_str).filter(is_fit);
    format!(
        "{:?}",
        fitting::fitting(text.unwrap_or_else(|| usual(wire)), rules)
    )
}

/// Names of files, by words in the names of the properties that they are for.
const FILES: [(&[&str], &str); 4] = [
    (
        &["image", "photo", "picture", "avatar", "logo", "icon"],
        "photo.png",
    ),
    (&["audio", "voice", "speech", "sound"], "speech.mp3"),
    (&["video", "movie"], "video.mp4"),
    (&["csv", "table"], "table.csv"),
];

/// The name of a file for a property of this name.
pub(super) fn file_name(wire: &str) -> &'static str {
    let words = crate::name::words(wire);
    let is_meant = |names: &[&str]| words.iter().any(|word| names.contains(&word.as_str()));
    let found = FILES.iter().find(|(names, _)| is_meant(names));
    found.map_or("report.pdf", |(_, name)| name)
}

/// Returns a realistic value for a property of this name, or the name itself.
fn usual(wire: &str) -> &str {
    let words = crate::name::words(wire);
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    match words.as_slice() {
        [.., "email"] | [.., "email", "address"] => "ada@example.com",
        [.., "url" | "uri" | "website" | "webhook" | "endpoint"] => "https://example.com/",
        [.., "domain" | "hostname"] => "example.com",
        [.., "phone"] | [.., "phone", "number"] => "+15555550100",
        [.., "first", "name"] => "Ada",
        [.., "last", "name"] | ["surname"] => "Lovelace",
        ["full", "name"] => "Ada Lovelace",
        [.., "username"] | [.., "user", "name"] => "ada",
        [.., "country"] | [.., "country", "code"] => "GB",
        [.., "currency"] | [.., "currency", "code"] => "EUR",
        [.., "amount" | "balance" | "cost" | "price" | "total"] => "9.99",
        [.., "count" | "quantity"] => "1",
        [.., "city"] => "London",
        [.., "language" | "locale"] => "en",
        [.., "timezone"] | [.., "time", "zone"] => "Europe/London",
        [.., "date"] | ["date", "from" | "to"] => "2026-01-31",
        ["message" | "text" | "content" | "prompt" | "input" | "body"] => "Hello!",
        _ => wire,
    }
}
