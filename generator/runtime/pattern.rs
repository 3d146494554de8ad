//! Patterns of the description, compiled once each.

use std::ops::RangeInclusive;
use std::str::Chars;
use std::sync::{Arc, Mutex, PoisonError};

use regex_lite::Regex;

use super::rule::Rule;

impl Rule {
    /// A string matches a pattern, which the description writes as regex-lite reads it.
    pub const fn pattern(pattern: &'static str) -> Self {
        Rule::pattern_as(pattern, pattern)
    }

    /// A string matches a pattern in the syntax of regex-lite, which the description writes in another way.
    pub const fn pattern_as(pattern: &'static str, written: &'static str) -> Self {
        Rule::Pattern {
            matches,
            pattern,
            written,
        }
    }
}

/// Whether a text matches a pattern in the syntax of regex-lite.
pub(super) fn matches(pattern: &'static str, text: &str) -> bool {
    /// A pattern, and nothing where it does not compile.
    type Compiled = (&'static str, Option<Arc<Matcher>>);
    /// Sorted by pattern.
    static COMPILED: Mutex<Vec<Compiled>> = Mutex::new(Vec::new());

    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    // A clone of a `Regex` itself would begin without the scratch memory that earlier matches left behind.
    let place = compiled.partition_point(|(known, _)| *known < pattern);
    let matcher = match compiled.get(place) {
        Some((known, matcher)) if *known == pattern => matcher.clone(),
        _ => {
            // The generator has compiled it too; should it fail here all the same, nobody is held up by it.
            let matcher = Matcher::new(pattern).map(Arc::new);
            compiled.insert(place, (pattern, matcher.clone()));
            matcher
        }
    };
    drop(compiled);
    matcher.is_none_or(|matcher| matcher.is_match(text))
}

enum Matcher {
    Characters(Characters),
    Regex(Regex),
}

impl Matcher {
    fn new(pattern: &str) -> Option<Self> {
        match Characters::parse(pattern) {
            Some(characters) => Some(Matcher::Characters(characters)),
            None => Regex::new(pattern).ok().map(Matcher::Regex),
        }
    }

    fn is_match(&self, text: &str) -> bool {
        match self {
            Matcher::Characters(characters) => characters.is_match(text),
            Matcher::Regex(regex) => regex.is_match(text),
        }
    }
}

/// So many characters of one set of ASCII, and nothing else: `^[A-Za-z0-9_-]{1,64}$`. That is what most patterns say, and
/// a look at each byte says it faster than any regular expression.
struct Characters {
    /// One bit for each.
    allowed: u128,
    count: RangeInclusive<usize>,
}

impl Characters {
    /// `None` for a pattern that says anything else.
    fn parse(pattern: &str) -> Option<Self> {
        let set = pattern.strip_prefix("^[")?;
        // `^` negates, and doubled characters may be operators.
        let doubled = ["&&", "--", "~~"];
        if set.starts_with('^') || doubled.iter().any(|pair| set.contains(pair)) {
            return None;
        }
        let mut rest = set.chars();
        let mut allowed = 0;
        let mut previous: Option<u8> = None;
        loop {
            match (rest.next()?, previous) {
                (']', Some(_)) => break,
                // A range, unless the dash is the last of the set.
                ('-', Some(first)) if !rest.as_str().starts_with(']') => {
                    let last = literal(rest.next()?, &mut rest).filter(|last| first <= *last)?;
                    (first..=last).for_each(|byte| allowed |= bit(byte));
                    // What is neither a range's end nor its own is left to the regular expression.
                    if rest.as_str().starts_with('-') && !rest.as_str().starts_with("-]") {
                        return None;
                    }
                }
                (char, _) => {
                    let byte = literal(char, &mut rest)?;
                    allowed |= bit(byte);
                    previous = Some(byte);
                }
            }
        }
        let count = count(rest.as_str().strip_suffix('$')?)?;
        Some(Characters { allowed, count })
    }

    fn is_match(&self, text: &str) -> bool {
        self.count.contains(&text.len())
            && text
                .bytes()
                .all(|byte| byte.is_ascii() && self.allowed & bit(byte) != 0)
    }
}

/// The one character of a set that is written like this.
fn literal(char: char, rest: &mut Chars<'_>) -> Option<u8> {
    let byte = match char {
        // Escaped letters and digits are classes.
        '\\' => rest.next().filter(char::is_ascii_punctuation)?,
        '[' | ']' => return None,
        char => char,
    };
    u8::try_from(byte).ok().filter(u8::is_ascii)
}

/// How often: nothing, `?`, `*`, `+`, `{2}`, `{2,}` or `{2,5}`.
fn count(quantifier: &str) -> Option<RangeInclusive<usize>> {
    Some(match quantifier {
        "" => 1..=1,
        "?" => 0..=1,
        "*" => 0..=usize::MAX,
        "+" => 1..=usize::MAX,
        braced => {
            let inner = braced.strip_prefix('{')?.strip_suffix('}')?;
            match inner.split_once(',') {
                Some((least, "")) => least.parse().ok()?..=usize::MAX,
                Some((least, most)) => least.parse().ok()?..=most.parse().ok()?,
                None => {
                    let exact = inner.parse().ok()?;
                    exact..=exact
                }
            }
        }
    })
}

fn bit(byte: u8) -> u128 {
    1_u128.checked_shl(u32::from(byte)).unwrap_or_default()
}
