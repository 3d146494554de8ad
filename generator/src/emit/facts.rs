//! The facts about a value that a description states with keywords: bounds, lengths, patterns.

use serde_json::Value;

use super::docs::code;
use crate::ir::Rule;

/// The value that absence stands for, as a sentence.
pub(super) fn when_absent(default: &Value) -> String {
    format!("When absent: {}.", code(&default.to_string()))
}

/// The rules as one sentence: `1 to 64 characters, matches `^[a-z]+$`.`; none where there is nothing to say.
pub(super) fn facts(rules: &[Rule]) -> Option<String> {
    let parts = [
        span(lengths(rules), "character"),
        span(items(rules), "item"),
        span(properties(rules), "entry"),
        range(rules),
    ];
    let mut parts: Vec<String> = parts.into_iter().flatten().collect();
    for rule in rules {
        match rule {
            Rule::UniqueItems => parts.push("no item twice".to_owned()),
            Rule::Pattern(_, described) => parts.push(format!("matches {}", code(described))),
            Rule::MultipleOf(of) => parts.push(format!("a multiple of {of}")),
            Rule::Items(inner) => {
                let inner = facts(inner).map(|inner| lower(inner.trim_end_matches('.')));
                parts.extend(inner.map(|inner| format!("each item: {inner}")));
            }
            _ => {}
        }
    }
    let sentence = parts.join(", ");
    let mut chars = sentence.chars();
    let first = chars.next()?;
    Some(format!("{}{}.", first.to_uppercase(), chars.as_str()))
}

fn lower(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars.next().map(|first| first.to_lowercase().to_string());
    format!("{}{}", first.unwrap_or_default(), chars.as_str())
}

type Bounds = (Option<u64>, Option<u64>);

fn lengths(rules: &[Rule]) -> Bounds {
    bounds(rules, |rule| match rule {
        Rule::MinLength(least) => (Some(*least), None),
        Rule::MaxLength(most) => (None, Some(*most)),
        _ => (None, None),
    })
}

fn items(rules: &[Rule]) -> Bounds {
    bounds(rules, |rule| match rule {
        Rule::MinItems(least) => (Some(*least), None),
        Rule::MaxItems(most) => (None, Some(*most)),
        _ => (None, None),
    })
}

fn properties(rules: &[Rule]) -> Bounds {
    bounds(rules, |rule| match rule {
        Rule::MinProperties(least) => (Some(*least), None),
        Rule::MaxProperties(most) => (None, Some(*most)),
        _ => (None, None),
    })
}

fn bounds(rules: &[Rule], of: impl Fn(&Rule) -> Bounds) -> Bounds {
    let all = rules.iter().map(of);
    all.fold((None, None), |(least, most), (other, another)| {
        (least.or(other), most.or(another))
    })
}

fn span((least, most): Bounds, noun: &str) -> Option<String> {
    let of = |count: u64| match (count, noun) {
        (1, noun) => noun.to_owned(),
        (_, "entry") => "entries".to_owned(),
        (_, noun) => format!("{noun}s"),
    };
    Some(match (least.filter(|least| *least > 0), most) {
        (Some(least), Some(most)) if least == most => format!("{most} {}", of(most)),
        (Some(least), Some(most)) => format!("{least} to {most} {}", of(most)),
        (Some(least), None) => format!("at least {least} {}", of(least)),
        (None, Some(most)) => format!("at most {most} {}", of(most)),
        (None, None) => return None,
    })
}

fn range(rules: &[Rule]) -> Option<String> {
    let find = |of: fn(&Rule) -> Option<String>| rules.iter().find_map(of);
    let least = find(|rule| match rule {
        Rule::Minimum(least) => Some(format!("at least {least}")),
        Rule::ExclusiveMinimum(least) => Some(format!("more than {least}")),
        _ => None,
    });
    let most = find(|rule| match rule {
        Rule::Maximum(most) => Some(format!("at most {most}")),
        Rule::ExclusiveMaximum(most) => Some(format!("less than {most}")),
        _ => None,
    });
    match (least, most) {
        (Some(least), Some(most)) => Some(format!("{least}, {most}")),
        (least, most) => least.or(most),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_read_as_a_sentence() {
        let length = [Rule::MinLength(1), Rule::MaxLength(64)];
        assert_eq!(facts(&length).unwrap(), "1 to 64 characters.");
        let number = [Rule::Minimum(0.0), Rule::ExclusiveMaximum(1.5)];
        assert_eq!(facts(&number).unwrap(), "At least 0, less than 1.5.");
        let list = [
            Rule::MaxItems(1),
            Rule::UniqueItems,
            Rule::Items(length.to_vec()),
        ];
        let expected = "At most 1 item, no item twice, each item: 1 to 64 characters.";
        assert_eq!(facts(&list).unwrap(), expected);
        let text = [Rule::Pattern("a".to_owned(), "^a+$".to_owned())];
        assert_eq!(facts(&text).unwrap(), "Matches `^a+$`.");
        assert_eq!(facts(&[]), None);
        assert_eq!(facts(&[Rule::MinItems(0)]), None);
    }
}
