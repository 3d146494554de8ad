// src/models/pet.rs

use serde::{Deserialize, Serialize};

use crate::models::Update;
use crate::runtime::{
    object::object, one_or_many::OneOrMany, string_enum::string_enum, tolerant::optional,
    union::arms,
};

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    pub owners: OneOrMany<Update>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training: Option<PetTraining>,
}

object!(Pet => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum PetTraining {
    Boolean(bool),
    School(Box<PetTrainingSchool>),
    Owner(Box<PetTrainingOwner>),
}

arms!(PetTraining {
    Boolean(bool),
    School(PetTrainingSchool) fixed(&[("by", &["school"])]),
    Owner(PetTrainingOwner) fixed(&[("by", &["owner"])]),
} => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct PetTrainingSchool {
    #[serde(
        default,
        deserialize_with = "optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub by: Option<PetTrainingSchoolBy>,
    #[serde(
        default,
        deserialize_with = "optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub years: Option<i64>,
}

object!(PetTrainingSchool => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct PetTrainingOwner {
    #[serde(
        default,
        deserialize_with = "optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub by: Option<PetTrainingOwnerBy>,
    #[serde(
        default,
        deserialize_with = "optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub hours: Option<i64>,
}

object!(PetTrainingOwner => Serialize, Deserialize);

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PetTrainingOwnerBy {
    /// `owner`
    Owner,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(PetTrainingOwnerBy {
    Owner => "owner",
});

#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PetTrainingSchoolBy {
    /// `school`
    School,
    /// A value that this version does not know, as it is on the wire.
    Unknown(String),
}

string_enum!(PetTrainingSchoolBy {
    School => "school",
});

// src/models/update.rs

use serde::{Deserialize, Serialize};

use crate::runtime::validate::{Check, Rule, Validate};
use crate::runtime::{object::object, one_or_many::OneOrMany, setters::setters};

#[non_exhaustive]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Update {
    /// At most 3 items, each item: at least 1 character.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub names: Option<OneOrMany<String>>,
}

object!(Update => Serialize, Deserialize, New);

setters!(Update {
    names(value: impl Into<OneOrMany<String>>) => Some(value.into()),
});

const NAMES: &[Rule] = &[Rule::MaxItems(3), Rule::Items(&[Rule::MinLength(1)])];

impl Validate for Update {
    #[inline]
    fn check(&self, check: &mut Check) {
        check.member("names", &self.names, NAMES);
    }
}
