//! Texts that match a pattern.

use regex_syntax::hir::{Class, Hir, HirKind};

/// A text that matches `pattern` and has, if that is easy, a length between the two. `None` when the pattern has what
/// only engines of another kind know.
pub(super) fn text(
    pattern: &str,
    random: &mut fastrand::Rng,
    least: usize,
    most: usize,
) -> Option<String> {
    let hir = regex_syntax::ParserBuilder::new()
        .build()
        .parse(&plain(pattern))
        .ok()?;
    let slack = [0, 1, 3, least.min(200), least.min(200) * 2];
    let slack = random.choice(slack).unwrap_or_default().min(most);
    let mut text = String::new();
    write(
        &hir,
        random,
        u32::try_from(slack).unwrap_or_default(),
        &mut text,
    );
    Some(text)
}

/// The pattern as this parser spells it: a few escapes that are of no need are errors to it.
fn plain(pattern: &str) -> String {
    let mut plain = String::new();
    let mut letters = pattern.chars();
    while let Some(letter) = letters.next() {
        if letter != '\\' {
            plain.push(letter);
            continue;
        }
        match letters.next() {
            Some(escaped @ ('_' | '/' | '\'' | '"' | '@' | ':' | ',' | '!')) => plain.push(escaped),
            Some(escaped) => plain.extend(['\\', escaped]),
            None => {}
        }
    }
    plain
}

fn write(hir: &Hir, random: &mut fastrand::Rng, slack: u32, text: &mut String) {
    match hir.kind() {
        HirKind::Empty | HirKind::Look(_) => {}
        HirKind::Literal(literal) => *text += &String::from_utf8_lossy(&literal.0),
        HirKind::Class(class) => text.extend(letter(class, random)),
        HirKind::Repetition(repetition) => {
            let most = repetition.max.unwrap_or(u32::MAX);
            let most = most.min(repetition.min.saturating_add(slack));
            for _ in 0..random.u32(repetition.min..=most) {
                write(&repetition.sub, random, slack, text);
            }
        }
        HirKind::Capture(capture) => write(&capture.sub, random, slack, text),
        HirKind::Concat(parts) => {
            for part in parts {
                write(part, random, slack, text);
            }
        }
        HirKind::Alternation(arms) => {
            if let Some(arm) = random.choice(arms) {
                write(arm, random, slack, text);
            }
        }
    }
}

/// A letter of the class, one that is easy to read if there is one.
fn letter(class: &Class, random: &mut fastrand::Rng) -> Option<char> {
    let ranges: Vec<(char, char)> = match class {
        Class::Unicode(class) => class
            .iter()
            .map(|range| (range.start(), range.end()))
            .collect(),
        Class::Bytes(class) => class
            .iter()
            .map(|range| (char::from(range.start()), char::from(range.end())))
            .collect(),
    };
    let is_in = |letter: &char| {
        ranges
            .iter()
            .any(|(from, to)| (from..=to).contains(&letter))
    };
    for plain in ['a'..='z', '0'..='9', 'A'..='Z', '!'..='~'] {
        let letters: Vec<char> = plain.filter(is_in).collect();
        // Not always the first kind of letters.
        if !letters.is_empty() && random.u8(..4) > 0 {
            return random.choice(&letters).copied();
        }
    }
    (' '..='~')
        .find(is_in)
        .or_else(|| ranges.first().map(|(from, _)| *from))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_made_up_matches() {
        let patterns = [
            "^[A-Z]{2}\\d{2}[a-zA-Z0-9]{1,30}$",
            "^(foo|bar)_[^/]+$",
            "^\\+?[1-9]\\d{1,14}$",
            "^[\\w\\-\\/]+\\.json$",
            "^[^\\s]*$",
        ];
        let mut random = fastrand::Rng::with_seed(1);
        for pattern in patterns {
            let schema = json!({ "pattern": pattern });
            let validator = jsonschema::validator_for(&schema).unwrap();
            for _ in 0..20 {
                let text = text(pattern, &mut random, 0, 100).unwrap();
                assert!(validator.is_valid(&json!(text)), "{pattern}: {text}");
            }
        }
        assert_eq!(text("^(?!a)", &mut random, 0, 1), None);
    }
}
