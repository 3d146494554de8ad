//! Finds texts in another text, however they are spelled there: escaped as in JSON, percent-encoded, as HTML entities.
//!
//! The search is an automaton (Aho and Corasick, 1975): its time grows with the length of the text, not with the number
//! of needles. Both sides are reduced to the same bytes first, so that every spelling is found by one comparison.

use std::collections::VecDeque;
use std::ops::Range;

/// A needle of fewer bytes is found only as a whole word: a credential of one letter must not blank every word that
/// has the letter.
const SHORTEST: usize = 4;

/// The texts to find.
pub(super) struct Needles {
    /// The first is the root.
    nodes: Vec<Node>,
}

#[derive(Default)]
struct Node {
    /// Sorted by byte.
    next: Vec<(u8, usize)>,
    /// The node of the longest proper suffix that a needle begins with.
    fallback: usize,
    depth: usize,
    /// The length of the longest needle that ends here; 0: none does.
    longest: usize,
    /// The length of the longest needle of fewer than [`SHORTEST`] bytes that ends here.
    word: usize,
}

impl Needles {
    pub(super) fn new<'a>(texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut needles = Needles {
            nodes: vec![Node::default()],
        };
        for text in texts {
            needles.add(text);
        }
        needles.link();
        needles
    }

    fn add(&mut self, text: &str) {
        let mut state = 0;
        let mut length = 0;
        for (byte, _) in Units::of(text) {
            length += 1;
            state = match self.child(state, byte) {
                Some(child) => child,
                None => {
                    let child = self.nodes.len();
                    self.nodes.push(Node {
                        depth: length,
                        ..Node::default()
                    });
                    if let Some(node) = self.nodes.get_mut(state) {
                        let place = node.next.partition_point(|(known, _)| *known < byte);
                        node.next.insert(place, (byte, child));
                    }
                    child
                }
            };
        }
        if let Some(node) = self.nodes.get_mut(state) {
            match length < SHORTEST {
                true => node.word = length,
                false => node.longest = length,
            }
        }
    }

    /// Sets the fallbacks, level by level.
    fn link(&mut self) {
        let mut queue = VecDeque::from([0]);
        while let Some(state) = queue.pop_front() {
            let next = self.nodes.get(state).map(|node| node.next.clone());
            for (byte, child) in next.unwrap_or_default() {
                let fallback = match state {
                    0 => 0,
                    _ => self.step(self.node(state).fallback, byte),
                };
                let (longest, word) = (self.node(fallback).longest, self.node(fallback).word);
                if let Some(node) = self.nodes.get_mut(child) {
                    node.fallback = fallback;
                    node.longest = node.longest.max(longest);
                    node.word = node.word.max(word);
                }
                queue.push_back(child);
            }
        }
    }

    fn node(&self, state: usize) -> &Node {
        const NONE: &Node = &Node {
            next: Vec::new(),
            fallback: 0,
            depth: 0,
            longest: 0,
            word: 0,
        };
        self.nodes.get(state).unwrap_or(NONE)
    }

    fn child(&self, state: usize, byte: u8) -> Option<usize> {
        let next = &self.node(state).next;
        let place = next.binary_search_by_key(&byte, |(known, _)| *known).ok()?;
        next.get(place).map(|(_, child)| *child)
    }

    fn step(&self, mut state: usize, byte: u8) -> usize {
        loop {
            match self.child(state, byte) {
                Some(child) => return child,
                None if state == 0 => return 0,
                None => state = self.node(state).fallback,
            }
        }
    }

    /// Where needles stand in a text, in order and apart. Of a text that `is_cut`, an end that may be the beginning of
    /// a needle counts as one.
    pub(super) fn find(&self, text: &str, is_cut: bool) -> Vec<Range<usize>> {
        let mut found: Vec<Range<usize>> = Vec::new();
        if self.nodes.len() == 1 {
            return found;
        }
        // Where the last units stand, as many as the longest needle has.
        let most = self.nodes.iter().map(|node| node.depth).max();
        let most = most.unwrap_or_default() + 1;
        let mut recent: VecDeque<(u8, Range<usize>)> = VecDeque::with_capacity(most);
        let mut state = 0;
        let mut units = Units::of(text).peekable();
        while let Some((byte, place)) = units.next() {
            let end = place.end;
            if recent.len() == most {
                recent.pop_front();
            }
            recent.push_back((byte, place));
            state = self.step(state, byte);
            let node = self.node(state);
            let mut length = node.longest;
            if node.word > length && is_word(&recent, node.word, units.peek()) {
                length = node.word;
            }
            let first = recent.len().checked_sub(length).filter(|_| length > 0);
            if let Some((_, place)) = first.and_then(|first| recent.get(first)) {
                add(&mut found, place.start..end);
            }
        }
        let begun = self.node(state).depth;
        let first = recent.len().checked_sub(begun).filter(|_| begun > 0);
        if let (true, Some((_, place))) = (is_cut, first.and_then(|first| recent.get(first))) {
            add(&mut found, place.start..text.len());
        }
        found
    }
}

/// Adds a range that ends behind all others; those it overlaps become one with it.
fn add(found: &mut Vec<Range<usize>>, mut range: Range<usize>) {
    while let Some(last) = found.last().filter(|last| last.end > range.start) {
        range.start = range.start.min(last.start);
        found.pop();
    }
    found.push(range);
}

/// Whether the last `length` units are no part of a longer word.
fn is_word(
    recent: &VecDeque<(u8, Range<usize>)>,
    length: usize,
    next: Option<&(u8, Range<usize>)>,
) -> bool {
    let is_letter = |byte: u8| byte.is_ascii_alphanumeric() || byte >= 0x80;
    let before = recent.len().checked_sub(length + 1);
    let before = before.and_then(|before| recent.get(before));
    ![before, next]
        .into_iter()
        .flatten()
        .any(|(byte, _)| is_letter(*byte))
}

/// The bytes that a text stands for, each with the place of what stands for it.
struct Units<'a> {
    text: &'a str,
    offset: usize,
    /// What is left of a character that an escape stands for.
    rest: VecDeque<u8>,
    place: Range<usize>,
}

impl<'a> Units<'a> {
    fn of(text: &'a str) -> Self {
        Units {
            text,
            offset: 0,
            rest: VecDeque::new(),
            place: 0..0,
        }
    }

    fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.offset..).unwrap_or_default()
    }

    /// Takes so many bytes of the text, which stand for a character.
    fn take(&mut self, length: usize, c: char) {
        self.place = self.offset..self.offset + length;
        self.offset += length;
        self.rest.extend(c.encode_utf8(&mut [0; 4]).bytes());
    }

    fn take_byte(&mut self, length: usize, byte: u8) {
        self.place = self.offset..self.offset + length;
        self.offset += length;
        self.rest.push_back(byte);
    }

    /// Backslashes and what they escape. Deeper levels of JSON have more of them.
    fn escape(&mut self) {
        let bytes = self.bytes();
        let backslashes = bytes.iter().take_while(|byte| **byte == b'\\').count();
        let behind = bytes.get(backslashes..).unwrap_or_default();
        match behind {
            [b'u', digits @ ..] => match unicode(digits) {
                Some((c, length)) => self.take(backslashes + 1 + length, c),
                None => self.offset += backslashes,
            },
            [b'n', ..] => self.take_byte(backslashes + 1, b'\n'),
            [b'r', ..] => self.take_byte(backslashes + 1, b'\r'),
            [b't', ..] => self.take_byte(backslashes + 1, b'\t'),
            _ => self.offset += backslashes,
        }
    }
}

impl Iterator for Units<'_> {
    type Item = (u8, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if let Some(byte) = self.rest.pop_front() {
                // In a query it stands for a space.
                let byte = if byte == b'+' { b' ' } else { byte };
                return Some((byte, self.place.clone()));
            }
            let bytes = self.bytes();
            match bytes {
                [] => return None,
                [b'\\', ..] => self.escape(),
                [b'%', ..] => {
                    let (byte, length) = percent(bytes).unwrap_or((b'%', 1));
                    self.take_byte(length, byte);
                }
                [b'&', ..] => {
                    let (c, length) = entity(bytes).unwrap_or(('&', 1));
                    self.take(length, c);
                }
                [byte, ..] => self.take_byte(1, *byte),
            }
        }
    }
}

/// The character of `\u` and its length in digits; of a pair of surrogates, both.
fn unicode(digits: &[u8]) -> Option<(char, usize)> {
    let first = hexadecimal(digits.get(..4)?)?;
    if let Some(c) = char::from_u32(first) {
        return Some((c, 4));
    }
    let behind = digits.get(4..)?;
    let backslashes = behind.iter().take_while(|byte| **byte == b'\\').count();
    let behind = behind.get(backslashes..)?.strip_prefix(b"u")?;
    let second = hexadecimal(behind.get(..4)?)?;
    let both = char::decode_utf16([u16::try_from(first).ok()?, u16::try_from(second).ok()?]);
    let c = both.into_iter().next()?.ok()?;
    Some((c, 4 + backslashes + 1 + 4))
}

/// The byte of `%41`, and of `%2541`, which is encoded twice.
fn percent(bytes: &[u8]) -> Option<(u8, usize)> {
    let mut length = 1;
    while let [b'2', b'5', high, low, ..] = bytes.get(length..)? {
        if !high.is_ascii_hexdigit() || !low.is_ascii_hexdigit() {
            break;
        }
        length += 2;
    }
    let byte = hexadecimal(bytes.get(length..length + 2)?)?;
    Some((u8::try_from(byte).ok()?, length + 2))
}

/// The character of an HTML entity, and its length.
fn entity(bytes: &[u8]) -> Option<(char, usize)> {
    let end = bytes.iter().take(10).position(|byte| *byte == b';')?;
    let c = match bytes.get(1..end)? {
        b"amp" => '&',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        [b'#', b'x' | b'X', digits @ ..] => char::from_u32(hexadecimal(digits)?)?,
        [b'#', digits @ ..] => {
            let digits = std::str::from_utf8(digits).ok()?;
            char::from_u32(digits.parse().ok()?)?
        }
        _ => return None,
    };
    Some((c, end + 1))
}

fn hexadecimal(digits: &[u8]) -> Option<u32> {
    let is_number = digits.iter().all(u8::is_ascii_hexdigit);
    let digits = std::str::from_utf8(digits).ok().filter(|_| is_number)?;
    u32::from_str_radix(digits, 16).ok()
}
