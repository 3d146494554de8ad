//! Path templates as naming schemes see them.

use crate::name::{singular, words};

/// A segment of a path.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Segment {
    /// The words of what is fixed.
    Fixed(Vec<String>),
    /// A parameter: its words.
    Parameter(Vec<String>),
}

/// A path without what every path of the API has: versions, and prefixes that say nothing.
#[derive(Clone, Debug, Default)]
pub(super) struct Template {
    pub(super) segments: Vec<Segment>,
}

impl Template {
    /// Reads a path. `prefix` are the fixed segments that all paths of the API begin with.
    pub(super) fn new(path: &str, prefix: &[String]) -> Self {
        let path = path.split(['?', '#']).next().unwrap_or_default();
        let mut segments = Vec::new();
        for text in path.split('/').filter(|text| !text.is_empty()) {
            // `/pets:batch` and `/users('{id}')` say several things in one segment.
            for part in parts(text) {
                let segment = match part {
                    Part::Parameter(name) => Segment::Parameter(words(name)),
                    Part::Fixed(text) if is_version(text) => continue,
                    Part::Fixed(text) => Segment::Fixed(fixed(text)),
                };
                match &segment {
                    Segment::Fixed(words) if words.is_empty() => {}
                    _ => segments.push(segment),
                }
            }
        }
        let mut template = Self { segments };
        template.strip(prefix);
        template
    }

    fn strip(&mut self, prefix: &[String]) {
        let is_noise = |segment: &Segment| {
            let Segment::Fixed(words) = segment else {
                return false;
            };
            let joined = words.join(" ");
            prefix.contains(&joined) || ["api", "rest", "public"].contains(&joined.as_str())
        };
        while self.fixed().count() > 1 && self.segments.first().is_some_and(is_noise) {
            self.segments.remove(0);
        }
    }

    /// The words of the fixed segments.
    pub(super) fn fixed(&self) -> impl DoubleEndedIterator<Item = &Vec<String>> {
        self.segments.iter().filter_map(|segment| match segment {
            Segment::Fixed(words) => Some(words),
            Segment::Parameter(_) => None,
        })
    }

    /// Whether it ends in a parameter, so that it names one of many.
    pub(super) fn is_item(&self) -> bool {
        matches!(self.segments.last(), Some(Segment::Parameter(_)))
    }

    /// Whether the last fixed segment is a plural for one thing.
    pub(super) fn is_settings(&self) -> bool {
        let last = self.leaf().and_then(|leaf| leaf.last());
        last.is_some_and(|word| ["settings", "preferences", "options"].contains(&word.as_str()))
    }

    /// The words of the last parameter.
    pub(super) fn parameter(&self) -> Option<&Vec<String>> {
        self.segments
            .iter()
            .rev()
            .find_map(|segment| match segment {
                Segment::Parameter(words) => Some(words),
                Segment::Fixed(_) => None,
            })
    }

    /// The last fixed segment.
    pub(super) fn leaf(&self) -> Option<&Vec<String>> {
        self.fixed().next_back()
    }
}

/// Whether the last of the words is a plural.
pub(super) fn is_plural(words: &[String]) -> bool {
    words
        .last()
        .is_some_and(|word| singular(word) != *word || ["data", "media"].contains(&word.as_str()))
}

/// The words in the singular.
pub(super) fn stems(words: &[String]) -> Vec<String> {
    words.iter().map(|word| singular(word)).collect()
}

enum Part<'a> {
    Fixed(&'a str),
    Parameter(&'a str),
}

/// The parts of a segment, with an extension (`{id}.json`, `Recordings.json`) left out.
fn parts(text: &str) -> Vec<Part<'_>> {
    let text = { [".json", ".xml"].iter() }
        .find_map(|end| text.strip_suffix(end))
        .filter(|text| !text.is_empty())
        .unwrap_or(text);
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('{') {
        let (name, after) = after.split_once('}').unwrap_or((after, ""));
        parts.push(Part::Fixed(before));
        parts.push(Part::Parameter(name));
        rest = after;
    }
    parts.extend(rest.split(':').map(Part::Fixed));
    // What only surrounds a parameter (`@{name}`, `v{version}`) is no word of its own.
    let has_parameter = parts.iter().any(|part| matches!(part, Part::Parameter(_)));
    parts.retain(|part| match part {
        Part::Fixed(text) => !text.is_empty() && (!has_parameter || words(text).concat().len() > 1),
        Part::Parameter(_) => true,
    });
    parts
}

fn fixed(text: &str) -> Vec<String> {
    let text = text.replace("%20", " ");
    words(&text)
}

/// Whether a segment or a word is a version: `v1`, `V2`, `2024.1`.
pub(super) fn is_version(text: &str) -> bool {
    let digits = text.strip_prefix(['v', 'V']).unwrap_or_default();
    let is_number = |text: &str| {
        text.starts_with(|first: char| first.is_ascii_digit())
            && text
                .chars()
                .all(|next| next.is_ascii_digit() || next == '.')
    };
    let stem = digits.split(['-', '_']).next().unwrap_or_default();
    let stem = stem.trim_end_matches(|last: char| last.is_ascii_digit());
    let stem = stem.trim_end_matches("alpha").trim_end_matches("beta");
    let is_named = !digits.is_empty() && (is_number(digits) || is_number(stem));
    is_named || is_number(text) && text.contains('.')
}
