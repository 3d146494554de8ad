//! The words that the variants of an enum are named by, so that no name says something else than its value.

use std::collections::BTreeMap;

use deunicode::deunicode_char;
use serde_json::Value;

use super::casing::pascal;
use crate::ir::EnumValue;

/// The words of each value: its own, or those that the description gives it. Signs between letters and digits only
/// separate words; where two values would have the same name because of that, they are read out.
pub(super) fn words(values: &[EnumValue]) -> Vec<String> {
    let usual: Vec<String> = values.iter().map(usual).collect();
    let mut uses: BTreeMap<String, usize> = BTreeMap::new();
    for words in &usual {
        *uses.entry(pascal(words)).or_default() += 1;
    }
    let telling = |(value, words): (&EnumValue, String)| {
        let is_alone = uses.get(&pascal(&words)) == Some(&1);
        match &value.wire {
            Value::String(text) if !is_alone && value.words.is_none() => read_out(text),
            _ => words,
        }
    };
    values.iter().zip(usual).map(telling).collect()
}

fn usual(value: &EnumValue) -> String {
    if let Some(words) = &value.words {
        return words.clone();
    }
    let Value::String(text) = &value.wire else {
        return value.wire.to_string();
    };
    if !text.contains(char::is_alphanumeric) {
        return read_out(text);
    }
    let (negation, text) = match text.strip_prefix('!') {
        Some(rest) => ("not ", rest),
        None => ("", text.as_str()),
    };
    // As in grades and blood groups.
    match text.strip_suffix('-') {
        Some(start) => format!("{negation}{start} minus"),
        None => format!("{negation}{text}"),
    }
}

/// The words of a value with its signs.
fn read_out(text: &str) -> String {
    if text.is_empty() {
        return "empty".to_owned();
    }
    let mut words = String::with_capacity(text.len());
    for char in text.chars() {
        match sign(char) {
            Some(name) => words += &format!(" {name} "),
            None => words.push(char),
        }
    }
    words
}

/// What a sign is called; `None` for letters and digits.
fn sign(char: char) -> Option<&'static str> {
    Some(match char {
        _ if char.is_alphanumeric() => return None,
        ' ' => "space",
        '\t' => "tab",
        '\n' | '\r' => "line",
        '!' => "not",
        '"' | '\'' => "quote",
        '#' => "hash",
        '$' => "dollar",
        '%' => "percent",
        '&' => "and",
        '(' | '[' | '{' => "open",
        ')' | ']' | '}' => "close",
        '*' => "star",
        '+' => "plus",
        ',' => "comma",
        '-' => "minus",
        '.' => "dot",
        '/' => "slash",
        ':' => "colon",
        ';' => "semicolon",
        '<' => "less",
        '=' => "equal",
        '>' => "greater",
        '?' => "question",
        '@' => "at",
        '\\' => "backslash",
        '^' => "caret",
        '_' => "underscore",
        '`' => "backtick",
        '|' => "pipe",
        '~' => "tilde",
        '≠' => "not equal",
        '≤' => "less equal",
        '≥' => "greater equal",
        other => deunicode_char(other).filter(|text| text.contains(char::is_alphanumeric))?,
    })
}
