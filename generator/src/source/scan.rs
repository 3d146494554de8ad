//! Where the values of a JSON text stand. As YAML it would be read more slowly, and not always: tabs, surrogates.

use super::marks::{Mark, What, to_u32};

/// The events of `text`, counted in bytes. `None` when it is not JSON.
pub(super) fn scan(text: &str) -> Option<Vec<Mark>> {
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let bytes = text.as_bytes();
    let mut events: Vec<Mark> = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        let start = at;
        let what = match byte {
            b' ' | b'\t' | b'\r' | b'\n' | b',' | b':' => {
                at += 1;
                continue;
            }
            b'{' | b'[' => {
                at += 1;
                open.push(events.len());
                match byte {
                    b'{' => What::Object,
                    _ => What::List,
                }
            }
            b'}' | b']' => {
                at += 1;
                let begun = open.pop().and_then(|index| events.get_mut(index))?;
                begun.end = to_u32(at);
                What::End
            }
            b'"' => {
                at = end_of_string(bytes, at + 1)?;
                What::Scalar
            }
            _ => {
                let is_word = |byte: &&u8| byte.is_ascii_alphanumeric() || b"+-.".contains(byte);
                at += bytes.iter().skip(at).take_while(is_word).count();
                let word = text.get(start..at)?;
                let is_number = word.starts_with(|char: char| char == '-' || char.is_ascii_digit());
                if !is_number && !["true", "false", "null"].contains(&word) {
                    return None;
                }
                What::Scalar
            }
        };
        events.push(Mark {
            what,
            start: to_u32(start),
            end: to_u32(at),
            anchor: 0,
        });
    }
    Some(events)
}

/// The byte behind the quote that closes a string whose text begins at `at`.
fn end_of_string(bytes: &[u8], mut at: usize) -> Option<usize> {
    loop {
        match bytes.get(at)? {
            b'"' => return Some(at + 1),
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}
