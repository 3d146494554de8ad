//! Makes texts and numbers of examples fit their rules.

use regex_lite::Regex;
use regex_syntax::hir::{Class, Hir, HirKind};

use crate::ir::Rule;

/// A longer text is no example that anybody reads.
const LONGEST: u64 = 64;

/// The text, or one that fits the rules better.
pub(super) fn fitting(text: &str, rules: &[Rule]) -> String {
    if fits(text, rules) {
        return text.to_owned();
    }
    let patterns = rules.iter().filter_map(|rule| match rule {
        Rule::Pattern(pattern, _) => Some(pattern),
        _ => None,
    });
    let mut made = patterns
        .filter_map(|pattern| regex_syntax::parse(pattern).ok())
        .flat_map(|hir| {
            (0..=u32::try_from(LONGEST).unwrap_or_default()).map(move |more| {
                let mut out = String::new();
                matching(&hir, more, &mut out);
                out
            })
        });
    let made = made.find(|made| fits(made, rules));
    made.unwrap_or_else(|| of_length(text, rules))
}

/// Whether a text is as long as the rules say and matches their patterns.
pub(super) fn fits(text: &str, rules: &[Rule]) -> bool {
    let length = u64::try_from(text.chars().count()).unwrap_or(u64::MAX);
    rules.iter().all(|rule| match rule {
        Rule::MinLength(least) => length >= *least,
        Rule::MaxLength(most) => length <= *most,
        Rule::Pattern(pattern, _) => {
            Regex::new(pattern).is_ok_and(|pattern| pattern.is_match(text))
        }
        _ => true,
    })
}

/// The text cut off, or repeated until it is long enough.
fn of_length(text: &str, rules: &[Rule]) -> String {
    let length = text.chars().count();
    let mut wanted = length;
    for rule in rules {
        match rule {
            Rule::MinLength(least) if *least <= LONGEST => {
                wanted = wanted.max(usize::try_from(*least).unwrap_or(length));
            }
            Rule::MaxLength(most) => {
                wanted = wanted.min(usize::try_from(*most).unwrap_or(length));
            }
            _ => {}
        }
    }
    let whole = format!("{text}-");
    match wanted > length {
        true => whole.chars().cycle().take(wanted).collect(),
        false => text.chars().take(wanted).collect(),
    }
}

/// Writes a text that matches, with so many repetitions more than there have to be.
fn matching(hir: &Hir, more: u32, out: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => *out += &String::from_utf8_lossy(&literal.0),
        HirKind::Class(class) => out.extend(char_of(class, out.len())),
        HirKind::Repetition(repetition) => {
            let least = repetition.min;
            let most = repetition.max.unwrap_or(u32::MAX);
            let count = least.saturating_add(more).min(most).min(least.max(128));
            for _ in 0..count {
                matching(&repetition.sub, more, out);
            }
        }
        HirKind::Capture(capture) => matching(&capture.sub, more, out),
        HirKind::Concat(parts) => {
            for part in parts {
                matching(part, more, out);
            }
        }
        HirKind::Alternation(arms) => {
            if let Some(first) = arms.first() {
                matching(first, more, out);
            }
        }
    }
}

/// A character of a class: digits and letters by turns, where it has them.
fn char_of(class: &Class, turn: usize) -> Option<char> {
    const USUAL: &str = "1234567890abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_ ./@";
    let has = |char: char| match class {
        Class::Unicode(class) => class
            .ranges()
            .iter()
            .any(|range| range.start() <= char && char <= range.end()),
        Class::Bytes(class) => {
            let mut ranges = class.ranges().iter();
            u8::try_from(char)
                .is_ok_and(|byte| ranges.any(|range| range.start() <= byte && byte <= range.end()))
        }
    };
    let usual: Vec<char> = USUAL.chars().filter(|char| has(*char)).collect();
    let first = || match class {
        Class::Unicode(class) => class.ranges().first().map(|range| range.start()),
        Class::Bytes(class) => class
            .ranges()
            .first()
            .map(|range| char::from(range.start())),
    };
    match usual.is_empty() {
        true => first(),
        false => usual.get(turn % usual.len()).copied(),
    }
}

/// The number, or the nearest that fits the rules.
pub(super) fn number(number: f64, rules: &[Rule]) -> f64 {
    let is_fit = |number: f64| {
        rules.iter().all(|rule| match rule {
            Rule::Minimum(least) => number >= *least,
            Rule::Maximum(most) => number <= *most,
            Rule::ExclusiveMinimum(least) => number > *least,
            Rule::ExclusiveMaximum(most) => number < *most,
            Rule::MultipleOf(of) => *of <= 0.0 || (number / of).fract() == 0.0,
            _ => true,
        })
    };
    let steps = rules.iter().flat_map(|rule| match rule {
        Rule::Minimum(edge) | Rule::Maximum(edge) => vec![*edge],
        Rule::ExclusiveMinimum(edge) => vec![edge + 1.0, edge + 0.5, edge + 0.01],
        Rule::ExclusiveMaximum(edge) => vec![edge - 1.0, edge - 0.5, edge - 0.01],
        Rule::MultipleOf(of) => vec![*of],
        _ => Vec::new(),
    });
    let steps: Vec<f64> = steps.collect();
    let multiples = rules.iter().filter_map(|rule| match rule {
        Rule::MultipleOf(of) if *of > 0.0 => Some(*of),
        _ => None,
    });
    let rounded: Vec<f64> = multiples
        .flat_map(|of| steps.iter().map(move |step| (step / of).ceil() * of))
        .collect();
    let all = [vec![number], steps, rounded].concat();
    all.into_iter()
        .find(|number| is_fit(*number))
        .unwrap_or(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pattern(text: &str) -> Rule {
        Rule::Pattern(text.to_owned(), text.to_owned())
    }

    #[test]
    fn texts_match_their_patterns_and_lengths() {
        for (text, rules, expected) in [
            ("sid", vec![pattern("^VA[0-9a-f]{8}$")], "VA34567890"),
            ("ada", vec![pattern("^[a-z]+$")], "ada"),
            ("id", vec![pattern("^[a-z]+$"), Rule::MinLength(4)], "abcd"),
            ("span", vec![pattern("^([0-9]+(ns|ms|s))+$")], "1ns"),
            ("name", vec![Rule::MinLength(6)], "name-n"),
            ("name", vec![Rule::MaxLength(2)], "na"),
            ("a b", vec![pattern("^\\S+$"), pattern("b")], "1234567890ab"),
            ("c", vec![pattern("^a$"), pattern("^b$")], "c"),
        ] {
            assert_eq!(fitting(text, &rules), expected, "{rules:?}");
        }
    }

    #[test]
    fn numbers_are_within_their_bounds() {
        for (rules, expected) in [
            (vec![Rule::Minimum(10.0)], 10.0),
            (vec![Rule::Maximum(0.0)], 0.0),
            (vec![Rule::ExclusiveMinimum(1.0)], 2.0),
            (vec![Rule::MultipleOf(5.0)], 5.0),
            (vec![Rule::Minimum(12.0), Rule::MultipleOf(5.0)], 15.0),
            (vec![Rule::Minimum(0.0), Rule::Maximum(5.0)], 1.0),
        ] {
            assert_eq!(number(1.0, &rules), expected, "{rules:?}");
        }
    }
}
