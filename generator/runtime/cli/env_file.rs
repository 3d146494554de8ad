//! Files of variables, such as `.env`. Values are taken as they are written: nothing in them is expanded.

use std::collections::BTreeMap;

/// Reads the lines `NAME=VALUE` of a file; the last one of a name counts. Empty values are none.
///
/// # Errors
///
/// Returns a message for a file that is not text in UTF-8.
pub(super) fn parse(bytes: &[u8]) -> Result<BTreeMap<String, String>, String> {
    let is_wide = bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]);
    if is_wide || bytes.contains(&0) {
        return Err("it is text in UTF-16; save it as UTF-8".to_owned());
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let before = bytes.get(..error.valid_up_to()).unwrap_or_default();
        let number = before.iter().filter(|byte| **byte == b'\n').count() + 1;
        format!("line {number} is not text in UTF-8; save the file as UTF-8")
    })?;
    // A carriage return alone ends a line too, as on old systems.
    let lines = text.split(['\n', '\r']).map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    let pairs = lines.filter_map(|line| {
        let line = match line.strip_prefix("export") {
            Some(rest) if rest.starts_with(char::is_whitespace) => rest,
            _ => line,
        };
        let (name, value) = line.split_once('=')?;
        Some((name.trim().to_owned(), value_of(value)))
    });
    let mut all: BTreeMap<String, String> = pairs.collect();
    all.retain(|_, value| !value.is_empty());
    Ok(all)
}

/// A value without its quotes and without the comment behind it.
fn value_of(text: &str) -> String {
    let value = text.trim();
    if let Some(quote @ ('"' | '\'')) = value.chars().next() {
        if let Some((inner, rest)) = quoted(value, quote) {
            let is_comment = rest.starts_with(char::is_whitespace) && rest.trim().starts_with('#');
            if rest.trim().is_empty() || is_comment {
                return inner;
            }
        }
    }
    let mut before = ' ';
    for (index, c) in text.char_indices() {
        // Directly behind the sign it belongs to the value: only white space makes it a comment.
        if c == '#' && before.is_whitespace() && index > 0 {
            return text.get(..index).unwrap_or_default().trim().to_owned();
        }
        before = c;
    }
    value.to_owned()
}

/// The text between a quote and the next one like it, and the text behind. Within double quotes a backslash takes the
/// meaning from a quote and from another backslash.
fn quoted(text: &str, quote: char) -> Option<(String, &str)> {
    let mut inner = String::new();
    let mut chars = text.get(quote.len_utf8()..)?.chars();
    while let Some(c) = chars.next() {
        if c == quote {
            return Some((inner, chars.as_str()));
        }
        let mut ahead = chars.clone();
        match ahead.next() {
            Some(next @ ('"' | '\\')) if c == '\\' && quote == '"' => {
                inner.push(next);
                chars = ahead;
            }
            _ => inner.push(c),
        }
    }
    None
}
