//! Constraints: stricter or less strict.

use std::cmp::Ordering;

use super::schemas::Level;
use super::{Diff, Kind, Wire};
use crate::analyze;
use crate::ir::Rule;

impl<'a> Diff<'a> {
    pub(super) fn rules(&mut self, level: &Level<'a>) {
        let keyed = |rules: &[&'a Rule]| -> Vec<(String, &'a Rule)> {
            rules.iter().map(|rule| (keyword(rule), *rule)).collect()
        };
        let (old, new) = (keyed(&level.old.rules), keyed(&level.new.rules));
        let find = |rules: &[(String, &'a Rule)], key: &str| {
            rules
                .iter()
                .find(|(other, _)| other == key)
                .map(|(_, rule)| *rule)
        };
        for (key, rule) in &old {
            match find(&new, key) {
                Some(other) if *rule != other => self.rule(level, key, Some(rule), Some(other)),
                Some(_) => {}
                None => self.rule(level, key, Some(rule), None),
            }
        }
        for (key, rule) in &new {
            if find(&old, key).is_none() {
                self.rule(level, key, None, Some(rule));
            }
        }
    }

    fn rule(&mut self, level: &Level<'a>, key: &str, old: Option<&Rule>, new: Option<&Rule>) {
        let name = level.name();
        let shown = |rule: &Rule| {
            value(rule)
                .map(|text| format!(" {text}"))
                .unwrap_or_default()
        };
        let words = match (old, new) {
            (None, Some(rule)) => format!("{name} has the rule `{key}`{} now", shown(rule)),
            (Some(_), None) => format!("{name} no longer has the rule `{key}`"),
            (Some(old), Some(new)) => {
                format!(
                    "`{key}` of {name} is{} now, it was{}",
                    shown(new),
                    shown(old)
                )
            }
            (None, None) => return,
        };
        let sent = match strictness(old, new) {
            Ordering::Greater => (Wire::Maybe, "the server may refuse what clients send"),
            _ => (Wire::Yes, "the server takes more than before"),
        };
        let (wire, reason) = level.judged(sent, (Wire::Yes, "answers are not checked"));
        let found = level.found(Kind::RuleChanged, words).wire(wire, reason);
        // Where nothing else describes a property, its documentation is its rules.
        let is_described = level.old.description.is_some() && level.new.description.is_some();
        self.report(level, found.unseen(!level.way.sent && is_described));
    }

    /// Keywords that nothing is made of.
    pub(super) fn unkept(&mut self, level: &Level<'a>) {
        let (old, new) = (&level.old.unkept, &level.new.unkept);
        let keywords = old
            .keys()
            .chain(new.keys().filter(|key| !old.contains_key(*key)));
        let changed: Vec<&str> = keywords
            .filter(|key| old.get(*key) != new.get(*key))
            .copied()
            .collect();
        for keyword in changed {
            let words = format!("`{keyword}` of {} has changed", level.name());
            let is_gone = !new.contains_key(keyword);
            let sent = match is_gone {
                true => (Wire::Yes, "the server takes more than before"),
                false => (Wire::Maybe, "the server may refuse what clients send"),
            };
            let (wire, reason) = level.judged(sent, (Wire::Yes, "answers are not checked"));
            let found = level.found(Kind::UnkeptChanged, words).wire(wire, reason);
            self.report(level, found.unseen(true));
        }
    }
}

/// How much less is allowed than before.
fn strictness(old: Option<&Rule>, new: Option<&Rule>) -> Ordering {
    let (Some(old), Some(new)) = (old, new) else {
        return new.is_some().cmp(&old.is_some());
    };
    let whole = |a: &u64, b: &u64| a.cmp(b);
    let float = |a: &f64, b: &f64| a.partial_cmp(b).unwrap_or(Ordering::Greater);
    match (old, new) {
        (Rule::MinItems(a), Rule::MinItems(b))
        | (Rule::MinLength(a), Rule::MinLength(b))
        | (Rule::MinProperties(a), Rule::MinProperties(b)) => whole(b, a),
        (Rule::MaxItems(a), Rule::MaxItems(b))
        | (Rule::MaxLength(a), Rule::MaxLength(b))
        | (Rule::MaxProperties(a), Rule::MaxProperties(b)) => whole(a, b),
        (Rule::Minimum(a), Rule::Minimum(b))
        | (Rule::ExclusiveMinimum(a), Rule::ExclusiveMinimum(b)) => float(b, a),
        (Rule::Maximum(a), Rule::Maximum(b))
        | (Rule::ExclusiveMaximum(a), Rule::ExclusiveMaximum(b)) => float(a, b),
        // `a` is a multiple of `b`: each that fitted still fits.
        (Rule::MultipleOf(a), Rule::MultipleOf(b)) if *b != 0.0 && (a / b).fract() == 0.0 => {
            Ordering::Less
        }
        _ => Ordering::Greater,
    }
}

/// The keyword of a rule, with what tells it from others of its kind.
fn keyword(rule: &Rule) -> String {
    match rule {
        Rule::DependentRequired { member, .. } => format!("dependentRequired.{member}"),
        _ => analyze::keyword(rule).to_owned(),
    }
}

/// What a rule says beside its keyword.
fn value(rule: &Rule) -> Option<String> {
    Some(match rule {
        Rule::MinItems(number)
        | Rule::MaxItems(number)
        | Rule::MinLength(number)
        | Rule::MaxLength(number)
        | Rule::MinProperties(number)
        | Rule::MaxProperties(number) => number.to_string(),
        Rule::Minimum(number)
        | Rule::Maximum(number)
        | Rule::ExclusiveMinimum(number)
        | Rule::ExclusiveMaximum(number)
        | Rule::MultipleOf(number) => number.to_string(),
        Rule::Pattern(_, pattern) => format!("`{pattern}`"),
        Rule::DependentRequired { needs, .. } => format!("`{}`", needs.join("`, `")),
        _ => return None,
    })
}
