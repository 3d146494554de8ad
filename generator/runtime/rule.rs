//! The rules a description can set for a value, and what each has to say about one.

use std::cmp::Ordering::{self, Equal, Greater, Less};
use std::collections::HashSet;

use serde_json::{Map, Value};

/// One rule that the description sets for a value.
#[derive(Clone, Copy, Debug)]
pub enum Rule {
    /// An array has at least so many items.
    MinItems(u64),
    /// An array has at most so many items.
    MaxItems(u64),
    /// No two items of an array are equal.
    UniqueItems,
    /// A string has at least so many characters.
    MinLength(u64),
    /// A string has at most so many characters.
    MaxLength(u64),
    /// A string matches a pattern.
    Pattern {
        /// Tells whether a text does.
        matches: Matches,
        /// In the syntax of regex-lite.
        pattern: &'static str,
        /// As the description writes it.
        written: &'static str,
    },
    /// A number is not below the bound.
    Minimum(f64),
    /// A number is not above the bound.
    Maximum(f64),
    /// A number is above the bound.
    ExclusiveMinimum(f64),
    /// A number is below the bound.
    ExclusiveMaximum(f64),
    /// A number is a whole multiple of this one.
    MultipleOf(f64),
    /// An object has at least so many members.
    MinProperties(u64),
    /// An object has at most so many members.
    MaxProperties(u64),
    /// Each item of an array follows these rules.
    Items(&'static [Rule]),
    /// The item in each place of an array of fixed length follows the rules of its place.
    Places(&'static [&'static [Rule]]),
    /// Each member name of an object follows these rules.
    Keys(&'static [Rule]),
    /// Each member of an object follows these rules.
    Values(&'static [Rule]),
    /// No two of these members hold the same entry: an array's string, or an object's member name.
    Disjoint {
        /// The names of the members.
        members: &'static [&'static str],
        /// Whether entries that differ in ASCII case only are the same.
        ignore_case: bool,
    },
    /// Where this member is, those are too.
    DependentRequired {
        /// The member's name.
        member: &'static str,
        /// The names of the members that it needs.
        needs: &'static [&'static str],
    },
    /// These members hold at most so many entries together.
    MaxTotal {
        /// The names of the members.
        members: &'static [&'static str],
        /// The highest allowed sum of their lengths.
        max: u64,
    },
}

/// A broken rule: the member at fault if it is not the value itself, the rule's name, and what it demands.
pub(super) struct Fault {
    pub(super) member: Option<&'static str>,
    pub(super) rule: &'static str,
    pub(super) message: String,
}

impl Fault {
    fn new(rule: &'static str, message: String) -> Option<Fault> {
        Some(Fault {
            member: None,
            rule,
            message,
        })
    }
}

/// Whether a text matches a pattern.
pub type Matches = fn(&'static str, &str) -> bool;

impl Rule {
    pub(super) fn on_text(self, text: &str) -> Option<Fault> {
        let length = || to_u64(text.chars().count());
        match self {
            Rule::MinLength(min) if length() < min => {
                at_least("minLength", min, "character", "characters")
            }
            Rule::MaxLength(max) if length() > max => {
                at_most("maxLength", max, "character", "characters")
            }
            Rule::Pattern {
                matches,
                pattern,
                written,
            } if !matches(pattern, text) => {
                Fault::new("pattern", format!("must match `{written}`"))
            }
            _ => None,
        }
    }

    pub(super) fn on_number(self, number: Number) -> Option<Fault> {
        // A comparison with NaN has no outcome and breaks every rule: JSON cannot say NaN.
        match self {
            Rule::Minimum(bound) if !matches!(number.compare(bound), Some(Greater | Equal)) => {
                Fault::new("minimum", format!("must be at least {bound}"))
            }
            Rule::Maximum(bound) if !matches!(number.compare(bound), Some(Less | Equal)) => {
                Fault::new("maximum", format!("must be at most {bound}"))
            }
            Rule::ExclusiveMinimum(bound) if number.compare(bound) != Some(Greater) => {
                Fault::new("exclusiveMinimum", format!("must be greater than {bound}"))
            }
            Rule::ExclusiveMaximum(bound) if number.compare(bound) != Some(Less) => {
                Fault::new("exclusiveMaximum", format!("must be less than {bound}"))
            }
            Rule::MultipleOf(factor) if !number.is_multiple_of(factor) => {
                Fault::new("multipleOf", format!("must be a multiple of {factor}"))
            }
            _ => None,
        }
    }

    pub(super) fn on_list(self, length: usize, has_duplicates: &dyn Fn() -> bool) -> Option<Fault> {
        match self {
            Rule::MinItems(min) if to_u64(length) < min => {
                at_least("minItems", min, "item", "items")
            }
            Rule::MaxItems(max) if to_u64(length) > max => {
                at_most("maxItems", max, "item", "items")
            }
            Rule::UniqueItems if has_duplicates() => Fault::new(
                "uniqueItems",
                "must not have the same item twice".to_owned(),
            ),
            _ => None,
        }
    }

    pub(super) fn on_map(self, entries: usize) -> Option<Fault> {
        match self {
            Rule::MinProperties(min) if to_u64(entries) < min => {
                at_least("minProperties", min, "entry", "entries")
            }
            Rule::MaxProperties(max) if to_u64(entries) > max => {
                at_most("maxProperties", max, "entry", "entries")
            }
            _ => None,
        }
    }

    pub(super) fn on_members(self, object: &Map<String, Value>) -> Vec<Fault> {
        match self {
            Rule::Disjoint {
                members,
                ignore_case,
            } => disjoint(object, members, ignore_case),
            Rule::DependentRequired { member, needs } => dependent(object, member, needs),
            Rule::MaxTotal { members, max } => Vec::from_iter(max_total(object, members, max)),
            _ => Vec::new(),
        }
    }
}

fn at_least(rule: &'static str, min: u64, one: &str, many: &str) -> Option<Fault> {
    let noun = if min == 1 { one } else { many };
    Fault::new(rule, format!("must have at least {min} {noun}"))
}

fn at_most(rule: &'static str, max: u64, one: &str, many: &str) -> Option<Fault> {
    let noun = if max == 1 { one } else { many };
    Fault::new(rule, format!("must have at most {max} {noun}"))
}

fn disjoint(
    object: &Map<String, Value>,
    members: &[&'static str],
    ignore_case: bool,
) -> Vec<Fault> {
    let fold = |entry: &str| {
        if ignore_case {
            entry.to_ascii_lowercase()
        } else {
            entry.to_owned()
        }
    };
    let mut faults = Vec::new();
    for (index, first) in members.iter().enumerate() {
        for second in members.iter().skip(index + 1) {
            let taken: HashSet<String> = entries(object, second).into_iter().map(fold).collect();
            let mut shared = entries(object, first);
            shared.retain(|entry| taken.contains(&fold(entry)));
            if !shared.is_empty() {
                let message = format!(
                    "must not name the same entry as `{second}`: {}",
                    shared.join(", ")
                );
                faults.push(Fault {
                    member: Some(first),
                    rule: "disjoint",
                    message,
                });
            }
        }
    }
    faults
}

fn dependent(
    object: &Map<String, Value>,
    member: &'static str,
    needs: &[&'static str],
) -> Vec<Fault> {
    let absent = |needed: &&&'static str| !object.contains_key(**needed);
    let is_there = object.contains_key(member);
    let faults = needs.iter().filter(absent).map(|needed| Fault {
        member: Some(needed),
        rule: "dependentRequired",
        message: format!("is required beside `{member}`"),
    });
    faults.filter(|_| is_there).collect()
}

fn max_total(object: &Map<String, Value>, members: &[&'static str], max: u64) -> Option<Fault> {
    let size = |member: &str| match object.get(member) {
        Some(Value::Array(items)) => items.len(),
        Some(Value::Object(members)) => members.len(),
        _ => 0,
    };
    if to_u64(members.iter().map(|member| size(member)).sum()) <= max {
        return None;
    }
    let first = members.iter().find(|member| size(member) > 0)?;
    let others: Vec<String> = members
        .iter()
        .filter(|member| *member != first)
        .map(|member| format!("`{member}`"))
        .collect();
    let noun = if max == 1 { "item" } else { "items" };
    let others = others.join(" and ");
    Some(Fault {
        member: Some(first),
        rule: "max_total",
        message: format!("must have at most {max} {noun} together with {others}"),
    })
}

/// The strings of an array, or the member names of an object.
fn entries<'a>(object: &'a Map<String, Value>, member: &str) -> Vec<&'a str> {
    match object.get(member) {
        Some(Value::Array(items)) => items.iter().filter_map(Value::as_str).collect(),
        Some(Value::Object(members)) => members.keys().map(String::as_str).collect(),
        _ => Vec::new(),
    }
}

/// Whether two of these items, as JSON, are the same.
pub(super) fn has_duplicates(items: &mut dyn Iterator<Item = String>) -> bool {
    let mut seen = HashSet::new();
    for item in items {
        if !seen.insert(item) {
            return true;
        }
    }
    false
}

fn to_u64(length: usize) -> u64 {
    u64::try_from(length).unwrap_or(u64::MAX)
}

/// A number as the rules compare it: an integer stays exact.
#[derive(Clone, Copy)]
pub(super) enum Number {
    Integer(i128),
    Float(f64),
}

impl Number {
    fn compare(self, bound: f64) -> Option<Ordering> {
        match self {
            // A cast of the integer would round it; the bound's floor is an integer exactly.
            Number::Integer(value) => {
                let floor = bound.floor();
                let fraction = if bound > floor { Less } else { Equal };
                Some(value.cmp(&(floor as i128)).then(fraction))
            }
            Number::Float(value) => value.partial_cmp(&bound),
        }
    }

    fn is_multiple_of(self, factor: f64) -> bool {
        match self {
            Number::Integer(value) if factor.fract() == 0.0 => {
                value.checked_rem(factor as i128) == Some(0)
            }
            Number::Integer(value) => is_close_to_whole(value as f64 / factor),
            Number::Float(value) => is_close_to_whole(value / factor),
        }
    }
}

/// Whether a quotient is whole but for rounding: 0.3 / 0.1 is 2.9999999999999996.
fn is_close_to_whole(quotient: f64) -> bool {
    let tolerance = 8.0 * f64::EPSILON * quotient.abs().max(1.0);
    (quotient - quotient.round()).abs() <= tolerance
}

impl From<&serde_json::Number> for Number {
    fn from(number: &serde_json::Number) -> Self {
        match (number.as_i128(), number.as_f64()) {
            (Some(integer), _) => Number::Integer(integer),
            (None, float) => Number::Float(float.unwrap_or(f64::NAN)),
        }
    }
}
