// warning[W0403]: `^(?!x).+@` is not checked: it uses what regular expressions in Rust lack
//   --> rules.yaml:29:44
//    |
// 29 |         owner: {type: object, properties: {mail: {type: string, pattern: "^(?!x).+@"}, zip: {type: string, minLength: 5}}}
//    |                                            ^^^^
//

// src/models/pet.rs

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::runtime::input::{into_map, into_texts};
use crate::runtime::validate::{Check, Rule, Validate};
use crate::runtime::{object::object, setters::setters};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    /// 1 to 40 characters, matches `^\w+$`.
    pub name: String,
    /// At least 0, less than 40.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub age: Option<i64>,
    /// More than 0, a multiple of 0.5.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub weight: Option<f64>,
    /// 1 to 3 items, no item twice, each item: matches `^[a-z]{1,9}$`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tags: Option<Vec<String>>,
    /// At most 5 entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub labels: Option<BTreeMap<String, String>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub owner: Option<PetOwner>,
}

object!(Pet => Serialize, Deserialize);

impl Pet {
    /// Creates one from its required properties.
    #[must_use]
    pub fn new(name: impl Into<String>) -> Self {
        Self {
            name: name.into(),
            age: None,
            weight: None,
            tags: None,
            labels: None,
            owner: None,
        }
    }
}

setters!(Pet {
    age(value: i64) => Some(value),
    weight(value: f64) => Some(value),
    tags(value: impl IntoIterator<Item = impl Into<String>>) => Some(into_texts(value)),
    labels(value: impl IntoIterator<Item = (impl Into<String>, impl Into<String>)>) =>
        Some(into_map(value)),
    owner(value: PetOwner) => Some(value),
});

const NAME: &[Rule] = &[
    Rule::MinLength(1),
    Rule::MaxLength(40),
    Rule::pattern(r"^\w+$"),
];

const AGE: &[Rule] = &[Rule::Minimum(0.0), Rule::ExclusiveMaximum(40.0)];

const WEIGHT: &[Rule] = &[Rule::ExclusiveMinimum(0.0), Rule::MultipleOf(0.5)];

const TAGS: &[Rule] = &[
    Rule::MinItems(1),
    Rule::MaxItems(3),
    Rule::UniqueItems,
    Rule::Items(&[Rule::pattern("^[a-z]{1,9}$")]),
];

const LABELS: &[Rule] = &[
    Rule::MaxProperties(5),
    Rule::Keys(&[Rule::MaxLength(10)]),
    Rule::Values(&[Rule::pattern(r"\S")]),
];

impl Validate for Pet {
    #[inline]
    fn check(&self, check: &mut Check) {
        check.object(self, &[Rule::MinProperties(1)]);
        check.member("name", &self.name, NAME);
        check.member("age", &self.age, AGE);
        check.member("weight", &self.weight, WEIGHT);
        check.member("tags", &self.tags, TAGS);
        check.member("labels", &self.labels, LABELS);
        check.member("owner", &self.owner, &[]);
    }
}

#[non_exhaustive]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct PetOwner {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mail: Option<String>,
    /// At least 5 characters.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub zip: Option<String>,
}

object!(PetOwner => Serialize, Deserialize, New);

setters!(PetOwner {
    mail(value: impl Into<String>) => Some(value.into()),
    zip(value: impl Into<String>) => Some(value.into()),
});

impl Validate for PetOwner {
    #[inline]
    fn check(&self, check: &mut Check) {
        check.member("zip", &self.zip, &[Rule::MinLength(5)]);
    }
}
