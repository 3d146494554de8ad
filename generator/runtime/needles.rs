//! Finds texts in another text, however they are spelled there: escaped as in JSON, percent-encoded, as HTML entities.
//!
//! The search is an automaton (Aho and Corasick, 1975): its time grows with the length of the text, not with the number
//! of needles. Both sides are reduced to the same bytes first, so that every spelling is found by one comparison.
//!
//! It is written with loops in place of iterators and collections: every crate compiles it.

/// A needle of fewer bytes is found only as a whole word: a credential of one letter must not blank every word that
/// has the letter.
const SHORTEST: usize = 4;

/// The texts to find.
pub(super) struct Needles {
    /// The first is the root.
    nodes: Vec<Node>,
    /// The length of the longest needle.
    longest: usize,
}

/// A beginning of needles. 0, the root, stands for no node.
#[derive(Clone, Copy, Default)]
struct Node {
    /// The byte that leads here.
    byte: u8,
    /// The first node that is a byte longer.
    child: usize,
    /// The next node that is as long, behind the same beginning.
    sibling: usize,
    /// The node of the longest proper suffix that a needle begins with.
    fallback: usize,
    depth: usize,
    /// The length of the longest needle that ends here; 0: none does.
    longest: usize,
    /// The length of the longest needle of fewer than [`SHORTEST`] bytes that ends here.
    word: usize,
}

/// A place in a text: from a byte up to another.
#[derive(Clone, Copy, Default)]
pub(super) struct Place {
    pub(super) start: usize,
    pub(super) end: usize,
    /// The byte that the text there stands for, where it is one.
    byte: u8,
}

impl Needles {
    pub(super) fn new(texts: &[String]) -> Self {
        let mut needles = Needles {
            nodes: vec![Node::default()],
            longest: 0,
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
        let mut units = Units::of(text);
        while let Some(unit) = units.next() {
            length += 1;
            let known = self.child(state, unit.byte);
            if known != 0 {
                state = known;
                continue;
            }
            let child = self.nodes.len();
            self.nodes.push(Node {
                byte: unit.byte,
                sibling: self.node(state).child,
                depth: length,
                ..Node::default()
            });
            self.change(state, |node| node.child = child);
            state = child;
        }
        self.longest = self.longest.max(length);
        self.change(state, |node| match length < SHORTEST {
            true => node.word = length,
            false => node.longest = length,
        });
    }

    /// Sets the fallbacks, level by level.
    fn link(&mut self) {
        let mut queue = vec![0];
        let mut next = 0;
        while let Some(state) = queue.get(next).copied() {
            next += 1;
            let mut child = self.node(state).child;
            while child != 0 {
                let fallback = match state {
                    0 => 0,
                    _ => self.step(self.node(state).fallback, self.node(child).byte),
                };
                let suffix = self.node(fallback);
                self.change(child, |node| {
                    node.fallback = fallback;
                    node.longest = node.longest.max(suffix.longest);
                    node.word = node.word.max(suffix.word);
                });
                queue.push(child);
                child = self.node(child).sibling;
            }
        }
    }

    fn node(&self, state: usize) -> Node {
        self.nodes.get(state).copied().unwrap_or_default()
    }

    fn change(&mut self, state: usize, change: impl FnOnce(&mut Node)) {
        if let Some(node) = self.nodes.get_mut(state) {
            change(node);
        }
    }

    /// The node behind a byte; 0: there is none.
    fn child(&self, state: usize, byte: u8) -> usize {
        let mut child = self.node(state).child;
        while child != 0 && self.node(child).byte != byte {
            child = self.node(child).sibling;
        }
        child
    }

    fn step(&self, mut state: usize, byte: u8) -> usize {
        loop {
            let child = self.child(state, byte);
            if child != 0 || state == 0 {
                return child;
            }
            state = self.node(state).fallback;
        }
    }

    /// Where needles stand in a text, in order and apart. Of a text that `is_cut`, an end that may be the beginning of
    /// a needle counts as one.
    pub(super) fn find(&self, text: &str, is_cut: bool) -> Vec<Place> {
        let mut found = Vec::new();
        if self.longest == 0 {
            return found;
        }
        // Where the last units stand, as many as the longest needle has, and the one before.
        let mut recent = vec![Place::default(); self.longest + 1];
        let mut count = 0;
        let mut state = 0;
        let mut units = Units::of(text);
        while let Some(unit) = units.next() {
            let slot = count % recent.len();
            if let Some(slot) = recent.get_mut(slot) {
                *slot = unit;
            }
            count += 1;
            // The unit so many behind the last one, from 0.
            let behind = |back: usize| {
                let place = count.checked_sub(back + 1)?;
                recent.get(place % recent.len()).copied()
            };
            state = self.step(state, unit.byte);
            let node = self.node(state);
            let mut length = node.longest;
            if node.word > length {
                let mut ahead = units;
                let is_part = is_letter(behind(node.word)) || is_letter(ahead.next());
                length = if is_part { length } else { node.word };
            }
            if let (true, Some(first)) = (length > 0, behind(length.saturating_sub(1))) {
                add(&mut found, first.start, unit.end);
            }
        }
        let begun = self.node(state).depth;
        if is_cut && begun > 0 {
            let first = recent.get((count - begun) % recent.len()).copied();
            add(&mut found, first.unwrap_or_default().start, text.len());
        }
        found
    }
}

/// Adds a place that ends behind all others; those it overlaps become one with it.
fn add(found: &mut Vec<Place>, mut start: usize, end: usize) {
    while let Some(last) = found.last().copied() {
        if last.end <= start {
            break;
        }
        start = start.min(last.start);
        found.pop();
    }
    found.push(Place {
        start,
        end,
        byte: 0,
    });
}

fn is_letter(unit: Option<Place>) -> bool {
    matches!(unit, Some(unit) if unit.byte.is_ascii_alphanumeric() || unit.byte >= 0x80)
}

/// The bytes that a text stands for.
#[derive(Clone, Copy)]
struct Units<'a> {
    text: &'a str,
    offset: usize,
    /// The bytes of the character that an escape stands for, and how many of them were given out.
    bytes: [u8; 4],
    length: usize,
    given: usize,
    place: Place,
}

impl<'a> Units<'a> {
    fn of(text: &'a str) -> Self {
        Units {
            text,
            offset: 0,
            bytes: [0; 4],
            length: 0,
            given: 0,
            place: Place::default(),
        }
    }

    fn next(&mut self) -> Option<Place> {
        while self.given == self.length {
            let rest = self.text.as_bytes().get(self.offset..).unwrap_or_default();
            match rest {
                [] => return None,
                [b'\\', ..] => self.escape(rest),
                [b'%', ..] => {
                    let (byte, length) = percent(rest).unwrap_or((b'%', 1));
                    self.take_byte(length, byte);
                }
                [b'&', ..] => {
                    let (c, length) = entity(rest).unwrap_or(('&', 1));
                    self.take(length, c);
                }
                [byte, ..] => self.take_byte(1, *byte),
            }
            // However it is spelled, a backslash does not count.
            if self.length == 1 && self.bytes.first() == Some(&b'\\') {
                self.given = self.length;
            }
        }
        let byte = self.bytes.get(self.given).copied().unwrap_or_default();
        self.given += 1;
        let byte = match byte {
            // In a query it stands for a space.
            b'+' => b' ',
            // Escaped, these are a backslash and a letter, and backslashes do not count.
            b'\n' => b'n',
            b'\r' => b'r',
            b'\t' => b't',
            byte => byte,
        };
        Some(Place { byte, ..self.place })
    }

    /// Takes so many bytes of the text, which stand for a character.
    fn take(&mut self, length: usize, c: char) {
        self.skip(length);
        self.length = c.encode_utf8(&mut self.bytes).len();
    }

    /// Takes so many bytes of the text, which stand for a byte.
    fn take_byte(&mut self, length: usize, byte: u8) {
        self.skip(length);
        self.bytes = [byte, 0, 0, 0];
        self.length = 1;
    }

    fn skip(&mut self, length: usize) {
        let start = self.offset;
        self.offset += length;
        self.place = Place {
            start,
            end: self.offset,
            byte: 0,
        };
        (self.given, self.length) = (0, 0);
    }

    /// Backslashes and what they escape. Deeper levels of JSON have more of them.
    fn escape(&mut self, rest: &[u8]) {
        let backslashes = backslashes(rest);
        let escaped = match rest.get(backslashes..).unwrap_or_default() {
            [b'u', b'{', digits @ ..] => braced(digits),
            [b'u', digits @ ..] => unicode(digits),
            [b'x', high, low, ..] => {
                let c = number(&[*high, *low], 16).and_then(char::from_u32);
                c.map(|c| (c, 2))
            }
            _ => None,
        };
        match escaped {
            Some((c, length)) => self.take(backslashes + 1 + length, c),
            None => self.skip(backslashes),
        }
    }
}

/// How many bytes at the beginning of a text spell a word, whatever the case of its letters.
pub(super) fn spelled(text: &str, word: &str) -> Option<usize> {
    let (mut units, mut wanted) = (Units::of(text), Units::of(word));
    let mut end = 0;
    while let Some(wanted) = wanted.next() {
        let unit = units.next()?;
        if !unit.byte.eq_ignore_ascii_case(&wanted.byte) {
            return None;
        }
        end = unit.end;
    }
    Some(end)
}

/// The character of `\u{61}`, and its length behind the letter.
fn braced(digits: &[u8]) -> Option<(char, usize)> {
    let mut end = 0;
    while *digits.get(end)? != b'}' {
        end += 1;
        if end == 7 {
            return None;
        }
    }
    let c = char::from_u32(hexadecimal(digits.get(..end)?)?)?;
    Some((c, end + 2))
}

fn backslashes(bytes: &[u8]) -> usize {
    let mut count = 0;
    while bytes.get(count) == Some(&b'\\') {
        count += 1;
    }
    count
}

/// The character of `\u` and its length in digits; of a pair of surrogates, both.
fn unicode(digits: &[u8]) -> Option<(char, usize)> {
    let first = hexadecimal(digits.get(..4)?)?;
    if let Some(c) = char::from_u32(first) {
        return Some((c, 4));
    }
    let behind = digits.get(4..)?;
    let backslashes = backslashes(behind);
    let second = hexadecimal(behind.get(backslashes + 1..backslashes + 5)?)?;
    let is_pair = (0xd800..0xdc00).contains(&first) && (0xdc00..0xe000).contains(&second);
    if behind.get(backslashes) != Some(&b'u') || !is_pair {
        return None;
    }
    let c = char::from_u32(0x10000 + ((first - 0xd800) << 10) + (second - 0xdc00))?;
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
    let mut end = 1;
    while *bytes.get(end)? != b';' {
        end += 1;
        if end == 16 {
            return None;
        }
    }
    let c = match bytes.get(1..end)? {
        b"amp" => '&',
        b"lt" => '<',
        b"gt" => '>',
        b"quot" => '"',
        b"apos" => '\'',
        b"lowbar" => '_',
        b"sol" => '/',
        b"plus" => '+',
        b"equals" => '=',
        b"colon" => ':',
        b"period" => '.',
        b"bsol" => '\\',
        [b'#', b'x' | b'X', digits @ ..] => char::from_u32(hexadecimal(digits)?)?,
        [b'#', digits @ ..] => char::from_u32(number(digits, 10)?)?,
        _ => return None,
    };
    Some((c, end + 1))
}

fn hexadecimal(digits: &[u8]) -> Option<u32> {
    number(digits, 16)
}

/// The number that digits are; a sign is no digit.
fn number(digits: &[u8], radix: u32) -> Option<u32> {
    let mut number: u32 = 0;
    for digit in digits {
        let digit = char::from(*digit).to_digit(radix)?;
        number = number.checked_mul(radix)?.checked_add(digit)?;
    }
    match digits {
        [] => None,
        _ => Some(number),
    }
}
