//! Takes secrets out of a text that is about to be shown.
//!
//! It works on the text, not on JSON, because what has to be shown is often broken: a cut body, an HTML page with
//! JSON in it, JSON inside a string of JSON.

use super::needles::{Needles, spelled};
use super::text::gist;

/// The text in place of a secret.
pub(super) const HIDDEN: &str = "[hidden]";

/// The text with the values of the secret members and every occurrence of a credential replaced.
///
/// Member names match whatever their case. A credential is found as it is, escaped as in JSON at any depth,
/// percent-encoded and as HTML entities.
pub fn redact(text: &str, secret_members: &[&str], credentials: &[&str]) -> String {
    let hidden: Vec<String> = credentials.iter().map(|&text| text.to_owned()).collect();
    Redactor::new(secret_members, &hidden).redact(text)
}

/// Hides secrets in texts.
pub(super) struct Redactor<'a> {
    members: &'a [&'a str],
    needles: Needles,
}

impl<'a> Redactor<'a> {
    /// Hides the values of these members and every occurrence of these texts.
    pub(super) fn new(members: &'a [&'a str], hidden: &[String]) -> Self {
        Redactor {
            members,
            needles: Needles::new(hidden),
        }
    }

    /// All of a text.
    pub(super) fn redact(&self, text: &str) -> String {
        self.hide(text, false)
    }

    /// A text that is cut: without a part of a secret at its end.
    pub(super) fn redact_cut(&self, text: &str) -> String {
        self.hide(text, true)
    }

    /// The beginning of a text, on one line of at most `limit` characters. It costs the same however long the text is.
    pub(super) fn gist(&self, text: &str, limit: usize) -> String {
        gist(&self.redact_start(text), limit)
    }

    /// The beginning of a text: 16 KiB, cut without half a secret at its end.
    pub(super) fn redact_start(&self, text: &str) -> String {
        let start = start(text);
        self.hide(start, start.len() < text.len())
    }

    fn hide(&self, text: &str, is_cut: bool) -> String {
        let text = hide_members(text, self.members);
        let found = self.needles.find(&text, is_cut);
        if found.is_empty() {
            return text;
        }
        let mut shown = String::with_capacity(text.len());
        let (mut end, mut next) = (0, 0);
        while let Some(place) = found.get(next).copied() {
            next += 1;
            shown.push_str(text.get(end..place.start).unwrap_or_default());
            shown.push_str(HIDDEN);
            end = place.end;
        }
        shown.push_str(text.get(end..).unwrap_or_default());
        shown
    }
}

/// The beginning of a text that messages are made from.
pub(super) fn start(text: &str) -> &str {
    const LONGEST: usize = 16 * 1024;
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    text.get(..end).unwrap_or(text)
}

fn hide_members(text: &str, members: &[&str]) -> String {
    let mut shown = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(QUOTE_STARTS) {
        let Some((before, at)) = rest.split_at_checked(start) else {
            break;
        };
        shown.push_str(before);
        rest = match secret_value(at, members) {
            Some((key, value)) => {
                let tail = after_value(value, key);
                shown.push_str(up_to(at, value));
                for piece in [key.escape, key.mark, HIDDEN, key.escape, key.mark] {
                    shown.push_str(piece);
                }
                tail
            }
            None => {
                let tail = Quote::strip(at).map_or_else(|| after_plain(at), |(_, tail)| tail);
                shown.push_str(up_to(at, tail));
                tail
            }
        };
    }
    shown.push_str(rest);
    shown
}

/// Where the value of a secret member starts, if `text` starts with the name of one.
fn secret_value<'a>(text: &'a str, members: &[&str]) -> Option<(Quote<'a>, &'a str)> {
    let (quote, name) = Quote::strip(text)?;
    let after_name = members.iter().find_map(|member| {
        let tail = name.get(spelled(name, member)?..)?;
        let (closing, tail) = Quote::strip(tail)?;
        (closing == quote).then_some(tail)
    })?;
    let after_name = after_space(after_name);
    let colons = [":", "%3A", "%3a", "&colon;", "&#58;"];
    let mut tails = colons
        .iter()
        .filter_map(|colon| after_name.strip_prefix(colon));
    let value = after_space(tails.next()?);
    (!value.is_empty() && !is_null(value)).then_some((quote, value))
}

/// `null` is no secret, and that it is null is worth knowing.
fn is_null(value: &str) -> bool {
    value
        .strip_prefix("null")
        .is_some_and(|tail| !tail.starts_with(|c: char| c.is_alphanumeric() || c == '_'))
}

/// What follows a value; of a value that does not end, nothing.
fn after_value<'a>(text: &'a str, key: Quote<'_>) -> &'a str {
    if let Some((quote, inside)) = Quote::strip(text) {
        after_string(inside, quote)
    } else if text.starts_with(['{', '[']) {
        after_brackets(text, key)
    } else {
        let is_end = |c: char| ",}]<\r\n".contains(c) || QUOTE_STARTS.contains(&c);
        text.find(is_end)
            .and_then(|end| text.get(end..))
            .unwrap_or("")
    }
}

fn after_brackets<'a>(text: &'a str, key: Quote<'_>) -> &'a str {
    let mut depth = 0_usize;
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        match Quote::strip(rest) {
            Some((quote, inside)) if quote == key => {
                rest = after_string(inside, quote);
                continue;
            }
            Some((quote, _)) if quote.is_outside(key) => return rest,
            Some((_, inside)) => {
                rest = inside;
                continue;
            }
            None => rest = after_plain(rest),
        }
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return rest;
        }
    }
    rest
}

/// What follows the string that starts inside the quote; of a string that does not end, nothing.
pub(super) fn after_string<'a>(inside: &'a str, quote: Quote<'_>) -> &'a str {
    let mut rest = inside;
    while let Some(at) = rest.find(QUOTE_STARTS).and_then(|start| rest.get(start..)) {
        rest = match Quote::strip(at) {
            // The end of a string around this one, which was cut.
            Some((found, _)) if found.is_outside(quote) => return at,
            Some((found, tail)) if found.mark == quote.mark && found.closes(quote) => return tail,
            Some((_, tail)) => tail,
            None => after_plain(at),
        };
    }
    ""
}

/// A quotation mark with the backslashes in front of it: one inside JSON in JSON, three a level deeper, and so on.
#[derive(Clone, Copy, PartialEq)]
pub(super) struct Quote<'a> {
    escape: &'a str,
    mark: &'static str,
}

const MARKS: [&str; 14] = [
    "\"",
    "'",
    "&quot;",
    "&#34;",
    "&#034;",
    "&#x22;",
    "&#X22;",
    "&amp;quot;",
    "&apos;",
    "&#39;",
    "&#x27;",
    "%22",
    "%27",
    "u0022",
];
const QUOTE_STARTS: [char; 5] = ['\\', '"', '\'', '&', '%'];

impl Quote<'_> {
    pub(super) const DOUBLE: Quote<'static> = Quote {
        escape: "",
        mark: "\"",
    };

    fn strip(text: &str) -> Option<(Quote<'_>, &str)> {
        let unescaped = text.trim_start_matches('\\');
        let escape = up_to(text, unescaped);
        let (mark, tail) = MARKS
            .into_iter()
            .find_map(|mark| Some((mark, unescaped.strip_prefix(mark)?)))?;
        (mark != "u0022" || !escape.is_empty()).then_some((Quote { escape, mark }, tail))
    }

    /// Whether this mark has fewer escapes than the other, and so belongs to a string around it.
    fn is_outside(self, other: Quote<'_>) -> bool {
        self.mark == other.mark && self.escape.len() < other.escape.len()
    }

    /// Whether this mark ends the string that the other one opened, or a string around it.
    fn closes(self, opening: Quote<'_>) -> bool {
        let mut backslashes = self.escape.len();
        for _ in 0..(opening.escape.len() + 1).ilog2() {
            if backslashes % 2 == 0 {
                return true;
            }
            backslashes /= 2;
        }
        backslashes % 2 == 0
    }
}

/// Skips white space, also where it is escaped.
fn after_space(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some(tail) = rest.strip_prefix("%20") {
        rest = tail.trim_start();
    }
    while let Some(tail) = rest.trim_start_matches('\\').strip_prefix(['n', 'r', 't']) {
        if !rest.starts_with('\\') {
            break;
        }
        rest = tail.trim_start();
    }
    rest
}

/// Skips a run of backslashes, or else one character.
fn after_plain(text: &str) -> &str {
    if text.starts_with('\\') {
        text.trim_start_matches('\\')
    } else {
        after_char(text)
    }
}

fn after_char(text: &str) -> &str {
    let mut chars = text.chars();
    chars.next();
    chars.as_str()
}

/// The part of `text` in front of `tail`, which is its end.
fn up_to<'a>(text: &'a str, tail: &str) -> &'a str {
    text.len()
        .checked_sub(tail.len())
        .and_then(|end| text.get(..end))
        .unwrap_or(text)
}
