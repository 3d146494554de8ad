//! Texts and whole numbers of examples.

use serde_json::Value;

use crate::ir::Integer;

/// A whole number: the example, if the type has it.
pub(super) fn whole(integer: Integer, example: Option<&Value>) -> String {
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
    let number = example.and_then(Value::as_i64).filter(fits);
    number.unwrap_or(1).to_string()
}

/// A text in quotes: the example, or the name of what it is for.
pub(super) fn text(example: Option<&Value>, wire: &str) -> String {
    const LONGEST: usize = 120;
    let is_fit = |text: &&str| {
        let is_plain =
            |char: char| char == ' ' || char.is_alphanumeric() || char.is_ascii_punctuation();
        !text.is_empty() && text.len() <= LONGEST && text.chars().all(is_plain)
    };
    let text = example.and_then(Value::as_str).filter(is_fit);
    format!("{:?}", text.unwrap_or_else(|| usual(wire)))
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
        [.., "city"] => "London",
        [.., "language" | "locale"] => "en",
        [.., "timezone"] | [.., "time", "zone"] => "Europe/London",
        [.., "date"] => "2026-01-31",
        ["message" | "text" | "content" | "prompt" | "input" | "body"] => "Hello!",
        _ => wire,
    }
}
