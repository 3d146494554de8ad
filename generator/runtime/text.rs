//! Foreign text made fit for a one-line message.

use std::fmt::Write;

/// The text on one line and at most `limit` characters long, with control characters flattened.
pub(super) fn one_line(text: &str, limit: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split(|c: char| c.is_whitespace() || is_unprintable(c)) {
        if word.is_empty() {
            continue;
        }
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        for c in word.chars() {
            if length == limit {
                line.push('…');
                return line;
            }
            line.push(c);
            length += 1;
        }
    }
    line
}

/// Control characters, and those that reorder or hide the text around them.
fn is_unprintable(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// What a text says, on one line: of an HTML page the title, never markup.
pub(super) fn gist(text: &str, limit: usize) -> String {
    if !is_html(text) {
        return one_line(text, limit);
    }
    match html_title(text).map(|title| one_line(title, limit)) {
        Some(title) if !title.is_empty() => title,
        _ => "an HTML page".to_owned(),
    }
}

fn is_html(text: &str) -> bool {
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let tag = |name: &str| {
        start
            .get(..name.len())
            .is_some_and(|found| found.eq_ignore_ascii_case(name))
    };
    [
        "<!doctype html",
        "<html",
        "<head",
        "<body",
        "<title",
        "<!--",
        "<h1",
        "<p>",
        "<div",
        "<center",
    ]
    .into_iter()
    .any(tag)
}

fn html_title(text: &str) -> Option<&str> {
    // ASCII case folding keeps every byte where it was.
    let folded = text.to_ascii_lowercase();
    let tag = folded.find("<title")?;
    let start = tag + folded.get(tag..)?.find('>')? + 1;
    let rest = text.get(start..)?;
    rest.split('<').next()
}

/// `bytes` as text with names and indices, such as `a.b[0]`, taken from a JSON array; a string stands for itself.
pub(super) fn dotted(path: &serde_json::Value) -> String {
    let serde_json::Value::Array(segments) = path else {
        return scalar(path).unwrap_or_default();
    };
    let mut dotted = String::new();
    for segment in segments {
        match segment {
            serde_json::Value::String(name) if dotted.is_empty() => dotted.push_str(name),
            serde_json::Value::String(name) => {
                dotted.push('.');
                dotted.push_str(name);
            }
            other => {
                // Writing to a string cannot fail.
                let _ = write!(dotted, "[{other}]");
            }
        }
    }
    dotted
}

/// The text of a JSON string, number or boolean; `None` for the rest, and for an empty string.
pub(super) fn scalar(value: &serde_json::Value) -> Option<String> {
    match value {
        serde_json::Value::String(text) => Some(text.clone()).filter(|text| !text.is_empty()),
        serde_json::Value::Number(_) | serde_json::Value::Bool(_) => Some(value.to_string()),
        _ => None,
    }
}
