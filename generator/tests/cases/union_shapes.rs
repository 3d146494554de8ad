// src/models/pet.rs

use serde::{Deserialize, Serialize};

use crate::models::Update;
use crate::runtime::{
    object::object, one_or_many::OneOrMany, string_enum::string_enum, tolerant::optional,
    union::arms,
};

/// `Pet`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Pet {
    /// The member `owners`.
    pub owners: OneOrMany<Update>,
    /// The member `training`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub training: Option<PetTraining>,
}

object!(Pet => Serialize, Deserialize);

/// `PetTraining`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq)]
pub enum PetTraining {
    /// `boolean`
    Boolean(bool),
    /// `school`
    School(Box<PetTrainingSchool>),
    /// `owner`
    Owner(Box<PetTrainingOwner>),
}

arms!(PetTraining {
    Boolean(bool),
    School(PetTrainingSchool) fixed(&[("by", &["school"])]),
    Owner(PetTrainingOwner) fixed(&[("by", &["owner"])]),
} => Serialize, Deserialize);

/// `PetTrainingSchool`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct PetTrainingSchool {
    /// The member `by`.
    #[serde(
        default,
        deserialize_with = "optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub by: Option<PetTrainingSchoolBy>,
    /// The member `years`.
    #[serde(
        default,
        deserialize_with = "optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub years: Option<i64>,
}

object!(PetTrainingSchool => Serialize, Deserialize);

/// `PetTrainingOwner`.
#[non_exhaustive]
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct PetTrainingOwner {
    /// The member `by`.
    #[serde(
        default,
        deserialize_with = "optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub by: Option<PetTrainingOwnerBy>,
    /// The member `hours`.
    #[serde(
        default,
        deserialize_with = "optional",
        skip_serializing_if = "Option::is_none"
    )]
    pub hours: Option<i64>,
}

object!(PetTrainingOwner => Serialize, Deserialize);

/// `PetTrainingOwnerBy`.
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

/// `PetTrainingSchoolBy`.
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

/// `Update`.
#[non_exhaustive]
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(remote = "Self")]
pub struct Update {
    /// The member `names`.
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
