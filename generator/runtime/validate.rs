//! Checks what is about to be sent against the rules of the description.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

use serde::Serialize;
use serde_json::{Map, Value, to_value};

use super::error::Breach;
use super::patch::Patch;
use super::path::{push_index, push_member};
pub use super::rule::Rule;
use super::rule::{Fault, Number, has_duplicates};
use super::secret::Secret;

/// A value that can be checked before it is sent.
pub trait Validate: Serialize {
    /// Checks the rules that belong to the type itself.
    fn check(&self, check: &mut Check) {
        let _ = check;
    }

    /// Checks the rules of the place where the value stands, then those of its type.
    fn check_at(&self, rules: &[Rule], check: &mut Check) {
        check.object(self, rules);
        self.check(check);
    }
}

/// Checks a whole body and returns every breach.
pub fn check_body<T: Validate + ?Sized>(body: &T) -> Vec<Breach> {
    let mut check = Check::default();
    body.check_at(&[], &mut check);
    check.breaches
}

/// Checks one JSON value that stands at `path` and adds its breaches to the list.
pub fn check_value(rules: &[Rule], value: &Value, path: &str, breaches: &mut Vec<Breach>) {
    if !rules.is_empty() {
        let mut check = Check {
            root: path.to_owned(),
            ..Check::default()
        };
        value.check_at(rules, &mut check);
        breaches.append(&mut check.breaches);
    }
}

/// A check under way: where it stands and what it has found.
#[derive(Debug, Default)]
pub struct Check {
    root: String,
    /// The steps from the root, spelled out only when there is a breach to report.
    steps: Vec<Step>,
    breaches: Vec<Breach>,
}

#[derive(Debug)]
enum Step {
    Member(Cow<'static, str>),
    Index(usize),
}

impl Check {
    /// Checks one member of an object: the rules of the place, then those of its type.
    pub fn member<T: Validate + ?Sized>(&mut self, name: &'static str, value: &T, rules: &[Rule]) {
        self.inside(Step::Member(Cow::Borrowed(name)), value, rules);
    }

    /// Checks the rules of an object as a whole.
    pub fn object<T: Serialize + ?Sized>(&mut self, object: &T, rules: &[Rule]) {
        // A value that cannot be encoded is refused with a better message when it is encoded to be sent.
        if !rules.is_empty() {
            if let Ok(value) = to_value(object) {
                value.check_at(rules, self);
            }
        }
    }

    fn inside<T: Validate + ?Sized>(&mut self, step: Step, value: &T, rules: &[Rule]) {
        self.steps.push(step);
        value.check_at(rules, self);
        self.steps.pop();
    }

    fn report(&mut self, fault: Fault) {
        let mut path = self.root.clone();
        for step in &self.steps {
            match step {
                Step::Member(name) => push_member(&mut path, name),
                Step::Index(index) => push_index(&mut path, *index),
            }
        }
        if let Some(member) = fault.member {
            push_member(&mut path, member);
        }
        self.breaches
            .push(Breach::new(path, fault.rule, fault.message));
    }

    fn each(&mut self, rules: &[Rule], fault: impl Fn(Rule) -> Option<Fault>) {
        for rule in rules {
            if let Some(fault) = fault(*rule) {
                self.report(fault);
            }
        }
    }

    fn text(&mut self, text: &str, rules: &[Rule]) {
        self.each(rules, |rule| rule.on_text(text));
    }

    fn number(&mut self, number: Number, rules: &[Rule]) {
        self.each(rules, |rule| rule.on_number(number));
    }

    fn list<T: Validate>(&mut self, items: &[T], rules: &[Rule]) {
        let has_duplicates = || {
            let items = items.iter().filter_map(|item| to_value(item).ok());
            has_duplicates(&mut items.map(|item| item.to_string()))
        };
        let item_rules = self.list_itself(items.len(), &has_duplicates, rules);
        for (index, item) in items.iter().enumerate() {
            self.inside(Step::Index(index), item, item_rules);
        }
    }

    /// Checks what does not depend on the type of the items, and returns the rules of these.
    fn list_itself<'a>(
        &mut self,
        length: usize,
        has_duplicates: &dyn Fn() -> bool,
        rules: &'a [Rule],
    ) -> &'a [Rule] {
        self.each(rules, |rule| rule.on_list(length, has_duplicates));
        let item_rules = rules.iter().find_map(|rule| match *rule {
            Rule::Items(rules) => Some(rules),
            _ => None,
        });
        item_rules.unwrap_or_default()
    }

    fn map<'a, V: Validate + 'a>(
        &mut self,
        entries: impl ExactSizeIterator<Item = (&'a str, &'a V)>,
        rules: &[Rule],
    ) {
        let (key_rules, value_rules) = self.map_itself(entries.len(), rules);
        for (key, value) in entries {
            self.steps.push(Step::Member(Cow::Owned(key.to_owned())));
            self.text(key, key_rules);
            value.check_at(value_rules, self);
            self.steps.pop();
        }
    }

    /// Checks what does not depend on the type of the values, and returns the rules of the keys and of the values.
    fn map_itself<'a>(&mut self, length: usize, rules: &'a [Rule]) -> (&'a [Rule], &'a [Rule]) {
        self.each(rules, |rule| rule.on_map(length));
        let (mut key_rules, mut value_rules): (&[Rule], &[Rule]) = (&[], &[]);
        for rule in rules {
            match *rule {
                Rule::Keys(rules) => key_rules = rules,
                Rule::Values(rules) => value_rules = rules,
                _ => {}
            }
        }
        (key_rules, value_rules)
    }
}

macro_rules! validate_integers {
    ($($integer:ty)+) => {$(
        impl Validate for $integer {
            fn check_at(&self, rules: &[Rule], check: &mut Check) {
                // `usize` has no lossless conversion; no platform has one wider than 128 bits.
                check.number(Number::Integer(*self as i128), rules);
            }
        }
    )+};
}

validate_integers!(i8 i16 i32 i64 isize u8 u16 u32 u64 usize);

impl Validate for f64 {
    fn check_at(&self, rules: &[Rule], check: &mut Check) {
        check.number(Number::Float(*self), rules);
    }
}

impl Validate for f32 {
    fn check_at(&self, rules: &[Rule], check: &mut Check) {
        if !rules.is_empty() {
            // What is sent is the shortest decimal, 0.1 and not 0.10000000149011612.
            let sent = self.to_string().parse().unwrap_or(f64::from(*self));
            check.number(Number::Float(sent), rules);
        }
    }
}

impl Validate for bool {}

impl Validate for IpAddr {}

impl Validate for Ipv4Addr {}

impl Validate for Ipv6Addr {}

impl Validate for () {}

impl Validate for str {
    fn check_at(&self, rules: &[Rule], check: &mut Check) {
        check.text(self, rules);
    }
}

impl Validate for String {
    fn check_at(&self, rules: &[Rule], check: &mut Check) {
        check.text(self, rules);
    }
}

impl Validate for Secret {
    fn check_at(&self, rules: &[Rule], check: &mut Check) {
        check.text(self.expose(), rules);
    }
}

impl<T: Validate + ?Sized> Validate for &T {
    fn check_at(&self, rules: &[Rule], check: &mut Check) {
        T::check_at(self, rules, check);
    }
}

impl<T: Validate + ?Sized> Validate for Box<T> {
    fn check_at(&self, rules: &[Rule], check: &mut Check) {
        T::check_at(self, rules, check);
    }
}

impl<T: Validate> Validate for Option<T> {
    fn check_at(&self, rules: &[Rule], check: &mut Check) {
        if let Some(value) = self {
            value.check_at(rules, check);
        }
    }
}

impl<T: Validate> Validate for Patch<T> {
    fn check_at(&self, rules: &[Rule], check: &mut Check) {
        if let Patch::Value(value) = self {
            value.check_at(rules, check);
        }
    }
}

impl<T: Validate> Validate for [T] {
    fn check_at(&self, rules: &[Rule], check: &mut Check) {
        check.list(self, rules);
    }
}

impl<T: Validate> Validate for Vec<T> {
    fn check_at(&self, rules: &[Rule], check: &mut Check) {
        check.list(self, rules);
    }
}

macro_rules! validate_tuples {
    ($(($($place:ident $index:tt)+))+) => {$(
        impl<$($place: Validate),+> Validate for ($($place,)+) {
            fn check_at(&self, rules: &[Rule], check: &mut Check) {
                let places = rules.iter().find_map(|rule| match *rule {
                    Rule::Places(places) => Some(places),
                    _ => None,
                });
                let places = places.unwrap_or_default();
                $({
                    let rules = places.get($index).copied().unwrap_or_default();
                    check.inside(Step::Index($index), &self.$index, rules);
                })+
            }
        }
    )+};
}

validate_tuples! {
    (A 0)
    (A 0 B 1)
    (A 0 B 1 C 2)
    (A 0 B 1 C 2 D 3)
    (A 0 B 1 C 2 D 3 E 4)
    (A 0 B 1 C 2 D 3 E 4 F 5)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10)
    (A 0 B 1 C 2 D 3 E 4 F 5 G 6 H 7 I 8 J 9 K 10 L 11)
}

impl<K: AsRef<str> + Serialize, V: Validate> Validate for BTreeMap<K, V> {
    fn check_at(&self, rules: &[Rule], check: &mut Check) {
        check.map(self.iter().map(|(key, value)| (key.as_ref(), value)), rules);
    }
}

impl<K: AsRef<str> + Serialize, V: Validate, S> Validate for HashMap<K, V, S> {
    fn check_at(&self, rules: &[Rule], check: &mut Check) {
        let mut entries: Vec<(&str, &V)> = self
            .iter()
            .map(|(key, value)| (key.as_ref(), value))
            .collect();
        entries.sort_unstable_by_key(|(key, _)| *key);
        check.map(entries.into_iter(), rules);
    }
}

impl Validate for Map<String, Value> {
    fn check_at(&self, rules: &[Rule], check: &mut Check) {
        // Plain JSON has no rules of its own, at any depth.
        if !rules.is_empty() {
            check.map(self.iter().map(|(key, value)| (key.as_str(), value)), rules);
            for rule in rules {
                rule.on_members(self)
                    .into_iter()
                    .for_each(|fault| check.report(fault));
            }
        }
    }
}

impl Validate for Value {
    fn check_at(&self, rules: &[Rule], check: &mut Check) {
        match self {
            Value::String(text) => check.text(text, rules),
            Value::Array(items) if !rules.is_empty() => check.list(items, rules),
            Value::Object(members) => members.check_at(rules, check),
            Value::Number(number) => check.number(Number::from(number), rules),
            Value::Null | Value::Bool(_) | Value::Array(_) => {}
        }
    }
}
