//! Turns origins into places that can be shown: path, line, columns, and the line itself.
//!
//! Only a message that is printed pays for it: the text is read once more, with marks.

use std::fmt;
use std::ops::Range;
use std::path::Path;

use super::lines::Lines;
use super::marks::{Marked, Marks};
use super::{Counts, Origin, SourceFile, Sources};

/// Which part of a member a message is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The key, where there is one: a list's entries have none.
    Key,
    /// The value. An object's or a list's place is its key, where there is one, or else its first line.
    Value,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place<'a> {
    /// The file.
    pub path: &'a Path,
    /// Where in it, when that is known.
    pub spot: Option<Spot<'a>>,
}

/// A part of a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot<'a> {
    /// The line, from 1.
    pub line: usize,
    /// The first character's column, from 1.
    pub column: usize,
    /// The column behind the last character.
    pub end_column: usize,
    /// The line; of a very long one, what is around the spot.
    pub excerpt: &'a str,
    /// The bytes of the excerpt that the spot covers, as far as they are worth underlining.
    pub underlined: Range<usize>,
    /// Whether the line is not shown, and the excerpt is empty therefore.
    pub concealed: bool,
}

impl Spot<'_> {
    /// The column at which the excerpt begins.
    #[must_use]
    pub fn excerpt_column(&self) -> usize {
        let before = self.excerpt.get(..self.underlined.start);
        self.column - before.unwrap_or_default().chars().count()
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.path.display())?;
        match &self.spot {
            Some(spot) => write!(f, ":{}:{}", spot.line, spot.column),
            None => Ok(()),
        }
    }
}

/// Where things stand in a file, found out once it is asked for.
#[derive(Debug)]
pub(super) struct Index {
    lines: Lines,
    /// Of a file that has a tree.
    marks: Option<Marks>,
}

impl Index {
    fn of(file: &SourceFile) -> Self {
        Self {
            lines: Lines::of(&file.text),
            marks: (file.counts == Counts::Nodes).then(|| Marks::of(&file.text)),
        }
    }
}

pub(super) struct Text<'a> {
    pub(super) file: &'a SourceFile,
    lines: &'a Lines,
    pub(super) marks: Option<&'a Marks>,
}

impl Sources {
    /// Where that part of what stands at `origin` is. `None` when no file of that number was read.
    #[must_use]
    pub fn place(&self, origin: Origin, part: Part) -> Option<Place<'_>> {
        let text = self.text(origin)?;
        Some(Place {
            path: &text.file.path,
            spot: text.bytes(origin, part).map(|bytes| text.spot(bytes)),
        })
    }

    /// The scalar at `origin` as it is written: YAML reads `1.10` as a number, and means a version.
    #[must_use]
    pub fn written(&self, origin: Origin) -> Option<&str> {
        let text = self.text(origin)?;
        let bytes = text.bytes(origin, Part::Value)?;
        text.file.text.get(bytes).map(str::trim)
    }

    pub(super) fn text(&self, origin: Origin) -> Option<Text<'_>> {
        let file = self.get(origin.file)?;
        let index = file.index.get_or_init(|| Index::of(file));
        Some(Text {
            file,
            lines: &index.lines,
            marks: index.marks.as_ref(),
        })
    }
}

impl<'a> Text<'a> {
    fn bytes(&self, origin: Origin, part: Part) -> Option<Range<usize>> {
        let number = usize::try_from(origin.node).ok()?;
        let Some(marks) = self.marks else {
            return Some(word_at(&self.file.text, number));
        };
        match marks.get(number) {
            Some(marked) => Some(self.marked(part, marked, marks.count_chars)),
            // A file without anything in it.
            None => (number == 0).then_some(0..0),
        }
    }

    fn marked(&self, part: Part, marked: Marked, count_chars: bool) -> Range<usize> {
        let is_seen = !marked.is_collection && !marked.value.is_empty();
        let range = match marked.key {
            Some(key) if part == Part::Key || !is_seen => key,
            _ => marked.value,
        };
        self.in_bytes(range, count_chars)
    }

    pub(super) fn in_bytes(&self, range: Range<usize>, count_chars: bool) -> Range<usize> {
        if !count_chars {
            return range;
        }
        let text = &self.file.text;
        let byte = |number| self.lines.byte_of_char(text, number);
        let (start, end) = (byte(range.start), byte(range.end));
        start + properties(text.get(start..end).unwrap_or_default())..end
    }

    fn spot(&self, bytes: Range<usize>) -> Spot<'a> {
        let text = self.file.text.as_str();
        let line = self.lines.line(text, bytes.start);
        let start = bytes.start.clamp(line.start, line.end);
        let covered = text.get(start..bytes.end.clamp(start, line.end));
        let end = start + covered.unwrap_or_default().trim_end().len();
        let (number, column) = self.lines.position(text, start);
        let (_, end_column) = self.lines.position(text, end);
        let concealed = self.file.concealed;
        let shown = match concealed {
            true => start..start,
            false => window(text, &line, start),
        };
        Spot {
            line: number,
            column,
            end_column,
            excerpt: text.get(shown.clone()).unwrap_or_default(),
            underlined: start - shown.start
                ..nearest_char(text, end.min(start + MOST_UNDERLINED)).min(shown.end) - shown.start,
            concealed,
        }
    }
}

/// How many bytes on either side of a spot are worth showing.
const AROUND: usize = 500;
/// How many bytes are worth underlining.
const MOST_UNDERLINED: usize = 100;

/// The part of a line that is worth showing: all of it, unless it is very long.
fn window(text: &str, line: &Range<usize>, start: usize) -> Range<usize> {
    let from = nearest_char(text, start.saturating_sub(AROUND)).max(line.start);
    let to = nearest_char(text, start.saturating_add(AROUND)).min(line.end);
    from..to
}

/// The last place between two characters that is not behind `byte`.
fn nearest_char(text: &str, byte: usize) -> usize {
    let byte = byte.min(text.len());
    (0..=byte)
        .rev()
        .find(|index| text.is_char_boundary(*index))
        .unwrap_or_default()
}

/// How long the anchor and the tag before a YAML value are, with what separates them from it.
fn properties(value: &str) -> usize {
    let mut rest = value;
    while rest.starts_with(['&', '!']) {
        let property = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let behind = rest.get(property..).unwrap_or_default().trim_start();
        if behind.is_empty() {
            break;
        }
        rest = behind;
    }
    value.len() - rest.len()
}

/// The word or the quoted text at a byte of a file that has no tree.
fn word_at(text: &str, byte: usize) -> Range<usize> {
    let start = nearest_char(text, byte);
    let rest = text.get(start..).unwrap_or_default();
    let line = rest.lines().next().unwrap_or_default();
    let is_word = |char: char| char.is_alphanumeric() || "_-.".contains(char);
    let length = match line.chars().next() {
        Some(quote @ ('"' | '\'')) => line
            .char_indices()
            .skip(1)
            .find(|(_, char)| *char == quote)
            .map_or(1, |(index, _)| index + 1),
        Some(first) if is_word(first) => line.find(|char| !is_word(char)).unwrap_or(line.len()),
        Some(first) => first.len_utf8(),
        None => 0,
    };
    start..start + length
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Part;
    use crate::diagnostics::Diagnostics;
    use crate::source::{Node, Value, parse};

    /// What is underlined for every node of a text, keys first.
    fn underlined(name: &str, text: &str) -> Vec<(String, String)> {
        let mut diagnostics = Diagnostics::new();
        let root = parse(Path::new(name), text.to_owned(), &mut diagnostics).unwrap();
        let mut all = Vec::new();
        let mut ahead: Vec<&Node> = vec![&root];
        while let Some(node) = ahead.pop() {
            let shown = |part| {
                let spot = diagnostics
                    .sources
                    .place(node.origin, part)
                    .unwrap()
                    .spot
                    .unwrap();
                let column = spot.excerpt[..spot.underlined.start].chars().count() + 1;
                assert_eq!(column, spot.column);
                spot.excerpt[spot.underlined].to_owned()
            };
            all.push((shown(Part::Key), shown(Part::Value)));
            match &node.value {
                Value::Array(items) => ahead.extend(items.iter().rev()),
                Value::Object(members) => ahead.extend(members.values().rev()),
                _ => {}
            }
        }
        all
    }

    fn is(all: &[(String, String)], expected: &[(&str, &str)]) {
        let all: Vec<(&str, &str)> = all.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
        assert_eq!(all, expected);
    }

    #[test]
    fn yaml_has_keys_and_values() {
        let text = "a: &x plain text # c\r\nb: \"q\\nb\"\nc: |\n  block é\n  two\nd:\n  - n: 1 \n    m: {é: é, b: [1, 2]}   \n  - two\n    lines\ne:\nf: *x\ng: !t 3\nh: !u {a: 1}\ni: last\n";
        is(
            &underlined("a.yaml", text),
            &[
                ("a: &x plain text # c", "a: &x plain text # c"),
                ("a", "plain text"),
                ("b", "\"q\\nb\""),
                ("c", "block é"),
                ("d", "d"),
                ("n: 1", "n: 1"),
                ("n", "1"),
                ("m", "m"),
                ("é", "é"),
                ("b", "b"),
                ("1", "1"),
                ("2", "2"),
                ("two", "two"),
                ("e", "e"),
                ("f", "plain text"),
                ("g", "3"),
                ("h", "h"),
                ("a", "1"),
                ("i", "last"),
            ],
        );
    }

    #[test]
    fn keys_that_are_aliases_and_members_that_are_merged() {
        let text = "base: &b {x: 1}\nname: &n word\nm:\n  <<: *b\n  *n : 2\nz: 3\n";
        is(
            &underlined("a.yaml", text),
            &[
                ("base: &b {x: 1}", "base: &b {x: 1}"),
                ("base", "base"),
                ("x", "1"),
                ("name", "word"),
                ("m", "m"),
                ("*n", "2"),
                ("x", "1"),
                ("z", "3"),
            ],
        );
    }

    #[test]
    fn json_has_tabs_escapes_and_surrogates() {
        let text = "{\n\t\"a\\\"\": \"\\ud83d\\ude00\",\n\t\"b\": [true, -1.5e3, {\"c\": null}],\n\t\"漢\": {}\n}";
        is(
            &underlined("a.json", text),
            &[
                ("{", "{"),
                ("\"a\\\"\"", "\"\\ud83d\\ude00\""),
                ("\"b\"", "\"b\""),
                ("true", "true"),
                ("-1.5e3", "-1.5e3"),
                ("{\"c\": null}", "{\"c\": null}"),
                ("\"c\"", "null"),
                ("\"漢\"", "\"漢\""),
            ],
        );
    }

    #[test]
    fn flow_yaml_is_not_json() {
        is(
            &underlined("a.yaml", "{a: 'b', \"c\": [d, 1]}"),
            &[
                ("{a: 'b', \"c\": [d, 1]}", "{a: 'b', \"c\": [d, 1]}"),
                ("a", "'b'"),
                ("\"c\"", "\"c\""),
                ("d", "d"),
                ("1", "1"),
            ],
        );
    }
}
