//! Secrets in what is printed: hidden, unless `--show-secrets` asks for them.

use std::borrow::Cow;
use std::collections::BTreeSet;

use serde_json::value::RawValue;

use super::json::Json;
use super::notes;
use crate::runtime::redact::redact;

/// The text in place of a secret.
const HIDDEN: &str = "********";

/// How long a line of a stream may be, or the lines of an event together.
const LONGEST: usize = 16 << 20;

/// Hides the values of secret properties.
pub struct Mask {
    properties: Vec<&'static str>,
    /// Those that were hidden.
    found: BTreeSet<String>,
    /// Those that a note was about.
    noted: BTreeSet<String>,
}

impl Mask {
    /// Hides these properties, except those that are shown just this once.
    pub fn new(properties: &[&'static str], once: &[&str], shows: bool) -> Self {
        let properties = properties.iter().copied();
        let properties = properties.filter(|name| !shows && !once.contains(name));
        Mask {
            properties: properties.collect(),
            found: BTreeSet::new(),
            noted: BTreeSet::new(),
        }
    }

    /// Whether there is anything to hide.
    pub(super) fn is_used(&self) -> bool {
        !self.properties.is_empty()
    }

    fn hides(&self, name: &str) -> bool {
        let mut properties = self.properties.iter();
        properties.any(|property| property.eq_ignore_ascii_case(name))
    }

    /// Hides secrets in a value.
    pub(super) fn json(&mut self, value: &mut Json) {
        match value {
            Json::List(items) => items.iter_mut().for_each(|item| self.json(item)),
            Json::Object(members) => {
                for (name, value) in members {
                    if !self.hides(name) {
                        self.json(value);
                    } else if *value != Json::Null {
                        self.found.insert(name.clone());
                        *value = Json::Text(HIDDEN.to_owned());
                    }
                }
            }
            _ => {}
        }
    }

    /// Hides secrets in the bytes of a body; all else stays as it is, byte by byte.
    pub fn body<'a>(&mut self, body: &'a [u8]) -> Cow<'a, [u8]> {
        if self.properties.is_empty() {
            return body.into();
        }
        match is_json(body) {
            Some(text) => self.whole(body, text),
            None => self.broken(body),
        }
    }

    /// Hides secrets in JSON; text of other kinds stays as it is.
    pub fn text<'a>(&mut self, body: &'a [u8]) -> Cow<'a, [u8]> {
        let is_json = is_json(body).is_some();
        if is_json {
            self.body(body)
        } else {
            body.into()
        }
    }

    /// Valid JSON. Names can be escaped in it, and it can be nested deeper than is read.
    fn whole<'a>(&mut self, body: &'a [u8], text: &str) -> Cow<'a, [u8]> {
        let bytes = text.as_bytes();
        let mut shown = Vec::new();
        let (mut done, mut place) = (0, 0);
        while let Some(start) = find(bytes, place, |byte| byte == b'"') {
            let end = after_string(bytes, start);
            place = end;
            let colon = after_space(bytes, end);
            if bytes.get(colon) != Some(&b':') {
                continue;
            }
            let value = after_space(bytes, colon + 1);
            place = value;
            let name = text.get(start..end).unwrap_or_default();
            let name: String = serde_json::from_str(name).unwrap_or_default();
            let is_null = bytes.get(value) == Some(&b'n');
            if !self.hides(&name) || is_null {
                continue;
            }
            place = after_value(bytes, value);
            shown.extend_from_slice(bytes.get(done..value).unwrap_or_default());
            shown.extend_from_slice(format!("\"{HIDDEN}\"").as_bytes());
            done = place;
            self.found.insert(name);
        }
        if done == 0 {
            return body.into();
        }
        shown.extend_from_slice(bytes.get(done..).unwrap_or_default());
        shown.into()
    }

    /// Text that holds JSON, or the beginning of some.
    fn broken<'a>(&mut self, body: &'a [u8]) -> Cow<'a, [u8]> {
        let redacted = match std::str::from_utf8(body) {
            Ok(text) => redact(text, &self.properties, &[]).into_bytes(),
            // A character for each byte, and back again, keeps bytes that are not text.
            Err(_) => {
                let wide = |bytes: &[u8]| bytes.iter().copied().map(char::from).collect::<String>();
                let names = self.properties.iter().map(|name| wide(name.as_bytes()));
                let names: Vec<String> = names.collect();
                let names: Vec<&str> = names.iter().map(String::as_str).collect();
                let text = redact(&wide(body), &names, &[]);
                text.chars().filter_map(|c| u8::try_from(c).ok()).collect()
            }
        };
        if redacted == body {
            return body.into();
        }
        let lower = body.to_ascii_lowercase();
        for name in &self.properties {
            let wanted = name.to_ascii_lowercase().into_bytes();
            if lower
                .windows(wanted.len().max(1))
                .any(|found| found == wanted)
            {
                self.found.insert((*name).to_owned());
            }
        }
        redacted.into()
    }

    /// Says which properties are hidden in what is printed, each of them once.
    pub(super) fn note(&mut self, printed: &[u8]) {
        let is_in = |mark: &str| {
            let mut windows = printed.windows(mark.len());
            windows.any(|found| found == mark.as_bytes())
        };
        let new: Vec<String> = self.found.difference(&self.noted).cloned().collect();
        if new.is_empty() || !(is_in(HIDDEN) || is_in(crate::runtime::redact::HIDDEN)) {
            return;
        }
        let names: Vec<String> = new.iter().map(|name| format!("`{name}`")).collect();
        let verb = if names.len() == 1 { "is" } else { "are" };
        notes::note(&format!(
            "{} {verb} hidden: --show-secrets shows the values",
            names.join(", ")
        ));
        self.noted.extend(new);
    }
}

/// The text, if it is valid JSON as a whole.
fn is_json(body: &[u8]) -> Option<&str> {
    let text = std::str::from_utf8(body).ok()?;
    let inner = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str::<&RawValue>(inner).ok().map(|_| text)
}

fn find(bytes: &[u8], start: usize, is_it: impl Fn(u8) -> bool) -> Option<usize> {
    let mut rest = bytes.get(start..)?.iter();
    rest.position(|byte| is_it(*byte))
        .map(|found| start + found)
}

fn after_space(bytes: &[u8], start: usize) -> usize {
    let is_other = |byte: u8| !byte.is_ascii_whitespace();
    find(bytes, start, is_other).unwrap_or(bytes.len())
}

/// Where a string ends that starts here with its quotation mark.
fn after_string(bytes: &[u8], start: usize) -> usize {
    let mut place = start + 1;
    while let Some(found) = find(bytes, place, |byte| byte == b'"' || byte == b'\\') {
        match bytes.get(found) {
            Some(b'"') => return found + 1,
            _ => place = found + 2,
        }
    }
    bytes.len()
}

/// Where a value ends that starts here.
fn after_value(bytes: &[u8], start: usize) -> usize {
    let (mut place, mut depth) = (start, 0_usize);
    while let Some(byte) = bytes.get(place) {
        match byte {
            b'"' => place = after_string(bytes, place),
            b'{' | b'[' => {
                depth += 1;
                place += 1;
            }
            b'}' | b']' | b',' if depth == 0 => return place,
            b'}' | b']' => {
                depth -= 1;
                place += 1;
            }
            byte if depth == 0 && byte.is_ascii_whitespace() => return place,
            _ => {
                place += 1;
                continue;
            }
        }
        if depth == 0 {
            return place;
        }
    }
    place
}

/// Hides secrets in a stream, line by line: values of JSON on lines of their own, or server-sent events.
#[derive(Default)]
pub struct Lines {
    /// The beginning of a line.
    rest: Vec<u8>,
    /// The lines of data of one event.
    data: Vec<Vec<u8>>,
    /// How long they are.
    length: usize,
}

impl Lines {
    /// Takes another piece and returns the bytes that can be printed now; none: a line is too long.
    pub fn push(&mut self, mask: &mut Mask, piece: &[u8]) -> Option<Vec<u8>> {
        let mut shown = Vec::new();
        // Of what is there already, only the last byte can be part of the end of a line.
        let mut from = self.rest.len().saturating_sub(1);
        self.rest.extend_from_slice(piece);
        let mut start = 0;
        while let Some(end) = line_end(&self.rest, from) {
            let line = self.rest.get(start..end).unwrap_or_default().to_vec();
            self.line(mask, line, &mut shown);
            (start, from) = (end, end);
        }
        self.rest.drain(..start);
        (self.rest.len() + self.length <= LONGEST).then_some(shown)
    }

    /// What is left when the stream has ended.
    pub fn end(&mut self, mask: &mut Mask) -> Vec<u8> {
        let mut shown = Vec::new();
        let line = std::mem::take(&mut self.rest);
        self.line(mask, line, &mut shown);
        self.event(mask, &mut shown);
        shown
    }

    fn line(&mut self, mask: &mut Mask, line: Vec<u8>, shown: &mut Vec<u8>) {
        if line.starts_with(DATA) {
            self.length += line.len();
            self.data.push(line);
            return;
        }
        self.event(mask, shown);
        let (mark, line) = match line.strip_prefix(b"\x1e") {
            Some(line) => (b"\x1e".as_slice(), line),
            None => (b"".as_slice(), line.as_slice()),
        };
        shown.extend_from_slice(mark);
        shown.extend_from_slice(&mask.body(line));
    }

    /// The lines of data of an event: together they are one text.
    fn event(&mut self, mask: &mut Mask, shown: &mut Vec<u8>) {
        self.length = 0;
        let lines = std::mem::take(&mut self.data);
        let data: Vec<u8> = { lines.iter() }
            .flat_map(|line| line.get(DATA.len()..).unwrap_or_default())
            .copied()
            .collect();
        match mask.body(&data) {
            Cow::Borrowed(_) => lines.iter().for_each(|line| shown.extend_from_slice(line)),
            Cow::Owned(hidden) => {
                let mut start = 0;
                while start < hidden.len() {
                    let end = line_end(&hidden, start).unwrap_or(hidden.len());
                    shown.extend_from_slice(DATA);
                    shown.extend_from_slice(hidden.get(start..end).unwrap_or_default());
                    start = end;
                }
            }
        }
    }
}

/// How a line of data begins in server-sent events.
const DATA: &[u8] = b"data:";

/// Where the first line ends: behind CR LF, LF, or a CR that is known to stand alone.
fn line_end(bytes: &[u8], from: usize) -> Option<usize> {
    let end = find(bytes, from, |byte| byte == b'\n' || byte == b'\r')?;
    match (bytes.get(end), bytes.get(end + 1)) {
        (Some(b'\r'), Some(b'\n')) => Some(end + 2),
        (Some(b'\r'), None) => None,
        _ => Some(end + 1),
    }
}
